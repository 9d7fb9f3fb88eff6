"""What has to be asked back, in the order in which it matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.check_in import Where
from domain.temperature import Temperature
from domain.understanding.about import WARM, About
from domain.understanding.context import ClassContext
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.places import VAGUE, is_place
from domain.understanding.heard import Claim, Heard, Snag
from domain.understanding.settling.attendance import heads_asked
from domain.understanding.settling.teachers import asked_of_teachers
from domain.understanding.settling.told import name_of
from domain.understanding.settling.weighing import Weighing
from domain.understanding.understood import Question

_OF_A_SNAG = (
    (Snag.OTHER_CLASS, "other_class"),
    (Snag.SAME, "same"),
    (Snag.OTHER_DAY, "other_day"),
    (Snag.CLASS_AWAY, "class_away"),
    (Snag.HOW_MANY, "how_many"),
    (Snag.PARTLY, "partly_measured"),
    (Snag.UNSURE, "unsure"),
    (Snag.ROUGHLY, "unsure"),
    (Snag.MARK, "unsure"),
    (Snag.ASKING, "unsure"),
    (Snag.WAIT, "unsure"),
    (Snag.LATE, "unsure"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and of whom it is where it is about one pupil."""

    question: Question
    about: About | None = None


class Asking:
    """Finds what has to be asked about what was heard."""

    def __init__(self, class_: ClassContext, heard: Heard, weighing: Weighing) -> None:
        self._class = class_
        self._heard = heard
        self._weighing = weighing

    def all(self) -> tuple[Asked, ...]:
        """Every question, the one that matters most first."""
        heard = self._heard
        return (
            *self._about_a_mistake(),
            *self._about_names(),
            *self._what_is_wrong(),
            *self._contradictions(),
            *self._about_figures(),
            *map(Asked, heads_asked(heard, self._class)),
            *self._about_pupils(),
            *(Asked(Question(key)) for snag, key in _OF_A_SNAG if snag in self._snags()),
            *map(Asked, asked_of_teachers(heard, self._weighing)),
            *self._about_the_class(),
            *self._about_the_rest(),
            *self._about_words(),
        )

    def _snags(self) -> set[Snag]:
        """跟平时一样，都好: the whole class was told of, whatever yesterday was."""
        whole = Claim.ALL_NORMAL in self._heard.claims and not self._heard.about
        return self._heard.snags - {Snag.SAME} if whole else self._heard.snags

    def _about_a_mistake(self) -> Iterator[Asked]:
        """What is mended is read back, unless the whole answer was given anew."""
        snags = self._heard.snags
        if Snag.WRONG in snags and Snag.OTHER_DAY in snags:
            yield Asked(Question("correction"))
        elif Snag.WRONG in snags and not self._weighing.given_anew:
            yield Asked(Question("corrected"))

    def _about_names(self) -> Iterator[Asked]:
        for about in self._heard.about:
            if about.who is None:
                continue
            raw, candidates = about.who.raw, about.who.candidates
            if len(candidates) > 1:
                values = {"name": raw, "count": len(candidates)}
                yield Asked(Question("which_pupil", values), about)
            elif not candidates:
                yield Asked(Question("who_is_it", {"name": raw}), about)
            elif about.differs is not None and about.differs.pupil is not None:
                values = {"number": about.differs.raw.rstrip("号"), "name": candidates[0].name}
                values["other"] = about.differs.pupil.name
                yield Asked(Question("number_differs", values), about)
            elif about.unsure or (not about.who.sure and raw == candidates[0].name):
                yield Asked(Question("is_meant", {"pupil": candidates[0].name}), about)
            elif not about.who.sure:
                values = {"name": raw, "pupil": candidates[0].name}
                yield Asked(Question("is_it", values), about)

    def _what_is_wrong(self) -> Iterator[Asked]:
        if Snag.NOT_NORMAL in self._heard.snags and not self._weighing.wrong_was_told:
            yield Asked(Question("what_is_wrong"))

    def _contradictions(self) -> Iterator[Asked]:
        heard, weighing = self._heard, self._weighing
        normal = heard.claims & {Claim.ALL_NORMAL, Claim.NO_FEVER}
        if weighing.class_fever and Claim.UNMEASURED not in heard.claims:
            hottest = weighing.hottest
            who = Question("who_has_fever", {"value": hottest or ""})
            yield Asked(_fever_and_normal(hottest) if normal else who)
        for about in heard.about:
            value = about.reading
            contrary = about.normal or about.no_fever or (normal and not self._well_apart())
            if weighing.feverish(about) and contrary:
                yield Asked(_fever_and_normal(value), about)
            highest = weighing.highest
            away = about.absence is not None or about.where in (Where.HOME, Where.HOSPITAL)
            if highest is not None and value is not None and value > highest and not away:
                values = {"value": value, "highest": highest}
                yield Asked(Question("above_highest", values), about)

    def _well_apart(self) -> bool:
        """43 in class, all well. Li Lei 38.4 in hospital: the well ones were counted apart."""
        heard = self._heard
        told = sum(about.times for about in heard.about if not about.normal)
        here = heard.present
        return here is not None and here + told == (heard.enrolled or self._class.enrolled)

    def _about_figures(self) -> Iterator[Asked]:
        heard = self._heard
        for one in (*heard.class_figures, *heard.rest_figures):
            if one.doubt:
                yield Asked(_doubted(one))
        for about in heard.about:
            yield from (Asked(_doubted(one), about) for one in about.figures if one.doubt)
        if len(heard.class_figures) > 1 and not heard.highest and not self._all_are_cool():
            yield Asked(Question("which_reading"))
        for about in heard.about:
            if about.whose and len(about.figures) == 1:
                yield Asked(Question("whose_reading", {"value": about.figures[0].raw}), about)
            elif about.whose:
                yield Asked(Question("which_reading"), about)
            if about.taken_back:
                yield Asked(_slip(about), about)
        plain = [one for one in heard.class_figures if one.plain and not one.doubt]
        if plain and not heard.highest:
            # 38 may count heads in a class of 45.
            yield Asked(Question("degrees_or_heads", {"value": plain[0].raw}))
        if self._nearly_feverish():
            yield Asked(Question("near_fever", {"value": self._weighing.highest}))

    def _all_are_cool(self) -> bool:
        """36.5 36.4 36.7 无外出: nobody has to know whose each is."""
        figures = self._heard.class_figures
        plain = any(one.doubt or one.plain or "," in one.raw for one in figures)
        said = {Claim.ALL_NORMAL, Claim.NO_TRAVEL} & self._heard.claims
        well = bool(said) and not self._heard.about
        return well and not plain and not self._weighing.class_fever

    def _nearly_feverish(self) -> bool:
        """Whether the highest stated is a tenth below a fever, and nobody was named."""
        heard, highest = self._heard, self._weighing.highest
        if heard.about or self._weighing.class_fever or highest is None:
            return False
        if heard.claims & {Claim.ALL_NORMAL, Claim.MEASURED_AGAIN}:
            return False
        return Temperature(min(highest.hundredths + 10, 4300)) >= self._class.fever_threshold

    def _about_pupils(self) -> Iterator[Asked]:
        for about in self._heard.about:
            name = {"name": name_of(about)}
            if about.who is None:
                yield Asked(Question("who", {"count": about.times}), about)
            value = about.reading
            if about.cooled and value is not None and value >= self._class.fever_threshold:
                yield Asked(Question("temperature_now", name), about)  # 38.5，吃了药退烧了
            yield from (
                Asked(Question(key, name), about)
                for key in _keys_of(about)
                if key != "today" or _is_unsure_now(about) or not self._all_called_normal()
            )
            yield from (Asked(one, about) for one in _about_trip(about, name_of(about)))

    def _all_called_normal(self) -> bool:
        return Claim.ALL_NORMAL in self._heard.claims

    def _about_the_class(self) -> Iterator[Asked]:
        heard = self._heard
        if Claim.UNMEASURED in heard.claims and not heard.broken:
            yield Asked(Question("why_unmeasured"))
        alone = len(heard.claims) == 1 and not heard.about and self._weighing.highest is None
        if (heard.weak and alone) or heard.maybe_teacher:
            yield Asked(Question("all_normal"))

    def _about_the_rest(self) -> Sequence[Asked]:
        heard, weighing = self._heard, self._weighing
        claims = heard.claims
        if weighing.rest_of_whom:
            return (Asked(Question("rest_of_whom")),)
        if weighing.complete or heard.snags & {Snag.SAME, Snag.NOT_NORMAL, Snag.WRONG}:
            return ()
        if Claim.UNMEASURED in claims or weighing.class_fever:
            return ()
        if heard.about:
            return (Asked(Question("rest")),)
        if heard.class_figures or Claim.NO_FEVER in claims:
            return (Asked(Question("travel")),)
        if Claim.NO_TRAVEL in claims:
            return (Asked(Question("temperature")),)
        return (Asked(Question("temperature_and_travel")),)

    def _about_words(self) -> Iterator[Asked]:
        if Snag.LEFTOVER in self._heard.snags:
            words = " ".join(self._heard.leftover)[:60]
            yield Asked(Question("leftover", {"words": words}))


