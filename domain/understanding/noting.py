"""Writing down what was said of one pupil, and what was denied."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from domain.check_in import Absence, Symptom, Where
from domain.understanding.figures import Figure
from domain.understanding.heard import About, Claim, Snag, Trip
from domain.understanding.hearing import (
    CLAIM_OF,
    ENDS,
    EVERYONE,
    HEADED,
    NAMES,
    NOTHING,
    QUIET,
    REST,
)
from domain.understanding.lexicon import GRAVE, VAGUE_ILLNESS, WELL_AGAIN, Kind
from domain.understanding.past_fevers import PastFevers
from domain.understanding.tokens import Token

_GONE = frozenset(
    [
        *("退了", "已退", "消了", "全退了"),
        *("好了", "已好", "已经好了", "痊愈", "痊愈了", "已痊愈", "好完了", "好利索了"),
    ]
)
"""What was there is there no more."""
_NO_MORE = frozenset(["没事", "没事了", "没事的", "没了", "消了", "好了", "好利索了", "已没事"])
_PASSING = frozenset(
    {
        *(Symptom.COUGH, Symptom.SORE_THROAT, Symptom.RUNNY_NOSE, Symptom.HEADACHE),
        *(Symptom.FATIGUE, Symptom.ABDOMINAL_PAIN),
    }
)
"""Of these nothing has to be known once they are over."""
_NOT_HOME = frozenset(
    ["回家", "接走", "去医院", "住院", "就医", "看病", "去看病", "医院", "看医生", "打针", "输液"]
)
"""That somebody is not gone there says nothing that has to be known."""
_ARRIVED = ("来", "进", "到校", "到班", "到教室", "到学校")
_STAYS = ("没退", "未退", "没有退", "退下来", "退下去", "没退完")
_GOES_ON = ("接着", "继续", "续", "还", "仍")
"""Away for the same reason as before."""
_WARMTH = frozenset("烧退热温")
_ARE = frozenset(["有", "是", "为", "的有", "的是"])
_DIED = ("去世", "过世", "病逝", "逝世", "病故")


class Noting(PastFevers):
    """Applies one piece to those it is said of."""

    def _apply(self, token: Token, about: About) -> None:
        """Write down one thing about one pupil."""
        match token.kind:
            case Kind.ABSENT if self.household and _is_family_matter(token):
                # 他奶奶家有事请假了: why the pupil is away
                self.household = about.household = False
                about.words[-1:] = []
                about.absence, about.reason_known = Absence.PERSONAL, True
            case Kind.UNREACHABLE if self.household:
                self.household = about.household = False  # 家长电话打不通
                about.words[-1:] = [token.text]
                about.unreachable = True
                about.absence = about.absence or Absence.OTHER
            case _ if self.household and token.kind is not Kind.ABSENT:
                pass  # it stands in the words about the relative, which are asked about
            case Kind.ABSENT if self._another_time(token, about):
                pass
            case Kind.WHERE if self._another_place(token, about):
                pass
            case Kind.SYMPTOM if self._another_thing(token, about):
                pass
            case Kind.FEVER if token.text.endswith(_STAYS) and self._of_a_swelling():
                pass  # 腮帮子肿还没退
            case Kind.FEVER:
                self._fever_told(token, about)
            case Kind.HOT:
                about.hot = True
            case Kind.COOLED if self._is_complaint_only(token, about):
                pass  # 咳嗽好转: no fever was told
            case Kind.COOLED:
                about.cooled = True
                if self._told_of_an_earlier_day():
                    self.days = []  # 周末退了
                about.back = about.back or token.text.casefold() in WELL_AGAIN
                if token.text.casefold() in WELL_AGAIN:
                    self._forget_former(about)
            case Kind.SYMPTOM | Kind.DISEASE:
                if self._next().kind is Kind.COOLED and self._next().text in _GONE:
                    return  # 感冒好了
                if self._is_no_more() or self._next_text().startswith("阴性"):
                    return  # 周五的肚子疼已经没事了, 流感阴性
                symptom = cast("Symptom", token.value)
                if self._told_of_an_earlier_day() or self._day_it_was():
                    about.former.append(symptom)
                if token.text.casefold() in VAGUE_ILLNESS:
                    about.vague = True
                elif symptom not in about.symptoms:
                    about.symptoms.append(symptom)
                if symptom is Symptom.OTHER or token.kind is Kind.DISEASE:
                    about.words.append(token.text)
                about.disease = about.disease or token.kind is Kind.DISEASE
                about.grave = about.grave or token.text.casefold() in GRAVE
            case Kind.ABSENT:
                self._holds_now()
                absence, known = cast("tuple[Absence, bool]", token.value)
                if token.text.startswith(_GOES_ON) and about.absence_before is not None:
                    absence, known = about.absence_before, True
                if token.text.startswith(_DIED) and not self.of_relative:
                    about.grave = True
                    about.words.append(token.text)
                if (about.symptoms or about.where_before) and self._only_lately():
                    self.earlier = []  # 周末摔了腿，请假一周
                if about.where is Where.SCHOOL and about.back:
                    about.where, about.back, about.cooled = None, False, False  # 该返校，没来
                if token.text.startswith("没") and about.where is Where.SCHOOL:
                    about.where = None  # 本该今天返校，没来
                if about.absence is None or (known and not about.reason_known):
                    about.absence, about.reason_known = absence, known
                elif known and about.absence is not absence:
                    about.clash = True
            case Kind.WHERE:
                where = cast("Where", token.value)
                about.grave = about.grave or token.text.casefold() in GRAVE
                if where is Where.SCHOOL and self._is_over_now(token, about):
                    about.is_there_again()
                gone = about.where_before
                about.where_before = self._told_of_an_earlier_day()
                if about.where is Where.HOSPITAL and where is Where.HOME and not gone:
                    about.clash = True
                if self.trip is not None and where is Where.HOSPITAL:
                    self.trip.seen_there = True
                if where is Where.SCHOOL and any(one in token.text for one in _ARRIVED):
                    about.is_there_after_all()
                about.where = where
            case Kind.UNREACHABLE:
                about.unreachable = True
                about.words.append(token.text)
                about.absence = about.absence or Absence.OTHER
            case Kind.UNMEASURED:
                about.unmeasured = True
            case Kind.LEFT:
                about.left = True
                about.words.append(token.text)
            case Kind.ABNORMAL:
                about.abnormal = True
                if token.text.startswith("不行"):
                    about.words.append(token.text)
            case Kind.TRIP:
                about.trip = about.trip or Trip()
                self.trip = about.trip
            case _:
                self.heard.left_over(token.text)

    def _is_no_more(self) -> bool:
        """周五的肚子疼已经没事了: a complaint of an earlier day that is over. Takes it up."""
        following = self._next()
        if following.text not in _NO_MORE or not self._told_of_an_earlier_day():
            return False
        self.days = []
        self._skip_to(following)
        return True

    def _forget_former(self, about: About) -> None:
        """昨天咳嗽今天好了: nothing of it is left. Vomiting and a rash of late matter still."""
        matters = about.disease or about.had_fever or about.feverish or about.vague
        if not about.former or matters or not set(about.former) <= _PASSING:
            return
        about.symptoms = [one for one in about.symptoms if one not in about.former]
        about.cooled, about.back, about.former = False, True, []
        self.days, self.earlier = [], []

    def _of_a_swelling(self) -> bool:
        """Whether 还没退 is said of a complaint other than a fever, told right before."""
        before = (t for t in reversed(self.tokens[: self.at - 1]) if t.kind not in QUIET | ENDS)
        return next(before, Token(Kind.STOP, "")).kind is Kind.SYMPTOM

    def _holds_now(self) -> None:
        """昨天摔了一跤，请假: a day of an earlier clause is not the day of the absence."""
        lately = self.class_.day - timedelta(days=2)
        known = [day for day in self.earlier if day is not None]
        if not self.days and all(lately <= day.first < self.class_.day for day in known):
            self.earlier = []

    def _is_complaint_only(self, token: Token, about: About) -> bool:
        """Whether somebody feels better of whom a complaint was told, and no fever at all."""
        warm = about.feverish or about.hot or about.had_fever or about.figures
        of_fever = bool(_WARMTH & set(token.text)) or token.text.casefold() in WELL_AGAIN
        ill = bool(about.symptoms) and about.absence is None and about.where is not Where.HOME
        return ill and not warm and not of_fever

    def _is_over_now(self, token: Token, about: About) -> bool:
        """病假一周，今天来上学了; isolated in the observation room: nobody is away."""
        isolated = about.absence is Absence.OTHER and about.reason_known
        came = token.text.endswith("了") or token.text.startswith("已") or self._names_today()
        return isolated or came

    def _put_header(self, about: About) -> None:
        for token in self.header:
            if token.kind is Kind.FIGURE:
                about.figures.append(cast("Figure", token.value))
            elif token.kind is Kind.ABNORMAL:
                about.listed = True
            else:
                self._apply(token, about)

    def _somebody(self) -> About:
        about = About(None)
        self.heard.about.append(about)
        header = self.header
        self._about([about])
        self.header = header
        if header:
            self._put_header(about)
            self.header = []
            self.spoken = True
        return about

    def _claim_or_deny(self, kind: Kind, text: str = "") -> None:
        """Nobody has this, or the pupils who were just named have not."""
        self._of_this_morning()
        pupils = self.who if self.who and self.who[0].who is not None else None
        if self.excepting:
            pupils = None  # 除了张三无人外出 says nothing of 张三
        if kind is Kind.COOLED and pupils:
            for about in pupils:
                about.feverish = True
        elif kind is Kind.NORMAL and pupils:
            for about in pupils:
                about.abnormal = True
        elif kind is Kind.NORMAL:
            self.heard.snags.add(Snag.NOT_NORMAL)
        elif kind is Kind.WHERE and pupils and text in _NOT_HOME:
            pass  # 没回家，在医务室
        elif kind not in CLAIM_OF:
            self.heard.left_over(text)
        elif pupils and not (self.spoken and self.tokens[max(self.at - 3, 0)].kind in ENDS):
            for about in pupils:
                about.no_fever = about.no_fever or CLAIM_OF[kind] is Claim.NO_FEVER
                about.normal = True
        elif self.who is REST and CLAIM_OF[kind] is Claim.FULL:
            self.heard.claims.add(Claim.NOBODY)  # no other absences
        elif self.who is REST and CLAIM_OF[kind] is Claim.NO_FEVER:
            self.heard.claims.add(Claim.REST_NO_FEVER)
        elif text.casefold() == "bad" and not pupils and self.who is None:
            self.heard.left_over(text)  # not bad
        elif self.who is REST or (self.excepting and kind is Kind.ABNORMAL):
            self.heard.claims.add(Claim.REST_NORMAL if kind is Kind.ABNORMAL else CLAIM_OF[kind])
        else:
            self.heard.claims.add(CLAIM_OF[kind])
        self.spoken = True

    def _small(self, token: Token) -> bool:
        """A bare number that can only count pupils."""
        n = token.value if isinstance(token.value, int) else cast("Figure", token.value).whole
        return n is not None and 0 < n < 30

    def _denied_after(self) -> bool:
        """发热0人, 外出：无: the denial stands behind. Takes it up."""
        following = self._next(Kind.COLON, Kind.EACH)
        if following.kind is Kind.COUNT and following.value == 1:
            # 发烧的一个都没有
            place = self.tokens.index(following, self.at)
            behind = next(
                (t for t in self.tokens[place + 1 :] if t.kind not in QUIET | {Kind.EACH}),
                following,
            )
            if behind.kind is Kind.NOT and behind.text in NOTHING:
                following = behind
        nought = following.kind in (Kind.NUMBER, Kind.COUNT) and following.value == 0
        denies = following.kind is Kind.NOT and following.text.casefold() in NOTHING
        ends = denies and self._last(following)
        if not (following.kind is Kind.NONE or nought or ends):
            return False
        if self.who and self.who[0].who is not None:
            if not nought and not (self._after_end() and self._next().kind is Kind.COLON):
                return False
            self._about(None)
        elif ends and self._counted_one():
            self.heard.drop(cast("list[About]", self.who)[0])  # 一个生病的都没有
            self._about(None)
        self._skip_to(following)
        return True

    def _counted_one(self) -> bool:
        one = self.who[0] if self.who and not self.spoken else None
        return one is not None and one.times == 1 and one.says_nothing

    def _begins(self) -> bool:
        """Whether nothing but small words stand before this piece in its clause."""
        before = [one.kind for one in self.tokens[max(self.at - 6, 0) : self.at - 1]]
        told = [kind for kind in before if kind not in QUIET]
        return not told or told[-1] in ENDS | {Kind.LIST, Kind.CLOSE}

    def _opens(self) -> bool:
        """李雷和昨天发烧的王五: whether only a day stands before this since a comma or 和."""
        for token in reversed(self.tokens[: self.at - 1]):
            if token.kind in ENDS | {Kind.LIST}:
                return True
            if token.kind not in QUIET | {Kind.DAYS}:
                return False
        return True

    def _counts_names(self, number: Token) -> bool:
        """事假1（王五）: whether a bare number counts those who are named behind it."""
        if number.kind not in (Kind.NUMBER, Kind.FIGURE) or not self._small(number):
            return False
        place = self.tokens.index(number, self.at)
        behind = (one for one in self.tokens[place + 1 : place + 6] if one.kind not in QUIET)
        first = next(behind, Token(Kind.STOP, ""))
        return first.kind in (Kind.OPEN, Kind.COLON, Kind.NAME)

    def _leads_to_names(self, following: Token) -> bool:
        """张三病假，明天请假的有李四: said of nobody in its clause before those it is about."""
        if following.kind is not Kind.NAME:
            return False
        between = self.tokens[self.at : self.tokens.index(following, self.at)]
        for token in reversed(self.tokens[: self.at - 1]):
            if token.kind in ENDS:
                return any(one.text in _ARE for one in between)
            if token.kind in NAMES or token.kind is Kind.ORDINAL:
                return False
        return False

    def _is_header(self, token: Token) -> bool:
        """Whether this stands before the names it is said of."""
        counted = self.who and self.who[0].who is None and self.who[0] in self.heard.about
        if token.kind not in HEADED or (counted and not self.spoken):
            return False
        upcoming = self.tokens[self.at : self.at + 40]
        following = next((t for t in upcoming if t.kind not in QUIET), Token(Kind.STOP, ""))
        if following.kind is Kind.COLON:
            after = self._next(Kind.COLON)
            if after.kind is Kind.NUMBER and after.value == 0:
                return False
            named = self.who and self.who[0].who is not None and not self.spoken
            if named and after.kind is Kind.FIGURE:
                return False  # 张三、李四咳嗽：36.5、36.8
            return after.kind in NAMES | {
                Kind.ORDINAL,
                Kind.NUMBER,
                Kind.FIGURE,
                Kind.TITLE,
                Kind.PLACE,
            }
        counts = following.kind in (Kind.COUNT, Kind.NUMBER)
        free = (
            self.who is None
            or (self.who is EVERYONE and following.kind is not Kind.NAME)
            or (self.headed and (self._after_end() or counts))
            # 病假1人张三，事假1人李四; 病假2（张三、李四），事假1（王五）
            or (following.kind is Kind.COUNT and self._begins())
            or (self._counts_names(following) and (self._begins() or self._after_end()))
            or self._leads_to_names(following)
            or (self._is_relative(token) and self._opens())
        )
        if not free:
            return False
        if following.kind is Kind.OPEN:
            following = self._next(Kind.OPEN)
        if following.kind in HEADED and (self.who is None or self.headed):
            # 发烧咳嗽：张三
            later = [t for t in upcoming if t.kind not in QUIET and t.kind not in HEADED]
            following = later[0] if later else following
            if following.kind is Kind.COLON:
                return True
        return following.kind in NAMES | {Kind.ORDINAL} or (
            following.kind in (Kind.NUMBER, Kind.FIGURE) and self._small(following)
        )


def _is_family_matter(token: Token) -> bool:
    return token.value == (Absence.PERSONAL, True)
