"""Reopening (重开): a teacher asks for a locked round, an admin opens it again with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.choice import Choice, UnreadableChoice
from domain.errors import ChenjianError, NotOwedToday, NotYours, RoundLocked
from domain.filing import may_file
from domain.message import Message, Text
from domain.note import Edit, Note, Wanted
from domain.reopening import (
    Reason,
    Reopening,
    ReopeningState,
    judge_day,
    may_reopen,
)
from domain.roster import Role
from domain.unit_settings import UnitSettings
from handlers.check_in import on_behalf
from handlers.desk import Desk
from handlers.filing import filing
from handlers.visit import Visit
from storage.rounds import Round
from views import reopening as view
from views.days import clock_time, day_name
from views.words import say, text

MINUTE_MS = 60_000


class NotLocked(ChenjianError):
    """The round still takes answers, so there is nothing to reopen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A round, and what this person may do about its lock."""

    visit: Visit
    round: Round
    admin: bool

    @property
    def locked(self) -> view.Locked:
        """The round as the cards name it."""
        one = self.round
        return view.Locked(one.id, one.revision, one.unit.name, one.day)

    @property
    def until_ms(self) -> int:
        """How long it would be open if it were reopened now."""
        chain = self.visit.tx.settings.chain(self.round.unit.id)
        return self.visit.now_ms + UnitSettings.resolve(chain).reopen_minutes * MINUTE_MS


def standing(visit: Visit, round_id: int) -> Standing:
    """The round, for whoever may file for its class or reopen it. Raises NotYours, NotOwedToday."""
    found = visit.tx.rounds.with_roles(round_id, visit.person_id, visit.day)
    if found is None:
        raise NotYours
    round_, roles = found
    admin = may_reopen(roles)
    if not admin and may_file(roles) is None:
        raise NotYours
    if round_.state == "not_required":
        raise NotOwedToday(unit=round_.unit.name, day=round_.day)
    return Standing(visit, round_, admin)


def offer_reopening(visit: Visit, words: str, refused: RoundLocked) -> None:
    """Below a refusal: the button that asks for the round, or reopens it. Presses on a locked
    round bring it once. Whoever has asked already hears that nobody has decided yet.
    """
    at = standing(visit, refused.round_id)
    request = None if at.admin else visit.tx.reopenings.open_for(at.round.id)
    typed = visit.toast is None
    if request is not None and request.asked_by == visit.person_id and typed:
        visit.reply(view.not_kept(visit.language, view.asked(visit.language, at.locked)))
        return
    card = view.way_out(visit.language, at.locked, Text.of(words), admin=at.admin)
    if typed:
        visit.reply(view.not_kept(visit.language, card))
        return
    note = Note(
        kind="reply",
        subject=f"locked/{at.round.id}",
        chat_id=visit.chat.id,
        say=card,
        version=at.round.reopened_until_ms // MINUTE_MS,
    )
    visit.tx.outbox.put(note, visit.now_ms)


def of_an_earlier_day(visit: Visit, round_: Round) -> Message:
    """昨天报错了: today's answer is left alone; that day's may be reopened."""
    at = standing(visit, round_.id)
    words = text(
        visit.language,
        "reopening.earlier_day",
        unit=round_.unit.name,
        day=day_name(visit.language, round_.day),
    )
    return view.way_out(visit.language, at.locked, words, admin=at.admin)


# -- the buttons -------------------------------------------------------------------------------


def reopen_pressed(visit: Visit, choice: Choice) -> None:
    """申请重开, or an admin's 重开, which asks for the reason.

    Raises NotYours, NotOwedToday, TooLongAgo.
    """
    at = standing(visit, choice.subject)
    if at.round.takes_answers_at(visit.at_ms):
        visit.toasted(say(visit.language, "reopening.toast_open"))
        if may_file(visit.roles_over(at.round.unit.id)):
            on_behalf(Desk(filing(visit, at.round.id)), choice)
        return
    judge_day(at.round.day, visit.day)
    if at.admin:
        _show(visit, ask_why(at))
    else:
        _ask(at)


def reason_pressed(visit: Visit, choice: Choice) -> None:
    """Why: one of the reasons, or one that is typed next. Raises NotYours, UnreadableChoice."""
    at = of_admin(visit, choice.subject)
    if at.round.takes_answers_at(visit.at_ms):
        raise NotLocked
    judge_day(at.round.day, visit.day)
    if choice.argument == view.OWN_WORDS:
        request, _ = visit.tx.reopenings.ask(at.round.id, None, visit.now_ms)
        visit.tx.reopenings.name_reason(request.id, visit.person_id, visit.now_ms)
        _show(visit, view.type_reason(visit.language, at.locked))
    elif choice.argument in set(Reason):
        open_again(at, choice.argument)
    else:
        raise UnreadableChoice


def refuse_pressed(visit: Visit, choice: Choice) -> None:
    """不重开: whoever asked hears it. Raises NotYours."""
    request = visit.tx.reopenings.get(choice.subject)
    if request is None:
        raise NotYours
    at = of_admin(visit, request.round_id)
    refused = visit.tx.reopenings.settle(
        request.id, ReopeningState.REFUSED, by=visit.person_id, at_ms=visit.now_ms
    )
    key = "toast_refused" if refused else "toast_decided"
    visit.toasted(say(visit.language, f"reopening.{key}"))
    if refused:
        detail = f"round {at.round.id} {at.round.day}"
        visit.tx.audit.add(
            visit.now_ms, visit.person_id, "reopen_refused", at.round.unit.id, detail
        )
        _tell(at, request)
    _show(visit, Wanted("reopening", {"reopening": request.id}))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {
    "ropen": reopen_pressed,
    "rwhy": reason_pressed,
    "rno": refuse_pressed,
}


# -- what is done ------------------------------------------------------------------------------


def of_admin(visit: Visit, round_id: int) -> Standing:
    """The round, for whoever may reopen it. Raises NotYours, NotOwedToday."""
    at = standing(visit, round_id)
    if not at.admin:
        raise NotYours
    return at


def ask_why(at: Standing) -> Message:
    """The reasons to press. A line that is typed while the card is open is the reason, too."""
    visit = at.visit
    request, _ = visit.tx.reopenings.ask(at.round.id, None, visit.now_ms)
    visit.tx.reopenings.look_at(request.id, visit.person_id, visit.now_ms)
    return view.why(visit.language, at.locked, at.until_ms, visit.zone)


def _ask(at: Standing) -> None:
    """One press: the admins get a card, however many teachers ask."""
    visit = at.visit
    chats = _admin_chats(at)
    if not chats:
        card = view.nobody(visit.language, at.locked)
        visit.toasted(card.text.plain, alert=True)
        _show(visit, card)
        return
    request, _ = visit.tx.reopenings.ask(at.round.id, visit.person_id, visit.now_ms)
    for chat_id in chats:
        note = Note(
            kind="news",
            subject=f"reopening/{request.id}",
            chat_id=chat_id,
            say=Wanted("reopening", {"reopening": request.id}),
        )
        visit.tx.outbox.put(note, visit.now_ms)
    card = view.asked(visit.language, at.locked)
    visit.toasted(card.text.plain)
    _show(visit, card)


def open_again(at: Standing, reason: str) -> None:
    """Reopen it: written down, and told to the class and to the other admins."""
    visit, round_, until_ms = at.visit, at.round, at.until_ms
    request, _ = visit.tx.reopenings.ask(round_.id, None, visit.now_ms)
    visit.tx.reopenings.settle(
        request.id,
        ReopeningState.REOPENED,
        by=visit.person_id,
        at_ms=visit.now_ms,
        reason=reason,
        until_ms=until_ms,
    )
    visit.tx.reopenings.reopen(round_.id, until_ms)
    detail = f"round {round_.id} {round_.day}: {reason}"
    visit.tx.audit.add(visit.now_ms, visit.person_id, "reopen", round_.unit.id, detail)
    time = clock_time(until_ms, visit.zone)
    visit.toasted(say(visit.language, "reopening.toast_reopened", time=time))
    _tell(at, request)
    _show(visit, Wanted("reopening", {"reopening": request.id}))


def _tell(at: Standing, request: Reopening) -> None:
    """Whoever asked and whoever answers for the class hear of it; the admins' cards say it too."""
    visit, about = at.visit, {"reopening": request.id}
    for chat_id in _class_chats(at, request):
        note = Note(
            kind="card",
            subject=f"reopened/{request.id}",
            chat_id=chat_id,
            say=Wanted("reopened", about),
            round_id=at.round.id,
        )
        visit.tx.outbox.put(note, visit.now_ms)
    subject = f"reopening/{request.id}"
    for note_id, chat_id in visit.tx.outbox.copies("news", subject):
        note = Note(
            kind="news",
            subject=f"{subject}/edit/{note_id}",
            chat_id=chat_id,
            say=Wanted("reopening", about),
            edit=Edit(note_id=note_id),
        )
        visit.tx.outbox.put(note, visit.now_ms)


