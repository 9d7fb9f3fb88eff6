"""Pupils who were counted first and named after: 2人请假(张三、李四)."""

from __future__ import annotations

from dataclasses import replace

from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.fields import Fields


class Counted(Fields):
    """Gives those who are named what was said of the count."""

    def _wait_for_names(self, about: About) -> None:
        if about.who is None and about is not self.waiting:
            self.waiting, self.waiting_too, self.filling = about, [], False

    def _fill(self, about: About) -> bool:
        """Whether this is one of the pupils who were counted before; then their lot is its too."""
        group = self.waiting
        if group is None or not group.times or about.who is None:
            return False
        if (
            not self.filling
            and not self._linked()
            and not self._bare_names(group.times + len(self.waiting_too))
        ):
            self.waiting = None
            return False
        if group.trip is not None and group.trip is self.trip:
            self._use_days(stop=False)  # 周末两个外出的：李雷去成都
        merge(group, about)
        self._one_less(group)
        if self.filling and self.who and self._just_named(self.who[-1]):
            self.who.append(about)
            self.filled = [*self.filled, about]
            return True
        self.filled = [*self.filled, about] if self.filling else [about]
        if not (self.who and about in self.who):
            self._about([about])
            self.spoken = True
        self.filling = True
        return True

    def _one_less(self, group: About) -> None:
        """One more of those who were counted has a name; the next group waits for its own."""
        group.times -= 1
        group.partly_named = True
        if not group.times:
            self.heard.drop(group)
            if self.waiting_too:
                self.waiting = self.waiting_too.pop(0)

    def _just_named(self, about: About) -> bool:
        """Whether this pupil's name stands right before, or before a sign of a list."""
        before = self.tokens[max(self.at - 3, 0) : self.at - 1]
        if before and before[-1].kind is Kind.LIST:
            before = before[:-1]
        name = before[-1] if before else Token(Kind.STOP, "")
        return about.who is not None and name.kind is Kind.NAME and name.text == about.who.raw

    def _linked(self) -> bool:
        """Whether a colon, a bracket, 是 or the number itself leads to the names: 缺2张三发烧."""
        before = self.tokens[max(self.at - 3, 0) : self.at - 1]
        return any(
            token.kind in (Kind.COLON, Kind.OPEN, Kind.COUNT, Kind.NUMBER)
            or token.text in ("是", "为", "分别是", "分别为", "-")
            for token in before
        )

    def _bare_names(self, most: int) -> bool:
        """Whether as many names follow as were counted, and nothing is said of them."""
        names = 1
        for token in self._behind():
            if token.kind is Kind.NAME:
                names += 1
            elif token.kind in (Kind.STOP, Kind.CLOSE) or token.kind in (
                Kind.COMMA,
                Kind.REST,
                Kind.ALL,
            ):
                break
            elif token.kind not in (Kind.LIST, Kind.SPACE, Kind.FILLER, Kind.TITLE):
                return False
        return names <= most


def merge(source: About, target: About) -> None:
    """What was said of some is said of each of them."""
    target.figures.extend(one for one in source.figures if one not in target.figures)
    target.feverish |= source.feverish
    target.hot |= source.hot
    target.unmeasured |= source.unmeasured
    target.vague |= source.vague
    target.words.extend(one for one in source.words if one not in target.words)
    target.symptoms.extend(one for one in source.symptoms if one not in target.symptoms)
    if target.absence is None:
        target.absence, target.reason_known = source.absence, source.reason_known
    target.where = target.where or source.where
    if target.trip is None and source.trip is not None:
        trip = source.trip  # each has a journey of their own
        target.trip = replace(trip, places=[*trip.places], days=[], lent=[*trip.days])
    target.unreachable |= source.unreachable
    target.grave |= source.grave
    target.disease |= source.disease
    target.abnormal |= source.abnormal
    target.listed |= source.listed
