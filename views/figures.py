"""The lines that digest, roll-up, report and status share."""

from __future__ import annotations

from collections.abc import Sequence

from domain.check_in import Finding, FindingKind
from domain.choice import Choice
from domain.figures import AlertFigures, ChildCounts, Counts, DayFigures
from domain.message import Button, Text, joined
from domain.mode import Mode
from domain.report_request import CHASE_ACTION, Format, ReportRequest
from domain.roster import Unit, UnitKind
from domain.unwell import Unconfirmed, Unwell, by_person
from views.alert_times import minutes_words
from views.entry import findings_words
from views.mode_figures import mode_line
from views.sections import Lines
from views.words import say, text

ABSENCES = ("sick", "personal", "isolated", "elsewhere")
"""Why people are away, as texts tell them apart."""


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


def name_words(language: str, name: str, finding: Finding) -> str:
    """The name; what was typed for it while nobody knows who is meant."""
    if not finding.unknown:
        return name
    return say(language, "digest.typed" if name else "digest.unnamed", name=name)


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
                name=name_words(language, person.name, person.findings[0]),
                what=findings_words(language, person.findings),
                by=draft.by,
            )
            for person in people
        ]
    return [text(language, "digest.mark") + line for line in lines]


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
        "digest.child" if counts.answered else "digest.child_none",
        unit=child.unit.name,
        answered=counts.answered,
        expected=counts.expected,
        enrolled=counts.enrolled,
        present=counts.present,
    )
    for kind in ("fever", "symptoms", "travel"):
        if count := getattr(counts, kind):
            line += text(language, f"digest.child_{kind}", count=count)
    if counts.answered and counts.silent:
        line += text(language, "digest.child_silent", count=counts.silent)
    return line


def rest_button(language: str, figures: DayFigures, left_out: int) -> Button:
    """``还有 n 条``: everything that found no room, page by page."""
    request = ReportRequest.of_day(figures.day, Format.LIST)
    label = say(language, "digest.rest", count=left_out)
    return Button(label, request.choice(figures.unit.id).encode())


def chase_button(language: str, unit_id: int) -> Button:
    """催报未报: remind those who are outstanding now."""
    return Button(say(language, "digest.chase"), Choice(CHASE_ACTION, unit_id).encode())
