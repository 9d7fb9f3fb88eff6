"""What has to happen with a teacher's words: accept, ask, alert, or none of them."""

from __future__ import annotations

from domain.check_in import Absence, Symptom, Where
from domain.temperature import Temperature
from domain.understanding.attendance import heads_asked
from domain.understanding.context import ClassContext, Likeness
from domain.understanding.figures import Figure
from domain.understanding.heard import About, Claim, Heard, Snag
from domain.understanding.names import Roll
from domain.understanding.places import VAGUE, is_place
from domain.understanding.sentence import listen
from domain.understanding.tokens import Cutter
from domain.understanding.understood import PupilSaid, Question, Status, Travelled, Understood
from domain.understanding.writing import written

LONGEST = 1000
"""Characters of a message that are read; a longer one is asked to be sent in parts."""
CLUSTER = 3
"""Pupils of a class with like complaints on one day (a school rule citing the national 工作规范,
FIELD section 3): told at once."""
_GUT = frozenset({Symptom.VOMITING, Symptom.DIARRHOEA, Symptom.ABDOMINAL_PAIN})


def understand(text: str, class_: ClassContext, likeness: Likeness) -> Understood:
    """Read what a teacher typed about a class on a day. Pure, and never raises.

    What the grammar does not cover wholly is never accepted: any leftover is asked about.
    """
    if len(text) > LONGEST:
        return Understood(text, Status.ASK, questions=(Question("too_long"),))
    roll = Roll(class_.pupils, likeness)
    tokens = Cutter(class_, roll).cut(written(text).strip())
    return _Judge(text, class_, listen(tokens, class_, roll)).verdict()


