"""The cards of the check-in by buttons: who, how warm, what else, where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.check_in import Absence, Entry, Symptom, Where
from domain.choice import Choice, base36
from domain.class_day import ClassDay
from domain.message import Button, Keyboard, Message, Text
from domain.open_pupil import OpenPupil
from domain.roster import Pupil
from domain.temperature import PLAUSIBLE, Temperature
from views.days import day_name
from views.open_pupils import open_line, outcome_rows
from views.words import say, text

PAGE = 60
"""Pupils on one keyboard, at most; then pages."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes the cards of one round in one language.

    The round and its revision stand in every button. A card's subject is a ``who`` such as
    ``p3k`` (a pupil's id) or ``s1`` (a member of staff's), with the name shown. Every card has
    names in it or will be changed into one that has, so all are protected.
    """

    language: str
    class_day: ClassDay

    def button(self, key: str, action: str, argument: str = "", **values: object) -> Button:
        """A button with a label of the catalogue."""
        return self.labelled(self.say(key, **values), action, argument)

    def labelled(self, label: str, action: str, argument: str = "") -> Button:
        """A button with any label."""
        choice = Choice(action, self.class_day.round_id, self.class_day.revision, argument)
        return Button(label, choice.encode())

    def say(self, key: str, **values: object) -> str:
        """A sentence of the section."""
        return say(self.language, f"check_in.{key}", **values)

    def text(self, key: str, **values: object) -> Text:
        """The same with its spans."""
        return text(self.language, f"check_in.{key}", **values)

    @staticmethod
    def who(pupil_id: int) -> str:
        """The ``who`` of a pupil."""
        return f"p{base36(pupil_id)}"

    def back(self) -> tuple[Button, ...]:
        """The way back: to what was said so far, or to the question."""
        return (self.button("back", "review"),)

    def pick(
        self,
        action: str,
        pupils: Sequence[Pupil],
        page: int = 0,
        page_size: int = PAGE,
        lead: Text | None = None,
        named: Collection[int] = (),
    ) -> Message:
        """Whom is it about? ``action`` is fever | absent | travel; ``named`` have been told of."""
        page, shown = _page(pupils, page, page_size)
        rows = in_rows(self.names("pupil", action[0], shown, pupils, named), 3)
        rows += self._turning(action, "", page, len(pupils), page_size)
        title = lead or self.text(f"pick_{action}", unit=self.class_day.class_name)
        return _card(title, [*rows, self.back()])

    def choose(
        self,
        action: str,
        prefix: str,
        pupils: Sequence[Pupil],
        title: Text,
        page: int = 0,
        page_size: int = PAGE,
    ) -> Message:
        """One of these pupils: the argument of each is ``prefix`` and the pupil's id; a page is
        ``prefix``, a dot and its number.
        """
        page, shown = _page(pupils, page, page_size)
        rows = in_rows(self.names(action, prefix, shown, pupils), 3)
        rows += self._turning(action, f"{prefix}.", page, len(pupils), page_size)
        return _card(title, [*rows, self.back()])

    def _turning(
        self, action: str, prefix: str, page: int, count: int, page_size: int
    ) -> list[tuple[Button, ...]]:
        """The buttons to the page before and the next, where there are such."""
        turn = []
        if page:
            turn.append(self.button("page_before", action, f"{prefix}{page - 1}"))
        if (page + 1) * page_size < count:
            turn.append(self.button("page_next", action, f"{prefix}{page + 1}"))
        return [tuple(turn)] if turn else []

    def which(self, action: str, raw: str, pupils: Sequence[Pupil]) -> Message:
        """A typed name that fits several pupils: which one?"""
        rows = in_rows(self.names("pupil", action[0], pupils[:PAGE], pupils), 2)
        return _card(self.text("which_name", raw=raw), [*rows, self.back()])

    def names(
        self,
        action: str,
        prefix: str,
        shown: Iterable[Pupil],
        everybody: Sequence[Pupil],
        named: Collection[int] = (),
    ) -> list[Button]:
        """A button for each, told apart among everybody; ``named`` have been told of."""
        names = [pupil.name for pupil in everybody]
        return [
            self.labelled(
                ("✔ " if pupil.id in named else "")
                + self._name(pupil, names.count(pupil.name) > 1),
                action,
                f"{prefix}{base36(pupil.id)}",
            )
            for pupil in shown
        ]

    def _name(self, pupil: Pupil, ambiguous: bool) -> str:
        """The full name; pupils of the same name are told apart by seat or number and sex, and
        who is known to be away is marked.
        """
        notes = []
        if ambiguous:
            notes.append(str(pupil.seat) if pupil.seat is not None else pupil.number[-4:])
            notes += [self.say("boy" if pupil.sex == "男" else "girl")] if pupil.sex else []
        if pupil.away is not None:
            notes.append(self.say(f"mark_{pupil.away}"))
        if not notes:
            return pupil.name
        return pupil.name + say(self.language, "entry.paren", words=" ".join(notes))

    def whole(
        self, who: str, name: str, plausible: tuple[Temperature, Temperature] = PLAUSIBLE
    ) -> Message:
        """How many whole degrees? Anything else may be typed."""
        lowest, highest = (bound.hundredths // 100 for bound in plausible)
        keys = [
            self.labelled(str(degree), "temp", f"{who}.{degree}")
            for degree in range(lowest, highest + 1)
        ]
        rows = in_rows(keys, 4)
        rows.append(
            (
                self.button("unmeasured", "temp", f"{who}.none"),
                self.button("no_reading", "temp", f"{who}.skip"),
            )
        )
        return _card(self.text("ask_whole", who=name), [*rows, self.back()])

    def tenth(
        self,
        who: str,
        name: str,
        whole: int,
        plausible: tuple[Temperature, Temperature] = PLAUSIBLE,
    ) -> Message:
        """How many tenths of a degree? Only what needs no second question."""
        lowest, highest = (bound.hundredths for bound in plausible)
        keys = [
            self.labelled(f"{whole}.{tenth}", "temp", f"{who}.{whole}{tenth}0")
            for tenth in range(10)
            if lowest <= whole * 100 + tenth * 10 <= highest
        ]
        rows = [*in_rows(keys, 5), (self.button("back", "again", who),)]
        return _card(self.text("ask_tenth", who=name, whole=whole), rows)

    def confirm(self, who: str, name: str, raw: str, value: Temperature) -> Message:
        """Was this what you meant?"""
        keys = (
            self.button("yes_value", "temp", f"{who}.{value.hundredths}", value=value),
            self.button("retype", "again", who),
        )
        return _card(self.text("confirm_reading", who=name, raw=raw, value=value), [keys])

    def doubtful(self, who: str, name: str, raw: str, candidates: Sequence[Temperature]) -> Message:
        """Which of these did you mean, if any?"""
        keys = tuple(
            self.labelled(str(value), "temp", f"{who}.{value.hundredths}") for value in candidates
        )
        rows = [*([keys] if keys else []), (self.button("retype", "again", who),)]
        return _card(self.text("doubtful_reading", who=name, raw=raw), rows)

    def symptoms(self, who: str, name: str, said: Entry) -> Message:
        """Which symptoms? A press marks one, another takes the mark away; where the person is
        may be pressed at once.
        """
        keys = [
            self.labelled(
                ("✔ " if symptom in said.symptoms else "") + say(self.language, f"entry.{symptom}"),
                "sym",
                f"{who}.{symptom}",
            )
            for symptom in Symptom
        ]
        rows = in_rows(keys, 3)
        if said.temperature is None:
            mark = "✔ " if said.feverish else ""
            rows.insert(0, (self.button("feverish", "sym", f"{who}.fever", mark=mark),))
        rows.append(self.places(who))
        onward = "done" if said.symptoms or said.feverish else "skip"
        rows.append((*self.back(), self.button(onward, "sym", f"{who}.done")))
        return _card(self.text("ask_symptoms", who=name), rows)

    def where(self, who: str, name: str) -> Message:
        """Where is the person now?"""
        rows = [
            self.places(who),
            (*self.back(), self.button("skip", "where", f"{who}.skip")),
        ]
        return _card(self.text("ask_where", who=name), rows)

    def places(self, who: str) -> tuple[Button, ...]:
        """Where somebody may be now."""
        return tuple(self.button(f"where_{where}", "where", f"{who}.{where}") for where in Where)

    def reason(self, who: str, name: str) -> Message:
        """Why is the pupil not there?"""
        keys = tuple(
            self.button(f"reason_{reason}", "absw", f"{who}.{reason}") for reason in Absence
        )
        return _card(self.text("ask_reason", who=name), [keys, self.back()])

    def place(self, who: str, name: str) -> Message:
        """Where did the person go? To be typed."""
        rows = [(*self.back(), self.button("skip", "place", f"{who}.skip"))]
        return _card(self.text("ask_place", who=name), rows)

    def when(self, who: str, name: str, place: str) -> Message:
        """On which days?"""
        keys = (
            self.button("today", "day", f"{who}.0"),
            self.button("day_yesterday", "day", f"{who}.1"),
            self.button("day_before", "day", f"{who}.2"),
        )
        rows = [keys, (*self.back(), self.button("skip", "day", f"{who}.skip"))]
        return _card(self.text("ask_when", who=name, place=place or self.say("travel")), rows)

    def open(self, pupil: OpenPupil) -> Message:
        """How is a pupil today who was unwell or missing last time?"""
        line = open_line(self.language, pupil, self.class_day.day)
        at_home = self.class_day.mode.at_home
        said = outcome_rows(self.language, pupil, self.labelled, at_home=at_home)
        rows = [*said, self.back()]
        return _card(Text.of(line, "\n", self.text("ask_open", who=pupil.name)), rows)

    def until(self, who: str, name: str, away: Absence, ends: Sequence[date]) -> Message:
        """Until which day? The last one counts; a leave without one is asked about again."""
        day = self.class_day.day
        keys = [
            self.labelled(day_name(self.language, end), "until", f"{who}.{(end - day).days}")
            for end in ends
        ]
        no_end = self.labelled(say(self.language, "carry.no_end"), "until", f"{who}.0")
        rows = [*in_rows(keys, 2), (*self.back(), no_end)]
        what = say(self.language, f"entry.absence_{away}")
        return _card(text(self.language, "carry.ask_until", who=name, what=what), rows)


def _page(pupils: Sequence[Pupil], page: int, size: int) -> tuple[int, Sequence[Pupil]]:
    """The nearest page there is, and who stands on it."""
    last = max(0, -(-len(pupils) // size) - 1)
    page = min(max(page, 0), last)
    return page, pupils[page * size : (page + 1) * size]


def in_rows(buttons: Sequence[Button], width: int) -> list[tuple[Button, ...]]:
    """The buttons, so many to a row."""
    return [tuple(buttons[at : at + width]) for at in range(0, len(buttons), width)]


def _card(title: Text, rows: Sequence[tuple[Button, ...]]) -> Message:
    return Message(title, Keyboard(tuple(rows)), protect=True)
