"""The methods of the Bot API that the emulator knows; every other name is 404."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator import account, editing, sending
from emulator.parameters import Json, Parameters
from emulator.world import World


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what it does, whether it changes a chat (``speaks``), and whether it is paced."""

    name: str
    run: Callable[[World, Parameters], Any] | None
    speaks: bool = False
    paced: bool = False
    # The result is True and what the function returned is its description.
    described: bool = False

    def told(self, result: Any) -> Json:
        """The result as the answer holds it."""
        if self.described:
            return {"result": True, "description": result}
        return {"result": result}


def _said(name: str, run: Callable[[World, Parameters], Any]) -> Method:
    return Method(name, run, speaks=True, paced=True)


# getUpdates waits, so the emulator runs it itself.
GET_UPDATES = Method("getUpdates", None)

_ALL = (
    GET_UPDATES,
    Method("getMe", account.get_me),
    Method("getChat", account.get_chat),
    Method("getFile", account.get_file),
    Method("setMyCommands", account.set_my_commands),
    Method("getMyCommands", account.get_my_commands),
    Method("deleteMyCommands", account.delete_my_commands),
    Method("setChatMenuButton", account.set_chat_menu_button),
    Method("setMyDescription", account.set_my_description),
    Method("setMyShortDescription", account.set_my_short_description),
    Method("setWebhook", account.set_webhook, described=True),
    Method("deleteWebhook", account.delete_webhook, described=True),
    Method("getWebhookInfo", account.get_webhook_info),
    _said("sendMessage", sending.send_message),
    _said("sendDocument", sending.send_document),
    _said("sendPhoto", sending.send_photo),
    _said("sendMediaGroup", sending.send_media_group),
    _said("editMessageText", editing.edit_message_text),
    _said("editMessageCaption", editing.edit_message_caption),
    _said("editMessageMedia", editing.edit_message_media),
    _said("editMessageReplyMarkup", editing.edit_message_reply_markup),
    Method("sendChatAction", sending.send_chat_action),
    Method("deleteMessage", editing.delete_message, speaks=True),
    Method("answerCallbackQuery", editing.answer_callback_query),
)

# Names are looked up without regard to case [D].
METHODS = {method.name.lower(): method for method in _ALL}