class _Judge:
    """Weighs what was heard of one class."""

    def __init__(self, raw: str, class_: ClassContext, heard: Heard) -> None:
        self.raw = raw
        self.class_ = class_
        self.heard = heard
        self.highest = self._highest()

    def verdict(self) -> Understood:
        heard = self.heard
        if not self._has_content():
            return Understood(self.raw, Status.NONE)
        questions = self._questions()
        status = Status.ALERT if self._alarming() else Status.ASK if questions else Status.ACCEPT
        exceptions = bool(heard.about) or Claim.UNMEASURED in heard.claims
        sure = not heard.snags & {Snag.NOT_NORMAL, Snag.UNSURE, Snag.OTHER_CLASS, Snag.WRONG}
        normal = sure and self._complete() and not self._class_fever()
        whole = normal and not exceptions and all(one.key == "near_fever" for one in questions)
        return Understood(
            raw=self.raw,
            status=status,
            all_normal=whole,
            rest_normal=normal and exceptions and Claim.UNMEASURED not in heard.claims,
            class_max=self.highest,
            enrolled=heard.enrolled,
            present=heard.present,
            no_travel=Claim.NO_TRAVEL in heard.claims,
            unmeasured=Claim.UNMEASURED in heard.claims,
            correction=Snag.WRONG in heard.snags,
            pupils=self._pupils(),
            questions=tuple(questions),
        )

    # -- what there is

    def _has_content(self) -> bool:
        heard = self.heard
        return (
            bool(
                any(not about.says_nothing or about.who is not None for about in heard.about)
                or heard.claims
                or (heard.told and Snag.ASKING not in heard.snags)
                or heard.class_figures
                or heard.rest_figures
                or heard.enrolled is not None
                or heard.present is not None
                or heard.normal_heads
                or heard.snags & {Snag.NOT_NORMAL, Snag.SAME, Snag.CLASS_AWAY, Snag.WRONG}
            )
            and not self._only_about_the_speaker()
        )

    def _only_about_the_speaker(self) -> bool:
        return Snag.SELF in self.heard.snags and not (
            self.heard.about or self.heard.claims or self.heard.class_figures
        )

    def _highest(self) -> Temperature | None:
        """The highest that was stated for the class."""
        figures = self.heard.highest or self.heard.class_figures
        known = [one.temperature for one in (*figures, *self.heard.class_figures)]
        return max((one for one in known if one is not None), default=None)

    def _class_fever(self) -> bool:
        figures = (*self.heard.class_figures, *self.heard.rest_figures)
        known = [one.temperature for one in figures if one.temperature is not None]
        named = [_reading_of(about) for about in self.heard.about]
        # 全班最高38.2, 张三38.2: it is known whose it is.
        hottest = max((value for value in named if value is not None), default=None)
        return any(
            value >= self.class_.fever_threshold and (hottest is None or value > hottest)
            for value in known
        )

    def _complete(self) -> bool:
        """Whether everybody who was not named is spoken for."""
        claims = self.heard.claims
        if claims & {Claim.ALL_NORMAL, Claim.REST_NORMAL}:
            return True
        others = sum(about.times for about in self.heard.about)
        counted = sum(self.heard.normal_heads) + others
        size = self.class_.enrolled
        if self.heard.normal_heads and counted in (size, size - self.class_.away):
            return True
        if self.heard.rest_figures and not any(one.doubt for one in self.heard.rest_figures):
            return True
        figures = [one for one in self.heard.class_figures if not one.doubt]
        if Claim.MEASURED_AGAIN in claims and figures and not self.heard.about:
            return True
        warm = bool(figures or claims & {Claim.NO_FEVER, Claim.REST_NO_FEVER})
        return warm and Claim.NO_TRAVEL in claims

    def _unexplained(self) -> bool:
        """Whether somebody is missing of whom nothing was said."""
        heard = self.heard
        if heard.present is None:
            return False
        return bool(heads_asked(heard, self.class_))

    # -- how urgent it is

    def _alarming(self) -> bool:
        heard = self.heard
        return (
            Snag.NOT_NORMAL in heard.snags
            or self._class_fever()
            or any(self._is_alarm(about) for about in heard.about)
            or self._cluster()
        )

    def _is_alarm(self, about: About) -> bool:
        return (
            self._feverish(about)
            or about.disease
            or about.unreachable
            or about.grave
            or about.abnormal
        )

    def _feverish(self, about: About) -> bool:
        values = [one.temperature for one in about.figures if one.temperature is not None]
        if about.again and values:
            return values[-1] >= self.class_.fever_threshold
        return about.feverish or any(value >= self.class_.fever_threshold for value in values)

    def _cluster(self) -> bool:
        counted: dict[Symptom, int] = {}
        gut = 0
        for about in self.heard.about:
            for symptom in about.symptoms:
                counted[symptom] = counted.get(symptom, 0) + about.times
            if _GUT & set(about.symptoms):
                gut += about.times
        return gut >= CLUSTER or any(n >= CLUSTER for n in counted.values())

    # -- what has to be asked

    def _questions(self) -> list[Question]:
        heard, asked = self.heard, list[Question]()
        snags = heard.snags
        if Snag.WRONG in snags:
            asked.append(Question("correction"))
        asked.extend(self._about_names())
        if Snag.NOT_NORMAL in snags:
            asked.append(Question("what_is_wrong"))
        asked.extend(self._contradictions())
        asked.extend(self._about_figures())
        asked.extend(heads_asked(heard, self.class_))
        asked.extend(self._about_pupils())
        asked.extend(
            Question(key)
            for snag, key in (
                (Snag.OTHER_CLASS, "other_class"),
                (Snag.SAME, "same"),
                (Snag.OTHER_DAY, "other_day"),
                (Snag.CLASS_AWAY, "class_away"),
                (Snag.HOW_MANY, "how_many"),
                (Snag.UNSURE, "unsure"),
                (Snag.MARK, "unsure"),
                (Snag.ASKING, "unsure"),
                (Snag.WAIT, "unsure"),
                (Snag.SELF, "yourself"),
            )
            if snag in snags
        )
        if Claim.UNMEASURED in heard.claims and not heard.broken:
            asked.append(Question("why_unmeasured"))
        if heard.weak and len(heard.claims) == 1 and not heard.about and self.highest is None:
            asked.append(Question("all_normal"))
        asked.extend(self._about_the_rest())
        if Snag.LEFTOVER in snags:
            asked.append(Question("leftover", {"words": " ".join(heard.leftover)[:60]}))
        return asked

    def _about_names(self) -> list[Question]:
        asked = []
        for about in self.heard.about:
            if about.who is None:
                continue
            raw = about.who.raw
            if len(about.who.candidates) > 1:
                asked.append(
                    Question("which_pupil", {"name": raw, "count": len(about.who.candidates)})
                )
            elif not about.who.candidates:
                asked.append(Question("who_is_it", {"name": raw}))
            elif not about.who.sure or about.clash:
                pupil = about.who.candidates[0]
                asked.append(Question("is_it", {"name": raw, "pupil": pupil.name}))
        return asked

    def _contradictions(self) -> list[Question]:
        asked = []
        heard = self.heard
        normal = heard.claims & {Claim.ALL_NORMAL, Claim.NO_FEVER}
        if self._class_fever() and Claim.UNMEASURED not in heard.claims:
            key = "fever_and_normal" if normal else "who_has_fever"
            asked.append(Question(key, {"value": self._hottest()}))
        for about in heard.about:
            feverish = self._feverish(about)
            if feverish and (about.normal or about.no_fever or normal):
                asked.append(Question("fever_and_normal", {"value": _reading_of(about) or ""}))
            highest = self.highest
            value = _reading_of(about)
            if highest is not None and value is not None and value > highest:
                asked.append(Question("above_highest", {"value": value, "highest": highest}))
        return asked

    def _hottest(self) -> Temperature | str:
        figures = (*self.heard.class_figures, *self.heard.rest_figures)
        return max((one.temperature for one in figures if one.temperature), default="")

    def _about_figures(self) -> list[Question]:
        heard = self.heard
        figures = [*heard.class_figures, *heard.rest_figures]
        for about in heard.about:
            figures.extend(about.figures)
        asked = [_doubted(one) for one in figures if one.doubt]
        if len(heard.class_figures) > 1 and not heard.highest:
            asked.append(Question("which_reading"))
        if any(about.whose for about in heard.about):
            asked.append(Question("which_reading"))
        plain = [one for one in heard.class_figures if one.plain and not one.doubt]
        if plain and not heard.highest:
            # 38 may count heads in a class of 45.
            asked.append(Question("degrees_or_heads", {"value": plain[0].raw}))
        if (
            not heard.about
            and not self._class_fever()
            and not heard.claims & {Claim.ALL_NORMAL, Claim.MEASURED_AGAIN}
            and self.highest is not None
            and Temperature(min(self.highest.hundredths + 10, 4300)) >= self.class_.fever_threshold
        ):
            asked.append(Question("near_fever", {"value": self.highest}))
        return asked

    def _about_pupils(self) -> list[Question]:
        asked = []
        for about in self.heard.about:
            name = _name_of(about)
            if about.who is None:
                asked.append(Question("who", {"count": about.times}))
            if about.says_nothing:
                asked.append(Question("what_about", {"name": name}))
            if about.hot:
                asked.append(Question("measure_now", {"name": name}))
            if about.abnormal:
                asked.append(Question("what_about", {"name": name}))
            if about.cooled and not about.figures:
                asked.append(Question("temperature_now", {"name": name}))
            if about.left:
                asked.append(Question("left", {"name": name}))
            if about.household:
                asked.append(Question("household", {"name": name}))
            if about.unreachable:
                asked.append(Question("unreachable", {"name": name}))
            if about.clash and (about.who is None or about.who.pupil is None or about.who.sure):
                asked.append(Question("clash", {"name": name}))
            if (
                about.absence
                and not about.reason_known
                and not _explained(about)
                and not about.unreachable
            ):
                asked.append(Question("why_absent", {"name": name}))
            asked.extend(_about_trip(about, name))
        return asked

    def _about_the_rest(self) -> list[Question]:
        heard = self.heard
        claims = heard.claims
        if self._complete() or heard.snags & {Snag.SAME, Snag.NOT_NORMAL, Snag.WRONG}:
            return []
        if Claim.UNMEASURED in claims:
            return []
        if self._class_fever():
            return []
        if heard.about:
            return [Question("rest")]
        warm = bool(heard.class_figures) or Claim.NO_FEVER in claims
        if warm:
            return [Question("travel")]
        if Claim.NO_TRAVEL in claims:
            return [Question("temperature")]
        return [Question("temperature_and_travel")]

    # -- the pupils

    def _pupils(self) -> tuple[PupilSaid, ...]:
        said: list[PupilSaid] = []
        for about in self.heard.about:
            said.extend([_said(about)] * min(about.times, self.class_.enrolled or 1))
        if Claim.UNMEASURED in self.heard.claims:
            named = {one.pupil.id for one in said if one.pupil is not None}
            said.extend(
                PupilSaid(pupil, pupil.name, (pupil,), unmeasured=True)
                for pupil in self.class_.pupils
                if pupil.id not in named and pupil.away is None
            )
        return tuple(said)


