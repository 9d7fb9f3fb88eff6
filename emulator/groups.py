"""Groups: making one, turning it into a supergroup, putting the bot out."""

from emulator.chat import Chat
from emulator.parameters import Json
from emulator.people import membership_changed
from emulator.refusal import BadCall
from emulator.world import World

KINDS = ("group", "supergroup")
# Ids of supergroups begin so [D].
SUPERGROUP_BASE = -1_000_000_000_000


def put_group(world: World, body: Json) -> Chat:
    """Make a group with the bot in it; the first member is the one who added it. Raises BadCall."""
    chat_id, kind = body.get("id"), body.get("type", "group")
    if not isinstance(chat_id, int) or chat_id >= 0 or chat_id in world.chats:
        raise BadCall("id must be a new negative whole number")
    if kind not in KINDS:
        raise BadCall("type must be group or supergroup")
    members = body.get("members")
    if not isinstance(members, list) or not members:
        raise BadCall("members must name at least one user")
    by, *_ = [world.person(member) for member in members]
    chat = Chat(chat_id, kind, title=str(body.get("title") or "Group"), members=set(members))
    world.chats[chat_id] = chat
    membership_changed(world, chat, by, "left", "member")
    return chat


def group(world: World, chat_id: int) -> Chat:
    """A group by id. Raises BadCall when there is none."""
    chat = world.chats.get(chat_id)
    if chat is None or chat.private:
        raise BadCall(f"there is no group {chat_id}")
    return chat


def migrate(world: World, old: Chat) -> Chat:
    """Make a supergroup of a group: a new id, and a service message on either side [D]."""
    if old.kind != "group" or old.moved_to is not None:
        raise BadCall("only a group that has not moved can become a supergroup")
    new = Chat(
        SUPERGROUP_BASE + old.chat_id, "supergroup", title=old.title, members=set(old.members)
    )
    world.chats[new.chat_id] = new
    old.moved_to = new.chat_id
    by = world.people[min(old.members)].user()
    for chat, content in (
        (old, {"migrate_to_chat_id": new.chat_id}),
        (new, {"migrate_from_chat_id": old.chat_id}),
    ):
        message = chat.add(by, content, date=world.clock.now_s(), from_bot=False)
        world.updates.put("message", chat.render(message))
    return new


def put_out(world: World, chat: Chat) -> None:
    """A member puts the bot out of the group."""
    chat.bot_present = False
    membership_changed(world, chat, world.people[min(chat.members)], "member", "kicked")
