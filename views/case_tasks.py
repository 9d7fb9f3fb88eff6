"""The tests that follow from a confirmed case: who was tested, who is left, one press each."""

from __future__ import annotations

from collections.abc import Sequence

from domain.case_facts import CaseFacts
from domain.case_task import Tally, Task, TaskKind
from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message, Text, joined
from views.case_words import SHOW, TASKS
from views.words import say, text

PAGE = 42
"""Buttons of a page: a class of 50 needs two."""
ALL = "all"


def tally_row(language: str, case_id: int, tallies: Sequence[Tally]) -> tuple[Button, ...]:
    """``🧪 全员检测 12/41``: the buttons to the lists."""
    return tuple(
        Button(
            say(language, f"case.tally_{one.kind}", done=one.done, count=one.count),
            Choice(TASKS, case_id, argument=one.kind).encode(),
        )
        for one in tallies
    )


def task_list(
    language: str, facts: CaseFacts, kind: TaskKind, tasks: Sequence[Task], page: int
) -> Message:
    """Everybody, or every room, with a press for each; pressed again it is taken back."""
    done = sum(one.done for one in tasks)
    values = {"number": facts.number, "unit": facts.unit.name, "done": done, "count": len(tasks)}
    lines: list[Text] = [text(language, f"case.tasks_{kind}", **values)]
    lines.append(text(language, "case.tasks_done" if done == len(tasks) else "case.tasks_hint"))
    pages = max((len(tasks) + PAGE - 1) // PAGE, 1)
    page = min(max(page, 0), pages - 1)
    shown = tasks[page * PAGE : (page + 1) * PAGE]
    buttons = [_button(facts.case.id, kind, one, page) for one in shown]
    rows = [tuple(buttons[n : n + 3]) for n in range(0, len(buttons), 3)]
    if done < len(tasks):
        payload = Choice(TASKS, facts.case.id, page, f"{kind}.{ALL}").encode()
        label = say(language, "case.tasks_all", count=len(tasks) - done)
        rows.append((Button(label, payload),))
    if pages > 1:
        rows.append(tuple(_page(facts.case.id, kind, n, page) for n in range(pages)))
    rows.append((Button(say(language, "case.button_back"), Choice(SHOW, facts.case.id).encode()),))
    return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)


def _button(case_id: int, kind: TaskKind, one: Task, page: int) -> Button:
    mark = "✅ " if one.done else ""
    payload = Choice(TASKS, case_id, page, f"{kind}.{base36(one.id)}").encode()
    return Button(mark + one.name, payload)


def _page(case_id: int, kind: TaskKind, number: int, page: int) -> Button:
    label = f"· {number + 1} ·" if number == page else str(number + 1)
    return Button(label, Choice(TASKS, case_id, number, kind).encode())
