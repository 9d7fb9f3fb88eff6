"""One round on somebody's desk: what has been said so far, the class, and the cards to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from domain.check_in import NOTHING_SAID, CheckIn, Entry, findings_of
from domain.choice import UnreadableChoice, base36
from domain.class_day import ClassDay
from domain.filing import alarming
from domain.message import Message, Text, joined
from domain.roster import FILES_FOR_CLASS, Pupil, names_apart
from domain.still_asked import StillAsked, is_nowhere
from domain.unit_settings import UnitSettings
from domain.unsettled import Unsettled
from handlers.alarms import alarm_for_draft, told_mark
from handlers.filing import Filing
from handlers.place_hint import place_hint
from handlers.visit import Visit
from storage.class_day import class_day, stands_in_for, stands_in_until
from storage.drafts import Draft
from storage.rounds import Round
from views.asking import question
from views.check_in_cards import Cards
from views.prompts import still_asked
from views.review import Prompt, Review, review
from views.unsettled import Open, marks_of
from views.words import say, text


@dataclass(frozen=True)
class Desk:
    """A round that this person may answer now.

    A ``who`` is a person on the cards: ``p3k`` a pupil of the class, ``s1`` a member of staff.
    """

    filing: Filing

    @property
    def visit(self) -> Visit:
        """The update that is being answered."""
        return self.filing.visit

    @property
    def round(self) -> Round:
        """What is owed."""
        return self.filing.round

    @cached_property
    def class_day(self) -> ClassDay:
        """The class on its day."""
        return class_day(self.visit.tx, self.round)

    @cached_property
    def cards(self) -> Cards:
        """The cards in this person's language."""
        return Cards(self.visit.language, self.class_day)

    @cached_property
    def pupils(self) -> Sequence[Pupil]:
        """The pupils of the class on the day."""
        return self.visit.tx.roster.pupils_of(self.round.unit.id, self.round.day)

    @cached_property
    def settings(self) -> UnitSettings:
        """What is set for the class."""
        return UnitSettings.resolve(self.visit.tx.settings.chain(self.round.unit.id))

    # -- the draft ---------------------------------------------------------------------------

    @property
    def drafts(self) -> list[Draft]:
        """What anybody has said and not submitted."""
        return self.visit.tx.drafts.of_round(self.round.id)

    @property
    def own_draft(self) -> Draft | None:
        """This person's draft of what counts now; one of an older revision is no longer."""
        return self.own_of(self.drafts)

    @property
    def is_being_corrected(self) -> bool:
        """Whether a correction was begun that says something else than the answer."""
        own, answer = self.own_draft, self.visit.tx.answers.latest(self.round)
        if own is None or answer is None:
            return False
        return own.unsettled.is_open or own.check_in != answer.check_in

    def own_of(self, drafts: Sequence[Draft]) -> Draft | None:
        """The same among drafts that have been read already."""
        mine, counts = self.visit.person_id, self.round.revision
        return next((d for d in drafts if d.person_id == mine and d.based_on == counts), None)

    @property
    def draft(self) -> Draft:
        """What this person has said so far."""
        return self.own_draft or self.fresh()

    def fresh(self) -> Draft:
        """A draft just begun; a correction starts from the answer that counts."""
        round_ = self.round
        return Draft(round_.id, self.visit.person_id, self.counted, based_on=round_.revision)

    @property
    def counted(self) -> CheckIn:
        """What counts now; where the class is outstanding, nothing is said."""
        answer = self.visit.tx.answers.latest(self.round)
        return NOTHING_SAID if answer is None else answer.check_in

    def keep(self, draft: Draft) -> None:
        """Keep the draft; what is abnormal and new in it is told at once (待确认)."""
        visit, round_ = self.visit, self.round
        threshold = round_.fever_threshold
        draft = replace(draft, check_in=round_.mode.settled(draft.check_in))
        findings = findings_of(draft.check_in, threshold) + draft.unsettled.findings(threshold)
        answer = visit.tx.answers.latest(round_)
        said = () if answer is None else findings_of(answer.check_in, round_.fever_threshold)
        news = [finding for finding in findings if finding not in said]
        told = told_mark(alarming(news))
        kept = replace(draft, abnormal=bool(news), told=told, updated_ms=visit.now_ms)
        visit.tx.drafts.put(kept)
        if told != draft.told:
            alarm_for_draft(visit, round_)
        if kept.abnormal or draft.abnormal:
            visit.tx.answers.touch(round_.school_id, round_.day)

    def discard(self) -> None:
        """Throw the draft away; whoever was told 待确认 hears that it was withdrawn."""
        visit, round_ = self.visit, self.round
        draft = visit.tx.drafts.get(round_.id, visit.person_id)
        if draft is None:
            return
        visit.tx.drafts.drop(round_.id, visit.person_id)
        if draft.told:
            alarm_for_draft(visit, round_)
        if draft.abnormal:
            visit.tx.answers.touch(round_.school_id, round_.day)

    def asked(self, step: str) -> None:
        """Remember what is asked next, so that a typed answer finds its question."""
        self.keep(replace(self.draft, step=step))

    def rewrite(
        self, check_in: CheckIn, unsettled: Unsettled | None = None, step: str = ""
    ) -> None:
        """Keep this in place of what was said; ``step`` is what is asked next. What is settled by
        it has to be settled no longer.
        """
        draft = self.draft
        unsettled = draft.unsettled if unsettled is None else unsettled
        if unsettled.is_open or unsettled.asked:
            unsettled = unsettled.after(check_in, self.pupils, self.round.fever_threshold)
        self.keep(replace(draft, check_in=check_in, unsettled=unsettled, step=step))

    def passed_over(self, who: str, *keys: str) -> None:
        """Questions about a pupil that were answered with nothing to write down, or skipped."""
        kind, key = self.whom(who)
        draft = self.draft
        if kind == "p" and draft.unsettled.asked:
            self.keep(replace(draft, unsettled=draft.unsettled.not_asking(key, *keys)))

    def ask_where(self, who: str) -> None:
        """Ask where a pupil is now who is unwell; it is told of with the first that is known."""
        kind, key = self.whom(who)
        draft, entry = self.draft, self.about(who)
        if kind == "p" and not self.round.mode.at_home:
            question = StillAsked(key="where_now", pupil_id=key, seen=entry)
            if is_nowhere(entry, self.round.fever_threshold):
                self.keep(replace(draft, unsettled=draft.unsettled.asking([question])))

    def say_about(self, who: str, **what: object) -> Entry:
        """Change what is said about one person and keep it."""
        draft = self.draft
        kind, key = self.whom(who)
        side = "pupils" if kind == "p" else "staff"
        people: dict[int, Entry] = dict(getattr(draft.check_in, side))
        # Whatever is said of somebody who had gone, or was well again, stands in place of that.
        anew = {"gone": False, "back": False, "recovered": False}
        people[key] = people.get(key, Entry()).model_copy(update=anew | what)
        unsettled = draft.unsettled
        if kind == "p" and what.get("temperature") is not None:
            unsettled = unsettled.without_readings_of(key)
        self.rewrite(draft.check_in.model_copy(update={side: people}), unsettled)
        return people[key]

    # -- the people --------------------------------------------------------------------------

    def about(self, who: str) -> Entry:
        """What has been said about one person."""
        kind, key = self.whom(who)
        check_in = self.draft.check_in
        return (check_in.pupils if kind == "p" else check_in.staff).get(key, Entry())

    def whom(self, who: str) -> tuple[str, int]:
        """The kind and the id of a ``who``: a pupil of this class, the person at the desk, or
        staff named in the draft. Raises UnreadableChoice: others are forged.
        """
        kind, key = parse_who(who)
        if kind == "p" and any(pupil.id == key for pupil in self.pupils):
            return kind, key
        if kind == "s" and (key == self.visit.person_id or key in self.draft.check_in.staff):
            return kind, key
        raise UnreadableChoice

    def name(self, who: str) -> str:
        """The name shown for a ``who``. Raises UnreadableChoice."""
        self.whom(who)
        return self.names.get(who, "?")

    @property
    def names(self) -> dict[str, str]:
        """Names by ``who``, the person's own included."""
        return self.names_in(self.draft.check_in)

    def names_in(self, check_in: CheckIn) -> dict[str, str]:
        """Names by ``who`` of the class, of the person at the desk and of the staff named."""
        visit, roster = self.visit, self.visit.tx.roster
        names = names_apart(self.pupils)
        found = {self.cards.who(pupil_id): name for pupil_id, name in names.items()}
        for pupil_id in check_in.pupils:
            who = self.cards.who(pupil_id)
            gone = None if who in found else roster.pupil(pupil_id)
            if gone is not None:
                found[who] = gone.name
        for person_id in {visit.person_id, *check_in.staff}:
            person = roster.person(person_id)
            if person is not None:
                found[f"s{base36(person_id)}"] = person.name
        own = f"s{base36(visit.person_id)}"
        if own in found:
            found[own] = say(visit.language, "check_in.self_name", name=found[own])
        return found

    # -- what is shown -----------------------------------------------------------------------

    def beside(self, card: Message) -> None:
        """Say something that tells nothing new of the class: the receipt or card above stays."""
        visit = self.visit
        if visit.toast is not None and visit.message is not None:
            visit.edit(visit.message, card)
        else:
            visit.reply(card, kind="card", round_id=self.round.id)

    def show(self, card: Message) -> None:
        """Put a card where the button was pressed, or below what was typed."""
        visit = self.visit
        if visit.toast is not None and visit.message is not None:
            visit.edit(visit.message, card)
        else:
            self._put_older_cards_away()
            visit.reply(card, kind="card", round_id=self.round.id)

    def _put_older_cards_away(self) -> None:
        """One card at a time: what was said is on the one below, and only that one has buttons."""
        visit = self.visit
        gone = Message(text(visit.language, "check_in.see_below"), protect=True)
        for note_id in visit.tx.outbox.supersede_cards(self.round.id, visit.chat.id):
            visit.change(note_id, gone)

    def review(
        self, lead: Text | None = None, *, prompt: Prompt | None = None, brief: bool = False
    ) -> Message:
        """The card that shows everything said so far."""
        check_in, visit = self.draft.check_in, self.visit
        before = self.counted if self.round.revision else None
        names = {**self.names_in(before or NOTHING_SAID), **self.names}
        said = Review(
            check_in=check_in,
            names=names,
            threshold=self.round.fever_threshold,
            pupils=self.pupils,
            open=self.open,
            own=self.filing.role in FILES_FOR_CLASS,
            before=before,
        )
        others = bool(self.class_day.waiting(check_in))
        open_ = self.draft.unsettled
        asked = still_asked(
            *(self.cards, open_.asked, self.names), beside=others, numbered=len(marks_of(open_))
        )
        if asked is not None:
            prompt = asked if prompt is None else asked.then(prompt)
        hint = place_hint(visit.tx, self.round, check_in, self.settings, names, visit.language)
        if hint is not None:
            lead = hint if lead is None else joined("\n", [lead, hint])
        return review(self.cards, said, lead, prompt=prompt, brief=brief)

    @property
    def open(self) -> Open | None:
        """What has to be settled before the draft can be submitted."""
        return self.open_in(self.own_draft)

    def open_in(self, draft: Draft | None) -> Open | None:
        """The same of a draft that has been read already; one just begun is settled."""
        threshold = self.round.fever_threshold
        if draft is None or not draft.unsettled.is_open:
            return None
        gap = draft.unsettled.gap(draft.check_in, self.pupils, threshold)
        return Open(draft.unsettled, gap, self.pupils, threshold, self.settings.plausible)

    def question(self, lead: Text | None = None) -> Message:
        """The question as this person sees it now; once answered, what was said."""
        if self.round.revision:
            return self.review(lead)
        visit = self.visit
        return question(
            visit.language,
            self.class_day,
            zone=visit.zone,
            now_ms=visit.now_ms,
            for_name=stands_in_for(visit.tx, self.round, visit.person_id),
            until=stands_in_until(visit.tx, self.round, visit.person_id),
            draft=not self.draft.is_empty,
            snooze_minutes=self.settings.snooze_minutes,
            lead=lead,
        )

    def so_far(self, lead: Text | None = None) -> Message:
        """What was said so far, or the question where nothing was."""
        return self.question(lead) if self.draft.is_empty else self.review(lead)


def parse_who(who: str) -> tuple[str, int]:
    """The kind (p, s) and the id of a ``who``. Raises UnreadableChoice."""
    kind, digits = who[:1], who[1:]
    try:
        key = int(digits, 36)
    except ValueError:
        raise UnreadableChoice from None
    if kind not in ("p", "s") or key < 0 or digits != base36(key):
        raise UnreadableChoice
    return kind, key
