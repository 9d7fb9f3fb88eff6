"""Words that tell something in their place only: 好的 behind 其他娃儿, 又犯了, 马上 before 来接."""

from __future__ import annotations

from domain.check_in import Absence, Where
from domain.understanding.doubts import Doubts
from domain.understanding.former import LATE
from domain.understanding.heard import Claim, Snag
from domain.understanding.hearing import (
    ENDS,
    EVERYONE,
    HEADED,
    QUIET,
    REST,
)
from domain.understanding.lexicon import Kind
from domain.understanding.times import EARLY
from domain.understanding.tokens import SAYS, Token, whole

_SNAGS = {
    Kind.UNSURE: Snag.UNSURE,
    Kind.SAME: Snag.SAME,
    Kind.WAIT: Snag.WAIT,
    Kind.OTHER_CLASS: Snag.OTHER_CLASS,
}


_OF_SOMEBODY = frozenset(
    [
        *("没好", "还没好", "犯了", "又犯了", "吃药", "吃药了", "吃了药", "在吃药", "单独", "另报"),
        *(
            "名单后补",
            "后补",
            "待补",
            "没写完",
            "没写",
            "不清楚情况",
            "不了解情况",
            "不知道情况",
            "未完",
            "未完待续",
            "待续",
            "再说",
        ),
    ]
)
"""What is said of somebody: behind a pupil it tells no more, without one it tells of one."""
_UNFINISHED = frozenset(
    [
        *(
            "但",
            "但是",
            "不过",
            "可是",
            "只是",
            "就是",
            "还有",
            "另外",
            "以及",
            "而且",
            "然后",
            "除了",
        ),
        *("刚才", "刚刚", "有", "也", "还", "再", "说", "but", "except", "and", "also", "however"),
    ]
)
"""A message that ends so was sent too early."""
_HIMSELF = frozenset(["他", "她", "孩子", "娃", "娃儿", "本人", "自己", "他自己", "她自己", "学生"])
_IN_CLASS = frozenset(["在上课", "正在上课", "上课中", "在听课", "正在听课", "照常听课"])
_SOON = frozenset(["马上", "立刻", "立即", "马上就", "正在", "赶紧", "尽快"])
_TICKS = frozenset("✓✔✅√☑")
_COMPETES = frozenset(["比赛", "参赛", "集训", "参加比赛"])
_HEADCOUNT = frozenset(["students", "pupils", "人员", "学生", "学生数"])
_GOOD = frozenset({"好", "好的", "好哒", "好滴", "好呀", "好哈", "好啊"})
_NAMES_FOLLOW = frozenset(["名单", "名字", "姓名", "名单如下", "名单是", "分别是"])
_SO = frozenset(["怪", "挺", "蛮", "很", "还", "也", "倒是", "还是", "都还"])
"""其他都怪好: how well they are."""
_NO_REASON = frozenset(
    ["原因不详", "原因不明", "原因未知", "原因不清", "原因不知", "不知道原因", "原因还不清楚"]
)
_MANY = frozenset(
    [
        "一半",
        "半数",
        "一半以上",
        "大部分",
        "大多数",
        "大多",
        "多数",
        "绝大部分",
        "绝大多数",
        "多半",
        "一多半",
        "过半",
        "大半",
        "half",
        "most",
        "mostly",
    ]
)
TURNS = frozenset({"有", "就", "就是", "但", "但是", "只是", "不过", "然后", "而且", "也", "还有"})
"""没发烧有咳嗽: after these nothing is denied any more."""


