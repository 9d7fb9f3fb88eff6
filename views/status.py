"""Who is in and who is missing right now; and what became of a chase."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.choice import Choice
from domain.day_report import ClassResult
from domain.figures import DayFigures, Outstanding
from domain.message import Button, Keyboard, Message, Text
from domain.report_request import STATUS_ACTION
from domain.roster import Unit
from views.days import clock_time
from views.digest import missing_section, title, unconfirmed_section
from views.escalation import REFRESH as CALL_LIST
from views.figures import chase_button, children_lines, counts_lines, rest_button
from views.outstanding import missing_line
from views.page_card import page_button
from views.report_ways import Around
from views.sections import Section, fitted
from views.words import say, text


def status(
    language: str,
    figures: DayFigures,
    classes: Sequence[ClassResult],
    around: Around,
    *,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
    teachers: bool = False,
    page: bool = False,
) -> Message:
    """Who is in and who is missing right now, with phone numbers inside the school. ``page`` where
    a live page is served.
    """
    unit = figures.unit
    head = [title(language, "report.status_title", figures, now_ms, zone)]
    sections: list[Section] = []
    if figures.counts.expected:
        head.append(counts_lines(language, figures)[0])
        sections = [
            missing_section(language, figures, names=names or teachers),
            unconfirmed_section(language, figures, names=names),
        ]
        if unit.kind.above_school:
            lines = children_lines(language, around.down)
            sections.append(Section(text(language, "digest.head_children"), lines))
        else:
            sections.append(_answered_section(language, classes, zone))
    else:
        head.append(text(language, "digest.no_rounds"))
    words, left_out = fitted(language, head, sections)
    rows: list[tuple[Button, ...]] = []
    if left_out:
        rows.append((rest_button(language, figures, left_out),))
    actions = [Button(say(language, "report.refresh"), Choice(STATUS_ACTION, unit.id).encode())]
    if around.may_chase and figures.outstanding:
        actions.append(chase_button(language, unit.id))
    rows.append(tuple(actions))
    if around.may_file and figures.outstanding and unit.school_id is not None:
        label = say(language, "report.call_list")
        rows.append((Button(label, Choice(CALL_LIST, unit.school_id).encode()),))
    if page:
        rows.append((page_button(language, unit.id),))
    return Message(words, Keyboard(tuple(rows)), protect=names)


def chased(
    language: str,
    under: Unit,
    reminded: int,
    lately: int,
    again_ms: int,
    unreached: Sequence[Outstanding],
    *,
    zone: ZoneInfo,
    names: bool,
) -> Message:
    """How many classes were reminded, which were so just before, and whom one has to ring."""
    lines = []
    if reminded or not lately:
        lines.append(
            text(language, "report.chased" if reminded else "report.chased_none", count=reminded)
        )
    if lately:
        again = clock_time(again_ms, zone)
        lines.append(text(language, "report.chased_lately", count=lately, time=again))
    ring = [missing_line(language, one, under, names=names) for one in unreached]
    sections = [Section(text(language, "report.not_reached"), ring)]
    words, _ = fitted(language, lines, sections)
    return Message(words, protect=names and bool(ring))


def _answered_section(language: str, classes: Sequence[ClassResult], zone: ZoneInfo) -> Section:
    """The classes that are in, in one running line."""
    answered = [
        say(
            language,
            "report.answered_at",
            unit=result.unit.name,
            time=clock_time(result.at_ms, zone),
        )
        for result in classes
        if result.at_ms is not None
    ]
    heading = text(language, "report.head_answered", count=len(answered))
    words = say(language, "digest.list").join(answered)
    return Section(heading, [Text.of(words)] if answered else [])