def _class_chats(at: Standing, request: Reopening) -> list[int]:
    visit = at.visit
    reporters = [m.person.id for m in visit.tx.roster.reporters(at.round.unit.id, visit.day)]
    asked = [] if request.asked_by is None else [request.asked_by]
    people = [one for one in dict.fromkeys((*asked, *reporters)) if one != visit.person_id]
    return _chats(visit, people)


def _admin_chats(at: Standing) -> list[int]:
    """The admins nearest to the class who can be reached at all: of the school, else above it."""
    visit = at.visit
    members = visit.tx.roster.members_upward(at.round.unit.id, visit.day)
    admins = [m for m in members if m.role is Role.ADMIN]
    for depth in sorted({m.depth for m in admins}):
        chats = _chats(visit, [m.person.id for m in admins if m.depth == depth])
        if chats:
            return chats
    return []


def _chats(visit: Visit, people: list[int]) -> list[int]:
    found = (visit.tx.chats.of_person(person_id) for person_id in dict.fromkeys(people))
    return [chat.id for chat in found if chat is not None]


def _show(visit: Visit, card: Message | Wanted) -> None:
    """In place of what was pressed, or below what was typed."""
    if visit.toast is not None and visit.message is not None:
        visit.edit(visit.message, card)
    else:
        visit.reply(card)
