"""The report (上报表) in words: a day, a period, the whole list; and who is in right now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.choice import Choice
from domain.figures import (
    AlertFigures,
    ChildCounts,
    ClassResult,
    Counts,
    DayFigures,
    ResultState,
    total,
)
from domain.message import Button, Keyboard, Message, Text, joined
from domain.report_request import Format, ReportRequest
from domain.roster import Unit, UnitKind
from views.days import clock_time, day_name, short_day
from views.digest import figure_sections, title
from views.figures import (
    LIMIT,
    Section,
    alerts_line,
    chase_button,
    children_lines,
    counts_lines,
    fitted,
    rest_button,
)
from views.words import say, text

MOST_CHILDREN = 24
"""Units below that get a button each."""
MOST_DAY_LINES = 31


@dataclass(frozen=True, slots=True)
class Around:
    """Where one can go from a report: up (inside what the reader may see) and down.

    ``today`` is the last day that can be asked for, ``may_chase`` whether the reader may remind,
    ``may_file`` whether the reader may answer for classes of the school.
    """

    today: date
    up: Unit | None = None
    down: Sequence[ChildCounts] = ()
    may_chase: bool = False
    may_file: bool = False


def day_report(
    language: str,
    figures: DayFigures,
    classes: Sequence[ClassResult],
    around: Around,
    *,
    now_ms: int,
    zone: ZoneInfo,
    names: bool,
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
        sections = figure_sections(language, figures, names=names)
    else:
        head += counts_lines(language, figures)
        if unit.kind.above_school:
            lines = children_lines(language, around.down)
            sections.append(Section(text(language, "digest.head_children"), lines))
        sections += figure_sections(language, figures, names=names)
        lines = [_class_line(language, result, zone) for result in classes]
        sections.append(Section(text(language, "report.head_classes"), lines))
    words, left_out = fitted(language, head, sections)
    rows: list[tuple[Button, ...]] = []
    if left_out:
        rows.append((rest_button(language, figures, left_out),))
    if around.may_chase and figures.outstanding and figures.day == around.today:
        rows.append((chase_button(language, unit.id),))
    rows += _ways(language, unit, ReportRequest.of_day(figures.day), around)
    return Message(words, Keyboard(tuple(rows)), protect=names)


def period_report(
    language: str,
    unit: Unit,
    period: Period,
    days: Mapping[date, Counts],
    around: Around,
    *,
    alerts: AlertFigures,
    now_ms: int,
    zone: ZoneInfo,
) -> Message:
    """A line for each school day of a period, and the sums; no names."""
    head = [
        text(
            language,
            "report.period_title",
            unit=unit.name,
            period=period_words(language, period),
            time=clock_time(now_ms, zone),
        )
    ]
    if days:
        head.append(_sums_line(language, days))
    else:
        head.append(text(language, "digest.no_rounds"))
    if alerts.raised:
        head.append(alerts_line(language, alerts))
    lines = [_day_line(language, day, counts) for day, counts in days.items()]
    if len(lines) > MOST_DAY_LINES:
        more = len(lines) - MOST_DAY_LINES
        lines = [*lines[:MOST_DAY_LINES], text(language, "report.period_more", count=more)]
    words = joined("\n\n", [joined("\n", head), joined("\n", lines)])
    return Message(words, Keyboard(tuple(_ways(language, unit, ReportRequest(period), around))))


def list_page(
    language: str, figures: DayFigures, request: ReportRequest, *, names: bool
) -> Message:
    """Everything abnormal, unconfirmed or missing, page by page."""
    pages = _pages(figure_sections(language, figures, names=names))
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


def period_words(language: str, period: Period) -> str:
    """``11月23日(周一)``, or ``11月16日–11月20日``."""
    if period.is_day:
        return day_name(language, period.first)
    first, last = short_day(language, period.first), short_day(language, period.last)
    return say(language, "report.period", first=first, last=last)


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
            lines.append(text(language, "report.class_by", time=at, name=result.by))
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


def _sums_line(language: str, days: Mapping[date, Counts]) -> Text:
    summed = total(days.values())
    return text(
        language,
        "report.period_sum",
        days=len(days),
        expected=summed.expected,
        answered=summed.answered,
        on_time=summed.on_time,
        late=summed.late,
        absent=summed.absent,
        fever=summed.fever,
        symptoms=summed.symptoms,
        travel=summed.travel,
    )


def _day_line(language: str, day: date, counts: Counts) -> Text:
    return text(
        language,
        "report.period_line",
        day=day_name(language, day),
        answered=counts.answered,
        expected=counts.expected,
        present=counts.present,
        absent=counts.absent,
        fever=counts.fever,
    )


def _ways(
    language: str, unit: Unit, request: ReportRequest, around: Around
) -> list[tuple[Button, ...]]:
    """Days before and after, formats, units above and below."""
    rows: list[tuple[Button, ...]] = []
    if request.period.is_day:
        day = request.period.first
        days = []
        if day > date.min:
            days.append(_to_day(language, "report.previous_day", unit, day - timedelta(days=1)))
        if day < around.today:
            days.append(_to_day(language, "report.next_day", unit, day + timedelta(days=1)))
        rows.append(tuple(days))
    rows += [
        tuple(
            _asks(language, f"report.{name}", unit, request.as_format(name))
            for name in names
            if name is not Format.PNG or request.period.is_day
        )
        for names in ((Format.PNG, Format.XLSX, Format.DOCX), (Format.CSV, Format.JSON))
    ]
    below = [
        child.unit
        for child in around.down
        if child.unit.kind is not UnitKind.OFFICE and child.unit.id != unit.id
    ]
    buttons = [
        Button(child.name, request.choice(child.id).encode()) for child in below[:MOST_CHILDREN]
    ]
    rows += [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    if around.up is not None:
        label = say(language, "report.up", unit=around.up.name)
        rows.append((Button(label, request.choice(around.up.id).encode()),))
    return rows


def _to_day(language: str, key: str, unit: Unit, day: date) -> Button:
    label = say(language, key, day=short_day(language, day))
    return Button(label, ReportRequest.of_day(day).choice(unit.id).encode())


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
