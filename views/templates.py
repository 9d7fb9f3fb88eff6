"""What is said about templates (模板): those that are kept, what is wrong with one, a preview."""

from __future__ import annotations

from collections.abc import Sequence

from domain.calendar import Period
from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message, Text, joined
from domain.paper import Fault
from domain.roster import Unit
from views.fields import LISTS, SINGLE, WORDED, field_word
from views.fitting import fitted
from views.report_ways import period_words
from views.words import say, text

ACTION = "tpl"
MOST_FAULTS = 20
MOST_LISTED = 20


def listed(
    language: str, kept: Sequence[tuple[int, str, str, bool, Choice]], *, keeper: bool
) -> Message:
    """The templates one may use, each filled by a press; whoever keeps one may take it away.

    ``kept`` holds id, name, the unit's name, whether it is the reader's to keep, and the press
    that fills it.
    """
    parts = [text(language, "template.title")]
    if not kept:
        parts.append(text(language, "template.none"))
    parts += [text(language, "template.line", name=name, unit=unit) for _, name, unit, _, _ in kept]
    if keeper:
        parts.append(text(language, "template.how"))
    rows: list[tuple[Button, ...]] = []
    for template_id, name, _, own, fill in kept[:MOST_LISTED]:
        row = [Button(say(language, "template.fill", name=name), fill.encode())]
        if own:
            row.append(_button(language, "source", template_id, "src"))
            row.append(_button(language, "end", template_id, "end"))
        rows.append(tuple(row))
    if keeper:
        rows.append((_button(language, "sample", 0, "src"), _button(language, "fields", 0, "all")))
    return Message(joined("\n", parts), Keyboard(tuple(rows)) if rows else None)


def faulty(language: str, file: str, kind: str, faults: Sequence[Fault]) -> Message:
    """What has to be put right, each with its place."""
    lines = [_fault(language, kind, one) for one in faults[:MOST_FAULTS]]
    more = len(faults) - len(lines)
    if more > 0:
        lines.append(text(language, "template.faults_more", count=more))
    head = text(language, "template.faulty", file=file, count=len(faults))
    rows = ((_button(language, "fields", 0, "all"),),)
    return Message(joined("\n", [head, *fitted(language, lines)]), Keyboard(rows))


def no_blanks(language: str, file: str) -> Message:
    """A document in which nothing is to be filled."""
    rows = ((_button(language, "sample", 0, "src"), _button(language, "fields", 0, "all")),)
    return Message(text(language, "template.no_blanks", file=file), Keyboard(rows))


def preview(language: str, name: str, blanks: int, period: Period, *, drawings: bool) -> Text:
    """The words under the filled form, before it counts."""
    days = period_words(language, period)
    words = text(language, "template.preview", name=name, count=blanks, period=days)
    if drawings:
        words = Text.of(words, "\n", text(language, "template.drawings"))
    return words


def decide(
    language: str, template_id: int, units: Sequence[Unit]
) -> tuple[tuple[Button, ...], ...]:
    """[启用] for each unit of the sender's, and [不用]."""
    rows = [
        (
            Button(
                say(language, "template.on", unit=unit.name),
                Choice(ACTION, template_id, argument=f"on:{base36(unit.id)}").encode(),
            ),
        )
        for unit in units
    ]
    return (*rows, (_button(language, "no", template_id, "no"),))


def all_fields_told(language: str) -> Message:
    """Every field by its word in the reader's language, to be copied into a form."""
    parts = [text(language, "template.fields_title")]
    plain = [field for field in SINGLE if field not in WORDED]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("fields_single", tuple(plain)),
        ("fields_worded", WORDED),
    )
    for key, fields in groups:
        words = " ".join(f"{{{{{field_word(language, field)}}}}}" for field in fields)
        parts.append(Text.of(text(language, f"template.{key}"), "\n", words))
    for name, of_row in LISTS.items():
        words = " ".join(f"{{{{{field_word(language, f'{name}.{field}')}}}}}" for field in of_row)
        of = say(language, f"field.list_{name}")
        parts.append(Text.of(text(language, "template.fields_list", list=of), "\n", words))
    return Message(joined("\n", parts))


def _fault(language: str, kind: str, fault: Fault) -> Text:
    key = f"template.fault_{fault.reason}" + ("_near" if fault.near else "")
    where = fault.where
    if kind == "docx" and where:
        where = say(language, "template.paragraph", number=where)
    return text(language, key, where=where, name=fault.name, near=fault.near)


def _button(language: str, key: str, template_id: int, argument: str) -> Button:
    choice = Choice(ACTION, template_id, argument=argument)
    return Button(say(language, f"template.{key}"), choice.encode())
