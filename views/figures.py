"""The lines that digest, roll-up, report and status share, and how they are cut to fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.check_in import FindingKind
from domain.choice import Choice
from domain.figures import (
    AlertFigures,
    ChildCounts,
    Counts,
    DayFigures,
    Outstanding,
    Reached,
    Unconfirmed,
    Unwell,
    by_person,
)
from domain.message import Button, Text, joined
from domain.mode import Mode
from domain.report_request import CHASE_ACTION, Format, ReportRequest
from domain.roster import Unit, UnitKind
from views.alert_times import minutes_words
from views.entry import findings_words
from views.mode_figures import mode_line
from views.words import say, text

T = TypeVar("T")

ABSENCES = ("sick", "personal", "isolated", "elsewhere")
"""Why people are away, as texts tell them apart."""
MOST_CLASSES = 8
"""Classes of one school that are named before the rest is a number."""
LIMIT = 3500
"""Characters of a digest, counted as Telegram counts them (UTF-16 units)."""


def counts_lines(language: str, figures: DayFigures) -> list[Text]:
    """How many are in, how many pupils are there, how they are. Only what was said is told as
    well: a class that is silent makes nothing normal.
    """
    return [*completeness_lines(language, figures.counts), *people_lines(language, figures)]


def completeness_lines(language: str, counts: Counts) -> list[Text]:
    """How many are in, and how many of these in time."""
    lines = [_classes_line(language, counts)]
    if counts.answered:
        detail = text(
            language,
            "digest.in_detail",
            on_time=counts.on_time,
            late=counts.late,
            zero_reports=counts.zero_reports,
        )
        if counts.corrections:
            detail += text(language, "digest.corrections", count=counts.corrections)
        lines.append(detail)
    return lines


def people_lines(language: str, figures: DayFigures) -> list[Text]:
    """How many pupils are there, and how they are."""
    counts, lines = figures.counts, []
    if counts.answered and not figures.modes:
        lines.append(_pupils_line(language, counts))
    lines += [mode_line(language, one, absences(language, one.counts)) for one in figures.modes]
    lines.append(_health_line(language, figures))
    if figures.alerts.raised:
        lines.append(alerts_line(language, figures.alerts))
    return lines


def alerts_line(language: str, alerts: AlertFigures) -> Text:
    """``预警 5 · 已接手 4(平均 3 分钟) · 已办结 2 · **无人处理 1**``."""
    parts = [text(language, "digest.alerts", count=alerts.raised)]
    owned = text(language, "digest.alerts_owned", count=alerts.owned)
    if alerts.minutes_to_owner is not None:
        waited = minutes_words(language, alerts.minutes_to_owner)
        owned += text(language, "digest.alerts_waited", waited=waited)
    parts.append(owned)
    if alerts.done:
        parts.append(text(language, "digest.alerts_done", count=alerts.done))
    if alerts.waiting:
        parts.append(text(language, "digest.alerts_waiting", count=alerts.waiting))
    return joined(say(language, "digest.join"), parts)


def _classes_line(language: str, counts: Counts) -> Text:
    key = "in_some" if counts.answered else "in_none"
    return text(
        language,
        "digest.in_all" if not counts.missing else f"digest.{key}",
        expected=counts.expected,
        answered=counts.answered,
        missing=counts.missing,
    )


def _pupils_line(language: str, counts: Counts) -> Text:
    line = text(
        language, "digest.enrolled", enrolled=counts.enrolled, present=counts.present
    ) + absences(language, counts)
    if counts.silent:
        line += text(language, "digest.silent", count=counts.silent)
    return line


def absences(language: str, counts: Counts) -> str:
    """``缺勤 12(病假 5、事假 3、其他 4)``."""
    if not counts.absent:
        return say(language, "digest.absent_none")
    reasons = [
        say(language, f"digest.absent_{reason}", count=count)
        for reason in ABSENCES
        if (count := getattr(counts, reason))
    ]
    return say(
        language,
        "digest.absent",
        absent=counts.absent,
        reasons=say(language, "digest.list").join(reasons),
    )


def _health_line(language: str, figures: DayFigures) -> Text:
    """In a vacation nobody was asked how they are: then only what was told anyway is said."""
    counts, cases_open, parts = figures.counts, figures.cases_open, []
    if counts.answered:
        fever = "fever" if counts.fever else "fever_none_yet" if counts.missing else "fever_none"
        travel = "travel" if counts.travel else "travel_none"
        if counts.fever or figures.form is not Mode.VACATION:
            parts.append(text(language, f"digest.{fever}", count=counts.fever))
        if counts.symptoms:
            parts.append(text(language, "digest.symptoms", count=counts.symptoms))
        parts.append(text(language, f"digest.{travel}", count=counts.travel))
        if counts.unmeasured:
            parts.append(text(language, "digest.unmeasured", count=counts.unmeasured))
    parts.append(text(language, "digest.cases_open", count=cases_open))
    return joined(say(language, "digest.join"), parts)


def unit_words(language: str, unit: Unit, school: str, under: Unit) -> str:
    """The class's name, with its school's where the reader looks from above the school."""
    if not under.kind.above_school or unit.name.startswith(school):
        return unit.name
    return say(language, "digest.school_unit", school=school, unit=unit.name)


def person_line(language: str, person: Unwell, under: Unit) -> Text:
    """``🌡 三年级2班 王小明 发热 38.2、咳嗽(在家)``."""
    fever = person.findings[0].kind is FindingKind.FEVER
    return text(language, "digest.fever_mark" if fever else "digest.mark") + text(
        language,
        "digest.staff" if person.staff else "digest.person",
        unit=unit_words(language, person.unit, person.school, under),
        name=person.name,
        what=findings_words(language, person.findings),
    )


def class_lines(language: str, unwell: Sequence[Unwell], under: Unit) -> Lines:
    """The same for eyes above the school: ``🌡 三年级2班 发热 1 · 不适 2``, a line for a class."""
    classes: dict[int, list[Unwell]] = {}
    for person in unwell:
        classes.setdefault(person.unit.id, []).append(person)

    def line(people: list[Unwell]) -> Text:
        unit = unit_words(language, people[0].unit, people[0].school, under)
        kinds = kind_counts(language, people)
        fever = people[0].findings[0].kind is FindingKind.FEVER
        mark = text(language, "digest.fever_mark" if fever else "digest.mark")
        return mark + f"{unit} {kinds}"

    return Lines(classes.values(), line)


def kind_counts(language: str, people: Sequence[Unwell]) -> str:
    """How many people there are of each kind of finding."""
    parts = []
    for kind in FindingKind:
        count = sum(any(one.kind is kind for one in person.findings) for person in people)
        if count:
            parts.append(say(language, f"digest.kind_{kind}", count=count))
    staff = sum(person.staff for person in people)
    words = say(language, "digest.join").join(parts)
    return words + (say(language, "digest.kind_staff", count=staff) if staff else "")


def unconfirmed_lines(
    language: str, drafts: Sequence[Unconfirmed], under: Unit, *, names: bool
) -> list[Text]:
    """待确认: what was filled in and nobody submitted, a line for each person of a draft."""
    lines = []
    for draft in drafts:
        unit = unit_words(language, draft.unit, draft.school, under)
        people = by_person(draft.found)
        if not names:
            what = kind_counts(language, people)
            lines.append(text(language, "digest.unconfirmed_masked", unit=unit, what=what))
            continue
        lines += [
            text(
                language,
                "digest.unconfirmed",
                unit=unit,
                name=person.name,
                what=findings_words(language, person.findings),
                by=draft.by,
            )
            for person in people
        ]
    return [text(language, "digest.mark") + line for line in lines]


def missing_line(language: str, one: Outstanding, under: Unit, *, names: bool) -> Text:
    """``· 六年级1班 李秀英 19900001234 无法送达``; no name and no number without ``names``."""
    reached = reached_words(language, one, seen=names)
    unit = unit_words(language, one.unit, one.school, under)
    mark = text(language, "digest.mark")
    if not names:
        return mark + text(language, "digest.missing_masked", unit=unit, reached=reached)
    if one.teacher is None:
        return mark + f"{unit} " + say(language, "digest.nobody")
    teacher = f"{one.teacher} {one.phone}" if one.phone else one.teacher
    return mark + text(language, "digest.missing", unit=unit, teacher=teacher, reached=reached)


def reached_words(language: str, one: Outstanding, *, seen: bool) -> str:
    """已送达，未见回应: what became of the question; ``seen`` is for those who ring up."""
    state = "seen" if seen and one.seen else one.reached.value
    return say(language, f"digest.reached_{state}")


def missing_school_lines(language: str, missing: Sequence[Outstanding]) -> Lines:
    """``· 柳坝村小 3：一年级1班、二年级1班(送不到)``: a line for each school, most missing
    first, for eyes above the school, who ask a school and not its teachers.
    """
    schools: dict[str, list[Outstanding]] = {}
    for one in missing:
        schools.setdefault(one.school, []).append(one)

    def line(of_school: list[Outstanding]) -> Text:
        names = [_missing_class(language, one) for one in of_school[:MOST_CLASSES]]
        more = len(of_school) - len(names)
        return text(language, "digest.mark") + text(
            language,
            "digest.missing_school_more" if more else "digest.missing_school",
            school=of_school[0].school,
            count=len(of_school),
            units=say(language, "digest.list").join(names),
            more=more,
        )

    return Lines(sorted(schools.values(), key=len, reverse=True), line)


def _missing_class(language: str, one: Outstanding) -> str:
    """The class, and what is wrong where the question did not come."""
    name = one.unit.name.removeprefix(one.school).strip() or one.unit.name
    if one.reached in (Reached.SENT, Reached.PENDING):
        return name
    state = say(language, f"digest.missing_{one.reached}")
    return say(language, "digest.missing_class", unit=name, state=state)


def children_lines(language: str, children: Sequence[ChildCounts]) -> list[Text]:
    """A line for each unit below that owes something, what is missing first."""
    owing = [child for child in children if child.counts.expected]
    owing.sort(key=lambda child: (-child.counts.missing, -child.counts.fever))
    lines = [_child_line(language, child) for child in owing]
    idle = [
        child.unit.name
        for child in children
        if not child.counts.expected and child.unit.kind is not UnitKind.OFFICE
    ]
    if idle:
        names = say(language, "digest.list").join(idle)
        lines.append(text(language, "digest.not_owed", units=names))
    return lines


def _child_line(language: str, child: ChildCounts) -> Text:
    counts = child.counts
    mark = "child_missing_mark" if counts.missing else "child_all_mark"
    line = text(language, f"digest.{mark}") + text(
        language,
        "digest.child",
        unit=child.unit.name,
        answered=counts.answered,
        expected=counts.expected,
        enrolled=counts.enrolled,
        present=counts.present,
    )
    for kind in ("fever", "symptoms", "travel"):
        if count := getattr(counts, kind):
            line += text(language, f"digest.child_{kind}", count=count)
    return line


class Lines:
    """A line for each thing, made when it is looked at: of a city's thousands most find no room."""

    def __init__(self, things: Collection[T], line: Callable[[T], Text]) -> None:
        self._things: Collection[Any] = things
        self._line: Callable[[Any], Text] = line

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[Text]:
        return map(self._line, self._things)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: Text
    lines: Sequence[Text] | Lines


