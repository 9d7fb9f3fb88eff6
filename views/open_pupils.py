"""Pupils who are still open, as a question shows them: a line each, and what may be said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from domain.check_in import FindingKind
from domain.choice import base36
from domain.class_day import ClassDay
from domain.message import Button, Text
from domain.open_pupil import Openness, OpenPupil, Outcome, day_number, outcomes
from views.days import short_day
from views.entry import findings_words
from views.fitting import shortened
from views.words import say, text

MOST = 20
"""Open pupils with a button; the next come when these have been spoken for."""
QUICK = 5
"""Up to so many, each has the likeliest answers below the name: one press a pupil."""
A_ROW = 4
"""Answers side by side."""
NAMED = 3
"""Names in one label."""
MOST_AWAY = 8
"""Names in the label that speaks for all who are still away: it has to say for whom."""

Labelled = Callable[[str, str, str], Button]
"""Makes a button of a label, an action and an argument."""


def open_line(language: str, pupil: OpenPupil, day: date) -> Text:
    """``· 王小明 发热 38.2(在家)``, from the second day on with since when."""
    what = findings_words(language, pupil.findings)
    if not pupil.findings:
        what = say(language, f"carry.ended_{pupil.openness}")
    line = text(language, "carry.line", name=pupil.name, what=what)
    return line + since_words(language, pupil.since, day)


def since_words(language: str, since: date | None, day: date) -> Text:
    """``· 11月20日起，第 4 天``; nothing on the first day."""
    if since is None or since >= day:
        return Text(())
    n = day_number(since, day)
    return text(language, "carry.since", since=short_day(language, since), n=n)


def open_rows(
    language: str, class_day: ClassDay, pupils: Sequence[OpenPupil], button: Labelled
) -> list[tuple[Button, ...]]:
    """A button a pupil, which leads to all that may be said; few of them have it below the name."""
    at_home = class_day.mode.at_home
    asked = [_asked(language, one, button) for one in pupils[:MOST]]
    if len(pupils) > QUICK:
        rows = [tuple(asked[at : at + 2]) for at in range(0, len(asked), 2)]
    else:
        rows = []
        for one, ask in zip(pupils, asked, strict=True):
            likely = outcomes(one.openness, at_home=at_home)[:A_ROW]
            rows += [(ask,), tuple(_outcome(language, one, said, button) for said in likely)]
    away = [one for one in pupils if one.bars and one.was_away]
    if len(away) > 1 and not at_home:
        names = shortened(language, [one.name for one in away], MOST_AWAY)
        rows.append((button(say(language, "carry.rest_away", names=names), "rest", ""),))
    return rows


def outcome_rows(
    language: str, pupil: OpenPupil, button: Labelled, *, at_home: bool
) -> list[tuple[Button, ...]]:
    """Everything that may be said of one pupil, a row each."""
    return [
        (_outcome(language, pupil, outcome, button, full=True),)
        for outcome in outcomes(pupil.openness, at_home=at_home)
    ]


def _asked(language: str, pupil: OpenPupil, button: Labelled) -> Button:
    label = say(language, "check_in.open_button", name=pupil.name)
    return button(label, "open", base36(pupil.pupil_id))


def _outcome(
    language: str, pupil: OpenPupil, outcome: Outcome, button: Labelled, *, full: bool = False
) -> Button:
    key = str(outcome)
    if outcome is Outcome.STILL:
        had_fever = any(one.kind is FindingKind.FEVER for one in pupil.findings)
        key = "still" if had_fever else "unwell" if pupil.openness is Openness.ILL else "fever"
    label = say(language, f"carry.{'full_' if full else ''}{key}")
    return button(label, "open", f"{base36(pupil.pupil_id)}.{outcome}")


def among(language: str, waiting: Iterable[OpenPupil]) -> str:
    """``(含 张三、李四)``: who is named among those who are well; nothing where nobody waits."""
    names = [one.name for one in waiting]
    if not names:
        return ""
    return say(language, "carry.among", names=shortened(language, names, NAMED))
