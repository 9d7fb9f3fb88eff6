"""A confirmed case: who hears of it, and the tests that follow from it (一人隔离、全班检测)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.case import CaseHappened
from domain.case_task import TaskKind
from domain.choice import Choice, UnreadableChoice, from36
from handlers.case_desk import CaseDesk, case_desk
from handlers.visit import Visit
from storage.case_facts import responsible
from views.case_tasks import ALL, task_list
from views.case_words import TASKS
from views.words import say


def confirm(desk: CaseDesk) -> None:
    """A positive test: health officer and principal hear at once, and whoever follows the case
    gets the list of those who are to be tested now.
    """
    visit = desk.visit
    desk.happened(CaseHappened.CONFIRMED)
    desk.tell(desk.heads(), "confirmed")
    visit.tx.case_tasks.follow_from(desk.case, visit.day)
    if visit.tx.case_tasks.tallies(desk.case.id):
        desk.happened(CaseHappened.TASK)
        own = responsible(visit.tx, desk.case, visit.day)
        desk.tell([one for one in own if one not in desk.heads()], "tasks")


def tasks(visit: Visit, choice: Choice) -> None:
    """A list of tests, or a press on it. Raises NotYours, UnreadableChoice."""
    desk = case_desk(visit, choice.subject)
    word, _, what = choice.argument.partition(".")
    if word not in list(TaskKind):
        raise UnreadableChoice
    kind, rows = TaskKind(word), visit.tx.case_tasks
    if what == ALL:
        count = rows.mark_all(desk.case.id, kind, visit.now_ms, visit.person_id)
        visit.toasted(say(visit.language, "case.toast_tasks", count=count))
    elif what:
        rows.mark(desk.case.id, from36(what), visit.now_ms, visit.person_id)
    found = rows.of_case(desk.case.id, kind)
    if not found:
        raise UnreadableChoice
    visit.show(task_list(visit.language, desk.facts(), kind, found, choice.revision))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {TASKS: tasks}
