"""Enrolment: how a person of the roster and a chat find each other, and what a stranger hears."""

from __future__ import annotations

import re
import unicodedata

from domain.day_plan import DayTimes
from domain.incoming import Contact, Ignored, Press, Reachable, Words
from domain.message import Message, Text
from domain.note import Note, Wanted
from domain.patience import Patience
from domain.unit_settings import UnitSettings
from handlers.commands import serves
from handlers.help import show_help
from handlers.visit import Visit
from storage.chats import Chat
from storage.invites import ALPHABET, LENGTH
from storage.rounds import Round
from views.days import day_name
from views.enrolment import welcome
from views.words import say, text

ASK_AGAIN = frozenset({"failed", "unreachable"})
"""States of a question that did not arrive."""

_CODE = re.compile(rf"[{ALPHABET}{ALPHABET.lower()}]{{{LENGTH}}}")
_LINK = re.compile(r"[?&]start=([A-Za-z0-9_-]{1,64})")
_START = re.compile(r"/start(?:@\w+)?\s+(\S+)", re.IGNORECASE)
_PHONE = re.compile(r"/?(?:phone(?:@\w+)?|手机号)", re.IGNORECASE)


def code_in(typed: str) -> str | None:
    """The invitation code a text consists of: alone, behind ``/start``, or in a pasted link."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    found = _START.fullmatch(plain) or _LINK.search(plain)
    if found:
        return found[1]
    alone = re.sub(r"[\s-]", "", plain.removeprefix("邀请码").lstrip(": "))
    return alone if _CODE.fullmatch(alone) else None


def admitted(visit: Visit) -> bool:
    """Whether this chat is that of a person who holds a duty today, as the roster has it now."""
    return serves(visit.tx, visit.chat, visit.day)


def stranger(visit: Visit) -> None:
    """Whatever comes from a chat that is nobody's, or somebody's who holds no duty today.

    One answer to each message, that tells nothing, has no buttons, and grows rare; a button
    pressed is answered on the button. In a group nothing is said at all.
    """
    what = visit.incoming.what
    if isinstance(what, Press):
        visit.toasted(_who_are_you(visit).plain, alert=True)
        return
    if isinstance(what, Reachable):
        reachable(visit, what)
        return
    if not visit.incoming.private or isinstance(what, Ignored):
        return
    code = code_in(what.text) if isinstance(what, Words) else None
    if code is not None:
        _try_code(visit, code)
    elif isinstance(what, Contact):
        _try_phone(visit, what)
    elif isinstance(what, Words) and _PHONE.fullmatch(what.text.strip()):
        _answer_stranger(visit, _phone_key(visit))
    else:
        _answer_stranger(visit, Message(_who_are_you(visit)))


def start(visit: Visit, argument: str) -> None:
    """``/start [CODE]`` of somebody who is enrolled: greet, or enrol anew by a fresh code."""
    code = argument.strip()
    if code and visit.incoming.private:
        _try_code(visit, code)
    else:
        _greet(visit)


def took_code(visit: Visit) -> bool:
    """Whether an enrolled person typed nothing but a code, which is then tried."""
    what = visit.incoming.what
    code = code_in(what.text) if isinstance(what, Words) and visit.incoming.private else None
    if code is None:
        return False
    _try_code(visit, code)
    return True


def phone(visit: Visit, argument: str = "") -> None:
    """``/phone`` or a shared contact of somebody who is enrolled: there is no need."""
    visit.reply(Message(text(visit.language, "enrolment.enrolled_already"), drop_keys=True))


def reachable(visit: Visit, what: Reachable) -> None:
    """The person stopped the bot, or let it in again: then a question that was lost is put anew."""
    changed = visit.tx.chats.set_reachable(visit.chat.id, what.reachable)
    if changed and what.reachable and admitted(visit):
        ask_what_is_owed(visit)


def ask_what_is_owed(visit: Visit) -> None:
    """Put today's open questions to this person, unless they stand in the chat already."""
    tx, chat = visit.tx, visit.chat
    for round_ in _owed(visit):
        last = tx.outbox.last_ask(chat.id, round_.id)
        if last is not None and last not in ASK_AGAIN:
            continue
        again = "" if last is None else f"/back/{visit.incoming.update_id}"
        note = Note(
            kind="ask",
            subject=f"{round_.id}{again}",
            chat_id=chat.id,
            say=Wanted("ask", {"round": round_.id, "step": "ask"}),
            round_id=round_.id,
        )
        tx.outbox.put(note, visit.now_ms)


def _owed(visit: Visit) -> list[Round]:
    """The rounds of today that this person is asked for and that nobody has answered."""
    tx, person, owed = visit.tx, visit.person_id, []
    units = {duty.unit.id: None for duty in tx.roster.duties_of(person, visit.day)}
    for unit_id in units:
        round_ = tx.rounds.of_class(unit_id, visit.day)
        if round_ is None or round_.state != "open" or round_.revision:
            continue
        if any(member.person.id == person for member in tx.roster.reporters(unit_id, visit.day)):
            owed.append(round_)
    return owed


def _try_code(visit: Visit, code: str) -> None:
    """Enrol the person a code was made for; whatever is wrong with a code sounds the same."""
    if not _patience(visit.chat).tries_codes(visit.now_ms):
        return
    person_id = visit.tx.invites.use(code, visit.now_ms)
    if person_id is not None:
        _enrol(visit, person_id)
    elif _used_here(visit, code):
        _greet(visit)
    else:
        patience = _patience(visit.chat)
        _spend(visit, patience.after_wrong_code(visit.now_ms))
        if patience.answers(visit.now_ms):
            visit.reply(_and_wait(visit, Message(text(visit.language, "enrolment.wrong_code"))))


