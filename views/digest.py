"""The digest (日报摘要) of a school and the roll-up (汇总) of the units above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from domain.figures import ChildCounts, DayFigures
from domain.message import Button, Keyboard, Message, Text
from domain.report_request import Format, ReportRequest
from domain.unwell import Unwell
from views.area_words import exposed_line
from views.asking_modes import form_name
from views.days import clock_time, day_name
from views.figures import (
    chase_button,
    children_lines,
    class_lines,
    completeness_lines,
    counts_lines,
    people_lines,
    person_line,
    rest_button,
    unconfirmed_lines,
    unit_words,
)
from views.open_pupils import since_words
from views.outstanding import missing_line, missing_school_lines
from views.sections import Lines, Section, fitted
from views.words import say, text


def digest(
    language: str,
    figures: DayFigures,
    *,
    at_ms: int,
    zone: ZoneInfo,
    names: bool,
    teachers: bool = False,
    exposed: Mapping[str, int] | None = None,
) -> Message:
    """``和川镇中心小学 11月23日(周一) 晨检 · 09:00 第1版``, what matters first.

    ``at_ms`` is when this version came about. ``names`` as domain.viewer.sees_names says;
    ``teachers`` names who owes an answer also where pupils are not named. ``exposed`` counts the
    day's journeys by what the list of risk areas says (been, perhaps, unread).
    """
    head = [title(language, "digest.title", figures, at_ms, zone)]
    sections: list[Section] = []
    if figures.counts.expected:
        head += [*counts_lines(language, figures), *exposed_line(language, exposed or {})]
        sections = figure_sections(language, figures, names=names, teachers=teachers)
    else:
        head.append(text(language, "digest.no_rounds"))
    protect = names or teachers
    return _message(language, figures, head, sections, names=protect, may_chase=True)


def roll_up(
    language: str,
    figures: DayFigures,
    children: Sequence[ChildCounts],
    *,
    at_ms: int,
    zone: ZoneInfo,
    may_chase: bool = False,
    title_key: str = "digest.roll_up_title",
) -> Message:
    """The counts of a unit and of each unit below it, what is missing first; never a name."""
    head = [title(language, title_key, figures, at_ms, zone)]
    sections: list[Section] = []
    if figures.counts.expected:
        head += completeness_lines(language, figures.counts)
        sections = sections_above(language, figures, children)
    else:
        head.append(text(language, "digest.no_rounds"))
    return _message(language, figures, head, sections, names=False, may_chase=may_chase)


def title(
    language: str,
    key: str,
    figures: DayFigures,
    at_ms: int,
    zone: ZoneInfo,
    school: str | None = None,
) -> Text:
    """Unit (with its school, where given), day and time; a digest is at least the first version."""
    unit = figures.unit.name
    if school is not None and school != unit:
        unit = say(language, "digest.school_unit", school=school, unit=unit)
    return text(
        language,
        key,
        form=form_name(language, figures.form),
        unit=unit,
        day=day_name(language, figures.day),
        time=clock_time(at_ms, zone),
        version=max(figures.version, 1),
    )


def sections_above(
    language: str, figures: DayFigures, children: Sequence[ChildCounts]
) -> list[Section]:
    """Above the schools: who is missing is named before anything is counted."""
    missing = Section(
        text(language, "digest.head_missing", count=len(figures.outstanding)),
        missing_school_lines(language, figures.outstanding),
    )
    return [
        missing,
        Section(text(language, "digest.head_people"), people_lines(language, figures)),
        Section(text(language, "digest.head_children"), children_lines(language, children)),
        unwell_section(language, figures.unwell, figures, names=False),
        unconfirmed_section(language, figures, names=False),
    ]


def figure_sections(
    language: str, figures: DayFigures, *, names: bool, teachers: bool = False
) -> list[Section]:
    """Who is abnormal, what is to be confirmed, who is missing."""
    return [
        unwell_section(language, figures.unwell, figures, names=names),
        unconfirmed_section(language, figures, names=names),
        missing_section(language, figures, names=names or teachers),
        *(closure_sections(language, figures) if names else ()),
    ]


def unconfirmed_section(language: str, figures: DayFigures, *, names: bool) -> Section:
    """What was filled in and nobody submitted."""
    heading = text(language, "digest.head_unconfirmed", count=len(figures.unconfirmed))
    lines = unconfirmed_lines(language, figures.unconfirmed, figures.unit, names=names)
    return Section(heading, lines)


def missing_section(language: str, figures: DayFigures, *, names: bool) -> Section:
    """Who owes an answer."""
    heading = text(language, "digest.head_missing", count=len(figures.outstanding))
    missing, unit = figures.outstanding, figures.unit
    lines = Lines(missing, lambda one: missing_line(language, one, unit, names=names))
    return Section(heading, lines)


def closure_sections(language: str, figures: DayFigures) -> list[Section]:
    """Who takes no part in lessons, and who lives in, while the school is closed."""
    sections = []
    for what in ("not_learning", "lives_in"):
        pupils = [one for one in figures.closure if getattr(one, what)]
        lines = [
            text(language, "digest.mark")
            + f"{unit_words(language, one.unit, one.school, figures.unit)} {one.name}"
            for one in pupils
        ]
        heading = text(language, f"mode.head_{what}", count=len(pupils))
        sections.append(Section(heading, lines))
    return sections


def unwell_section(
    language: str, unwell: Sequence[Unwell], figures: DayFigures, *, names: bool
) -> Section:
    """A line for each person, or for each class where no names are seen."""
    if names:
        lines = Lines(unwell, lambda person: _person(language, person, figures))
        return Section(text(language, "digest.head_unwell", count=len(unwell)), lines)
    heading = text(language, "digest.head_unwell_classes", count=len(unwell))
    return Section(heading, class_lines(language, unwell, figures.unit))


def _person(language: str, person: Unwell, figures: DayFigures) -> Text:
    since = figures.since.get(person.findings[0].pupil_id or 0)
    line = person_line(language, person, figures.unit)
    return line + since_words(language, since, figures.day)


_LEADS_TO = (
    (("open", Format.TEXT),),
    (("excel", Format.XLSX), ("word", Format.DOCX)),
)
"""The rows of buttons: what each says, and the report it leads to."""


def _message(
    language: str,
    figures: DayFigures,
    head: Sequence[Text],
    sections: Sequence[Section],
    *,
    names: bool,
    may_chase: bool,
) -> Message:
    words, left_out = fitted(language, head, sections)
    rows: list[tuple[Button, ...]] = []
    if left_out:
        rows.append((rest_button(language, figures, left_out),))
    if figures.counts.expected:
        rows += [
            tuple(
                Button(
                    say(language, f"digest.{key}"),
                    ReportRequest.of_day(figures.day, form).choice(figures.unit.id).encode(),
                )
                for key, form in row
            )
            for row in _LEADS_TO
        ]
        if may_chase and figures.outstanding:
            rows.append((chase_button(language, figures.unit.id),))
    return Message(words, Keyboard(tuple(rows)) if rows else None, protect=names)