def _fever_and_normal(value: Temperature | None) -> Question:
    if value is None or value < WARM:
        return Question("called_feverish_and_normal")
    return Question("fever_and_normal", {"value": value})


def _keys_of(about: About) -> Iterator[str]:
    """What is asked of a pupil because of what was said, except for a journey."""
    if about.removed:
        yield "removed"
    if about.says_nothing:
        yield "today" if about.late else "what_about"
    if about.hot and not about.figures:
        yield "measure_now"
    if about.is_wrong_somehow and not about.is_wrong_plainly:
        yield "what_about"
    if (about.ahead or _is_ahead(about) or about.sick_later) and about.is_about_another_day:
        yield "today"
    if about.where_before and about.figures and not (about.absence or about.trip):
        yield "today"  # 周五发烧回家，今早36.5: at home still?
    if (about.cooled or _is_hot_here(about)) and not about.figures:
        yield "temperature_now"
    if about.left:
        yield "left"
    if about.household:
        yield "household"
    if about.unreachable:
        yield "unreachable"
    known = about.who is None or about.who.pupil is None or about.who.sure
    named_surely = about.differs is None and not about.unsure
    if known and ((about.clash and named_surely) or _is_hot_and_cool(about)):
        yield "clash"
    explained = about.is_ill or about.trip or about.reason_known
    if about.absence and not explained and not about.unreachable:
        yield "why_absent"


