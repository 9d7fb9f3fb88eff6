"""待核实: what was said in a draft and cannot be counted yet: of whom is it, or what?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.check_in import Absence, CheckIn, Entry, Finding, FindingKind, Symptom, findings_of
from domain.class_figures import figures_of
from domain.roster import Pupil
from domain.still_asked import StillAsked


class Doubt(StrEnum):
    """What nobody knows yet.

    ``whose``: of which pupil it is. ``what``: what is the matter with a pupil. ``reading``: what
    figure was meant. ``words``: something is wrong in the class, and not with whom or what.
    """

    WHOSE = "whose"
    WHAT = "what"
    READING = "reading"
    WORDS = "words"


class Matter(BaseModel):
    """One thing to be settled.

    ``raw`` is what was typed, ``candidates`` are ids of the pupils it may be, ``times`` how many
    pupils of that kind nobody has named yet (3人发烧). ``entry`` is what was said of them, and
    ``reading`` a figure that cannot be a temperature as it stands.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    doubt: Doubt
    raw: str = ""
    candidates: tuple[int, ...] = ()
    times: int = 1
    entry: Entry = Entry()
    reading: str = ""
    coming: bool = False
    """Whether it is asked if the pupil is here by now: late, or on the way."""
    known: int = 0
    """How many were told of already, where words about the class were typed; the temperature that
    was known already, where a figure was."""

    @property
    def mark(self) -> str:
        """Six characters that name this matter in a button; they hold no reading."""
        said = self.model_dump_json(exclude={"times", "known", "coming"}, exclude_defaults=True)
        return hashlib.sha256(said.encode()).hexdigest()[:6]

    @property
    def says_nothing(self) -> bool:
        """Whether only a name was said."""
        return self.entry == Entry() and not self.reading

    @property
    def heads(self) -> int | None:
        """How many may be there, where a bare figure was typed that could count them: 38."""
        said = self.entry.said or ""
        bare = self.doubt is Doubt.WHOSE and not self.raw and said.isascii() and said.isdecimal()
        return int(said) if bare else None

    def may_be(self, pupil_id: int) -> bool:
        """Whether it was told of somebody by a name this pupil bears: “张伟” 38.1."""
        return self.doubt is Doubt.WHOSE and bool(self.raw) and pupil_id in self.candidates

    def is_illness(self, threshold: int) -> bool:
        """Whether it may be one of a cluster."""
        sick = self.entry.away is Absence.SICK
        return self.entry.has_fever(threshold) or bool(self.entry.symptoms) or sick

    @property
    def pupil_id(self) -> int | None:
        """The pupil it is about, where that is known."""
        known = self.doubt is not Doubt.WHOSE and len(self.candidates) == 1
        return self.candidates[0] if known else None

    def settled_by(self, check_in: CheckIn, threshold: int) -> bool:
        """Whether what is said by now answers it."""
        match self.doubt:
            case Doubt.WHOSE:
                return False
            case Doubt.WORDS:
                return told_of(check_in, self.entry, threshold) > self.known
            case Doubt.WHAT:
                return self.pupil_id in check_in.pupils
            case Doubt.READING if self.pupil_id is None:
                return check_in.class_max is not None
            case Doubt.READING:
                entry = check_in.pupils.get(self.pupil_id or 0, Entry())
                told = entry.temperature is not None and entry.temperature != self.known
                return told or entry.unmeasured

    def counts(self, entry: Entry, threshold: int) -> bool:
        """Whether a pupil who is named may be one of those who were only counted: 3人发烧."""
        if self.doubt is not Doubt.WHOSE or self.raw:
            return False
        counted = self.entry
        if counted.has_fever(threshold):
            figure = counted.temperature
            return entry.has_fever(threshold) and figure in (None, entry.temperature)
        if counted.symptoms:
            return bool(set(counted.symptoms) & set(entry.symptoms))
        if counted.travel is not None:
            return entry.travel is not None and entry.travel.place == counted.travel.place
        return counted.away is not None and entry.away is not None

    def is_told_in(self, check_in: CheckIn, threshold: int) -> bool:
        """Whether somebody else's check-in tells of it, or nothing of weight was said: a name
        alone, or that a fever is over.
        """
        pupils = check_in.pupils
        if self.doubt is Doubt.WHOSE and self.raw:
            return any(one in pupils and pupils[one] != Entry() for one in self.candidates)
        if self.doubt is Doubt.WHOSE:
            alike = sum(self.counts(entry, threshold) for entry in pupils.values())
            return alike >= self.times
        nothing = self.doubt is Doubt.WHAT or (self.doubt is Doubt.READING and not self.raw)
        return nothing or self.settled_by(check_in, threshold)


