"""The report (上报表) of a day in words, and the whole list of what is abnormal or missing."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.choice import Choice
from domain.day_report import ClassResult, ResultState
from domain.figures import DayFigures
from domain.message import Button, Keyboard, Message, Text, joined
from domain.report_request import Format, ReportRequest
from domain.roster import Unit, UnitKind
from views.days import clock_time, day_name
from views.digest import figure_sections, sections_above, title
from views.figures import chase_button, completeness_lines, counts_lines, rest_button
from views.pupil_history import pupils_button, unwell_buttons
from views.report_ways import Around, ways
from views.sections import LIMIT, Section, fitted
from views.words import say, text


def day_report(
    language: str,
    figures: DayFigures,
    classes: Sequence[ClassResult],
    around: Around,
    *,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
    teachers: bool = False,
) -> Message:
    """What the figures of a day are by now. ``classes`` are listed for a grade or a class."""
    unit = figures.unit
    school = classes[0].school if classes else None
    head = [title(language, "report.title", figures, now_ms, zone, school)]
    sections: list[Section] = []
    if not figures.counts.expected:
        head.append(text(language, "digest.no_rounds"))
    elif unit.kind is UnitKind.CLASS:
        head += _class_lines(language, figures, classes, zone, names=names)
        sections = figure_sections(language, figures, names=names, teachers=teachers)
    elif unit.kind.above_school:
        head += completeness_lines(language, figures.counts)
        sections = sections_above(language, figures, around.down)
    else:
        head += counts_lines(language, figures)
        sections = figure_sections(language, figures, names=names, teachers=teachers)
        lines = [_class_line(language, result, zone) for result in classes]
        sections.append(Section(text(language, "report.head_classes"), lines))
    words, left_out = fitted(language, head, sections)
    rows: list[tuple[Button, ...]] = []
    if left_out:
        rows.append((rest_button(language, figures, left_out),))
    if around.may_chase and figures.outstanding and figures.day == around.today:
        rows.append((chase_button(language, unit.id),))
    if names:
        rows += _to_pupils(language, figures)
    owed = [figures.day] if figures.counts.expected else []
    rows += ways(language, unit, ReportRequest.of_day(figures.day), around, owed)
    return Message(words, Keyboard(tuple(rows)), protect=names)


def list_page(
    language: str,
    figures: DayFigures,
    request: ReportRequest,
    *,
    names: bool,
    teachers: bool = False,
) -> Message:
    """Everything abnormal, unconfirmed or missing, page by page."""
    pages = _pages(figure_sections(language, figures, names=names, teachers=teachers))
    page = min(request.page, len(pages))
    heading = text(
        language,
        "report.list_title",
        unit=figures.unit.name,
        day=day_name(language, figures.day),
        page=page,
        pages=len(pages),
    )
    body = pages[page - 1] or text(language, "report.nothing_to_list")
    buttons = []
    for key, number in (("previous_page", page - 1), ("next_page", page + 1)):
        if 1 <= number <= len(pages):
            wanted = request.as_format(Format.LIST, number)
            buttons.append(_asks(language, f"report.{key}", figures.unit, wanted))
    back = request.as_format(Format.TEXT)
    rows = [tuple(buttons)] if buttons else []
    if names:
        here = [one for one in figures.unwell if f" {one.name}" in body.plain]
        rows = [*unwell_buttons(language, here), *rows]
    rows.append(
        (
            Button(
                say(language, "report.up", unit=figures.unit.name),
                back.choice(figures.unit.id).encode(),
            ),
        )
    )
    return Message(joined("\n\n", [heading, body]), Keyboard(tuple(rows)), protect=names)


def units_to_choose(
    language: str, key: str, units: Sequence[tuple[str, Choice]], *, protect: bool, name: str = ""
) -> Message:
    """A button for each unit. ``key`` is the question above them."""
    rows = tuple((Button(name, choice.encode()),) for name, choice in units)
    return Message(text(language, key, name=name), Keyboard(rows), protect=protect)


def _to_pupils(language: str, figures: DayFigures) -> list[tuple[Button, ...]]:
    """The pupils of a class, or all that is abnormal of a larger unit, which leads to them."""
    if figures.unit.kind is UnitKind.CLASS:
        row = (pupils_button(language, figures.unit),)
        return [*unwell_buttons(language, figures.unwell), row]
    if not any(not one.staff for one in figures.unwell):
        return []
    wanted = ReportRequest.of_day(figures.day, Format.LIST)
    return [(_asks(language, "history.unwell", figures.unit, wanted),)]


def _class_lines(
    language: str,
    figures: DayFigures,
    classes: Sequence[ClassResult],
    zone: ZoneInfo,
    *,
    names: bool,
) -> list[Text]:
    lines = [_class_line(language, result, zone) for result in classes]
    # Of one class it says nothing new how many are in, on time or late.
    lines += counts_lines(language, figures)[2 if figures.counts.answered else 1 :]
    for result in classes:
        if names and result.by is not None and result.at_ms is not None:
            at = clock_time(result.at_ms, zone)
            key = "report.class_by" if result.stood_for is None else "report.class_by_for"
            said = {"time": at, "name": result.by, "other": result.stood_for}
            lines.append(text(language, key, **said))
    return lines


def _class_line(language: str, result: ClassResult, zone: ZoneInfo) -> Text:
    if result.figures is None or result.at_ms is None:
        mark = text(language, "digest.child_missing_mark")
        return mark + text(language, "report.class_missing", unit=result.unit.name)
    line = text(language, "digest.child_all_mark") + text(
        language,
        "report.class_line",
        unit=result.unit.name,
        time=clock_time(result.at_ms, zone),
        present=result.figures.present,
        enrolled=result.figures.enrolled,
    )
    if result.state is ResultState.LATE:
        line += text(language, "report.class_late")
    if result.figures.zero:
        line += text(language, "report.class_zero")
    return line


def _asks(language: str, key: str, unit: Unit, request: ReportRequest) -> Button:
    return Button(say(language, key), request.choice(unit.id).encode())


def _pages(sections: Sequence[Section]) -> list[Text]:
    """The sections' lines over as many texts as are needed; at least one."""
    pages: list[Text] = [Text()]
    for section in sections:
        for number, line in enumerate(section.lines):
            gap = "" if not pages[-1] else "\n\n" if number == 0 else "\n"
            if number == 0:
                line = section.heading + "\n" + line
            if len(pages[-1].plain) + len(line.plain) > LIMIT - 200 and pages[-1]:
                pages.append(line)
            else:
                pages[-1] = pages[-1] + gap + line
    return pages
