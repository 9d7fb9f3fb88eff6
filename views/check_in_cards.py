"""The cards of the check-in by buttons: who, how warm, what else, where, and the review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.check_in import Absence, CheckIn, Symptom, Where
from domain.choice import Choice, base36
from domain.class_day import ClassDay
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Pupil
from domain.temperature import Temperature
from views.days import day_name
from views.entry import entry_words, reading
from views.words import say, text

PAGE = 60
"""Pupils on one keyboard, at most; then pages."""

WHOLE_DEGREES = ((36, 37, 38), (39, 40, 41))


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes the cards of one round in one language.

    ``about`` tells a card's buttons which round and revision they belong to. A card's subject is
    a ``who`` such as ``p3k`` (a pupil's id) or ``s1`` (a member of staff's), with the name shown.
    """

    language: str
    class_day: ClassDay

    def _button(self, key: str, action: str, argument: str = "", **values: object) -> Button:
        return self._labelled(self._say(key, **values), action, argument)

    def _labelled(self, label: str, action: str, argument: str = "") -> Button:
        choice = Choice(action, self.class_day.round_id, self.class_day.revision, argument)
        return Button(label, choice.encode())

    def _say(self, key: str, **values: object) -> str:
        return say(self.language, f"check_in.{key}", **values)

    def _text(self, key: str, **values: object) -> Text:
        return text(self.language, f"check_in.{key}", **values)

    @property
    def _counts(self) -> dict[str, Any]:
        return {"expected": self.class_day.expected, "enrolled": self.class_day.enrolled}

    def _back(self) -> tuple[Button, ...]:
        return (self._button("back", "review"),)

    def pick(
        self,
        action: str,
        pupils: Sequence[Pupil],
        page: int = 0,
        page_size: int = PAGE,
        lead: Text | None = None,
    ) -> Message:
        """Whom is it about? ``action`` is fever | absent | travel."""
        pages = max(1, -(-len(pupils) // page_size))
        page = min(max(page, 0), pages - 1)
        shown = pupils[page * page_size : (page + 1) * page_size]
        rows = _rows(self._names(action, shown, pupils), 3)
        turn = []
        if page:
            turn.append(self._button("page_before", action, str(page - 1)))
        if page + 1 < pages:
            turn.append(self._button("page_next", action, str(page + 1)))
        if turn:
            rows.append(tuple(turn))
        rows.append(self._back())
        title = lead or self._text(f"pick_{action}", unit=self.class_day.class_name)
        return Message(title, Keyboard(tuple(rows)), protect=True)

    def which(self, action: str, raw: str, pupils: Sequence[Pupil]) -> Message:
        """A typed name that fits several pupils: which one?"""
        rows = _rows(self._names(action, pupils, pupils), 2)
        rows.append(self._back())
        return Message(self._text("which_name", raw=raw), Keyboard(tuple(rows)), protect=True)

    def _names(
        self, action: str, shown: Iterable[Pupil], everybody: Sequence[Pupil]
    ) -> list[Button]:
        names = [pupil.name for pupil in everybody]
        return [
            self._labelled(
                _name(pupil, names.count(pupil.name) > 1),
                "pupil",
                f"{action[0]}{base36(pupil.id)}",
            )
            for pupil in shown
        ]

    def whole(self, who: str, name: str) -> Message:
        """How many whole degrees?"""
        rows = [
            tuple(self._labelled(str(degree), "temp", f"{who}.{degree}") for degree in row)
            for row in WHOLE_DEGREES
        ]
        rows.append(
            (
                self._button("unmeasured", "temp", f"{who}.none"),
                self._button("no_reading", "temp", f"{who}.skip"),
            )
        )
        rows.append(self._back())
        return Message(self._text("ask_whole", who=name), Keyboard(tuple(rows)), protect=True)

    def tenth(self, who: str, name: str, whole: int) -> Message:
        """How many tenths of a degree?"""
        keys = [
            self._labelled(f"{whole}.{tenth}", "temp", f"{who}.{whole}{tenth}0")
            for tenth in range(10)
        ]
        rows = [*_rows(keys, 5), (self._button("back", "again", who),)]
        return Message(
            self._text("ask_tenth", who=name, whole=whole), Keyboard(tuple(rows)), protect=True
        )

    def confirm(self, who: str, name: str, raw: str, value: Temperature) -> Message:
        """Was this what you meant?"""
        keys = (
            self._button("yes_value", "temp", f"{who}.{value.hundredths}", value=value),
            self._button("retype", "again", who),
        )
        words = self._text("confirm_reading", who=name, raw=raw, value=value)
        return Message(words, Keyboard((keys,)), protect=True)

    def doubtful(self, who: str, name: str, raw: str, candidates: Sequence[Temperature]) -> Message:
        """Which of these did you mean, if any?"""
        keys = tuple(
            self._labelled(str(value), "temp", f"{who}.{value.hundredths}") for value in candidates
        )
        rows = (*((keys,) if keys else ()), (self._button("retype", "again", who),))
        words = self._text("doubtful_reading", who=name, raw=raw)
        return Message(words, Keyboard(rows), protect=True)

    def symptoms(self, who: str, name: str, chosen: Sequence[Symptom]) -> Message:
        """Which symptoms? A press marks one, another takes the mark away."""
        keys = [
            self._labelled(
                ("✔ " if symptom in chosen else "") + say(self.language, f"entry.{symptom}"),
                "sym",
                f"{who}.{symptom}",
            )
            for symptom in Symptom
        ]
        onward = "done" if chosen else "skip"
        rows = [*_rows(keys, 3), (self._button(onward, "sym", f"{who}.done"),)]
        return Message(self._text("ask_symptoms", who=name), Keyboard(tuple(rows)), protect=True)

    def where(self, who: str, name: str) -> Message:
        """Where is the person now?"""
        keys = tuple(self._button(f"where_{where}", "where", f"{who}.{where}") for where in Where)
        rows = (keys, (self._button("skip", "where", f"{who}.skip"),))
        return Message(self._text("ask_where", who=name), Keyboard(rows), protect=True)

    def reason(self, who: str, name: str) -> Message:
        """Why is the pupil not there?"""
        keys = tuple(
            self._button(f"reason_{reason}", "absw", f"{who}.{reason}") for reason in Absence
        )
        return Message(
            self._text("ask_reason", who=name), Keyboard((keys, self._back())), protect=True
        )

    def place(self, who: str, name: str) -> Message:
        """Where did the person go? To be typed."""
        rows = ((self._button("skip", "place", f"{who}.skip"),), self._back())
        return Message(self._text("ask_place", who=name), Keyboard(rows), protect=True)

    def when(self, who: str, name: str, place: str) -> Message:
        """On which days?"""
        keys = (
            self._button("today", "day", f"{who}.0"),
            self._button("day_yesterday", "day", f"{who}.1"),
            self._button("day_before", "day", f"{who}.2"),
        )
        rows = (keys, (self._button("skip", "day", f"{who}.skip"),))
        words = self._text("ask_when", who=name, place=place or self._say("travel"))
        return Message(words, Keyboard(rows), protect=True)

    def open(self, pupil_id: int, name: str, what: str) -> Message:
        """How is a pupil today who was unwell or missing last time?"""
        who = base36(pupil_id)
        rows = (
            (self._button("still", "open", f"{who}.still"),),
            (self._button("at_home", "open", f"{who}.home"),),
            (self._button("well", "open", f"{who}.well"),),
            self._back(),
        )
        return Message(self._text("ask_open", who=name, what=what), Keyboard(rows), protect=True)

    def review(
        self,
        check_in: CheckIn,
        names: dict[str, str],
        threshold: int,
        rest: int,
        lead: Text | None = None,
    ) -> Message:
        """Everything said so far, to be checked and submitted. ``names`` by ``who``; ``rest`` is
        how many are well and there without being named.
        """
        day = day_name(self.language, self.class_day.day)
        lines = [lead] if lead is not None else []
        lines.append(self._text("review", unit=self.class_day.class_name, day=day))
        said = list(self._said(check_in, names, threshold))
        lines += [self._text("review_line", line=f"{name} {what}") for _, name, what in said]
        if not said:
            lines.append(self._text("review_none"))
        if check_in.class_max is not None:
            lines.append(self._text("review_max", value=reading(check_in.class_max)))
        lines.append(self._text("review_rest", rest=rest))
        waiting = [p for p in self.class_day.open_pupils if p.pupil_id not in check_in.pupils]
        rows: list[tuple[Button, ...]] = []
        if waiting:
            names_waiting = say(self.language, "entry.join").join(p.name for p in waiting)
            lines.append(self._text("review_open", names=names_waiting))
            rows += [
                (self._button("open_button", "open", base36(p.pupil_id), name=p.name),)
                for p in waiting[:20]
            ]
        elif any(
            entry.is_abnormal(threshold)
            for entry in (*check_in.pupils.values(), *check_in.staff.values())
        ):
            rows.append((self._button("submit", "submit", rest=rest),))
        else:
            rows.append((self._button("submit_zero", "submit", **self._counts),))
        rows.append(
            (
                self._button("fever", "fever"),
                self._button("absent", "absent"),
                self._button("travel", "travel"),
            )
        )
        rows.append((self._button("self", "self"),))
        rows += _rows(
            [self._button("drop", "drop", who, who=name) for who, name, _ in said[:30]], 2
        )
        rows.append((self._button("cancel", "cancel"),))
        return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)

    def no_travel(self, value: Temperature) -> Message:
        """A highest temperature was typed; travel was not mentioned."""
        rows = (
            (self._button("no_travel", "submit"),),
            (self._button("yes_travel", "travel"), self._button("back", "review")),
        )
        words = self._text("no_travel_asked", unit=self.class_day.class_name, value=value)
        return Message(words, Keyboard(rows), protect=True)

    def sure_zero(self, lines: Sequence[str]) -> Message:
        """An emptier answer over a fuller one asks first."""
        rows = (
            (self._button("sure_zero_button", "zero", "sure", **self._counts),),
            (self._button("keep", "keep"),),
        )
        words = self._text("sure_zero", unit=self.class_day.class_name, lines="\n".join(lines))
        return Message(words, Keyboard(rows), protect=True)

    def said_lines(self, check_in: CheckIn, names: dict[str, str], threshold: int) -> list[str]:
        """``王小明 发热 38.2``, a line each, for whoever was named."""
        return [f"{name} {what}" for _, name, what in self._said(check_in, names, threshold)]

    def _said(
        self, check_in: CheckIn, names: dict[str, str], threshold: int
    ) -> Iterable[tuple[str, str, str]]:
        for pupil_id, entry in check_in.pupils.items():
            who = f"p{base36(pupil_id)}"
            yield who, names.get(who, "?"), entry_words(self.language, entry, threshold)
        for person_id, entry in check_in.staff.items():
            who = f"s{base36(person_id)}"
            yield who, names.get(who, "?"), entry_words(self.language, entry, threshold)


def _rows(buttons: list[Button], width: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + width]) for i in range(0, len(buttons), width)]


def _name(pupil: Pupil, ambiguous: bool) -> str:
    """The full name; pupils of the same name are told apart by seat or number and sex."""
    if not ambiguous:
        return pupil.name
    place = str(pupil.seat) if pupil.seat is not None else pupil.number[-4:]
    return f"{pupil.name}({place}{f' {pupil.sex}' if pupil.sex else ''})"
