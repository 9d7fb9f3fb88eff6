"""The buttons under an alert: who takes it over, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.alert import Alert, AlertKind, Ending, Happened, Outcome
from domain.alert_facts import AlertFacts, Involved
from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message
from views.alert_people import who_words
from views.case_words import OPEN as OPEN_CASE
from views.words import say, text

TAKE, TAKE_OVER, WHOM, OUTCOME = "take", "takeover", "whom", "outcome"
NOTE, PHOTO, SHOW, STOP = "anote", "aphoto", "alert", "astop"
FILED, WORDING, FINISH = "filed", "wording", "finish"
EVERYBODY = "all"
MOST_WHOM = 24
"""People that get a button each; whoever is beyond is dealt with together."""
MOST_PHOTOS = 4

Rows = list[tuple[Button, ...]]


def alert_keyboard(
    language: str, facts: AlertFacts, me: int, staff_cases: bool = True
) -> Keyboard | None:
    """What a reader who may take the alert over can do with it now; ``staff_cases`` where the
    reader may open a case of one of the staff.
    """
    alert = facts.alert
    rows: Rows = []
    if alert.waits:
        rows.append((_button(language, "take", TAKE, alert.id),))
    elif alert.owner == me:
        rows += _owner_rows(language, facts, staff_cases)
    elif alert.is_open:
        rows.append((_button(language, "take_over", TAKE_OVER, alert.id),))
    if alert.has_clock and alert.ending is not Ending.WITHDRAWN:
        rows += _report_rows(language, alert)
    rows += _photos(language, facts)
    return Keyboard(tuple(rows)) if rows else None


def _report_rows(language: str, alert: Alert) -> Rows:
    """Reporting it outside: the text, and that it was done."""
    wording = _button(language, "button_wording", WORDING, alert.id)
    if alert.filed_ms is not None or not alert.is_open:
        return [(wording,)]
    return [(_button(language, "button_filed", FILED, alert.id),), (wording,)]


def _owner_rows(language: str, facts: AlertFacts, staff_cases: bool) -> Rows:
    alert, waiting = facts.alert, facts.open_people
    if not alert.is_open:
        if not facts.standing or alert.kind is AlertKind.CLUSTER:
            return []
        one = facts.standing[0] if len(facts.standing) == 1 else None
        case = [] if one is None else _case_row(language, alert, one, staff_cases)
        return [_change_row(language, facts), *case]
    if alert.kind is AlertKind.CLUSTER:
        rows: Rows = [(_button(language, "button_finish", FINISH, alert.id),)]
    elif not waiting:
        rows = [_change_row(language, facts)]
    elif len(waiting) == 1:
        rows = _outcomes(language, alert.id, base36(waiting[0].about.id))
        rows += _case_row(language, alert, waiting[0], staff_cases)
    else:
        rows = _whom(language, alert.id, waiting)
    rows.append((_button(language, "button_note", NOTE, alert.id),))
    return rows


def _change_row(language: str, facts: AlertFacts) -> tuple[Button, ...]:
    whom = _the_only(facts.standing)
    return (_button(language, "button_change", WHOM, facts.alert.id, whom),)


def _the_only(people: Sequence[Involved]) -> str:
    return base36(people[0].about.id) if len(people) == 1 else ""


def _whom(language: str, alert_id: int, people: Sequence[Involved]) -> Rows:
    """A button for each person, and one for all of them."""
    buttons = [
        Button(
            say(language, "alert.button_whom", who=who_words(language, one)),
            Choice(WHOM, alert_id, argument=base36(one.about.id)).encode(),
        )
        for one in people[:MOST_WHOM]
    ]
    everybody = Button(
        say(language, "alert.button_everybody", count=len(people)),
        Choice(WHOM, alert_id, argument=EVERYBODY).encode(),
    )
    return [*(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)), (everybody,)]


def _case_row(language: str, alert: Alert, one: Involved, staff_cases: bool) -> Rows:
    """开个案, for somebody who is known; of the staff for whom such a case is for."""
    if one.staff and not staff_cases:
        return []
    was_nothing = one.about.outcome is not None and one.about.outcome.was_nothing
    if not one.about.is_known or not one.about.stands or was_nothing:
        return []
    who = f"a{base36(one.about.id)}"
    payload = Choice(OPEN_CASE, alert.school_id, argument=who).encode()
    return [(Button(say(language, "alert.button_case"), payload),)]


def _outcomes(language: str, alert_id: int, whom: str) -> Rows:
    buttons = [
        _button(language, f"button_{outcome}", OUTCOME, alert_id, f"{whom}.{outcome}")
        for outcome in Outcome
    ]
    return [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]


def _photos(language: str, facts: AlertFacts) -> Rows:
    photos = [step for step in facts.steps if step.what is Happened.PHOTO][-MOST_PHOTOS:]
    row = tuple(
        Button(
            say(language, "alert.button_photo", number=number),
            Choice(PHOTO, facts.alert.id, argument=base36(step.id)).encode(),
        )
        for number, step in enumerate(photos, 1)
    )
    return [row] if row else []


def whom_card(
    language: str,
    facts: AlertFacts,
    people: Sequence[Involved],
    whom: str,
    staff_cases: bool = True,
) -> Message:
    """How is it now: of one person (``whom`` is the id in base 36), or of all of these."""
    rows = _outcomes(language, facts.alert.id, whom)
    rows += _case_row(language, facts.alert, people[0], staff_cases) if len(people) == 1 else []
    return _asked(language, facts, people, rows)


def which_card(language: str, facts: AlertFacts) -> Message:
    """Whose outcome is to be changed?"""
    rows = _whom(language, facts.alert.id, facts.standing)
    return _asked(language, facts, facts.standing, rows)


def _asked(language: str, facts: AlertFacts, people: Sequence[Involved], rows: Rows) -> Message:
    who = who_words(language, people[0]) if len(people) == 1 else ""
    who = who or say(language, "alert.everybody", count=len(people))
    rows.append((_button(language, "button_back", SHOW, facts.alert.id),))
    words = text(language, "alert.whom", unit=facts.unit.name, who=who)
    return Message(words, Keyboard(tuple(rows)), protect=True)


def note_asked(language: str, alert_id: int) -> Message:
    """What is typed or sent next is kept with the alert."""
    rows = ((_button(language, "button_stop", STOP, alert_id),),)
    return Message(text(language, "alert.ask_note"), Keyboard(rows))


def reference_asked(language: str, alert_id: int) -> Message:
    """Under which number was it reported? May be skipped."""
    rows = ((_button(language, "button_skip", STOP, alert_id),),)
    return Message(text(language, "alert.ask_reference"), Keyboard(rows))


def _button(language: str, key: str, action: str, alert_id: int, argument: str = "") -> Button:
    payload = Choice(action, alert_id, argument=argument).encode()
    return Button(say(language, f"alert.{key}"), payload)
