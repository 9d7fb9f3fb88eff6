"""The form that ``chenjian report --template`` fills: one that is kept, or a file at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.refused import ReportTrouble
from domain.paper import JudgedTemplate, NotATemplate, TemplateTooLarge, template_name
from domain.roster import Unit
from storage.transaction import Transaction
from views.template_check import judge_template

MOST_TOLD = 5
"""Faults that fit into one line."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form with blanks: ``kind`` is xlsx | docx, ``lists`` what it fills rows from."""

    kind: str
    lists: frozenset[str]
    content: bytes


def form_called(tx: Transaction, unit: Unit, name: str | None) -> Form | None:
    """The form of a name for a unit; None where none is asked for. Raises ReportTrouble."""
    if name is None:
        return None
    path = Path(name)
    if path.is_file():
        return _of_file(path)
    above = {one.id for one in tx.roster.upward(unit.id)}
    plain = template_name(f"{name}.").casefold()
    for template in tx.templates.about(unit.id):
        if template.unit_id in above and template.name.casefold() == plain:
            content = tx.templates.content(template.id)
            return Form(template.kind, template.lists, content)
    raise ReportTrouble(f"there is neither a template nor a file called {name!r} for this unit")


def _of_file(path: Path) -> Form:
    content = path.read_bytes()
    try:
        judged = judge_template(path.name, content)
    except (NotATemplate, TemplateTooLarge):
        judged = None
    if judged is None or not judged.blanks:
        raise ReportTrouble(
            f"{path.name} is no template: an .xlsx or .docx with fields like {{{{enrolled}}}}"
        )
    if judged.faults:
        raise ReportTrouble(f"{path.name}: {_told(judged)}")
    return Form(judged.kind, judged.lists, content)


def _told(judged: JudgedTemplate) -> str:
    """``Sheet1!C5 unknown 'x' (near 'y'); …``."""
    lines = [
        " ".join(filter(None, (one.where, one.reason, one.name and repr(one.name),
                               one.near and f"(near {one.near!r})")))
        for one in judged.faults[:MOST_TOLD]
    ]  # fmt: skip
    more = len(judged.faults) - len(lines)
    return "; ".join([*lines, *([f"and {more} more"] if more else [])])
