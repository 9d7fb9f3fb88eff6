"""From the pieces of a sentence to what was said of whom: the grammar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import cast

from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, QUIET
from domain.understanding.cutting.tokens import HEADED, SAYS, Token, whole
from domain.understanding.grammar.heads import DENIABLE
from domain.understanding.grammar.hearing import EVERYONE, REST, SMALL_TALK
from domain.understanding.grammar.normal import PUPILS
from domain.understanding.grammar.relatives import OTHERS
from domain.understanding.grammar.small_words import SmallWords
from domain.understanding.heard import Heard, Snag

_OTHERS_TOO = OTHERS | {Kind.NORMAL, Kind.OWN_CLASS, Kind.PRESENT, Kind.ENROLLED}

_HE = frozenset(["他", "她", "he", "she", "he's", "she's"])
_HE_OR_THEY = _HE | {"他们", "她们", "they", "两人", "两个人", "both"}
_IT_IS = frozenset(
    [
        *("是", "为", "就是", "这是", "that's", "it's", "this", "that", "it", "he's", "she's"),
        *("is", "was", "he", "she", "from", "belongs to", "belonged to", "to", "which"),
    ]
)
"""Max 37.1, that's Li Lei."""


class Listener(SmallWords):
    """Takes up every piece once, in order."""

    def hear(self, tokens: Sequence[Token]) -> Heard:
        """What was said of whom, as far as each piece tells it by its place."""
        self.tokens = tokens
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            self._take(token)
        self._settle_fevers()
        self._settle_replaced()
        self._settle_instead()
        self._settle_unknown()
        self._settle_nobody_named()
        self._settle_parts()
        self._settle_holidays()
        self._settle_ranges()
        self._settle_sick_journeys()
        self._settle_stays()
        self._settle_turns()
        return self.heard

    def _take(self, token: Token) -> None:
        kind = token.kind
        self._with_pupil(token)
        self._hear_one(token)
        self.began = self.began or kind not in QUIET | SMALL_TALK | {Kind.NOT}

    def _hear_one(self, token: Token) -> None:
        kind = token.kind
        self.heard.told = self.heard.told or kind in HEADED | {Kind.FIGURE, Kind.HOT}
        if kind in (Kind.STOP, Kind.COMMA, Kind.MARK):
            self._end_clause(stop=kind is not Kind.COMMA)
        elif self._empty_field(token) or any(takes_up(token) for takes_up in self._ways):
            pass
        elif kind in DENIABLE or kind in HEADED:
            self._predicate(token)
        else:
            self._word(token)

    @cached_property
    def _ways(self) -> tuple[Callable[[Token], bool], ...]:
        """Who may take up a piece, asked in this order."""
        words = (self._sign, self._small_word, self._filler, self._put_right, self._doubtful)
        return (*words, self._who, self._figure, self._travel)

    def _figure(self, token: Token) -> bool:
        match token.kind:
            case Kind.FIGURE:
                self._temperature(cast("Figure", token.value), token)
            case Kind.NUMBER:
                self._number(whole(token), token)
            case Kind.RATIO:
                self._ratio(token)
            case Kind.ENROLLED | Kind.PRESENT:
                self._head_label(token)
            case Kind.MEAN if self._next(Kind.TEMPERATURE, Kind.COLON).kind is Kind.FIGURE:
                self._mean()
            case Kind.MEAN:
                self.heard.snags.add(Snag.UNSURE)  # 平均正常
            case Kind.MAX:
                self._highest(token)
            case Kind.TEMPERATURE if self.label in (Kind.MAX, Kind.MEAN):
                pass  # 最高体温, 平均体温
            case Kind.TEMPERATURE:
                self.label = token.kind
            case Kind.AGAIN:
                self.again = True
                following = self._next(Kind.TEMPERATURE)
                self.again_all |= following.kind in (Kind.COLON, Kind.NAME)
            case Kind.BELOW:
                self.below = True
            case Kind.MORE:
                self.above = token.text != "好几"  # 咳了好几天 林志强37.0
            case _:
                return False
        return True

    def _end_clause(self, *, stop: bool) -> None:
        if self.own_clause and self.trip is None:
            self.days = []  # 我昨晚吐了，全班正常
        self.own_clause = False
        self._end_denial()
        self._names_end()
        self.removing = False
        self.days_told = False
        self._use_days(stop=stop)
        self.below = self.above = False
        somebody = self._is_somebody() or self._name_alone()
        self.after_class_highest = self.after_class_highest and not stop and somebody
        self.household = self.household and not stop and self._next().kind is Kind.FROM
        self.of_relative = False
        if self.speaker and (stop or self._turns_to_others()):
            self.speaker = False
            self._about(None)
        if self.label is not Kind.MAX or stop:
            self.label = None
        self.again_all = self.again_all and not stop
        group = self.group
        counted = group is not None and not group.told_by and not self.spoken
        if group is not None and counted and group in self.heard.about:
            self._unsaid_count(group)
        if stop:
            self._end_sentence()
        else:
            self._go_on_behind_comma()

    def _end_sentence(self) -> None:
        """Nobody is spoken of any more, but a heading of journeys may hold on."""
        if self.tokens[self.at - 1].text != ";":
            self.waiting = None
        if self.header and not self.headed:
            self._header_of_nobody()
        keep_except = self.excepting and self.who
        trips = self._journeys_go_on()
        self._about(None)
        self._share_day(line=self.tokens[self.at - 1].text == "\n")
        self.header = trips
        self.excepting = bool(keep_except)
        self.told_before = frozenset(self.heard.about)
        self.after_class_highest = False

    def _go_on_behind_comma(self) -> None:
        """Pupils who were named are still spoken of; of the class its clause is complete."""
        self.earlier.extend(self.days)
        self.days = []
        if self.who is REST and self.spoken and self._speaks_of_excepted():
            self._about(list(self.excepted))
        elif self.who is EVERYONE or (self.who is REST and self.spoken):
            self._about(None)
        elif self.header and not self.headed and not self.colon:
            self._header_of_nobody()
            self._about(None)
        if self.headed and self.attributive and self._told_behind_name():
            self.header, self.headed = [], False
        self._go_on_below_header(self.at)
        if self._next().kind is not Kind.FIGURE:
            self.portions = []
        self.each = self.each and not self.spoken

    def _speaks_of_excepted(self) -> bool:
        """除了李雷都正常，她没测: of the one left out. Which of two is meant is asked."""
        pronoun = next(iter(self._typed_behind(1)), NOTHING_THERE).text.casefold()
        if not self.excepted or pronoun.split(" ")[0] not in _HE_OR_THEY:
            return False
        if len(self.excepted) > 1 and pronoun.split(" ")[0] in _HE:
            self.heard.left_over(pronoun)
        return True

    def _told_behind_name(self) -> bool:
        """昨天咳嗽的张三今天好了，李四……: the cough is not said of 李四 too."""
        for token in self._before():
            if token.kind in ENDS or token.kind is Kind.NAME:
                return False
            if token.kind in SAYS or token.kind in (Kind.NORMAL, Kind.PRESENT):
                return True
        return False

    def _is_somebody(self) -> bool:
        """最高37.2，是孙浩然: whose it is follows."""
        following = self._typed_behind(7)
        name = next((n for n, one in enumerate(following) if one.kind is Kind.NAME), 0)
        return name > 0 and all(one.text.casefold() in _IT_IS for one in following[:name])

    def _name_alone(self) -> bool:
        """最高37.0，李雷，其余36: whose the highest is."""
        ahead = [one.kind for one in self.tokens[self.at : self.at + 6] if one.kind not in QUIET]
        return ahead[:2] == [Kind.NAME, Kind.STOP] or ahead[:3] == [
            *(Kind.NAME, Kind.COMMA, Kind.REST)
        ]

    def _turns_to_others(self) -> bool:
        """Whether the next clause speaks of pupils, after the teacher spoke of themselves."""
        for token in self.tokens[self.at : self.at + 30]:
            if token.kind in ENDS:
                return False
            if token.kind in _OTHERS_TOO or token.text in PUPILS:
                return True
        return False

    def _header_of_nobody(self) -> None:
        header = self.header
        about = self._somebody() if not header else About(None)
        if header:
            self.heard.about.append(about)
            for token in header:
                if token.kind is Kind.FIGURE:
                    about.figures.append(cast("Figure", token.value))
                else:
                    self._apply(token, about)
        self.header = []
