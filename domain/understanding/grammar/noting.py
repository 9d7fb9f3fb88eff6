"""Writing down what was said of one pupil."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import islice
from typing import cast

from domain.check_in import Absence, Symptom, Where
from domain.understanding.about import About, Trip
from domain.understanding.cutting.lexicon import GRAVE, MUCH_BETTER, VAGUE_ILLNESS, WELL_AGAIN, Kind
from domain.understanding.cutting.no_reply import is_unanswered
from domain.understanding.cutting.pieces import ENDS, SPACES
from domain.understanding.cutting.tokens import ILL, NOW, Token, days_of, is_leave
from domain.understanding.grammar.recoveries import Recoveries

_GONE = frozenset(
    [
        *("退了", "已退", "消了", "全退了"),
        *("好了", "已好", "已经好了", "痊愈", "痊愈了", "已痊愈", "好完了", "好利索了"),
    ]
)
"""What was there is there no more."""
_ARRIVED = ("来", "进", "到校", "到班", "到教室", "到学校")
_IS_THERE = (
    *("在", "住", "搁", "人在", "仍", "还", "现", "目前", "已", "正", "居家", "家里", "待在"),
    *("at ", "in ", "is ", "home", "stay", "still", "rest", "now", "kept", "in bed", "bed rest"),
    *("呆在", "recover", "being"),
)
"""What tells of where somebody is now, where no day stands beside it."""
_STILL_SO = frozenset(
    ["", "里", "呢", "呐", "的", "着", "着呢", "中", "啊", "哈", "一天", "几天", "了"]
)
"""What may stand behind 在家 and tells nothing more."""
_MORE = max(map(len, _STILL_SO))
_NO_MORE = ENDS | {
    *(Kind.CLOSE, Kind.OPEN, Kind.LIST, Kind.NAME, Kind.REST, Kind.SPACE, Kind.DAYS, Kind.COUNT),
}
_STAYS = ("没退", "未退", "没有退", "退下来", "退下去", "没退完")
_CHILDREN = re.compile(r"[弟妹哥姐]|二宝|大宝|老[大二三]|brother|sister|cousin|twin", re.IGNORECASE)
_MISSES_SCHOOL = re.compile(r"没来|[未没]到|没去|没上|absent|not at|not in|not here|did")
"""What is told of a brother or cousin who is a pupil elsewhere."""
_GOES_ON = ("接着", "继续", "续", "还", "仍")
"""Away for the same reason as before."""
_DIED = ("去世", "过世", "病逝", "逝世", "病故")
_AT = ("在", "in ", "at ")
_CROSSED = frozenset({Kind.SPACE, Kind.FILLER, Kind.DAYS, Kind.EACH})
"""What may stand between a place and what happened there."""
_NEAR_NOW = 8
"""So many pieces before a place are looked at for a 现在."""
_HAPPENS = ("吐", "摔", "倒")
"""吐在教室了: they lead to where it was."""
_DOCTOR = ("看病", "就医", "医生", "doctor")
_KEPT = ("隔离", "监测", "观察", "封", "isolat", "quarantin")
"""居家隔离, home quarantine: kept at home."""
_OF_THE_MIND = frozenset(["精神", "神志", "意识", "精神状态", "状态", "情绪"])
"""精神不正常 is worse than the complaint beside it."""


class Noting(Recoveries):
    """Applies one piece to those it is said of."""

    def _apply(self, token: Token, about: About) -> None:
        """Write down one thing about one pupil."""
        if self.household and self._applies_to_household(token, about):
            return
        match token.kind:
            case Kind.FEVER | Kind.HOT | Kind.COOLED:
                self._apply_warmth(token, about)
            case Kind.SYMPTOM if self._another_thing(token, about):
                pass
            case Kind.SYMPTOM | Kind.DISEASE if self._is_past(token):
                pass
            case Kind.SYMPTOM | Kind.DISEASE:
                self._apply_complaint(token, about)
            case Kind.ABSENT if self._another_time(token, about):
                pass
            case Kind.ABSENT:
                self._apply_absence(token, about)
            case Kind.WHERE if self._another_place(token, about):
                pass
            case Kind.WHERE:
                self._apply_place(token, about)
            case Kind.TRIP:
                about.trip = about.trip or Trip()
                self.trip = about.trip
            case _:
                self._apply_state(token, about)

    def _applies_to_household(self, token: Token, about: About) -> bool:
        """What is told of a relative stands in the words about them, which are asked about. Of the
        pupil it is that nobody can be reached, and that the family keeps the pupil at home.
        """
        if token.kind is Kind.ABSENT and self._misses_school(token):
            return True  # 李雷的表弟发烧没来上学
        if token.kind is Kind.ABSENT and not _is_family_matter(token):
            return False
        if token.kind is Kind.ABSENT:
            # 他奶奶家有事请假了: why the pupil is away
            self.household = about.household = False
            about.words[-1:] = []
            about.absence, about.reason_known = Absence.PERSONAL, True
        elif token.kind is Kind.UNREACHABLE and is_unanswered(token) and not _is_missing(about):
            self.household = about.household = False
            about.words[-1:] = []
        elif token.kind is Kind.UNREACHABLE:
            self.household = about.household = False  # 家长电话打不通
            about.words[-1:] = [token.text]
            about.unreachable = True
            self._is_nowhere(about)
        return True

    def _misses_school(self, token: Token) -> bool:
        """李雷的表弟发烧没来上学: the cousin did not go; 妈妈发烧没来 is the pupil."""
        ends = (Kind.RELATIVE, Kind.NAME)
        said = next((one for one in self._clause_before() if one.kind in ends), token)
        child = said.kind is Kind.RELATIVE and _CHILDREN.search(said.text)
        return bool(child and _MISSES_SCHOOL.search(token.text))

    def _is_nowhere(self, about: About) -> None:
        """家长电话没人接 of a pupil who is ill in the classroom says nothing of an absence."""
        there = about.where is not None or about.feverish or about.figures or about.symptoms
        if about.absence is None and not there:
            about.absence = Absence.OTHER

    def _apply_warmth(self, token: Token, about: About) -> None:
        if token.kind is Kind.HOT:
            about.hot = True
        elif token.kind is Kind.FEVER:
            if not (token.text.endswith(_STAYS) and self._of_a_swelling()):  # 腮帮子肿还没退
                self._fever_told(token, about)
        elif self._is_complaint_only(token, about):  # 咳嗽好转: no fever was told
            if token.text.casefold() in MUCH_BETTER:
                self._set_aside(token, about)
        else:
            about.cooled = True
            if self._told_of_an_earlier_day():
                self.days = []  # 周末退了
            if token.text.casefold() in WELL_AGAIN:
                about.back = True
                self._forget_former(about)

    def _is_past(self, token: Token) -> bool:
        """感冒好了, 周五的肚子疼已经没事了, 流感阴性: nothing of it has to be known."""
        following = self._next()
        if following.kind is Kind.COOLED and following.text in _GONE:
            return True
        return self._is_no_more() or self._next_text().startswith("阴性")

    def _apply_complaint(self, token: Token, about: About) -> None:
        symptom = cast("Symptom", token.value)
        if self._was_then(token):
            about.former.append((symptom, token.text))
        if token.text.casefold() in VAGUE_ILLNESS:
            about.vague = True
        elif symptom not in about.symptoms:
            about.symptoms.append(symptom)
        if symptom is Symptom.OTHER or token.kind is Kind.DISEASE:
            about.words.append(token.text)
        about.disease = about.disease or token.kind is Kind.DISEASE
        about.grave = about.grave or token.text.casefold() in GRAVE

    def _apply_absence(self, token: Token, about: About) -> None:
        self._holds_now()
        absence, known = cast("tuple[Absence, bool]", token.value)
        if self.trip is not None and any(one in token.text for one in _DOCTOR):
            self.trip.seen_there = True  # 去昆明看病请假
        if self.trip is not None and "半天" in token.text:
            self.trip.lasted = 0  # 今天去城里看牙，请半天假
        about.on_leave = about.on_leave or is_leave(token)
        if token.text.startswith(_GOES_ON) and about.absence_before is not None:
            absence, known = about.absence_before, True
        if token.text.startswith(_DIED) and not self.of_relative:
            about.grave = True
            about.words.append(token.text)
        if (about.symptoms or about.where_before) and self._only_lately():
            self.earlier = []  # 周末摔了腿，请假一周
        if about.where is Where.SCHOOL and about.back:
            about.where, about.back, about.cooled = None, False, False  # 该返校，没来
        if about.where is Where.SCHOOL and (token.text.startswith("没") or about.there_then):
            about.where = None  # 本该今天返校，没来; 早上在学校吐了，病假
        if about.absence is None or (known and not about.reason_known):
            about.absence, about.reason_known = absence, known
        elif known and about.absence is not absence:
            about.clash = True
        home = "家" in token.text or "home" in token.text.casefold()
        if home and any(one in token.text.casefold() for one in _KEPT):
            about.where = about.where or Where.HOME

    def _apply_place(self, token: Token, about: About) -> None:
        where = cast("Where", token.value)
        about.grave = about.grave or token.text.casefold() in GRAVE
        if self._only_happened_there(token, about):
            return
        if where is Where.SCHOOL and self._is_over_now(token, about):
            about.is_there_again()
            self._there_after_illness(about)
        gone = about.where_before
        about.kept_away = where is not Where.SCHOOL and self._is_kept_away(token)
        now = about.kept_away or token.text.casefold().startswith("is ")
        earlier = self._told_of_an_earlier_day() or self._is_over_behind()
        about.where_before = not now and earlier
        if about.where is Where.HOSPITAL and where is Where.HOME and not gone:
            about.clash = True
        if self.trip is not None and where is Where.HOSPITAL:
            self.trip.seen_there = True
        if where is Where.SCHOOL and any(one in token.text for one in _ARRIVED):
            about.is_there_after_all()
        about.there_now = where is Where.SCHOOL and not about.where_before and self._days_so_far()
        about.where, about.only_came = where, False

    def _days_so_far(self) -> bool:
        """Whether a day was told of before this piece in its sentence."""
        return bool(self.earlier or self.days)

    def _only_happened_there(self, token: Token, about: About) -> bool:
        """张三接回家了，早上在学校吐了: where it happened is not where the pupil is now."""
        there = self._happened_there(token)
        told = about.where is not None and not (about.where_before or about.there_then)
        away = token.value is Where.SCHOOL and about.absence is not None
        if there and (away or (told and about.where is not token.value)):
            return True
        about.there_then = there
        return False

    def _happened_there(self, token: Token) -> bool:
        """在学校吐了, vomited in class: a place right beside what happened."""
        text = token.text.casefold()
        if token.value is Where.HOSPITAL or not text.startswith(_AT):
            return False
        before = self._last_before(_CROSSED)
        beside = before if text.isascii() else self._next(*_CROSSED)
        near = islice(self._clause_before(), _NEAR_NOW)
        now = any(one.text.casefold() in NOW for one in near)
        happened = beside.kind in ILL or before.text.endswith(_HAPPENS)
        return happened and not now

    def _is_kept_away(self, token: Token) -> bool:
        """昨晚吐了，在家: where somebody is now; 昨天在家, 在家休息了一天 was so on that day."""
        if not token.text.casefold().startswith(_IS_THERE) or not self._goes_on_so():
            return False
        before = self._last_before(SPACES).kind
        spaced = self._last_before(()).kind is Kind.SPACE and not token.text.isascii()
        apart = before in (Kind.LIST, Kind.CLOSE) or (spaced and before is not Kind.DAYS)
        return apart or not self._told_of_an_earlier_day()

    def _goes_on_so(self) -> bool:
        """Whether nothing behind 在家 tells of what was done there, or of an earlier day."""
        more = ""
        for one in self._behind():
            if one.kind in _NO_MORE or len(more) > _MORE:
                break
            more += one.text
        return more in _STILL_SO and not self._is_over_behind()

    def _is_over_behind(self) -> bool:
        """was at home yesterday: whether an earlier day stands right behind."""
        day = self._next()
        return day.kind is Kind.DAYS and self._is_another_day(days_of(day))

    def _apply_state(self, token: Token, about: About) -> None:
        match token.kind:
            case Kind.UNREACHABLE if is_unanswered(token) and not _is_missing(about):
                pass  # 咳嗽，家长没回微信: in the classroom
            case Kind.UNREACHABLE:
                about.unreachable = True
                about.words.append(token.text)
                self._is_nowhere(about)
            case Kind.UNMEASURED:
                about.unmeasured = True
            case Kind.LEFT:
                about.left = True
                about.words.append(token.text)
            case Kind.ABNORMAL:
                about.abnormal = True
                whole = self._last_before(frozenset()).text
                if token.text.startswith("不行"):
                    about.words.append(token.text)
                elif whole in _OF_THE_MIND:
                    about.words.append(whole + token.text)
            case _:
                self.heard.left_over(token.text)

    def _holds_now(self) -> None:
        """昨天摔了一跤，请假: a day of an earlier clause is not the day of the absence."""
        lately = self.class_.day - timedelta(days=2)
        known = [day for day in self.earlier if day is not None]
        if not self.days and all(lately <= day.first < self.class_.day for day in known):
            self.earlier = []

    def _is_over_now(self, token: Token, about: About) -> bool:
        """病假一周，今天来上学了; isolated in the observation room: nobody is away."""
        isolated = about.absence is Absence.OTHER and about.reason_known
        came = token.text.endswith("了") or token.text.startswith("已") or self._names_today()
        return isolated or came


def _is_family_matter(token: Token) -> bool:
    return token.value == (Absence.PERSONAL, True)


def _is_missing(about: About) -> bool:
    """Not there, and nobody said why."""
    return about.absence is Absence.OTHER and not about.reason_known
