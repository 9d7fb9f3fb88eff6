"""The updates that are measured: what a teacher presses, mostly 全班正常, and what one types."""

from __future__ import annotations

import json

from domain.choice import Choice

FIRST_QUERY = 4_000_000
"""The id of the first press; the others follow."""


def press_update(
    number: int, chat_id: int, round_id: int, message_id: int, choice: Choice | None = None
) -> str:
    """A raw callback query as Telegram sends it, the pressed message included; 全班正常 where no
    other ``choice`` is given.
    """
    data = (choice or Choice("zero", round_id)).encode()
    button = {"text": "✅ 全班正常 45/45", "callback_data": data}
    message = {
        "message_id": message_id,
        "from": {"id": 1, "is_bot": True, "first_name": "晨检", "username": "chenjian_bot"},
        "chat": {"id": chat_id, "first_name": "老师", "type": "private"},
        "date": 1795390200,
        "text": "三年级2班 · 11月23日(周一) 晨检\n应到 45 人。请在 09:00 前上报体温和出行。",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "reply_markup": {
            "inline_keyboard": [
                [button],
                [
                    {"text": "🌡 发热/不适", "callback_data": f"1:fever:{number}:0:"},
                    {"text": "🚫 缺勤", "callback_data": f"1:absent:{number}:0:"},
                    {"text": "✈️ 外出", "callback_data": f"1:travel:{number}:0:"},
                ],
            ]
        },
    }
    query = {
        "id": str(FIRST_QUERY + number),
        "from": _person(chat_id),
        "message": message,
        "chat_instance": str(number),
        "data": data,
    }
    return json.dumps({"update_id": 10_000 + number, "callback_query": query}, ensure_ascii=False)


def words_update(number: int, chat_id: int, words: str) -> str:
    """A raw message as Telegram sends it, with words that somebody typed."""
    message = {
        "message_id": 1_000_000 + number,
        "from": _person(chat_id),
        "chat": {"id": chat_id, "first_name": "老师", "type": "private"},
        "date": 1795390260,
        "text": words,
    }
    return json.dumps({"update_id": 10_000 + number, "message": message}, ensure_ascii=False)


def _person(chat_id: int) -> dict[str, object]:
    return {"id": chat_id, "is_bot": False, "first_name": "老师", "language_code": "zh-hans"}