def _is_unsure_now(about: About) -> bool:
    """Whether 全班正常 leaves open how a pupil is who goes to a doctor later, or comes late."""
    return about.sick_later or about.late


def _is_hot_here(about: About) -> bool:
    """白发绍发烧了, 昨晚发烧: how high may be measured, where the pupil is not known to be away."""
    gone = about.absence is not None or about.where in (Where.HOME, Where.HOSPITAL)
    named = about.who is not None or about.had_fever
    return (about.feverish or about.had_fever) and named and not gone


def _is_hot_and_cool(about: About) -> bool:
    """发烧36.8: one of the two is a slip."""
    reading = about.reading
    drug = any("药" in word for word in about.words)
    calmed = about.had_fever or about.cooled or about.again or drug
    return about.feverish and not calmed and reading is not None and reading < WARM


def _is_ahead(about: About) -> bool:
    return about.trip is not None and about.trip.ahead


def _about_trip(about: About, name: str) -> list[Question]:
    trip = about.trip
    if trip is None:
        return []
    place = trip.places[0] if trip.places else ""
    if not trip.places or place.casefold() in VAGUE:
        return [Question("travel_where", {"name": name})]
    if not all(map(is_place, trip.places)):
        return [Question("travel_place", {"name": name, "place": place})]
    if not trip.days or trip.vague:
        return [Question("travel_when", {"name": name, "place": place})]
    return []


def _slip(about: About) -> Question:
    """张三38.2，打错了，36.8: a fever is not let go unasked."""
    now = about.figures[-1].raw if about.figures else ""
    values = {"name": name_of(about), "was": about.taken_back[-1].raw, "now": now}
    return Question("slip", values)


def _doubted(figure: Figure) -> Question:
    if figure.candidates:
        offered = " / ".join(map(str, figure.candidates))
        return Question("figure", {"said": figure.raw, "candidates": offered})
    return Question("figure_impossible", {"said": figure.raw})
