"""What leaves a doubt, 可能发烧; and what leaves none that somebody is ill, 可能着凉了."""

from __future__ import annotations

from domain.understanding.cutting.lexicon import VAGUE_ILLNESS, Kind
from domain.understanding.cutting.pieces import ENDS
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.denials import Denials
from domain.understanding.heard import Snag
from domain.understanding.ordering.former import LATE

_SHOULD_BE = frozenset(["应该是", "应该", "应是"])
CAUSES = frozenset(
    ["过敏", "过敏了", "皮肤过敏", "中暑", "积食", "消化不良", "上火", "allergies", "allergic"]
)
"""What somebody may be ill from; of these nobody is told at once."""
_COMING = (
    *("路上", "到了", "到校", "赶来", "正在来", "晚到", "迟到", "晚来", "迟来", "点到", "点来"),
    *("way", "late", "here soon"),
)
"""Among the words of waiting, those that tell of a pupil who is expected."""
_ROUGHLY = frozenset(["大概", "大致", "大体", "roughly", "more or less"])
"""What does not doubt that it was measured, where a figure follows."""
_ROUGHLY_OF_ONE = frozenset(["差不多", "估计", "估摸"])
"""Of a pupil these do not either; of the class 差不多36.5 may be nearly everybody."""
_BEFORE_THE_FIGURE = (Kind.EACH, Kind.ALL, Kind.IN, Kind.FEVER, Kind.TEMPERATURE)
_FORGOT = frozenset(["忘了", "forgot", "forgotten"])
_STANDS_IN = frozenset(["代班", "代报", "代管", "来代班"])
_SNAGS = {
    Kind.UNSURE: Snag.UNSURE,
    Kind.SAME: Snag.SAME,
    Kind.WAIT: Snag.WAIT,
    Kind.OTHER_CLASS: Snag.OTHER_CLASS,
}
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


class Doubts(Denials):
    """Notes what is not sure, and tells a doubt about what it is from a doubt whether it is."""

    def _doubtful(self, token: Token) -> bool:
        """What leaves a doubt, unless what stands beside it takes the doubt away."""
        kind = token.kind
        if token.text.casefold() in LATE:
            self._late()
        elif kind is Kind.UNSURE and (self._of_the_cause() or self._next().kind is Kind.WRITTEN_AS):
            pass  # 可能着凉了; 之前写成39.6了
        elif self._is_a_figure_nearly(token):
            pass  # 大概36.8, 差不多都在36.5
        elif token.text in _FORGOT and self._is_unmeasured():
            pass  # 赵六没测，忘了
        elif token.text in _STANDS_IN and self._last_before().kind is Kind.SELF:
            pass  # 王老师请假，我代班
        elif kind is Kind.WAIT and (
            (token.text == "马上" and self._sets_out()) or self._unmeasured_yet()
        ):
            pass  # 张三38.2，家长马上来接; 张三没量上，等会补
        elif kind is Kind.WAIT and self._is_on_the_way(token):
            pass
        elif kind in _SNAGS:
            self.heard.snags.add(_SNAGS[kind])
            if token.text.casefold() in _MANY and self._complaint_follows():
                self.heard.snags.add(Snag.NOT_NORMAL)
        else:
            return False
        return True

    def _is_a_figure_nearly(self, token: Token) -> bool:
        """张三发烧大概38度3: a reading that is nearly so is one, as 38.3左右 is."""
        word, following = token.text.casefold(), self._next(*_BEFORE_THE_FIGURE)
        if following.kind is not Kind.FIGURE:
            return False
        all_of_them = word == "差不多" and self._next().kind in (Kind.EACH, Kind.IN)
        of_one = word in _ROUGHLY_OF_ONE and bool(self.pupils)
        return word in _ROUGHLY or of_one or all_of_them

    def _is_unmeasured(self) -> bool:
        """Whether what was forgotten is to measure a pupil who was named."""
        told = bool(self.pupils) and all(about.unmeasured for about in self.pupils)
        return told or (bool(self.pupils) and self._next(Kind.COMMA).kind is Kind.UNMEASURED)

    def _late(self) -> None:
        if self.headed and self._next(Kind.COLON).kind is Kind.NAME:
            self._about(None)  # 事假张三，迟到李四
        if not self._named_here():  # 张三迟到没量体温: what was told of him stands
            self.heard.snags.add(Snag.LATE)
        for about in self.pupils:
            about.late = True

    def _is_on_the_way(self, token: Token) -> bool:
        """张三还在路上, 快到了: of a pupil of whom nothing else is told."""
        coming = any(one in token.text.casefold() for one in _COMING)
        if not (coming and self.pupils and all(about.says_nothing for about in self.pupils)):
            return False
        for about in self.pupils:
            about.late = True
        return True

    def _named_here(self) -> bool:
        return bool(self.who) and all(about.who is not None for about in self.who or ())

    def _sets_out(self) -> bool:
        """Whether it is told where a pupil who is ill is taken, or who comes for the pupil."""
        named = [about for about in self.who or () if about.who is not None]
        following = self._next()
        goes = following.kind in (Kind.WHERE, Kind.BACK, Kind.RELATIVE)
        ill = any(not about.says_nothing for about in named)
        return ill and (goes or following.text.startswith(("来接", "送", "接")))

    def _complaint_follows(self) -> bool:
        """一半咳嗽: so many that nobody can call the class well."""
        for token in self.tokens[self.at : self.at + 12]:
            if token.kind in ENDS or token.kind in (Kind.NOT, Kind.NAME):
                return False
            if token.kind in (Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE):
                return True
        return False

    def _of_the_cause(self) -> bool:
        """像是痄腮, 可能着凉了: that a pupil is ill is sure, and only what it is may be doubted."""
        named = self.pupils
        following = self._next()
        if named and self._disease_before():
            return True  # 手足口病疑似
        if named and following.kind is Kind.NORMAL and not any(one.says_nothing for one in named):
            self._skip_to(following)  # hit his head, seems ok: it stands as it was told
            return True
        if not named or following.kind not in (Kind.DISEASE, Kind.SYMPTOM):
            return False
        if following.kind is Kind.DISEASE:
            return True
        ill = all(about.symptoms or about.feverish or about.figures for about in named)
        told = all(following.value in about.symptoms for about in named)
        if told or (ill and following.text.casefold() in VAGUE_ILLNESS | CAUSES):
            self._skip_to(following)
            return True
        return False

    def _disease_before(self) -> bool:
        before = self.tokens[max(self.at - 2, 0)]
        return self.tokens[self.at - 1].text == "疑似" and before.kind is Kind.DISEASE

    def _guesses_the_cause(self, token: Token) -> bool:
        """拉肚子，应该是吃坏肚子了: nothing was wrong before, and nothing is put right."""
        before = self.tokens[max(self.at - 12, 0) : self.at - 1]
        corrects = Snag.WRONG in self.heard.snags or any(t.text == "不是" for t in before)
        return token.text in _SHOULD_BE and not corrects and self._of_the_cause()
