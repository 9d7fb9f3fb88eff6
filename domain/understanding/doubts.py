"""Doubts that leave no doubt of an illness: 像是痄腮, 可能着凉了, 应该是吃坏肚子了."""

from __future__ import annotations

from domain.understanding.denials import Denials
from domain.understanding.heard import Snag
from domain.understanding.lexicon import VAGUE_ILLNESS, Kind
from domain.understanding.tokens import Token

_SHOULD_BE = frozenset(["应该是", "应该", "应是"])
CAUSES = frozenset(
    ["过敏", "过敏了", "皮肤过敏", "中暑", "积食", "消化不良", "上火", "allergies", "allergic"]
)
"""What somebody may be ill from; of these nobody is told at once."""


class Doubts(Denials):
    """Tells a doubt about what it is from a doubt whether it is."""

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
