"""How much weighs what was heard: the highest reading, a fever, a cluster, who is spoken for."""

from __future__ import annotations

from domain.check_in import Symptom
from domain.temperature import Temperature
from domain.understanding.about import About
from domain.understanding.context import ClassContext
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import GUT
from domain.understanding.heard import Claim, Heard, Snag

CLUSTER = 3
"""Pupils of a class with like complaints on one day (a school rule citing the national 工作规范,
FIELD section 3): told at once."""
_WARM = frozenset({Claim.NO_FEVER, Claim.REST_NO_FEVER, Claim.FEVERS_LISTED})


class Weighing:
    """What was heard of one class, weighed once."""

    def __init__(self, class_: ClassContext, heard: Heard) -> None:
        self._class = class_
        self._heard = heard
        self.highest = _hottest((*heard.highest, *heard.class_figures, *self._of_the_rest()))
        """The highest that was stated for the class."""
        self.hottest = _hottest((*heard.class_figures, *heard.rest_figures))
        """The highest that was stated without a name."""
        self.class_fever = self._class_fever()
        """Whether there is a fever of which nobody knows whose it is."""
        self.complete = self._complete()
        """Whether everybody who was not named is spoken for."""

    @property
    def rest_of_whom(self) -> bool:
        """其余正常, and nobody was named, counted or known to be away, the teacher neither."""
        heard = self._heard
        counted = heard.present is not None or heard.normal_heads or heard.class_figures
        claims = heard.claims or ({Claim.REST_NORMAL} if heard.rest_figures else set())
        told = heard.about or counted or Snag.SELF in heard.snags  # 我感冒了，其他人正常
        return claims == {Claim.REST_NORMAL} and not (told or self._class.away)

    @property
    def others_than_the_missing(self) -> bool:
        """应到45实到44，其余正常: who is missing is asked, and the others are well."""
        heard = self._heard
        counted = heard.present is not None and heard.enrolled is not None
        gone = counted and heard.present != heard.enrolled
        return gone and Claim.REST_NORMAL in heard.claims

    @property
    def given_anew(self) -> bool:
        """更正，张三病假，其余正常: whether the whole answer stands in the words that mend.

        不对，全班正常 takes everything back and tells nothing: it is asked about.
        """
        heard = self._heard
        counted = heard.present is not None or heard.enrolled is not None
        mended = heard.about or counted or heard.slip
        plain = all(map(_is_told_of_one, heard.about))
        return self.complete and bool(mended) and plain and Snag.OTHER_DAY not in heard.snags

    @property
    def alarming(self) -> bool:
        """Whether somebody must hear of it now."""
        return (
            (Snag.NOT_NORMAL in self._heard.snags and not self.wrong_was_told)
            or self.class_fever
            or any(map(self._is_alarm, self._heard.about))
            or self._cluster()
        )

    def feverish(self, about: About) -> bool:
        """Whether this pupil has a fever, by figure or by word; the last reading decides."""
        values = [one.temperature for one in about.figures if one.temperature is not None]
        if about.again and values:
            return values[-1] >= self._class.fever_threshold
        hot = about.hot and not about.figures
        return (
            hot or about.feverish or any(value >= self._class.fever_threshold for value in values)
        )

    def _of_the_rest(self) -> list[Figure]:
        """李雷病假，其余最高36.8: the class has no higher one, as nobody named has a reading.

        张三38.2，其余36.8 is no highest of the class.
        """
        measured = any(self._is_warm(about) for about in self._heard.about)
        return [] if measured else self._heard.rest_figures

    def _is_warm(self, about: About) -> bool:
        """Whether the pupil has a reading or a fever that the figure of the others leaves out."""
        fever = about.had_fever or about.cooled or self.feverish(about)
        return bool(about.figures) or fever

    def _is_alarm(self, about: About) -> bool:
        grave = about.disease or about.unreachable or about.grave or about.had_fever
        return grave or about.is_wrong_somehow or self.feverish(about)

    @property
    def wrong_was_told(self) -> bool:
        """不都正常：胡明轩吐了，其余正常: who is not normal was told, and the rest is well."""
        told = self._heard.about
        plain = bool(told) and all(map(_is_told_of_one, told))
        ill = any(about.is_ill or about.absence is not None for about in told)
        return plain and ill and Claim.REST_NORMAL in self._heard.claims

    def _class_fever(self) -> bool:
        named = [about.reading for about in self._heard.about]
        # 全班最高38.2, 张三38.2: it is known whose it is.
        known = max((value for value in named if value is not None), default=None)
        hot = self.hottest is not None and self.hottest >= self._class.fever_threshold
        return hot and (known is None or self.hottest is None or self.hottest > known)

    def _complete(self) -> bool:
        heard, claims, size = self._heard, self._heard.claims, self._class.enrolled
        if claims & {Claim.ALL_NORMAL, Claim.REST_NORMAL}:
            return True
        counted = sum(heard.normal_heads) + sum(about.times for about in heard.about)
        if heard.normal_heads and counted in (size, size - self._class.away):
            return True
        if heard.rest_figures and not any(one.doubt for one in heard.rest_figures):
            return True
        stated = (*heard.class_figures, *heard.highest)
        figures = [one for one in stated if not one.doubt]
        if Claim.MEASURED_AGAIN in claims and figures and not heard.about:
            return True
        warm = bool(figures or claims & _WARM)
        return warm and bool(claims & {Claim.NO_TRAVEL, Claim.TRIPS_LISTED})

    def _cluster(self) -> bool:
        """Whether as many pupils have like complaints as have to be told of at once."""
        counted: dict[str, int] = {}
        gut = 0
        for about in self._heard.about:
            # Three with a cold are a cluster; a nosebleed, a cut and a toothache are none.
            complaints = [one.value for one in about.symptoms if one is not Symptom.OTHER]
            for complaint in (*complaints, *_core(about.words)):
                counted[complaint] = counted.get(complaint, 0) + about.times
            if GUT & set(about.symptoms):
                gut += about.times
        return gut >= CLUSTER or any(n >= CLUSTER for n in counted.values())


def _is_told_of_one(about: About) -> bool:
    known = about.who is not None and about.who.pupil is not None and about.who.sure
    moved = about.removed or about.swapped or about.is_about_another_day
    return known and not (about.clash or about.taken_back or moved)


def _core(words: list[str]) -> set[str]:
    """What was said in words, alike where it is the same illness: 感冒 and 感冒了."""
    return {word.removesuffix("了").removeprefix("有点") for word in words}


def _hottest(figures: tuple[Figure, ...]) -> Temperature | None:
    return max((one.temperature for one in figures if one.temperature is not None), default=None)
