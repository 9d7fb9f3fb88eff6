"""What is said of whom: normal, feverish, absent, denied, or said of everybody."""

from __future__ import annotations

from typing import cast

from domain.calendar import Period
from domain.check_in import Absence, Symptom, Where
from domain.understanding.heads import DENIABLE
from domain.understanding.heard import About, Claim, Snag
from domain.understanding.hearing import CLAIM_OF, ENDS, EVERYONE, HEADED, NOTHING, QUIET, REST
from domain.understanding.journeys import Journeys
from domain.understanding.lexicon import Kind
from domain.understanding.reach import Reach, reach
from domain.understanding.tokens import Token
from domain.understanding.told import is_ill
from domain.understanding.weighing import GUT

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
PUPILS = frozenset(["学生", "孩子", "孩子们", "学生们", "同学们", "小朋友", "幼儿", "娃儿", "娃娃"])
_LISTED = {Kind.FEVER: Claim.FEVERS_LISTED, Kind.TRIP: Claim.TRIPS_LISTED}
_LESS = frozenset(["不太", "不大", "不怎么", "不是很", "hardly any"])
_CEASED = frozenset(["不", "没", "没有", "没再", "不再", "已经不"])
_STILL_MISSING = frozenset(["差", "还差", "缺", "少", "还少", "还缺"])
_WHOLE_CLASS = ("全班", "全体", "全员", "全园")
_THOSE_IN = (
    *("都在", "均在", "全在", "全都在", "全部在", "都来上", "都来学校", "都到校", "均到校"),
    *("都到学校", "都来校", "都到了校"),
)
_SAID_OF_ALL = ("all ", "everything ")
_PART = frozenset({Kind.BOY, Kind.GIRL, Kind.PART_BOARDS, Kind.PART_GOES_HOME, Kind.UNKNOWN})
_HALF = frozenset(["一半", "另一半", "半数", "大半", "少数", "部分人", "大部分", "多数", "大多数"])
_TO_THE_END = ("完", "齐", "全")
"""还没量完: some were measured."""
_OUR_CLASS = frozenset(["我们班", "我班", "本班", "咱班", "咱们班", "俺班", "班里", "班上"])
_BUSY = frozenset(["有事", "有点事", "有事情", "有事儿", "临时有事", "有急事", "急事"])
_UNWELL = frozenset(
    [
        "不舒服",
        "不适",
        "症状",
        "任何症状",
        "其他症状",
        "不适症状",
        "身体不适",
        "身体不舒服",
        "生病",
        "病了",
        "难受",
        "有病",
        "病号",
        "病人",
        "有症状",
        "任何不适",
        "sick",
        "sickness",
        "illness",
        "ill",
        "unwell",
    ]
)
"""Whoever has none of it has no fever either."""


