"""What a message adds to a draft: what can be kept as said, and what has to be settled first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.check_in import Absence, Ahead, CheckIn, Entry, Symptom, Travel, Where
from domain.roster import Pupil
from domain.temperature import Temperature
from domain.understanding import PupilSaid, Question, Understood
from domain.unsettled import Doubt, Matter, Unsettled, told_of

LONGEST_WORDS = 40
"""Characters of somebody's own words that are kept."""
_DOUBTED = frozenset({"figure", "figure_impossible", "which_reading", "whose_reading", "slip"})
_NO_DETAIL = frozenset({"what_is_wrong", "how_many", "class_away", "partly_measured"})
"""Questions about a class in which something is wrong, without a name or a count."""
_COMING = "today"
"""What is asked of who is late or on the way."""
_FEVER_OF_NOBODY = frozenset({"who_has_fever", "fever_and_normal"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a draft says so far."""

    check_in: CheckIn
    unsettled: Unsettled


def told(
    before: Told, understood: Understood, pupils: Sequence[Pupil], threshold: Temperature
) -> Told:
    """The draft after one more message about its class.

    What is said of a pupil again goes before what was said; nothing that was said of another is
    lost. Whatever is not sure of whom or what it is stands among the unsettled.
    """
    telling = _Telling(before, threshold)
    if understood.correction:
        understood = corrected(before, understood, pupils)
    telling.swap([one.pupil.id for one in understood.pupils if one.swapped and one.pupil])
    for said in understood.pupils:
        if not said.swapped and not (understood.unmeasured and telling.needs_no_reading(said)):
            telling.of_a_pupil(said)
    telling.of_the_class(understood)
    limit = threshold.hundredths
    check_in = telling.check_in
    return Told(check_in, telling.unsettled.after(check_in, pupils, limit))


class _Telling:
    """Takes up one message, a pupil after the other."""

    def __init__(self, before: Told, threshold: Temperature) -> None:
        self._before = before.check_in
        self.check_in = before.check_in
        self.unsettled = before.unsettled
        self._asked_before = before.unsettled.matters
        self._threshold = threshold
        self._of_one_mark: Counter[str] = Counter()

    def of_a_pupil(self, said: PupilSaid) -> None:
        entry, reading = entry_of(said), ""
        if _DOUBTED & set(said.asks):
            reading = ("、".join(said.figures) or said.said or "")[:LONGEST_WORDS]
            entry = entry.model_copy(update={"temperature": None, "said": None})
        if said.pupil is None or not said.sure:
            self._nobody_yet(said, entry, reading)
            return
        pupil_id = said.pupil.id
        if "why_absent" in said.asks:
            entry = self._for_the_reason_told(pupil_id, entry)
        if said.removed:
            self._forget(pupil_id)
        elif said.instead_of is not None:
            self._move(said.instead_of.id, pupil_id, entry)
        elif reading:
            known = self.check_in.pupils.get(pupil_id, Entry()).temperature or 0
            earlier = self.unsettled.without_readings_of(pupil_id)
            self.unsettled = earlier.with_([_reading_of(pupil_id, reading, known)])
            if entry != Entry():
                self._keep(pupil_id, entry)
        elif entry == Entry() and said.cooled:
            self._no_fever_any_more(pupil_id)
        elif "temperature_now" in said.asks and said.cooled and not said.well_again:
            # 退烧了，还咳嗽; 发烧改成咳嗽
            self._no_fever_any_more(pupil_id)
            self._keep(pupil_id, entry)
        elif entry == Entry() and said.asks and (one := self._the_one_it_may_be(pupil_id)):
            now = given_to(Told(self.check_in, self.unsettled), one, pupil_id)
            self.check_in, self.unsettled = now.check_in, now.unsettled
        elif entry == Entry() and said.asks:
            matter = Matter(
                doubt=Doubt.WHAT,
                raw=said.pupil.name,
                candidates=(pupil_id,),
                coming=_COMING in said.asks,
            )
            self.unsettled = self.unsettled.with_([matter])
        else:
            self._keep(pupil_id, entry)

    def _the_one_it_may_be(self, pupil_id: int) -> Matter | None:
        """王子涵38.1, and then 王子涵18号: the one thing of which nobody knew whose it is."""
        like = [one for one in self._asked_before if one.may_be(pupil_id)]
        return like[0] if len(like) == 1 and like[0] in self.unsettled.matters else None

    def needs_no_reading(self, said: PupilSaid) -> bool:
        """体温枪坏了, of the whole class: who was measured before or is away was not missed out."""
        entry = None if said.pupil is None else self._before.pupils.get(said.pupil.id)
        told = entry is not None and (entry.temperature is not None or entry.away is not None)
        return told and entry_of(said) == Entry(unmeasured=True)

    def swap(self, two: Sequence[int]) -> None:
        """弄反了: what was said of the one is the other's."""
        if len(two) != 2:
            return
        one, other = two
        entries, nobody = dict(self.check_in.pupils), 0
        mine, theirs = entries.pop(one, None), entries.pop(other, None)
        changed = {key: entry for key, entry in ((other, mine), (one, theirs)) if entry is not None}
        self.check_in = self.check_in.model_copy(update={"pupils": entries | changed})
        for before, after in ((one, nobody), (other, one), (nobody, other)):
            self.unsettled = self.unsettled.moved(before, after)

    def _for_the_reason_told(self, pupil_id: int, entry: Entry) -> Entry:
        """还在请假 after 事假: who is said to be away once more is away for the same reason."""
        before = self.check_in.pupils.get(pupil_id, Entry())
        known = before.absence if entry.absence is Absence.OTHER else None
        return entry if known is None else entry.model_copy(update={"absence": known})

    def _forget(self, pupil_id: int) -> None:
        """去掉: as if nothing had been said of the pupil."""
        pupils = {key: one for key, one in self.check_in.pupils.items() if key != pupil_id}
        self.check_in = self.check_in.model_copy(update={"pupils": pupils})
        self.unsettled = self.unsettled.forgetting(pupil_id)

    def _move(self, old: int, new: int, more: Entry) -> None:
        """是李四不是张三: what was said of 张三 is 李四's."""
        entry = self.check_in.pupils.get(old)
        self.unsettled = self.unsettled.moved(old, new)
        if entry is not None:
            self._forget(old)
            self.check_in = with_entry(self.check_in, new, entry)
        if more != Entry() or new not in self.check_in.pupils:
            self._keep(new, more)

    def _no_fever_any_more(self, pupil_id: int) -> None:
        """退烧了: the fever is withdrawn, and how warm it is now has to be known."""
        before = self.check_in.pupils.get(pupil_id)
        if before is not None:
            cool = before.model_copy(update={"temperature": None, "said": None, "feverish": False})
            self.check_in = with_entry(self.check_in, pupil_id, cool)
        self.unsettled = self.unsettled.with_([_reading_of(pupil_id, "")])

    def _nobody_yet(self, said: PupilSaid, entry: Entry, reading: str) -> None:
        """Nobody knows who it is: each that was counted is one more of the same, and so is each
        of one name in one message: 张伟没来，张伟没来.
        """
        matter = Matter(
            doubt=Doubt.WHOSE,
            raw=said.raw[:LONGEST_WORDS],
            candidates=tuple(pupil.id for pupil in said.candidates),
            entry=entry,
            reading=reading,
            coming=_COMING in said.asks,
        )
        there = self.unsettled.find(matter.mark)
        self._of_one_mark[matter.mark] += 1
        if there is None:
            self.unsettled = self.unsettled.with_([matter])
        elif not matter.raw or there.times < self._of_one_mark[matter.mark]:
            more = there.model_copy(update={"times": there.times + 1})
            self.unsettled = self.unsettled.without(there).with_([more])

    def _keep(self, pupil_id: int, entry: Entry) -> None:
        before, limit = self.check_in.pupils.get(pupil_id, Entry()), self._threshold.hundredths
        feverish = before.has_fever(limit)
        if feverish and entry.back and entry.temperature is None:
            # 好了: a fever is not let go without a figure.
            self.unsettled = self.unsettled.with_([_reading_of(pupil_id, "")])
        if entry.temperature is not None:
            self.unsettled = self.unsettled.without_readings_of(pupil_id)
        if before.absence is Absence.OTHER and entry.absence is None and _keeps_away(entry, limit):
            entry = entry.model_copy(update={"absence": Absence.SICK})  # 没来, and then 感冒在家
        merged = merge(self.check_in.pupils.get(pupil_id), entry)
        self.check_in = with_entry(self.check_in, pupil_id, merged)
        counted = next((one for one in self.unsettled.matters if one.counts(entry, limit)), None)
        counted = counted or self._said_more_exactly(pupil_id, entry)
        if counted is not None:
            self.unsettled = self.unsettled.without(counted, times=1).with_last(pupil_id)

    def _said_more_exactly(self, pupil_id: int, entry: Entry) -> Matter | None:
        """王子涵38.1, and then 王子涵18号38.1: what was asked about and is told of one of them."""
        said = entry.model_copy(update={"said": None})
        for one in self._asked_before:
            more = one.entry.model_copy(update={"said": None})
            told = one.says_nothing or (not one.reading and merge(said, more) == said)
            if told and one.may_be(pupil_id) and one in self.unsettled.matters:
                return one
        return None

    def of_the_class(self, understood: Understood) -> None:
        keys = {question.key for question in understood.questions}
        highest = understood.class_max
        matters = [*self._fever_of_nobody(understood)]
        if highest is not None or matters:
            self.unsettled = self.unsettled.without_class_readings()
        if highest is not None and self._is_highest(highest, understood):
            self.check_in = self.check_in.model_copy(update={"class_max": highest.hundredths})
        elif doubted := self._doubted(understood) if highest is None else []:
            self.unsettled = self.unsettled.without_class_readings()
            matters += doubted
        if keys & _NO_DETAIL:
            only = Entry(unmeasured=keys & _NO_DETAIL == {"partly_measured"})
            raw = understood.raw[:LONGEST_WORDS]
            known = told_of(self._before, only, self._threshold.hundredths)
            matters.append(Matter(doubt=Doubt.WORDS, raw=raw, entry=only, known=known))
        self.unsettled = self.unsettled.with_(matters)
        if understood.rest_normal or understood.all_normal:
            self.unsettled = self.unsettled.model_copy(update={"rest_told": True})
        if understood.present is not None:
            self.unsettled = self.unsettled.model_copy(update={"present": understood.present})

    def _is_highest(self, highest: Temperature, understood: Understood) -> bool:
        """Whether a figure is the highest of the class: 其余36.5 is none beside somebody warmer."""
        before = self._before.pupils.values()
        warmer = any((one.temperature or 0) > highest.hundredths or one.feverish for one in before)
        return highest < self._threshold and not (understood.rest_normal and warmer)

    def _fever_of_nobody(self, understood: Understood) -> list[Matter]:
        """A figure at or over the threshold that was said of the class is somebody's."""
        theirs = [said.temperature for said in understood.pupils]
        for question in understood.questions:
            value = question.values.get("value")
            if question.key not in _FEVER_OF_NOBODY or not isinstance(value, Temperature):
                continue
            if value not in theirs:
                entry = Entry(temperature=value.hundredths, said=_plain_figure(understood))
                return [Matter(doubt=Doubt.WHOSE, entry=entry)]
        return []

    def _doubted(self, understood: Understood) -> list[Matter]:
        """A figure of the class that cannot be right."""
        of_pupils = {said.said for said in understood.pupils if said.said}
        return [
            Matter(doubt=Doubt.READING, raw=str(question.values["said"])[:LONGEST_WORDS])
            for question in understood.questions
            if question.key in _DOUBTED
            and "said" in question.values
            and question.values["said"] not in of_pupils
        ]


def _plain_figure(understood: Understood) -> str | None:
    """38, which may count those present as well."""
    asked = (one for one in understood.questions if one.key == "degrees_or_heads")
    return next((str(one.values["value"]) for one in asked), None)


def _reading_of(pupil_id: int, reading: str, known: int = 0) -> Matter:
    """A figure of a pupil who is known, to be typed or chosen once more; ``known`` is the one that
    stands until then.
    """
    return Matter(doubt=Doubt.READING, raw=reading, candidates=(pupil_id,), known=known)


def entry_of(said: PupilSaid) -> Entry:
    """What was said of one pupil, as it is kept."""
    words = said.words[:LONGEST_WORDS]
    travel = None
    if said.travel is not None:
        travel = Travel(
            place=said.travel.place[:LONGEST_WORDS],
            first=said.travel.first,
            last=said.travel.last,
        )
    if said.travel is not None and said.travel.ahead:
        travel = None
    if "household" in said.asks:
        travel, words = Travel(relative=words or said.raw), ""
    gone = "left" in said.asks
    return Entry(
        temperature=None if said.temperature is None else said.temperature.hundredths,
        said=said.said,
        feverish=said.feverish,
        unmeasured=said.unmeasured,
        symptoms=said.symptoms,
        absence=said.absence or (Absence.OTHER if said.still_away else None),
        where=said.where,
        travel=travel,
        until=None if said.ahead is not None else said.until,
        remark="" if gone else words,
        gone=gone,
        back=said.well_again,
        ahead=_ahead(said),
        aside=said.aside[:LONGEST_WORDS],
    )


def _keeps_away(entry: Entry, threshold: int) -> bool:
    """Whether what is told of a missing pupil says that it is an illness."""
    ill = entry.has_fever(threshold) or bool(entry.symptoms)
    return entry.where is not Where.SCHOOL and (ill or entry.where is not None)


def _ahead(said: PupilSaid) -> Ahead | None:
    if said.ahead is None:
        return None
    last = max(said.ahead.last, said.until or said.ahead.last)
    return Ahead(absence=said.ahead.absence, first=said.ahead.first, last=last)


def merge(before: Entry | None, now: Entry) -> Entry:
    """One more thing about somebody of whom something was said. 正常 takes all of it back."""
    if before is None or now == Entry():
        return now
    if now.back and now.away is None:
        return now.model_copy(update={"ahead": now.ahead or before.ahead})
    news = {name: value for name, value in now if value != Entry.model_fields[name].default}
    if now.temperature is not None:
        news |= {"feverish": now.feverish, "unmeasured": now.unmeasured, "said": now.said}
    if now.where is Where.SCHOOL:
        news["absence"] = now.absence
    symptoms: dict[Symptom, None] = dict.fromkeys((*before.symptoms, *now.symptoms))
    return before.model_copy(update=news | {"symptoms": tuple(symptoms)})


def with_entry(check_in: CheckIn, pupil_id: int, entry: Entry) -> CheckIn:
    """The same check-in, saying this of one pupil."""
    return check_in.model_copy(update={"pupils": check_in.pupils | {pupil_id: entry}})


def corrected(before: Told, understood: Understood, pupils: Sequence[Pupil]) -> Understood:
    """搞错了，是36.8: words that name nobody mend what was said of the only one they may mean.

    A figure that several pupils may have is asked about; where none has one, it is the class's.
    """
    value, said = understood.class_max, understood.pupils
    if value is not None and not (said or understood.rest_normal):
        warm = [one for one in pupils if _has_reading(before.check_in.pupils.get(one.id))]
        if not warm:
            return understood
        who = warm[0] if len(warm) == 1 and before.check_in.class_max is None else None
        mended = PupilSaid(who, str(value), tuple(warm), temperature=value, said=str(value))
        return replace(understood, class_max=None, pupils=(mended,), questions=_CORRECTED)
    return replace(understood, pupils=tuple(_mended(before, one, pupils) for one in said))


_CORRECTED = (Question("corrected"),)


def _has_reading(entry: Entry | None) -> bool:
    return entry is not None and (entry.temperature is not None or entry.feverish)


def _mended(before: Told, said: PupilSaid, pupils: Sequence[Pupil]) -> PupilSaid:
    if said.pupil is not None or said.raw or said.candidates:
        return said
    entries = before.check_in.pupils
    like = [one for one in pupils if one.id in entries and _is_like(entries[one.id], said)]
    if len(like) != 1:
        return said
    asks = tuple(key for key in said.asks if key == "temperature_now")
    return replace(said, pupil=like[0], sure=True, asks=asks)


def _is_like(entry: Entry, said: PupilSaid) -> bool:
    """Whether what is mended is of the kind that was said before."""
    cooled = said.cooled and (entry.feverish or entry.temperature is not None)
    return bool(cooled or (said.absence and entry.away) or (said.symptoms and entry.symptoms))


def given_to(before: Told, matter: Matter, pupil_id: int) -> Told:
    """It is known now whose a matter is. Where nothing was said but the name, what it is about
    stays to be settled.
    """
    unsettled = before.unsettled.without(matter, times=1).with_last(pupil_id)
    if matter.reading:
        unsettled = unsettled.with_([_reading_of(pupil_id, matter.reading)])
        if matter.entry == Entry():
            return replace(before, unsettled=unsettled)
    elif matter.says_nothing:
        about = Matter(
            doubt=Doubt.WHAT, raw=matter.raw, candidates=(pupil_id,), coming=matter.coming
        )
        return replace(before, unsettled=unsettled.with_([about]))
    merged = merge(before.check_in.pupils.get(pupil_id), matter.entry)
    return Told(with_entry(before.check_in, pupil_id, merged), unsettled)