def _used_here(visit: Visit, code: str) -> bool:
    """Whether it is the code by which this very chat came in: the link was pressed again."""
    fate = visit.tx.invites.fate(code)
    return fate is not None and fate[2] is not None and fate[0] == visit.chat.person_id


def _try_phone(visit: Visit, contact: Contact) -> None:
    """Enrol whoever alone has this number on the roster; only one's own number counts."""
    if not contact.own:
        _answer_stranger(visit, Message(text(visit.language, "enrolment.not_own")))
        return
    found = visit.tx.people.with_phone(contact.phone, visit.day)
    # A number that two people share tells no more than one that nobody has.
    if len(found) == 1 and _patience(visit.chat).tries_codes(visit.now_ms):
        _enrol(visit, found[0].id)
    else:
        no_match = text(visit.language, "enrolment.phone_no_match")
        _answer_stranger(visit, Message(no_match, drop_keys=True))


def _enrol(visit: Visit, person_id: int) -> None:
    """Bind the person to this chat, greet, and ask what is owed today."""
    tx, chat = visit.tx, visit.chat
    duties = tx.people.duties(person_id, visit.day)
    person = tx.roster.person(person_id)
    if person is None or not duties:
        _answer_stranger(visit, Message(text(visit.language, "enrolment.no_duty")))
        return
    if chat.person_id not in (None, person_id):
        tx.moves.silence(chat.id)
    before = tx.chats.enrol(chat.id, person_id, visit.now_ms)
    tx.audit.add(visit.now_ms, person_id, "enrol", None, f"chat {chat.id}")
    visit.chat = tx.chats.get(chat.id) or chat
    visit.menus.append(chat.id)
    if before is not None:
        _move(visit, before)
    held = [duty for duty, first in duties if first <= visit.day]
    coming = None if held else min(first for _, first in duties)
    shown = held or [duty for duty, _ in duties]
    times, schools = {}, {}
    for duty in shown:
        unit = duty.unit
        times[unit.id] = _times(visit, unit.school_id or unit.id)
        school = tx.roster.unit(unit.school_id) if unit.school_id is not None else None
        if school is not None:
            schools[school.id] = school.name
    visit.reply(welcome(visit.language, person.name, shown, times, schools, coming))
    if held:
        ask_what_is_owed(visit)


def _times(visit: Visit, unit_id: int) -> DayTimes:
    return UnitSettings.resolve(visit.tx.settings.chain(unit_id)).times


def _move(visit: Visit, before: Chat) -> None:
    """Take along what waits for the old chat, and tell it good-bye."""
    tx = visit.tx
    tx.moves.follow(before.id, visit.chat.id)
    tx.moves.silence(before.id)
    moved = Message(text(before.language or visit.language, "enrolment.moved"))
    subject = f"moved/{visit.incoming.channel}/{visit.incoming.update_id}"
    tx.outbox.put(Note(kind="news", subject=subject, chat_id=before.id, say=moved), visit.now_ms)
    visit.menus.append(before.id)


def _greet(visit: Visit) -> None:
    """A word of welcome and the help; the person is there again."""
    if not admitted(visit):
        _answer_stranger(visit, Message(_who_are_you(visit)))
        return
    person = visit.tx.roster.person(visit.person_id)
    # As the chat was when this came in: the door may have marked it reachable since.
    back = not visit.chat.reachable
    visit.tx.chats.set_reachable(visit.chat.id, True)
    visit.menus.append(visit.chat.id)
    name = "" if person is None else person.name
    visit.reply(Message(text(visit.language, "enrolment.welcome_back", name=name), drop_keys=True))
    show_help(visit)
    if back:
        ask_what_is_owed(visit)


def _who_are_you(visit: Visit) -> Text:
    """The one sentence for a stranger, and a kinder one for somebody we know."""
    language, person = visit.language, visit.chat.person_id
    if person is None:
        return text(language, "enrolment.stranger")
    duties = visit.tx.people.duties(person, visit.day)
    if duties:
        first = min(first for _, first in duties)
        return text(language, "enrolment.duty_to_come", day=day_name(language, first))
    return text(language, "enrolment.no_duty")


def _phone_key(visit: Visit) -> Message:
    key = say(visit.language, "enrolment.share_phone")
    return Message(text(visit.language, "enrolment.ask_phone"), contact_button=key)


def _answer_stranger(visit: Visit, message: Message) -> None:
    """Say it while there is patience left; the last answer says for how long we are silent."""
    patience = _patience(visit.chat)
    if patience.answers(visit.now_ms):
        _spend(visit, patience.after_answer(visit.now_ms))
        visit.reply(_and_wait(visit, message))


def _and_wait(visit: Visit, message: Message) -> Message:
    minutes = _patience(visit.chat).wait_minutes(visit.now_ms)
    if not minutes:
        return message
    wait = text(visit.language, "enrolment.wait", minutes=minutes)
    return Message(
        message.text + "\n" + wait,
        contact_button=message.contact_button,
        drop_keys=message.drop_keys,
    )


def _patience(chat: Chat) -> Patience:
    return Patience(chat.wrong_codes, chat.quiet_until_ms)


def _spend(visit: Visit, left: Patience) -> None:
    visit.tx.chats.set_guard(visit.chat.id, left.wrong_codes, left.quiet_until_ms)
    visit.chat = visit.tx.chats.get(visit.chat.id) or visit.chat
