"""What is told of a relative, or by one; and what the teacher tells of themselves."""

from __future__ import annotations

from domain.understanding.heads import Heads
from domain.understanding.heard import About, Snag
from domain.understanding.hearing import ENDS, HEADED, QUIET
from domain.understanding.lexicon import Kind
from domain.understanding.tokens import Token

_BESIDE = frozenset(
    [
        "随",
        "跟着",
        "跟到",
        "跟随",
        "陪",
        "陪着",
        "陪同",
        "给",
        "向",
        "对",
        "联系",
        "联系了",
        "通知",
        "已通知",
        "通知了",
        "喊",
        "叫",
        "让",
        "请",
        "由",
        "被",
        "打电话给",
        "和",
    ]
)
_TELLS = frozenset(
    [
        "说",
        "来电",
        "来电说",
        "打电话",
        "打电话说",
        "反映",
        "告知",
        "告诉",
        "发信息",
        "电话告知",
        "告诉我",
        "告知我",
        "跟我说",
        "和我说",
        "给我说",
        "发消息说",
        "发微信说",
        "微信说",
        "电话说",
        "电话里说",
        "在电话里说",
        "打电话来说",
        "来信息说",
        "来消息说",
        "早上说",
        "表示",
        "称",
        "发微信",
        "发信息说",
        "微信",
        "带",
        "带他",
        "带她",
        "送",
        "领",
        "接",
        "陪",
        "来接",
        "来接了",
        "陪着",
        "陪他",
        "陪她",
        "已接走",
        "says",
        "said",
        "called",
        "told",
    ]
)
"""After these a relative tells of the pupil, or fetches the pupil."""
_FETCHED = ("接", "来接", "领", "带", "送", "家长接", "已接", "被接")
OTHERS = frozenset(
    {Kind.NAME, Kind.ALL, Kind.EACH, Kind.REST, Kind.COUNT, Kind.ORDINAL, Kind.RELATIVE}
)
_OWN_STATE = frozenset(
    {Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.FIGURE, Kind.TRIP}
)


class Relatives(Heads):
    """Keeps apart whose illness or journey it is."""

    def _self(self) -> None:
        """我发烧了 is about the teacher; 我量了体温都正常 is about the class."""
        for token in self.tokens[self.at : self.at + 12]:
            if token.kind in ENDS or token.kind in OTHERS:
                return
            if token.kind in _OWN_STATE:
                self.heard.snags.add(Snag.SELF)
                self._about([About(None)])
                self.speaker = True
                return

    def _relative(self, token: Token) -> None:
        before = [
            one
            for one in self.tokens[max(self.at - 12, 0) : self.at - 1]
            if one.kind is not Kind.SPACE
        ]
        beside = bool(before) and (before[-1].kind is Kind.LIST or before[-1].text in _BESIDE)
        if beside or self._tells() or self._fetches() or not self._of_health_or_travel():
            self.of_relative = True
            return  # 李四和爸爸去了瑞丽; 张三妈妈说他发烧了
        if self.who and self.who[-1].who is not None:
            self.household = True
            words = self._clause_from_here()
            for about in self.who:
                about.household = True
                about.words.append(words)
            self.spoken = True
        else:
            self.heard.left_over(token.text)

    def _of_health_or_travel(self) -> bool:
        """Whether anything is told of the relative that may matter to the pupil."""
        for token in self.tokens[self.at : self.at + 20]:
            if token.kind in ENDS:
                return False
            if token.kind in HEADED | _OWN_STATE | {
                Kind.FROM,
                Kind.TO,
                Kind.VIA,
                Kind.BACK,
                Kind.PLACE,
            }:
                return token.kind is not Kind.ABSENT
        return False

    def _tells(self) -> bool:
        for token in self.tokens[self.at : self.at + 6]:
            if token.text in _TELLS:
                return True
            if token.kind not in QUIET | {Kind.DAYS}:
                return False
        return False

    def _fetches(self) -> bool:
        """他爸给接走了: the relative took the pupil home."""
        following = self._next()
        return following.kind is Kind.WHERE and following.text.startswith(_FETCHED)

    def _clause_from_here(self) -> str:
        """The words from the piece just taken up to the end of its clause: 爸爸从南京回来."""
        words = []
        for token in self.tokens[self.at - 1 : self.at + 30]:
            if token.kind in ENDS | {Kind.CLOSE}:
                break
            words.append(token.text)
        return "".join(words).strip()
