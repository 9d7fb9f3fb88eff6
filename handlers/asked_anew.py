"""Asked anew: whoever answers for a class has changed during the day, and the question follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from domain.day_plan import StepKind
from domain.note import Edit, Note, Wanted
from domain.roster import Role
from handlers.visit import Visit
from storage.open_questions import unanswered_copies
from storage.rounds import Round

_ASKING = (StepKind.ASK, StepKind.CHASE_1, StepKind.CHASE_2)


def reporters_of(visit: Visit, class_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Who is asked for each class today, by person id."""
    return {
        class_id: frozenset(
            member.person.id for member in visit.tx.roster.reporters(class_id, visit.day)
        )
        for class_id in class_ids
    }


def question_follows(visit: Visit, before: dict[int, frozenset[int]], change_id: int) -> None:
    """Ask who answers for these classes since the change, and tell who does no longer.

    ``before`` is what ``reporters_of`` gave. A class that has answered, or has not been asked yet
    today, needs nothing: its question goes to whoever reports when its time comes.
    """
    after = reporters_of(visit, before)
    for class_id, asked in before.items():
        round_ = visit.tx.rounds.of_class(class_id, visit.day)
        if round_ is None or round_.state != "open" or round_.revision:
            continue
        if not _was_asked(visit, round_):
            continue
        _relieve(visit, round_, asked - after[class_id], change_id)
        for person_id in after[class_id] - asked:
            _ask(visit, round_, person_id, change_id)


def refresh_questions(visit: Visit, class_ids: Iterable[int]) -> None:
    """Who should be there in these classes has changed: every open copy of today's question says
    so, without a sound. A card on which somebody is in the midst of answering stays as it is.
    """
    for round_id, copy in unanswered_copies(visit.tx, class_ids, visit.day):
        want = Wanted("ask", {"round": round_id, "step": "ask"})
        _change(visit, copy.chat_id, copy.note_id, "roll", want)


def head_teachers(visit: Visit, class_id: int) -> list[int]:
    """The head teachers of a class today, by person id."""
    members = visit.tx.roster.members(class_id, visit.day)
    return [member.person.id for member in members if member.role is Role.HEAD_TEACHER]


def _was_asked(visit: Visit, round_: Round) -> bool:
    days = visit.tx.days
    return any(days.step_state(round_.school_id, round_.day, step) == "done" for step in _ASKING)


def _relieve(visit: Visit, round_: Round, people: Collection[int], change_id: int) -> None:
    """Their copies of the question say who answers now; what still waits is not sent."""
    chats = {chat.id for one in people if (chat := visit.tx.chats.of_person(one)) is not None}
    for copy in visit.tx.outbox.questions_of(round_.id):
        if copy.chat_id in chats and copy.state != "pending":
            want = Wanted("handed_on", {"round": round_.id})
            _change(visit, copy.chat_id, copy.note_id, f"handed_on/{change_id}", want)


def _change(visit: Visit, chat_id: int, note_id: int, subject: str, want: Wanted) -> None:
    note = Note(
        kind="news",
        subject=f"{subject}/{note_id}",
        chat_id=chat_id,
        say=want,
        version=visit.incoming.update_id,
        edit=Edit(note_id=note_id),
    )
    visit.tx.outbox.put(note, visit.now_ms)


def _ask(visit: Visit, round_: Round, person_id: int, change_id: int) -> None:
    chat = visit.tx.chats.of_person(person_id)
    if chat is None:
        return
    note = Note(
        kind="ask",
        subject=f"{round_.id}/change/{change_id}/{visit.incoming.update_id}",
        chat_id=chat.id,
        say=Wanted("ask", {"round": round_.id, "step": "ask"}),
        round_id=round_.id,
    )
    visit.tx.outbox.put(note, visit.now_ms)
