"""Temperatures in a sentence: whose they are, ranges, bounds, readings taken again."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, takewhile

from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, QUIET
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.hearing import REST
from domain.understanding.grammar.whom import Whom
from domain.understanding.heard import Claim, Snag
from domain.understanding.ordering.neighbours import OURS

_BETWEEN_FIGURES = frozenset(
    {Kind.LIST, Kind.SPACE, Kind.FILLER, Kind.COMMA, Kind.TEMPERATURE, Kind.COUNT}
)

_BESIDE_LOWEST = QUIET | {Kind.TEMPERATURE, Kind.COLON, Kind.MAX}
_FILLER = frozenset({Kind.FILLER})
_APART = ENDS | {Kind.SPACE, Kind.CLOSE, Kind.TEMPERATURE, Kind.COLON, Kind.IN, Kind.MAX}
_ROUGHLY = frozenset(["左右", "上下"])
_THIS_DAY = frozenset(["today", "this morning", "今天", "今早", "今日", "今晨"])
_LOWEST = frozenset(["最低", "最低体温", "最低的", "lowest", "the lowest", "min"])
_OF_CLASS = OURS | _LOWEST | {"班里", "班上"}
"""Of no single pupil: the lowest is told as the highest is."""
_SOME = frozenset(["多", "多度", "几", "几度", "来度", "x", "X"])


class Readings(Whom):
    """Gives each temperature to a pupil, to the rest, or to the class."""

    def _temperature(self, figure: Figure, token: Token) -> None:
        if figure.whole is not None and self._counts_heads(figure.whole, token):
            return
        following = self._pass_degrees()
        if self._taken_again():
            self.again = True
        below = self.below or following.kind is Kind.BELOW
        above = self.above or following.kind is Kind.MORE
        if following.kind in (Kind.BELOW, Kind.MORE):
            self.at += 1
        self.below = self.above = False
        if above and self._is_some_degrees(figure, following):
            if self.who is REST:
                self.heard.claims.add(Claim.REST_NORMAL)  # 其余36度多
            self._claim_or_deny(Kind.FEVER)
            return
        if below or above:
            self._bound(figure, above=above)
            return
        if self.denied is not None and self.denials and not self._up_to():
            self._end_denial()  # 没发烧36.8
        waits = self.header and self.who is None and not self.headed
        if self.denied is not None:
            self.heard.left_over(token.text)
        elif waits and self._next().kind is Kind.NAME:
            self.header.append(token)
        else:
            self._measured(figure)

    def _pass_degrees(self) -> Token:
        """Passes over the degrees of 36.5度, to what stands behind them."""
        following = self.tokens[self.at] if self.at < len(self.tokens) else NOTHING_THERE
        while following.text in ("度", "°", "℃", "的") and self.at + 1 < len(self.tokens):
            self.at += 1
            following = self.tokens[self.at]
        return following

    def _up_to(self) -> bool:
        """没烧到38: whether the figure belongs to what is denied."""
        before = [one for one in self.tokens[max(self.at - 4, 0) : self.at] if one.text.strip()]
        return any(one.text.rstrip("了").endswith("到") for one in before)

    def _is_some_degrees(self, figure: Figure, behind: Token) -> bool:
        """都36度多: no figure, and whatever it was, no fever."""
        value = figure.temperature
        some = behind.text in _SOME and self.denied is None
        if value is None or not some or value.hundredths % 100:
            return False
        return value.hundredths + 99 < self.class_.fever_threshold.hundredths

    def _bound(self, figure: Figure, *, above: bool) -> None:
        """37.3以下, 没有超过37.3的, 37度多."""
        value, threshold = figure.temperature, self.class_.fever_threshold
        if value is None:
            self.heard.left_over(figure.raw)
        elif above and self.denied is not None and value <= threshold:
            self.denials += 1
            self._claim_or_deny(Kind.FEVER)
        elif above:
            self.heard.snags.add(Snag.ROUGHLY if self.pupils else Snag.UNSURE)
            self._measured(figure)
        elif value <= threshold and self.denied is None:
            if self.who is REST:
                self.heard.claims.add(Claim.REST_NORMAL)  # 其余37以下
            self._claim_or_deny(Kind.FEVER)
        elif self.denied is None and self.pupils:
            for about in self.pupils:
                about.hot = True  # 张三不到38: how much is it?
            self.spoken = True
        else:
            self.heard.left_over(figure.raw)

    def _measured(self, figure: Figure) -> None:
        if self._is_mean(figure) or self._is_lowest(figure):
            return
        again, self.again = self.again or self.again_all, False
        highest, self.label = self.label is Kind.MAX, None
        if not again and self._is_of_the_class(figure, highest=highest):
            self._about(REST if self._somebody_is_warmer(figure) else None)
        self._takes_turns(again=again)
        group = self.who[0] if self.who and len(self.who) == 1 else None
        if group is not None and self._most_are_well(group, figure):
            self._reading_of_most(group, figure)
            return
        if group is not None and group.who is None and group in self.heard.about:
            self._of_those_counted(group)
        if self.portions:
            self.portions.pop(0).figures.append(figure)
            self.each = self.each or not self.portions
        elif self.who is REST:
            self._reading(self.heard.rest_figures, figure, again=again)
        elif self.who and self._relatives_own():
            pass  # 张三爸爸发烧38.2
        elif self.who:
            self._takes_each()
            for about in self.who:
                self._give_reading(about, figure, again=again)
            if highest:
                self.heard.highest.append(figure)
        elif self._told_right_before(figure):
            pass  # 张三发烧啦！38.6
        else:
            self._class_reading(figure, again=again, highest=highest)
        self.spoken = True

    def _is_of_the_class(self, figure: Figure, *, highest: bool) -> bool:
        """王小明病假，体温36.2-36.9: a range is the class's, where all was said of those who were
        named; so is the highest, and 36.5左右 behind those who are away; so is 班里36.5.
        """
        value, who = figure.temperature, self.who or ()
        if value is None or value >= self.class_.fever_threshold or not who:
            return False
        away = all(about.absence is not None for about in who)
        stands_apart = self._last_before(_FILLER).kind in _APART
        told = not any(about.says_nothing for about in who)
        if figure.low is not None:
            return stands_apart and told
        if told and self._called_of_class():
            return True
        return away and (highest or (stands_apart and self._next_text() in _ROUGHLY))

    def _called_of_class(self) -> bool:
        """李雷咳嗽，班里36.5, 最低36.1: whether the words before a figure are of no pupil."""
        near = takewhile(lambda one: one.kind is not Kind.NAME, self._clause_before())
        return any(one.text.casefold() in _OF_CLASS for one in islice(near, 6))

    def _somebody_is_warmer(self, figure: Figure) -> bool:
        """李雷38.2，体温36.2-36.9: the range is that of the others."""
        readings = [about.reading for about in self.heard.about]
        value = figure.temperature
        return any(one is not None and value is not None and one > value for one in readings)

    def _reading_of_most(self, group: About, figure: Figure) -> None:
        """44人36.5左右，1人37.8: the others are well."""
        self.heard.drop(group)
        self.heard.normal_heads.append(group.times)
        self._about(None)
        self.heard.rest_figures.append(figure)

    def _of_those_counted(self, group: About) -> None:
        """2人发烧，38.1、38.5 has one for each; 有个娃儿38.1，是张三 names them behind."""
        if group.times > 1 and group.times == self._figures_from_here(Kind.COUNT):
            self._one_figure_each(group)
        else:
            self._wait_for_names(group)

    def _is_lowest(self, figure: Figure) -> bool:
        """李雷咳嗽，最低36.1: of nobody who was named, and no highest; nor is it the reading in
        李雷最低36.1最高37.1. Takes it up.
        """
        value = figure.temperature
        cool = value is not None and value < self.class_.fever_threshold and not figure.doubt
        near = takewhile(lambda one: one.kind in _BESIDE_LOWEST, self._clause_before())
        if not cool or not any(one.text.casefold() in _LOWEST for one in islice(near, 5)):
            return False
        highest_follows = any(one.kind is Kind.MAX for one in islice(self._behind(), 5))
        of_class = not self.pupils or self._is_of_the_class(figure, highest=False)
        if not of_class and not highest_follows:
            return False
        self.label, self.heard.told = None, True
        return True

    def _is_mean(self, figure: Figure) -> bool:
        """平均36.5: the reading of nobody, and not the highest; a feverish mean is told as it is.
        Takes it up.
        """
        value = figure.temperature
        cool = value is not None and value < self.class_.fever_threshold
        if self.label is not Kind.MEAN or self.pupils or figure.doubt or not cool:
            return False
        self.label, self.heard.told = None, True
        return True

    def _takes_turns(self, *, again: bool) -> None:
        """张三咳嗽、李四头疼，36.5、36.8: as many figures as pupils go one to each."""
        several = [] if self.portions or again else self._unread_since_stop(1)
        if several and self._figures_from_here() > 1:
            self._about(several)
            self.portions = [*several]
        if self.who and len(self.who) > 1 and not self.portions:
            self._share_out(again=again)

    def _takes_each(self) -> None:
        """张三和李四36.5都是, 36.5 both: the word behind gives the figure to each. Takes it up."""
        following = self._next()
        each = following.kind is Kind.EACH or following.text.casefold() == "each"
        if not each or len(self.who or ()) < 2:
            return
        place = self.tokens.index(following, self.at) + 1
        if place == len(self.tokens) or self.tokens[place].kind in ENDS | {Kind.CLOSE}:
            self.each, self.at = True, place

    def _give_reading(self, about: About, figure: Figure, *, again: bool) -> None:
        """One reading of a pupil; a second one is asked about, unless it was measured again."""
        if self._reading_gone(figure, about):
            return
        if about.figures and again:
            about.again = True
            about.words.append(about.figures[-1].raw)
            old = about.figures[-1]
            self.heard.highest = [figure if one is old else one for one in self.heard.highest]
            about.figures = [figure]
        elif any(one.temperature == figure.temperature for one in about.figures):
            return
        else:
            about.whose = about.whose or bool(about.figures)
            about.figures.append(figure)
        if len(self.who or ()) > 1 and not self.each:
            about.whose = True

    def _class_reading(self, figure: Figure, *, again: bool, highest: bool) -> None:
        self._of_this_morning()
        self._reading(self.heard.class_figures, figure, again=again)
        if again and self.heard.highest:
            self.heard.highest[-1] = figure  # 最高37.4，复测36.9
        if highest:
            self.heard.highest.append(figure)
            self.after_class_highest = True

    def _told_right_before(self, figure: Figure) -> bool:
        """A figure that is a sentence by itself is that of whose fever was told in the last one."""
        before = self._loud_before(3)
        alone = bool(before) and before[-1].kind is Kind.STOP and before[-1].text != "\n"
        last = self.heard.about[-1] if self.heard.about else None
        following = self._next()
        if following.text.casefold() in _THIS_DAY:
            following = self._next(Kind.DAYS)  # 36.5 today
        if not alone or last is None or following.kind not in ENDS or last.who is None:
            return False
        rest = self._after_this_sentence().kind is Kind.REST
        if not (last.feverish or last.hot or rest) or last.figures or self._named_last() != [last]:
            return False
        last.figures.append(figure)
        self._about([last])
        return True

    def _after_this_sentence(self) -> Token:
        """The first piece of the next sentence, where nothing more stands in this one."""
        behind = (one for one in self._behind() if one.kind not in QUIET | ENDS | {Kind.DAYS})
        return next(behind, Token(Kind.STOP, ""))

    def _named_last(self) -> list[About]:
        """Who was named in the sentence before this one."""
        sentence: list[Token] = []
        ends = 0
        last = Kind.NAME
        for token in self._before():
            ends += token.kind is Kind.STOP and last is not Kind.STOP
            last = token.kind if token.kind not in QUIET else last
            if ends > 1:
                break
            sentence.append(token)
        return self._named_among(sentence)

    def _most_are_well(self, group: About, figure: Figure) -> bool:
        most = group.times * 5 >= self.class_.enrolled * 3
        value = figure.temperature
        unnamed = group.who is None and group in self.heard.about and group.says_nothing
        return unnamed and most and value is not None and value < self.class_.fever_threshold

    def _taken_again(self) -> bool:
        """36.9 on recheck, 36.9（复测）: the word behind says that it was measured again."""
        following = self._next(Kind.OPEN, Kind.TEMPERATURE)
        if following.kind is not Kind.AGAIN:
            return False
        place = self.tokens.index(following, self.at)
        behind = self.tokens[place + 1] if place + 1 < len(self.tokens) else following
        if behind.kind not in (Kind.CLOSE, Kind.COMMA, Kind.STOP):
            return False
        self.at = place + 1
        return True

    def _share_out(self, *, again: bool) -> None:
        """张三、李四：38.2、37.9: as many figures as names are one for each."""
        measured = [about for about in self.who or () if about.figures]
        if not self.who or (measured and not (again and len(measured) == len(self.who))):
            return
        figures = self._figures_from_here()
        if figures == len(self.who):
            self.portions = list(self.who)
            for about in measured:  # 复测36.8、36.9
                about.again = True
                about.words.append(about.figures[-1].raw)
                about.figures = []
        elif figures > 1:
            self.each = False

    def _figures_from_here(self, *ends: Kind) -> int:
        """How many figures stand in a row, with the one just taken up."""
        figures = 1
        for token in self._behind():
            if token.kind is Kind.FIGURE:
                figures += 1
            elif token.kind in ends or token.kind not in _BETWEEN_FIGURES:
                break
        return figures

    def _one_figure_each(self, group: About) -> None:
        """Pupils nobody named, of whom each has a figure, stand one by one."""
        single = [
            replace(group, times=1, symptoms=[*group.symptoms], words=[*group.words], figures=[])
            for _ in range(group.times)
        ]
        place = self.heard.about.index(group)
        self.heard.about[place : place + 1] = single
        self.who = [*single]
        self.portions = [*single]
        self._wait_for_names(single[0])
        self.waiting_too = single[1:]

    def _reading(self, figures: list[Figure], figure: Figure, *, again: bool) -> None:
        if again and figures and not figures[-1].doubt:
            figures[-1:] = [figure]
            self.heard.claims.add(Claim.MEASURED_AGAIN)
            return
        figures.append(figure)