class Predicates(Journeys):
    """Takes up what is said, and knows of whom."""

    def _predicate(self, token: Token) -> None:
        if (self.denials or self._unknown_before()) and token.text[:1] in "无没未都均全":
            self._end_denial()
        self.label = self.label if token.kind in (Kind.NORMAL, Kind.FULL) else None
        if self._is_less_so(token):
            self.denied, self.denials = None, 0  # 不怎么咳: still a cough
        if self.denied is not None and token.kind in DENIABLE and self._is_told_anyway():
            self.denied, self.denials = None, 0
        if self.denied is not None and token.kind in DENIABLE:
            self.denials += 1
            if token.kind in (Kind.TO, Kind.FROM, Kind.VIA, Kind.AWAY_STILL, Kind.NO_TRAVEL):
                self.heard.left_over(token.text)
                return
            self._deny(token)
            return
        if token.text in _STILL_MISSING and self._unmeasured_behind():
            return  # 还差李雷没测
        if token.kind in CLAIM_OF and self._denied_after():
            self._deny(token)
            return
        if token.kind is Kind.NORMAL:
            self._normal(token)
            return
        if token.kind is Kind.FULL:
            if token.text[:1] in "没无未" and self._named_just_now():
                self.spoken = True
                return  # 李雷没有请假
            if token.text.startswith(_WHOLE_CLASS):
                self._about(EVERYONE)  # 李雷刚来，全班到齐
            if not self._those_at_school(token):
                self._full()
                self._nobody_else_either(token)
            return
        if self._is_header(token):
            if not (self.header and self.tokens[max(self.at - 2, 0)].kind in HEADED | {Kind.LIST}):
                self._about(None)
            self.header.append(token)
            self.attributive = self._is_relative(token)
            self._head_another_day(token)
            if token.kind in _LISTED and self._lists_everybody():
                self.heard.claims.add(_LISTED[token.kind])
            return
        if token.kind is Kind.WHERE and token.text.startswith("都"):
            together = self._named_since_stop()
            if len(together) > 1 and self.who is not REST and not self.excepting:
                self._about(together)  # 张三吐了，李四也吐了，都在医务室
        if token.kind is Kind.ABSENT and self.tokens[max(self.at - 2, 0)].kind is Kind.CLOSE:
            self._all_in_brackets()
        if token.value is Where.SCHOOL and self._counted_most():
            group = cast("list[About]", self.who)[0]
            self.heard.drop(group)  # 45名学生正常到校
            self._attend(group.times)
            self._about(None)
        elif token.value is Where.SCHOOL and self._others_are_here():
            self._about(REST)
        elif self.who is EVERYONE or self.who is REST:
            self._of_the_class(token)
        else:
            if self.who is None:
                if token.text in _BUSY:
                    self.heard.left_over(token.text)  # 今天有点事: of the teacher, perhaps
                    return
                if token.kind is Kind.UNMEASURED:
                    self._none_measured(token)
                    return
                if token.kind is Kind.ABNORMAL:
                    self.heard.snags.add(Snag.NOT_NORMAL)
                    return
                named = self._named_since_stop()
                last = self._told_of_last(token)
                if named and token.value is Where.SCHOOL:
                    self._about(named)  # 三人咳嗽，都没烧，在学校
                elif last is not None:
                    self._about([last])  # 张三38.2！已送回家
                else:
                    self._somebody()
            for about in self.who or ():
                self._apply(token, about)
                self._wait_for_names(about)
        self.spoken = True

    def _is_told_anyway(self) -> bool:
        """没发烧咳嗽两天了: whether this stands behind what is denied of a pupil, and is told."""
        if not self.who or self.who[0].who is None:
            return self.denials > 0 and self.tokens[self.at - 1].text.startswith("有")
        reached = reach(self.tokens, self.at - 1)
        if reached is Reach.MAY_END:
            self.heard.snags.add(Snag.UNSURE)
        return reached is Reach.ENDS

    def _unknown_before(self) -> bool:
        """没打个招呼就没来: whether what is denied is a word nobody knows."""
        told = [t for t in self.tokens[max(self.at - 5, 0) : self.at - 1] if t.kind not in QUIET]
        return self.denied is not None and any(one.kind is Kind.UNKNOWN for one in told)

    def _unmeasured_behind(self) -> bool:
        """Whether the clause goes on to tell who was not measured."""
        for token in self.tokens[self.at : self.at + 12]:
            if token.kind in ENDS:
                return False
            if token.kind is Kind.UNMEASURED:
                return True
        return False

    def _those_at_school(self, token: Token) -> bool:
        """张三、李四咳嗽，都在教室: those who were named are at school."""
        named = self._named_since_stop() if token.text.startswith(_THOSE_IN) else []
        gone = any(about.absence or about.where for about in named)
        if len(named) < 2 or gone or self.who is REST or self.excepting:
            return False
        for about in named:
            about.where = Where.SCHOOL
        self.spoken = True
        return True

    def _nobody_else_either(self, token: Token) -> None:
        """没有缺勤发热外出: what stands right behind is denied as well."""
        listed = 0
        for one in self.tokens[self.at : self.at + 6]:
            if one.kind in ENDS or one.text in ("的", "人员"):
                break
            if one.kind not in DENIABLE - {Kind.NORMAL}:
                return  # 没有缺勤发热1人
            listed += 1
        if listed and token.text.startswith(("没有", "无")):
            self.denied, self.denials = Token(Kind.NOT, token.text), 1

    def _told_of_last(self, token: Token) -> About | None:
        """Where a pupil is, in a sentence that names nobody: the one the last sentence told of."""
        before = [t for t in self.tokens[max(self.at - 12, 0) : self.at - 1] if t.kind not in QUIET]
        named = self._named_last()
        begins = bool(before) and before[-1].kind is Kind.STOP and before[-1].text != "\n"
        if token.kind is not Kind.WHERE or not begins or len(named) != 1:
            return None
        about = named[0]
        ill = is_ill(about) or (about.absence is not None and not about.reason_known)
        return about if ill and about is self.heard.about[-1] and about.where is None else None

    def _of_us(self) -> bool:
        """我们班没问题: said of the class, though it is a small word."""
        for token in reversed(self.tokens[: self.at - 1]):
            if token.kind in ENDS:
                return False
            if token.kind is Kind.OWN_CLASS or token.text in _OUR_CLASS:
                return True
        return False

    def _absent_before(self) -> bool:
        """Whether those who were named are away, and a new clause began since."""
        if not self.who or self.who is REST or self.who[0].who is None:
            return False
        return self._nobody_in_clause() and all(about.absence for about in self.who)

    def _nobody_in_clause(self) -> bool:
        """Whether no pupil was named since the last comma."""
        for token in reversed(self.tokens[: self.at - 1]):
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
        if self.who and self.who[0].who is None and self.who[0] in self.heard.about:
            self.heard.drop(self.who[0])
        self._about(None)
        return True

    def _all_in_brackets(self) -> None:
        """李雷（发烧）、孙浩然（咳嗽）请假: each of them is away."""
        named = self._named_since_stop()
        told = not any(about.says_nothing for about in named)
        reasons = any(about.absence and about.reason_known for about in named[:-1])
        if len(named) > 1 and told and not reasons:
            self._about(named)

    def _counted_most(self) -> bool:
        """Whether most of the class was counted, and nothing said of them yet."""
        group = self.who[0] if self.who else None
        if group is None or group.who is not None or group not in self.heard.about or self.spoken:
            return False
        return group.times * 5 >= self.class_.enrolled * 3

    def _lists_everybody(self) -> bool:
        """发热：张三38.2, 发热1人（张三）: a form, in which nobody who has it is left out."""
        following = self.tokens[self.at :]
        signs = [one.kind for one in following[:6] if one.kind is not Kind.SPACE]
        return Kind.COLON in signs[:2] or (
            bool(signs)
            and signs[0] in (Kind.COUNT, Kind.NUMBER)
            and bool({Kind.OPEN, Kind.COLON} & set(signs[1:2]))
        )

    def _deny(self, token: Token) -> None:
        """Nobody has this. That nobody is on sick leave does not say that everybody is there."""
        if token.kind is Kind.ABSENT and cast("tuple[Absence, bool]", token.value)[1]:
            self.heard.claims.add(Claim.NOBODY)
            self.spoken = True
        else:
            self._no_more(token)
            self._claim_or_deny(token.kind, token.text)
            if token.kind is Kind.TRIP:
                self._days_are_denied()
            if token.text.casefold().rstrip("的了") in _UNWELL:
                if self.who is REST:
                    self.heard.claims.add(Claim.REST_NORMAL)  # 其他人没有不舒服的
                self._claim_or_deny(Kind.FEVER)

    def _is_less_so(self, token: Token) -> bool:
        """不太咳了, 不是很烧: of a pupil it is less, and not gone."""
        named = bool(self.who) and self.who is not None and self.who[0].who is not None
        denied = self.denied.text.casefold() if self.denied is not None else ""
        return named and denied in _LESS and token.kind in (Kind.SYMPTOM, Kind.FEVER, Kind.HOT)

    def _no_more(self, token: Token) -> None:
        """周五咳嗽，今天不咳了: the complaint is gone. Vomiting of last night matters still."""
        denied = self.denied.text if self.denied is not None else ""
        ceased = token.text.endswith("了") or self._next_text() == "了"
        lately = token.value in GUT and not self._long_ago()
        if token.kind is not Kind.SYMPTOM or denied not in _CEASED or not ceased or lately:
            return
        for about in self.who or ():
            if token.value in about.symptoms:
                about.symptoms.remove(cast("Symptom", token.value))

    def _long_ago(self) -> bool:
        """Whether a day before yesterday was named in this sentence."""
        for token in reversed(self.tokens[: self.at]):
            if token.kind in (Kind.STOP, Kind.REST):
                return False
            period = cast("Period | None", token.value) if token.kind is Kind.DAYS else None
            if period is not None and (self.class_.day - period.last).days > 1:
                return True
        return False

    def _of_the_class(self, token: Token) -> None:
        """全班发烧, 都在家: it is said of everybody."""
        match token.kind:
            case Kind.UNMEASURED:
                self._none_measured(token)
            case Kind.ABNORMAL | Kind.FEVER | Kind.HOT | Kind.SYMPTOM | Kind.DISEASE:
                self.heard.snags.add(Snag.NOT_NORMAL)
            case Kind.WHERE if token.value is Where.SCHOOL:
                self.heard.claims.add(Claim.NOBODY if self.who is REST else Claim.FULL)
            case Kind.WHERE if token.value is Where.HOME and self._only_days_gone():
                self.heard.claims.add(Claim.NO_TRAVEL)  # 双休日都待在家
                self._days_are_denied()
            case Kind.WHERE | Kind.ABSENT:
                self.heard.snags.add(Snag.CLASS_AWAY)
            case _:
                self.heard.left_over(token.text)

    def _none_measured(self, token: Token) -> None:
        """全班没量; of 女生还没量 and 还没量完 nothing is said of the others."""
        clause: list[Token] = []
        for one in reversed(self.tokens[: self.at - 1]):
            if one.kind in ENDS:
                break
            clause.append(one)
        part = any(one.kind in _PART or one.text in _HALF for one in clause)
        if part or self._next_text().startswith(_TO_THE_END):
            self.heard.snags.add(Snag.PARTLY)
        else:
            self.heard.claims.add(Claim.UNMEASURED)

    def _only_days_gone(self) -> bool:
        """Whether days were named in this clause, and all of them are over."""
        days = [day for day in self.days if day is not None]
        return bool(days) and all(day.last < self.class_.day for day in days)

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
        # 体温、健康均正常 says more than 体温正常.
        if self.who is REST:
            self.excepting = False
            self.heard.claims.add(Claim.REST_NORMAL)
        elif self.who is EVERYONE or self.who is None:
            if self.header:
                self.heard.left_over(token.text)
            if self.excepting:
                self.excepting = False
                self.heard.claims.add(Claim.REST_NORMAL)
            elif label in (Kind.TEMPERATURE, Kind.MAX):
                self.heard.claims.add(Claim.NO_FEVER)
            elif self.who is None and Claim.REST_NORMAL in self.heard.claims:
                pass  # 其余学生体温正常，无异常症状
            else:
                self.heard.claims.add(Claim.ALL_NORMAL)
                weak = token.text.casefold() in _WEAK and self.who is None and not self._of_us()
                self.heard.weak = weak and self.heard.weak is not False
        elif self.who[0].who is None and not self.spoken:
            group = self.who[0]
            if group in self.heard.about:
                self.heard.drop(group)
                self.heard.normal_heads.append(group.times)
            if self.excepting:
                self.heard.left_over(str(group.times))
            self._about(None)
        elif (
            self.excepting
            and self.who[0].who is not None
            and (not self.spoken or self._nobody_in_clause())
        ):
            # everyone but Li Si is fine
            self.excepting = False
            self.heard.claims.add(Claim.REST_NORMAL)
            self._about(None)
        else:
            for about in self.who:
                about.normal = True
                self._forget_former(about)
                if token.text.endswith("园") and not self.household:
                    about.where = Where.SCHOOL  # 张三正常入园
        self.spoken = True
