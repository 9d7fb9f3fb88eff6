"""The steps of a check-in by buttons: each press or typed word changes the draft a little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

from domain.check_in import Absence, CheckIn, Entry, Symptom, Travel, Where, findings_of
from domain.choice import UnreadableChoice, base36
from domain.class_day import ClassDay
from domain.filing import alarming
from domain.message import Message, Text
from domain.roster import Pupil
from domain.unit_settings import UnitSettings
from handlers.alarms import alarm_for_draft, fingerprint, withdraw_draft
from handlers.filing import Filing
from storage.class_day import class_day
from storage.drafts import Draft
from views.check_in_cards import Cards
from views.words import say

E = TypeVar("E", Symptom, Where, Absence)


@dataclass(frozen=True)
class Desk:
    """One round on somebody's desk: the draft, the class, and the cards to show."""

    filing: Filing

    @cached_property
    def class_day(self) -> ClassDay:
        """The class on its day."""
        return class_day(self.filing.visit.tx, self.filing.round)

    @cached_property
    def cards(self) -> Cards:
        """The cards in this person's language."""
        return Cards(self.filing.visit.language, self.class_day)

    @cached_property
    def pupils(self) -> Sequence[Pupil]:
        """The pupils of the class on the day."""
        round_ = self.filing.round
        return self.filing.visit.tx.roster.pupils_of(round_.unit.id, round_.day)

    @cached_property
    def settings(self) -> UnitSettings:
        """What is set for the class."""
        chain = self.filing.visit.tx.settings.chain(self.filing.round.unit.id)
        return UnitSettings.resolve(chain)

    @property
    def draft(self) -> Draft:
        """What this person has said so far; a correction starts from the answer that counts."""
        visit, round_ = self.filing.visit, self.filing.round
        found = visit.tx.drafts.get(round_.id, visit.person_id)
        if found is not None and found.based_on == round_.revision:
            return found
        answer = visit.tx.answers.latest(round_)
        check_in = CheckIn() if answer is None else answer.check_in
        return Draft(round_.id, visit.person_id, check_in, based_on=round_.revision)

    def keep(self, draft: Draft) -> Draft:
        """Keep the draft; what is abnormal and new in it is told at once (待确认)."""
        visit, round_ = self.filing.visit, self.filing.round
        findings = findings_of(draft.check_in, round_.fever_threshold)
        answer = visit.tx.answers.latest(round_)
        said = () if answer is None else findings_of(answer.check_in, round_.fever_threshold)
        news = [finding for finding in findings if finding not in said]
        told = fingerprint(alarming(news))
        kept = replace(draft, abnormal=bool(news), told=told, updated_ms=visit.now_ms)
        visit.tx.drafts.put(kept)
        if told != draft.told:
            if told:
                alarm_for_draft(visit, round_)
            else:
                withdraw_draft(visit, round_)
        if kept.abnormal or draft.abnormal:
            visit.tx.answers.touch(round_.school_id, round_.day)
        return kept

    def discard(self) -> None:
        """Throw the draft away; whoever was told 待确认 hears that it was withdrawn."""
        visit, round_ = self.filing.visit, self.filing.round
        draft = visit.tx.drafts.get(round_.id, visit.person_id)
        if draft is None:
            return
        visit.tx.drafts.drop(round_.id, visit.person_id)
        if draft.told:
            withdraw_draft(visit, round_)
        if draft.abnormal:
            visit.tx.answers.touch(round_.school_id, round_.day)

    def asked(self, step: str) -> None:
        """Remember what is asked next, so that a typed answer finds its question."""
        self.keep(replace(self.draft, step=step))

    def say_about(self, who: str, **what: object) -> Entry:
        """Change what is said about one person and keep it."""
        draft = self.draft
        kind, key = self.whom(who)
        people = dict(draft.check_in.pupils if kind == "p" else draft.check_in.staff)
        people[key] = people.get(key, Entry()).model_copy(update=what)
        side = "pupils" if kind == "p" else "staff"
        check_in = draft.check_in.model_copy(update={side: people})
        self.keep(replace(draft, check_in=check_in, step=""))
        return people[key]

    def about(self, who: str) -> Entry:
        """What has been said about one person."""
        kind, key = self.whom(who)
        check_in = self.draft.check_in
        return (check_in.pupils if kind == "p" else check_in.staff).get(key, Entry())

    def whom(self, who: str) -> tuple[str, int]:
        """``p3k`` is a pupil of this class, ``s1`` the person at the desk; others are forged."""
        kind, key = who[:1], _number(who[1:])
        if kind == "p" and any(pupil.id == key for pupil in self.pupils):
            return kind, key
        if kind == "s" and (key == self.filing.visit.person_id or key in self.draft.check_in.staff):
            return kind, key
        raise UnreadableChoice

    def name(self, who: str) -> str:
        """The name shown for a ``who``."""
        return self.names.get(who, "?")

    @cached_property
    def names(self) -> dict[str, str]:
        """Names by ``who``, the person's own included."""
        visit = self.filing.visit
        found = {f"p{base36(pupil.id)}": pupil.name for pupil in self.pupils}
        for person_id in {visit.person_id, *self.draft.check_in.staff}:
            person = visit.tx.roster.person(person_id)
            if person is not None:
                key = "check_in.self_name" if person_id == visit.person_id else "entry.reading"
                found[f"s{base36(person_id)}"] = say(
                    visit.language, key, name=person.name, value=person.name
                )
        return found

    def review(self, lead: Text | None = None) -> Message:
        """The card that shows everything said so far."""
        check_in, threshold = self.draft.check_in, self.filing.round.fever_threshold
        rest = sum(
            pupil.away is None and not check_in.pupils.get(pupil.id, Entry()).is_abnormal(threshold)
            for pupil in self.pupils
        )
        return self.cards.review(check_in, self.names, threshold, rest, lead)

    # -- after each step: what is asked next ------------------------------------------------

    def ask_temperature(self, who: str) -> Message:
        """How warm?"""
        self.asked(f"temp:{who}")
        return self.cards.whole(who, self.name(who))

    def ask_symptoms(self, who: str) -> Message:
        """What else?"""
        return self.cards.symptoms(who, self.name(who), self.about(who).symptoms)

    def ask_reason(self, who: str) -> Message:
        """Why not here?"""
        return self.cards.reason(who, self.name(who))

    def ask_place(self, who: str) -> Message:
        """Where to?"""
        self.asked(f"place:{who}")
        return self.cards.place(who, self.name(who))

    def ask_when(self, who: str) -> Message:
        """When?"""
        travel = self.about(who).travel or Travel()
        self.asked(f"when:{who}")
        return self.cards.when(who, self.name(who), travel.place)

    def picked(self, for_what: str, who: str) -> Message:
        """A pupil was chosen for fever, absence or travel."""
        self.whom(who)
        match for_what:
            case "f":
                return self.ask_temperature(who)
            case "a":
                return self.ask_reason(who)
            case "t":
                return self.ask_place(who)
        raise UnreadableChoice

    # -- what a press on a card means --------------------------------------------------------

    def temperature(self, who: str, value: str) -> Message:
        """``38`` asks for tenths; ``3820`` is a reading; none is 未测; skip has no figure."""
        if value == "none":
            self.say_about(who, unmeasured=True, temperature=None, said=None)
            return self.review()
        if value == "skip":
            self.say_about(who, unmeasured=False)
            return self.ask_symptoms(who)
        digits = _number(value, 10)
        if len(value) == 2:
            return self.cards.tenth(who, self.name(who), digits)
        if len(value) != 4 or not 3400 <= digits <= 4300:
            raise UnreadableChoice
        return self.reading(who, digits, None)

    def reading(self, who: str, hundredths: int, raw: str | None) -> Message:
        """A temperature is known; symptoms come next."""
        self.say_about(who, temperature=hundredths, said=raw, unmeasured=False)
        return self.ask_symptoms(who)

    def symptom(self, who: str, value: str) -> Message:
        """Marks a symptom or takes the mark away; done goes on."""
        if value == "done":
            return self.cards.where(who, self.name(who))
        symptom = _one_of(Symptom, value)
        had = self.about(who).symptoms
        now = tuple(s for s in had if s != symptom) if symptom in had else (*had, symptom)
        self.say_about(who, symptoms=now)
        return self.ask_symptoms(who)

    def where(self, who: str, value: str) -> Message:
        """Where the person is now."""
        self.say_about(who, where=None if value == "skip" else _one_of(Where, value))
        return self.review()

    def reason(self, who: str, value: str) -> Message:
        """Why a pupil is not there."""
        self.say_about(who, absence=_one_of(Absence, value))
        return self.review()

    def went(self, who: str, place: str) -> Message:
        """Where somebody went; an empty place was skipped."""
        self.say_about(who, travel=Travel(place=place))
        return self.ask_when(who)

    def travelled(self, who: str, value: str) -> Message:
        """How many days ago, or skip."""
        travel = self.about(who).travel or Travel()
        if value != "skip":
            day = self.filing.round.day - timedelta(days=min(_number(value, 10), 9))
            travel = travel.model_copy(update={"first": day, "last": day})
        self.say_about(who, travel=travel)
        return self.review()

    def drop(self, who: str) -> Message:
        """Takes back what was said about one person."""
        draft = self.draft
        kind, key = who[:1], _number(who[1:])
        side = "pupils" if kind == "p" else "staff"
        people = {k: v for k, v in getattr(draft.check_in, side).items() if k != key}
        check_in = draft.check_in.model_copy(update={side: people})
        self.keep(replace(draft, check_in=check_in, step=""))
        return self.review()


def _number(digits: str, base: int = 36) -> int:
    try:
        return int(digits, base)
    except ValueError:
        raise UnreadableChoice from None


def _one_of(kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError:
        raise UnreadableChoice from None