def told_of(check_in: CheckIn, entry: Entry, threshold: int) -> int:
    """How many were told of who may be meant by words about the class: 都不正常, 一半没测."""
    if entry.unmeasured:
        return sum(one.unmeasured for one in check_in.pupils.values())
    return len(check_in.abnormal_people(threshold))


def _with_last(candidates: Sequence[int], last: int) -> tuple[int, ...]:
    return (*(one for one in candidates if one != last), last)


class Unsettled(BaseModel):
    """All that has to be settled before a draft may be submitted.

    ``present`` is how many the teacher said are there, while the names do not explain it.
    ``words`` were typed before it was known which class they are about. ``asked`` are questions
    beside it, which keep nothing from being submitted. ``rest_told`` is whether the others were
    called well, so that nobody is asked for them again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    matters: tuple[Matter, ...] = ()
    present: int | None = None
    words: str = ""
    asked: tuple[StillAsked, ...] = ()
    rest_told: bool = False

    @property
    def is_open(self) -> bool:
        """Whether anything keeps the draft from being submitted."""
        return bool(self.matters) or self.present is not None

    def find(self, mark: str) -> Matter | None:
        """The matter that bears this mark."""
        return next((matter for matter in self.matters if matter.mark == mark), None)

    @property
    def of_some(self) -> bool:
        """Whether something is the matter in the class, and nobody said with how many."""
        return any(one.doubt is Doubt.WORDS for one in self.matters)

    @property
    def asked_about(self) -> frozenset[int]:
        """The pupils who are known and about whom anything is to be settled or asked."""
        named = {one.pupil_id for one in self.matters if one.pupil_id is not None}
        return frozenset(named | {one.pupil_id for one in self.asked})

    @property
    def counted_away(self) -> int:
        """How many are said to be away whom nobody has named."""
        unnamed = [one for one in self.matters if one.doubt is Doubt.WHOSE]
        return sum(one.times for one in unnamed if one.entry.away is not None)

    def without_class_readings(self) -> Unsettled:
        """The same without the class's figures that could not be right: one was typed that is."""
        kept = tuple(
            one
            for one in self.matters
            if one.doubt is not Doubt.READING or one.pupil_id is not None
        )
        return self.model_copy(update={"matters": kept})

    def without_readings_of(self, pupil_id: int) -> Unsettled:
        """The same without a pupil's figures that could not be right: another was typed."""
        kept = tuple(
            one
            for one in self.matters
            if one.doubt is not Doubt.READING or one.candidates != (pupil_id,)
        )
        return self.model_copy(update={"matters": kept})

    def without(self, matter: Matter, times: int | None = None) -> Unsettled:
        """The same with so many fewer of one matter; None takes it away altogether."""
        left = 0 if times is None else matter.times - times
        rest = [matter.model_copy(update={"times": left})] if left > 0 else []
        kept = [one for old in self.matters for one in (rest if old == matter else [old])]
        return self.model_copy(update={"matters": tuple(kept)})

    def with_last(self, pupil_id: int) -> Unsettled:
        """The same, a pupil of whom one thing was told being the last whom another may be of."""
        matters = tuple(
            one.model_copy(update={"candidates": _with_last(one.candidates, pupil_id)})
            if one.may_be(pupil_id)
            else one
            for one in self.matters
        )
        return self.model_copy(update={"matters": matters})

    def forgetting(self, pupil_id: int) -> Unsettled:
        """The same without anything that is about one pupil and nobody else."""
        matters = tuple(one for one in self.matters if one.candidates != (pupil_id,))
        asked = tuple(one for one in self.asked if one.pupil_id != pupil_id)
        return self.model_copy(update={"matters": matters, "asked": asked})

    def moved(self, old: int, new: int) -> Unsettled:
        """The same, what is about one pupil being about another."""
        matters = tuple(
            one.model_copy(update={"candidates": (new,)}) if one.candidates == (old,) else one
            for one in self.matters
        )
        asked = tuple(
            one.model_copy(update={"pupil_id": new}) if one.pupil_id == old else one
            for one in self.asked
        )
        return self.model_copy(update={"matters": matters, "asked": asked})

    def with_(self, matters: Iterable[Matter]) -> Unsettled:
        """The same and more; what is there already does not come twice."""
        kept = {matter.mark: matter for matter in (*self.matters, *matters)}
        return self.model_copy(update={"matters": tuple(kept.values())})

    def after(self, check_in: CheckIn, pupils: Sequence[Pupil], threshold: int) -> Unsettled:
        """What is still to be settled once this is said; ``pupils`` are those of the class."""
        matters = tuple(
            matter for matter in self.matters if not matter.settled_by(check_in, threshold)
        )
        asked = tuple(one for one in self.asked if not one.answered_by(check_in, threshold))
        left = self.model_copy(update={"matters": matters, "asked": asked})
        explained = self.present == figures_of(check_in, pupils, threshold).present
        if explained and not left.counted_away:  # who is away and has no name is not among them
            return left.model_copy(update={"present": None})
        return left

    def asking(self, questions: Iterable[StillAsked]) -> Unsettled:
        """The same with these questions; what is asked already is asked once."""
        new = tuple(questions)
        kept = tuple(one for one in self.asked if not any(map(one.same, new)))
        return self.model_copy(update={"asked": (*kept, *new)})

    def keys_about(self, pupil_id: int) -> frozenset[str]:
        """What is still asked about one pupil."""
        return frozenset(one.key for one in self.asked if one.pupil_id == pupil_id)

    def not_asking(self, pupil_id: int, *keys: str) -> Unsettled:
        """The same without these questions about a pupil, which were answered or passed over."""
        kept = tuple(one for one in self.asked if one.pupil_id != pupil_id or one.key not in keys)
        return self.model_copy(update={"asked": kept})

    def findings(self, threshold: int) -> tuple[Finding, ...]:
        """What somebody should hear of before it is settled; never stored. Each of those nobody
        knows has an id below zero.
        """
        found: list[Finding] = []
        for place, matter in enumerate(self.matters, start=1):
            if matter.doubt is Doubt.WORDS and matter.entry.unmeasured:
                kind = FindingKind.UNMEASURED
                found.append(Finding(kind=kind, pupil_id=-place, remark=matter.raw))
            elif matter.doubt is Doubt.WORDS:
                found.append(
                    Finding(
                        kind=FindingKind.SYMPTOM,
                        pupil_id=-place,
                        symptom=Symptom.OTHER,
                        remark=matter.raw,
                    )
                )
            else:
                found += findings_of(CheckIn(pupils={-place: matter.entry}), threshold)
        return tuple(found)

    def untold(self, check_in: CheckIn, threshold: int) -> tuple[Matter, ...]:
        """What another check-in does not tell of either, so that it would be lost with this."""
        return tuple(one for one in self.matters if not one.is_told_in(check_in, threshold))

    def gap(self, check_in: CheckIn, pupils: Sequence[Pupil], threshold: int) -> int:
        """How many pupils are missing by the teacher's count and not by name; negative where more
        were named as absent than are missing.
        """
        if self.present is None:
            return 0
        return figures_of(check_in, pupils, threshold).present - self.present