class SmallWords(Doubts):
    """Takes up signs, fillers, and what leaves a doubt."""

    def _sign(self, token: Token) -> bool:
        """Brackets, colons and what stands between words."""
        match token.kind:
            case Kind.SPACE:
                self._pause()
            case Kind.CLOSE:
                self._pause()
                if self.excepting and self.spoken and self.who:
                    self._about(REST)  # everyone except Zhang San (sick leave) is fine
            case Kind.COLON:
                self._end_denial()
                self.again |= token.text == "→" and self.tokens[self.at - 2].kind is Kind.FIGURE
            case Kind.OPEN:
                self._open()
            case Kind.LIST:
                pass
            case Kind.OWN_CLASS:
                self._own_class()
            case _:
                return False
        return True

    def _open(self) -> None:
        """有一名学生（刘思琪）38.6; 张三、李四（事假）: what stands in brackets is of the last."""
        self._end_denial()
        if (group := self.group) is not None and group in self.heard.about:
            self._wait_for_names(group)
        if self.who and len(self.who) > 1 and self.tokens[self.at - 2].kind is Kind.NAME:
            self.who = self.who[-1:]

    def _small_word(self, token: Token) -> bool:
        """Words that tell something in their place only."""
        text = token.text
        if token.kind is Kind.COURTESY and text in _GOOD and self._just_named_all():
            self._normal(token)  # 其他娃儿好的
        elif text.casefold() in _HEADCOUNT and self._colon_and_number():
            self.label = Kind.ENROLLED  # Students: 45
        elif text.casefold() in EARLY and self._leaves_early():
            pass
        elif text in _NO_REASON and self.headed and self._just_after_name():
            self._without_reason()  # 事假王五，赵六原因不详
        elif text in _TICKS and self._ticked():
            self._normal(token)  # 其余✓, 体温✅
        elif text in _IN_CLASS and self._named_here() and (self.spoken or self.each):
            for about in self.who or ():
                if about.absence is None:
                    about.where = about.where or Where.SCHOOL  # 张三咳嗽，在上课
        elif self.household and text in _HIMSELF and self._next_text().startswith("也"):
            self.household = False  # 弟弟发烧他也发烧
        elif text in _COMPETES and self._just_after_name() and self._ends_here():
            self._predicate(Token(Kind.ABSENT, text, (Absence.OTHER, True)))  # 王小明比赛
        else:
            return False
        return True

    def _filler(self, token: Token) -> bool:
        """What tells nothing by itself, and may end what is denied."""
        if token.kind not in (Kind.FILLER, Kind.COURTESY, Kind.TITLE):
            return False
        if token.text in _OF_SOMEBODY:
            self.of_somebody.append(token.text)
        if self.denials and (token.text in TURNS or self._but_is(token)):
            self._end_denial()
        elif token.text in _NAMES_FOLLOW and self._next().kind in (Kind.COLON, Kind.NAME):
            self._list_follows()
        elif token.kind is Kind.FILLER:
            self._denies_only(token)
        return True

    def _put_right(self, token: Token) -> bool:
        """What is taken back, added, or said of something else."""
        match token.kind:
            case Kind.WRONG if self._guesses_the_cause(token):
                pass
            case Kind.WRONG:
                self._wrong(token)
            case Kind.LEFT_OUT:
                self._added(token)
            case Kind.WRITTEN_AS:
                self._written_as(token)
            case Kind.REMOVE:
                self._remove(token)
            case Kind.TOPIC:
                self._topic(token)
            case Kind.ONLY:
                self._only(token)
            case _:
                return False
        return True

    def _doubtful(self, token: Token) -> bool:
        """What leaves a doubt, unless what stands beside it takes the doubt away."""
        kind = token.kind
        if token.text.casefold() in LATE:
            self._late()
        elif kind is Kind.UNSURE and (self._of_the_cause() or self._next().kind is Kind.WRITTEN_AS):
            pass  # 可能着凉了; 之前写成39.6了
        elif token.text == "平均" and self.heard.highest:
            pass  # 最高36.9，平均36.4
        elif kind is Kind.WAIT and (
            (token.text in _SOON and self._sets_out()) or self._unmeasured_yet()
        ):
            pass  # 张三38.2，家长马上来接; 张三没量上，等会补
        elif kind in _SNAGS:
            self.heard.snags.add(_SNAGS[kind])
            if token.text.casefold() in _MANY and self._complaint_follows():
                self.heard.snags.add(Snag.NOT_NORMAL)
        else:
            return False
        return True

    def _late(self) -> None:
        if self.headed and self._next(Kind.COLON).kind is Kind.NAME:
            self._about(None)  # 事假张三，迟到李四
        if not self._named_here():  # 张三迟到没量体温: what was told of him stands
            self.heard.snags.add(Snag.LATE)

    def _settle_nobody_named(self) -> None:
        """全班正常，又犯了; 全班正常，不过: there is more to say, and nobody was named."""
        if self.heard.about:
            return
        for words in self.of_somebody:
            self.heard.left_over(words)
        last: list[str] = []
        for token in reversed(self.tokens):
            if token.kind in ENDS and last:
                break
            if token.kind not in ENDS and token.kind is not Kind.SPACE:
                last.append(token.text)
        if last and set(last) <= _UNFINISHED:
            self.heard.left_over("".join(reversed(last)))

    def _named_here(self) -> bool:
        return bool(self.who) and all(about.who is not None for about in self.who or ())

    def _sets_out(self) -> bool:
        """Whether it is told where a pupil who is ill is taken, or who comes for the pupil."""
        named = [about for about in self.who or () if about.who is not None]
        following = self._next()
        goes = following.kind in (Kind.WHERE, Kind.BACK, Kind.RELATIVE)
        ill = any(not about.says_nothing for about in named)
        return ill and (goes or following.text.startswith(("来接", "送", "接")))

    def _just_after_name(self) -> bool:
        return self.tokens[max(self.at - 2, 0)].kind is Kind.NAME

    def _without_reason(self) -> None:
        for about in self.who[-1:] if self.who else ():
            if about.absence is not None:
                about.absence, about.reason_known = Absence.OTHER, False

    def _but_is(self, token: Token) -> bool:
        """不是病假，是事假: after the second 是 nothing is denied."""
        denied = self.denied.text if self.denied is not None else ""
        return token.text in ("是", "而是") and denied.endswith("是")

    def _colon_and_number(self) -> bool:
        following = self.tokens[self.at : self.at + 3]
        signs = [one.kind for one in following if one.kind is not Kind.SPACE]
        return signs[:1] == [Kind.COLON] and bool({Kind.NUMBER, Kind.FIGURE} & set(signs[1:2]))

    def _ticked(self) -> bool:
        """Whether the rest, everybody or the temperature was named just before."""
        if self.label is Kind.TEMPERATURE and self._ends_here():
            return True
        return self._just_named_all() and self.who in (None, EVERYONE, REST)

    def _just_named_all(self) -> bool:
        """Whether everybody or the rest was named, and nothing was said of them yet."""
        subjects = {Kind.ALL, Kind.EACH, Kind.REST, Kind.TITLE}
        before = [t for t in self.tokens[max(self.at - 4, 0) : self.at - 1] if t.text not in _SO]
        return not self.spoken and bool(before) and before[-1].kind in subjects

    def _own_class(self) -> None:
        """五(2)班45人 speaks of everybody."""
        following = self._next()
        if self.who is not None or following.kind is not Kind.COUNT:
            return
        place = self.tokens.index(following, self.at)
        behind = next(
            (t for t in self.tokens[place + 1 :] if t.kind not in QUIET | {Kind.EACH, Kind.ALL}),
            None,
        )
        well = behind is not None and behind.kind is Kind.NORMAL
        if well and self._is_size(whole(following)):
            self._everyone()

    def _complaint_follows(self) -> bool:
        """一半咳嗽: so many that nobody can call the class well."""
        for token in self.tokens[self.at : self.at + 12]:
            if token.kind in ENDS or token.kind in (Kind.NOT, Kind.NAME):
                return False
            if token.kind in (Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE):
                return True
        return False

    def _topic(self, token: Token) -> None:
        """食堂正常, 老师都正常: that something else is normal says nothing of the pupils."""
        following = self._next(Kind.EACH, Kind.TOPIC, Kind.LIST)
        if following.kind is Kind.NORMAL and self._pupils_beside(self.at - 1):
            self._everyone()  # 老师和学生都正常
        elif following.kind in (Kind.NORMAL, Kind.FULL):
            self._skip_to(following)
        elif following.kind is Kind.ABNORMAL:
            self.heard.left_over(token.text)
            self._skip_to(following)
        elif following.kind in HEADED and self.who in (EVERYONE, REST):
            self._about(None)  # 全班正常 班长在医务室

    def _only(self, token: Token) -> None:
        """全班正常，只有张三咳嗽: all but those who are named."""
        if self.denials:
            self._end_denial()
        following = self._next(Kind.COLON, Kind.ONLY, Kind.TITLE)
        if following.kind in (Kind.NAME, Kind.COUNT, Kind.SOMEBODY, Kind.ORDINAL):
            if Claim.ALL_NORMAL in self.heard.claims:
                self.heard.claims.discard(Claim.ALL_NORMAL)
                self.heard.claims.add(Claim.REST_NORMAL)
        elif token.text not in TURNS and following.kind not in SAYS:
            self.heard.snags.add(Snag.UNSURE)

    def _list_follows(self) -> None:
        """8个没来，其余正常，名单：张三、李四……: they are those who were counted."""
        counted = [one for one in self.heard.about if one.who is None and one.times > 1]
        if len(counted) == 1:
            self._wait_for_names(counted[0])
