"""正常: said of the class, of the rest, of pupils who were named, or of somebody else."""

from __future__ import annotations

from domain.check_in import Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import NOTHING, Token, days_of
from domain.understanding.cutting.which_day import is_over
from domain.understanding.grammar.hearing import EVERYONE, REST
from domain.understanding.grammar.journeys import Journeys
from domain.understanding.heard import Claim, Snag
from domain.understanding.ordering.neighbours import OURS

_WEAK = frozenset(
    {
        "ok",
        "fine",
        "okay",
        "o.k.",
        "good",
        "well",
        "没问题",
        "no problem",
        "no problems",
        "alright",
        "all right",
        "不错",
        "还不错",
        "挺不错",
        "很不错",
        "不错的",
    }
)
_YES = frozenset(["ok", "okay", "o.k.", "alright", "all right"])
_HEARD = frozenset(
    ["got it", "noted", "will do", "thanks", "thank you", "received", "roger", "understood"]
) | {"收到", "谢谢", "知道了", "明白", "马上报"}
PUPILS = frozenset(["学生", "孩子", "孩子们", "学生们", "同学们", "小朋友", "幼儿", "娃儿", "娃娃"])
_SAID_OF_ALL = ("all ", "everything ")
_OUR_CLASS = OURS | {"班里", "班上"}


class Normal(Journeys):
    """Knows who is well where something is called normal."""

    def _of_us(self) -> bool:
        """我们班没问题: said of the class, though it is a small word."""
        clause = self._clause_before()
        return any(one.kind is Kind.OWN_CLASS or one.text in _OUR_CLASS for one in clause)

    def _absent_before(self) -> bool:
        """Whether those who were named are away, and a new clause began since."""
        pupils = self.pupils
        apart = self._nobody_in_clause() or self._stands_apart()
        return bool(pupils) and apart and all(one.absence for one in pupils)

    def _stands_apart(self) -> bool:
        """病假1人（刘思琪）体温最高37.1; 王小明病假 体温正常."""
        before = self._last_before({Kind.FILLER, Kind.TEMPERATURE})
        return before.kind is Kind.CLOSE or (before.kind is Kind.SPACE and self.spoken)

    def _nobody_in_clause(self) -> bool:
        """Whether no pupil was named since the last comma."""
        for token in self._before():
            if token.kind in ENDS:
                return True
            if token.kind in (Kind.NAME, Kind.ORDINAL, Kind.COUNT):
                return False
        return False

    def _not_even_one_behind(self) -> bool:
        following = self._next(Kind.EACH)
        denied = following.kind is Kind.NOT and following.text.casefold() in NOTHING
        if not (denied and self._next().kind is Kind.EACH and self._last(following)):
            return False
        self._skip_to(following)
        if (group := self.group) is not None:
            self.heard.drop(group)
        self._about(None)
        return True

    def _of_others(self) -> bool:
        """家长都正常, 老师全部正常: that others are well says nothing of the pupils. Nor does what
        they say: 家长反映都正常.
        """
        everybody = False
        for place in range(self.at - 2, -1, -1):
            token = self.tokens[place]
            if token.kind is Kind.RELATIVE or (token.kind is Kind.TOPIC and not everybody):
                return (not self.who or self.who is EVERYONE) and not self._pupils_beside(place)
            everybody = everybody or (token.kind is Kind.ALL and token.text != "全部")
            if token.kind not in QUIET | {Kind.EACH, Kind.TITLE, Kind.ALL, Kind.DAYS}:
                return False
        return False

    def _pupils_beside(self, place: int) -> bool:
        """学生和老师, 老师及学生: whether the pupils are named with those others."""
        before, after = self.tokens[max(place - 2, 0) : place], self.tokens[place + 1 : place + 3]
        return any(
            any(one.kind is Kind.LIST for one in side) and any(one.text in PUPILS for one in side)
            for side in (before, after)
        )

    def _normal(self, token: Token) -> None:
        label, self.label = self.label, None
        if token.text.casefold().startswith(_SAID_OF_ALL) and not self._named_just_now():
            self._everyone()  # Li Lei fell, otherwise all fine
        if self._not_even_one_behind():
            self.heard.snags.add(Snag.NOT_NORMAL)  # 一个正常的都没有
            return
        if self._heads_behind():
            return
        if self._of_others():
            self.heard.left_over(token.text)
            self.heard.told = self.of_relative or self.heard.told
            return
        self._of_this_morning()
        if label is Kind.TEMPERATURE and self._absent_before():
            self._about(None)  # 张三请假，体温正常: those who are there
        if self.who is REST:
            self._rest_normal()
        elif self.who is EVERYONE or self.who is None:
            self._class_normal(token, label)
        elif self.group is not None and not self.spoken:
            self._counted_normal(self.group, label)
        elif self.excepting and self.pupils and (not self.spoken or self._nobody_in_clause()):
            self._rest_normal()  # everyone but Li Si is fine
            self._about(None)
        else:
            self._pupils_normal(token, label)
        self.spoken = True

    def _rest_normal(self) -> None:
        self.excepting = False
        self.heard.claims.add(Claim.REST_NORMAL)

    def _is_only_heard(self, token: Token) -> bool:
        """OK, got it: the message was seen, and nothing is told of the class."""
        if self.at > 1 or token.text.casefold() not in _YES:
            return False
        return self._next(Kind.COMMA).text.casefold() in _HEARD

    def _class_normal(self, token: Token, label: Kind | None) -> None:
        """全班正常, 体温正常. 体温、健康均正常 says more than 体温正常."""
        if self.header:
            self.heard.left_over(token.text)
        if self.excepting:
            self._rest_normal()
        elif label in (Kind.TEMPERATURE, Kind.MAX):
            self.heard.claims.add(Claim.NO_FEVER)
        elif self.who is None and Claim.REST_NORMAL in self.heard.claims:
            pass  # 其余学生体温正常，无异常症状
        elif self._is_only_heard(token):
            pass  # OK, got it
        else:
            self.heard.claims.add(Claim.ALL_NORMAL)
            weak = token.text.casefold() in _WEAK and self.who is None and not self._of_us()
            self.heard.weak = weak and self.heard.weak is not False

    def _counted_normal(self, group: About, label: Kind | None) -> None:
        """43人正常: they count among those who are well. 45人体温正常 of all says no more than
        全班体温正常.
        """
        if group in self.heard.about:
            self.heard.drop(group)
            if label is Kind.TEMPERATURE and group.times == self.class_.enrolled:
                self.heard.claims.add(Claim.NO_FEVER)
            else:
                self.heard.normal_heads.append(group.times)
        if self.excepting:
            self.heard.left_over(str(group.times))
        self._about(None)

    def _were_well_then(self) -> bool:
        """事假，昨天也没事: says nothing of today, where today was told. Takes up the day."""
        before = self._last_before(QUIET | {Kind.EACH, Kind.TEMPERATURE})
        over = is_over(days_of(before), self.class_.day)
        if not over or not all(map(_is_told_today, self.pupils)):
            return False
        self.days = [day for day in self.days if day != before.value]
        return bool(self.pupils)

    def _pupils_normal(self, token: Token, label: Kind | None) -> None:
        if self._were_well_then():
            return
        for about in self.who or ():
            about.normal = True
            self._is_well_now(about, label)
            if token.text.endswith("园") and not self.household:
                about.where = Where.SCHOOL  # 张三正常入园


def _is_told_today(about: About) -> bool:
    told = about.absence or about.figures or about.feverish or about.symptoms
    return bool(told) and not (about.former or about.had_fever)