def fitted(language: str, head: Sequence[Text], sections: Sequence[Section]) -> tuple[Text, int]:
    """Head and sections as one text of at most LIMIT, and how many lines had to be left out.

    The section that takes most room gives way first, its last lines before its first.
    """
    kept = [section for section in sections if section.lines]
    room = LIMIT - sum(_size(line) + 1 for line in head)
    room -= sum(_size(section.heading) + 24 for section in kept)
    shown = [_within_reach(section.lines) for section in kept]
    used = [sum(_size(line) + 1 for line in lines) for lines in shown]
    while kept and sum(used) > room and max(used):
        largest = used.index(max(used))
        used[largest] -= _size(shown[largest].pop()) + 1
    blocks, left_out = [joined("\n", list(head))], 0
    for section, lines in zip(kept, shown, strict=True):
        rest = len(section.lines) - len(lines)
        more = [text(language, "digest.rest", count=rest)] if rest else []
        blocks.append(joined("\n", [section.heading, *lines, *more]))
        left_out += rest
    return joined("\n\n", blocks), left_out


def _within_reach(lines: Iterable[Text]) -> list[Text]:
    """The first lines, up to one that finds no room even where there is nothing else to say."""
    found, used = [], 0
    for line in lines:
        found.append(line)
        used += _size(line) + 1
        if used > LIMIT:
            break
    return found


def _size(line: Text) -> int:
    return len(line.plain.encode("utf-16-le", "surrogatepass")) // 2


def rest_button(language: str, figures: DayFigures, left_out: int) -> Button:
    """``还有 n 条``: everything that found no room, page by page."""
    request = ReportRequest.of_day(figures.day, Format.LIST)
    label = say(language, "digest.rest", count=left_out)
    return Button(label, request.choice(figures.unit.id).encode())


def chase_button(language: str, unit_id: int) -> Button:
    """催报未报: remind those who are outstanding now."""
    return Button(say(language, "digest.chase"), Choice(CHASE_ACTION, unit_id).encode())