def _said(about: About) -> PupilSaid:
    trip = about.trip
    travelled = None
    if trip is not None:
        first = min((day.first for day in trip.days), default=None)
        last = max((day.last for day in trip.days), default=None)
        if trip.still_away and not trip.back:
            last = None
        travelled = Travelled("、".join(trip.places), first, last)
    figure = about.figures[-1] if about.figures else None
    absence = about.absence
    if absence is Absence.OTHER and not about.reason_known and _ill(about):
        absence = Absence.SICK  # 张三感冒请假
    return PupilSaid(
        pupil=about.who.pupil if about.who is not None else None,
        raw=about.who.raw if about.who is not None else "",
        candidates=about.who.candidates if about.who is not None else (),
        temperature=_reading_of(about),
        said=figure.raw if figure is not None else None,
        feverish=about.feverish and not about.again,
        unmeasured=about.unmeasured or (about.hot and not about.figures),
        symptoms=tuple(about.symptoms),
        absence=absence,
        where=about.where,
        travel=travelled,
    )


def _reading_of(about: About) -> Temperature | None:
    """The reading that counts: the highest, or the last where it was measured again."""
    known = [one.temperature for one in about.figures if one.temperature is not None]
    if not known:
        return None
    return known[-1] if about.again else max(known)


def _name_of(about: About) -> str:
    if about.who is None:
        return "?"
    return about.who.pupil.name if about.who.pupil is not None else about.who.raw


def _explained(about: About) -> bool:
    """Whether an absence without a reason has one all the same."""
    return bool(_ill(about) or about.trip)


def _ill(about: About) -> bool:
    warm = about.feverish or about.figures
    return bool(warm or about.symptoms or about.disease or about.where is Where.HOSPITAL)


def _about_trip(about: About, name: str) -> list[Question]:
    trip = about.trip
    if trip is None:
        return []
    place = trip.places[0] if trip.places else ""
    if not trip.places or place.casefold() in VAGUE:
        return [Question("travel_where", {"name": name})]
    if not all(map(is_place, trip.places)):
        return [Question("travel_place", {"name": name, "place": place})]
    if not trip.days:
        return [Question("travel_when", {"name": name, "place": place})]
    return []


def _doubted(figure: Figure) -> Question:
    if figure.candidates:
        offered = " / ".join(map(str, figure.candidates))
        return Question("figure", {"said": figure.raw, "candidates": offered})
    return Question("figure_impossible", {"said": figure.raw})
