"""What was said so far, to be checked and submitted; and the cards that ask before they submit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.check_in import CheckIn, Entry
from domain.choice import base36
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Pupil
from domain.temperature import Temperature
from views.asking import MOST_OPEN, away_words, normal_words
from views.check_in_cards import Cards, in_rows
from views.days import day_name
from views.entry import entry_words, reading
from views.fitting import fitted, shortened

MOST_DROPS = 30


@dataclass(frozen=True, slots=True)
class Review:
    """A draft to be looked over. ``names`` by ``who``, ``pupils`` those of the class on the day."""

    check_in: CheckIn
    names: Mapping[str, str]
    threshold: int
    pupils: Sequence[Pupil]

    @property
    def said(self) -> Iterable[tuple[str, str, Entry]]:
        """``(who, name, entry)`` of everybody named."""
        for side, people in (("p", self.check_in.pupils), ("s", self.check_in.staff)):
            for key, entry in people.items():
                who = f"{side}{base36(key)}"
                yield who, self.names.get(who, "?"), entry

    @property
    def abnormal(self) -> bool:
        """Whether anything said is a finding."""
        return bool(self.check_in.abnormal_people(self.threshold))


def said_lines(cards: Cards, review_: Review) -> list[Text]:
    """``· 王小明 发热 38.2``, a line each, as many as find room."""
    lines = [
        cards.text(
            "review_line",
            line=f"{name} {entry_words(cards.language, entry, review_.threshold)}",
        )
        for _, name, entry in review_.said
    ]
    return fitted(cards.language, lines)


def review(cards: Cards, review_: Review, lead: Text | None = None) -> Message:
    """Everything said so far. 其余 are those who should be there and were not named; who still
    has to be spoken for is not among them, and who is known to be away is counted apart.
    """
    class_day, check_in = cards.class_day, review_.check_in
    waiting = class_day.waiting(check_in)
    unnamed = [pupil for pupil in review_.pupils if pupil.id not in check_in.pupils]
    spoken_for_later = {one.pupil_id for one in waiting}
    rest = sum(p.away is None and p.id not in spoken_for_later for p in unnamed)
    lines = [lead] if lead is not None else []
    day = day_name(cards.language, class_day.day)
    lines.append(cards.text("review", unit=class_day.class_name, day=day))
    lines += said_lines(cards, review_) or [cards.text("review_none")]
    if check_in.class_max is not None:
        lines.append(cards.text("review_max", value=reading(check_in.class_max)))
    lines.append(cards.text("review_rest", rest=rest) + _away(cards, unnamed))
    if waiting:
        names = shortened(cards.language, [one.name for one in waiting], MOST_OPEN)
        lines.append(cards.text("review_open", names=names))
    return Message(joined("\n", lines), _keyboard(cards, review_, rest), protect=True)


def _away(cards: Cards, unnamed: Sequence[Pupil]) -> str:
    """Who is followed apart and was not named here."""
    isolated = sum(pupil.away == "isolation" for pupil in unnamed)
    on_leave = sum(pupil.away == "leave" for pupil in unnamed)
    parts = away_words(cards.language, isolated, on_leave)
    return cards.say("review_away", parts=parts) if parts else ""


def _keyboard(cards: Cards, review_: Review, rest: int) -> Keyboard:
    waiting = cards.class_day.waiting(review_.check_in)
    rows: list[tuple[Button, ...]] = [
        (cards.button("open_button", "open", base36(one.pupil_id), name=one.name),)
        for one in waiting[:MOST_OPEN]
    ]
    if not waiting:
        rows.append((submit_button(cards, review_, rest),))
    rows.append(
        (
            cards.button("fever", "fever"),
            cards.button("absent", "absent"),
            cards.button("travel", "travel"),
        )
    )
    rows.append((cards.button("self", "self"),))
    said = list(review_.said)[:MOST_DROPS]
    rows += in_rows([cards.button("drop", "drop", who, who=name) for who, name, _ in said], 2)
    rows.append((cards.button("cancel_fix" if cards.class_day.revision else "cancel", "cancel"),))
    return Keyboard(tuple(rows))


def submit_button(cards: Cards, review_: Review, rest: int) -> Button:
    """提交 of exactly what this card shows: the draft's mark stands in the button."""
    mark = review_.check_in.mark
    if review_.abnormal:
        return cards.button("submit", "submit", mark, rest=rest)
    normal = normal_words(cards.language, cards.class_day)
    return cards.button("submit_zero", "submit", mark, normal=normal)


def no_travel(cards: Cards, check_in: CheckIn, value: Temperature) -> Message:
    """A highest temperature was typed; travel was not mentioned. Answering reads it back."""
    rows = (
        (cards.button("no_travel", "submit", check_in.mark),),
        (*cards.back(), cards.button("yes_travel", "travel")),
    )
    words = cards.text("no_travel_asked", unit=cards.class_day.class_name, value=value)
    return Message(words, Keyboard(rows), protect=True)


def sure_zero(cards: Cards, lost: Review) -> Message:
    """All normal over something abnormal asks first."""
    normal = normal_words(cards.language, cards.class_day)
    button = cards.button("sure_zero_button", "zero", "sure", normal=normal)
    return _sure(cards, lost, "sure_zero", button)


def sure_submit(cards: Cards, lost: Review, mark: str) -> Message:
    """Somebody else's draft names a pupil whom this answer leaves out: ask first."""
    button = cards.button("sure_submit_button", "submit", f"{mark}.sure")
    return _sure(cards, lost, "sure_submit", button)


def _sure(cards: Cards, lost: Review, key: str, button: Button) -> Message:
    lines = [
        cards.text(key, unit=cards.class_day.class_name),
        *said_lines(cards, lost),
        cards.text(f"{key}_question"),
    ]
    rows = ((button,), (cards.button("keep", "keep"),))
    return Message(joined("\n", lines), Keyboard(rows), protect=True)
