"""The steps of a check-in by buttons: each press or typed word changes the draft a little.

Every function changes what is said, remembers what is asked next and gives the card to show.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from domain.check_in import Absence, Entry, FindingKind, Symptom, Travel, Where
from domain.choice import UnreadableChoice
from domain.leave import ends_offered, judge_end
from domain.message import Message, Text
from domain.open_pupil import (
    OpenPupil,
    Outcome,
    as_last_time,
    is_back_soon,
    outcomes,
    said_today,
)
from handlers.desk import Desk, parse_who
from views.review import UNMEASURED, only_unmeasured
from views.words import text

E = TypeVar("E", Symptom, Where, Absence, Outcome)

LONGEST_DAYS = 3
"""Digits of a number of days that are read."""
FEVERISH = "fever"
"""Beside the symptoms: warm, and no figure."""


def pick(desk: Desk, action: str, page: int = 0) -> Message:
    """Whom is it about? ``action`` is fever | absent | travel | unmeasured | study | lives."""
    desk.asked(f"pick:{action}")
    return pick_card(desk, action, page)


def pick_card(desk: Desk, action: str, page: int = 0) -> Message:
    """The same card once more; what is asked stays."""
    named = frozenset(desk.draft.check_in.pupils)
    size = desk.settings.show_keyboard_page
    return desk.cards.pick(action, desk.pupils, page, size, named=named)


def ask_temperature(desk: Desk, who: str) -> Message:
    """How warm?"""
    name = desk.name(who)
    desk.asked(f"temp:{who}")
    return desk.cards.whole(who, name, desk.settings.plausible)


def ask_symptoms(desk: Desk, who: str) -> Message:
    """What else? Where the pupil is stays on the card until it was said or skipped."""
    desk.ask_where(who)
    desk.asked(f"sym:{who}")
    return desk.cards.symptoms(who, desk.name(who), desk.about(who))


def ask_place(desk: Desk, who: str) -> Message:
    """Where to?"""
    name = desk.name(who)
    desk.asked(f"place:{who}")
    return desk.cards.place(who, name)


def ask_when(desk: Desk, who: str) -> Message:
    """When?"""
    travel = desk.about(who).travel or Travel()
    desk.asked(f"when:{who}")
    return desk.cards.when(who, desk.name(who), travel.place)


def picked(desk: Desk, for_what: str, who: str) -> Message:
    """A pupil was chosen for fever (f), absence (a) or travel (t); as not measured (u), not
    learning (s) or living in (l), which is all there is to say.
    """
    name = desk.name(who)
    match for_what:
        case "f":
            return _feverish_pupil(desk, who)
        case "a":
            desk.asked(f"why:{who}")
            return desk.cards.reason(who, name)
        case "t":
            return ask_place(desk, who)
        case "u" | "s" | "l":
            desk.say_about(who, **{_SAID_AT_ONCE[for_what]: True})
            return desk.review()
    raise UnreadableChoice


_SAID_AT_ONCE = {"u": "unmeasured", "s": "not_learning", "l": "lives_in"}


def _feverish_pupil(desk: Desk, who: str) -> Message:
    """A reading that was typed before the name needs no second asking."""
    step, _, known = desk.draft.step.partition("=")
    if step != "pick:fever" or not known.isdecimal():
        return ask_temperature(desk, who)
    return reading(desk, who, int(known), None)


def temperature(desk: Desk, who: str, value: str) -> Message:
    """``38`` asks for tenths; ``3820`` is a reading; none is 未测; skip has no figure."""
    name = desk.name(who)
    if value == "none":
        desk.say_about(who, unmeasured=True, temperature=None, said=None)
        return desk.review()
    if value == "skip":
        if not desk.about(who).says_nothing:
            desk.say_about(who, unmeasured=False)
        return ask_symptoms(desk, who)
    if not (value.isascii() and value.isdecimal()):
        raise UnreadableChoice
    low, high = desk.settings.plausible
    if len(value) == 2 and low.hundredths // 100 <= int(value) <= high.hundredths // 100:
        return desk.cards.tenth(who, name, int(value), desk.settings.plausible)
    if len(value) != 4 or not 3400 <= int(value) <= 4300:
        raise UnreadableChoice
    return reading(desk, who, int(value), None)


def reading(desk: Desk, who: str, hundredths: int, raw: str | None) -> Message:
    """A temperature is known; symptoms come next, unless they and the place were said before, or
    the pupil was said to be back, or is at school and has no fever.
    """
    back = desk.about(who).back
    what = {"temperature": hundredths, "said": raw, "unmeasured": False, "feverish": False}
    entry = desk.say_about(who, **what, back=back)
    cool = hundredths < desk.round.fever_threshold and entry.where is Where.SCHOOL
    known = back or cool or (entry.symptoms and entry.where is not None)
    return desk.review() if known else ask_symptoms(desk, who)


def symptom(desk: Desk, who: str, value: str) -> Message:
    """Marks a symptom or takes the mark away; done goes on to where the person is."""
    entry = desk.about(who)
    if value == "done":
        _something_is_wrong(desk, who)
        desk.asked(f"where:{who}")
        return desk.cards.where(who, desk.name(who))
    if value == FEVERISH:
        desk.say_about(who, feverish=not entry.feverish)
    else:
        chosen = _one_of(Symptom, value)
        had = entry.symptoms
        now = tuple(one for one in had if one != chosen) if chosen in had else (*had, chosen)
        desk.say_about(who, symptoms=now)
    return ask_symptoms(desk, who)


def where(desk: Desk, who: str, value: str) -> Message:
    """Where the person is now: at school is no absence."""
    chosen = None if value == "skip" else _one_of(Where, value)
    _something_is_wrong(desk, who)
    what: dict[str, object] = {"where": chosen}
    if chosen is Where.SCHOOL:
        what["absence"] = None
    desk.say_about(who, **what)
    desk.passed_over(who, "where_now")
    return desk.review()


def _something_is_wrong(desk: Desk, who: str) -> None:
    """Whoever was chosen as feverish or unwell, and every detail skipped, is still unwell."""
    beside = Entry().model_dump(include={"where", "absence", "travel", "until", "back"})
    if desk.about(who).model_copy(update=beside).says_nothing:
        desk.say_about(who, symptoms=(Symptom.OTHER,))


def reason(desk: Desk, who: str, value: str) -> Message:
    """Why a pupil is not there."""
    absence = _one_of(Absence, value)
    at_school = desk.about(who).where is Where.SCHOOL
    desk.say_about(who, absence=absence, **({"where": None} if at_school else {}))
    desk.passed_over(who, "why_absent")
    return desk.review()


def went(desk: Desk, who: str, place: str) -> Message:
    """Where somebody went; an empty place was skipped."""
    desk.say_about(who, travel=Travel(place=place))
    return ask_when(desk, who)


def travelled(desk: Desk, who: str, value: str) -> Message:
    """How many days ago (0 to 9), or skip."""
    travel = desk.about(who).travel or Travel()
    if value != "skip":
        if len(value) != 1 or value not in "0123456789":
            raise UnreadableChoice
        day = desk.round.day - timedelta(days=int(value))
        travel = desk.about(who).journey_on(day, day)
    desk.say_about(who, travel=travel)
    desk.passed_over(who, "travel_where", "travel_when", "travel_place")
    return desk.review()


def still_open(desk: Desk, pupil_who: str, value: str) -> Message:
    """How a pupil is today who was unwell or missing last time; no value asks."""
    found = [one for one in desk.class_day.open_pupils if pupil_who == desk.cards.who(one.pupil_id)]
    if not found:
        raise UnreadableChoice
    if not value:
        desk.asked(f"of:{pupil_who}")
        return desk.cards.open(found[0])
    outcome = _one_of(Outcome, value)
    if outcome not in _outcomes(desk, found[0]):
        raise UnreadableChoice
    if outcome is Outcome.STILL:
        return ask_temperature(desk, pupil_who)
    if outcome is Outcome.UNTIL:
        return ask_until(desk, pupil_who)  # 返回 leaves it unsaid
    desk.say_about(pupil_who, **dict(said_today(found[0], outcome, desk.about(pupil_who))))
    return desk.review(_hint(desk, found[0]) if outcome is Outcome.WELL else None)


def _hint(desk: Desk, pupil: OpenPupil) -> Text | None:
    """Back sooner after a fever than is usual: said, and nothing is decided by it."""
    tx, round_, hours = desk.visit.tx, desk.round, desk.settings.fever_return_hours
    last = tx.rounds.last_before(round_.unit.id, round_.day)
    answer = None if last is None else tx.answers.get(last[0], last[1])
    had_fever = any(one.kind is FindingKind.FEVER for one in pupil.findings)
    if answer is None or not had_fever or not is_back_soon(answer.at_ms, desk.visit.at_ms, hours):
        return None
    return text(desk.visit.language, "carry.back_soon", name=pupil.name, hours=hours)


def still_away(desk: Desk) -> list[str]:
    """Those still waiting who were away last time are away as they were; gives their names."""
    check_in = desk.draft.check_in
    away = [one for one in desk.class_day.waiting(check_in) if one.bars and one.was_away]
    said = {one.pupil_id: as_last_time(one) for one in away}
    desk.rewrite(check_in.model_copy(update={"pupils": {**check_in.pupils, **said}}))
    return [one.name for one in away]


def ask_until(desk: Desk, who: str) -> Message:
    """Until which day is the pupil on leave?"""
    name, away = desk.name(who), _on_leave(desk, who)
    desk.asked(f"until:{who}")
    return desk.cards.until(who, name, away, ends_offered(desk.round.day))


def until(desk: Desk, who: str, value: str) -> Message:
    """The last day of a leave, so many days from this one; none for one without an end."""
    away = _on_leave(desk, who)
    if not (value.isascii() and value.isdecimal() and len(value) <= LONGEST_DAYS):
        raise UnreadableChoice
    days = int(value)
    last = judge_end(desk.round.day + timedelta(days=days), desk.round.day) if days else None
    if not desk.about(who).may_last(desk.round.fever_threshold):
        desk.say_about(who, **dict(Entry(absence=away)))
    desk.say_about(who, until=last)
    return desk.review()


def _on_leave(desk: Desk, who: str) -> Absence:
    """Why a pupil is on leave; only a leave has a last day. Of who is open it may be said with the
    day itself.
    """
    entry = desk.about(who)
    if entry.away is not None and entry.may_last(desk.round.fever_threshold):
        return entry.away
    for one in desk.class_day.open_pupils:
        if desk.cards.who(one.pupil_id) == who and Outcome.UNTIL in _outcomes(desk, one):
            return said_today(one, Outcome.UNTIL, entry).absence or Absence.SICK
    raise UnreadableChoice


def _outcomes(desk: Desk, pupil: OpenPupil) -> tuple[Outcome, ...]:
    return outcomes(pupil.openness, at_home=desk.round.mode.at_home)


def drop(desk: Desk, who: str) -> Message:
    """Takes back what was said about one person, even one who is no longer in the class; or of all
    who were only not measured.
    """
    check_in = desk.draft.check_in
    if who == UNMEASURED:
        kept = {k: v for k, v in check_in.pupils.items() if not only_unmeasured(v)}
        desk.rewrite(check_in.model_copy(update={"pupils": kept}))
        return desk.so_far()
    kind, key = parse_who(who)
    side = "pupils" if kind == "p" else "staff"
    people = {k: v for k, v in getattr(check_in, side).items() if k != key}
    desk.rewrite(check_in.model_copy(update={side: people}))
    return desk.so_far()


def _one_of(kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError:
        raise UnreadableChoice from None
