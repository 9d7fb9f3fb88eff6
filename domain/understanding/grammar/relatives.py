"""What is told of a relative, or by one; and what the teacher tells of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from domain.check_in import Absence, Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, QUIET, SPACES
from domain.understanding.cutting.tokens import HEADED, ILL_OR_AWAY, Token, is_leave
from domain.understanding.grammar.heads import Heads
from domain.understanding.heard import Snag

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
        "with",
        "for",
        "to",
        "by",
    ]
)
_SIBLING = re.compile(r"[弟妹哥姐](?![夫家])|brother|sister|twin|cousin|sibling", re.IGNORECASE)
"""Who may be a pupil as well."""
_ALSO = frozenset(
    [
        *("也", "他", "她", "双胞胎", "龙凤胎", "孪生", "also", "but", "while", "plus", "his"),
        *("her", "twin", "little", "younger", "older", "elder", "big"),
    ]
)
_OPENS = ENDS | HEADED | {Kind.LIST, Kind.NAME, Kind.FIGURE}
_NO_REASON = ((Absence.OTHER, False), (Absence.SICK, True))
_COMES = frozenset(
    [
        *("到", "到了", "就到", "来", "来了", "过来", "赶来", "赶过来", "来接", "在", "来的"),
        *("路上", "来的路上", "在路上", "还在路上", "在来的路上", "去", "赶", "往学校赶"),
        *("来学校", "到学校"),
    ]
)
_TELLS = frozenset(
    [
        *("来电", "打电话", "发信息", "发微信", "微信", "表示", "称", "话"),
        *("已接走", "says", "said", "called", "told", "rang", "rang in", "phoned", "phoned in"),
        *("rang to say", "texted", "messaged", "emailed", "wrote", "wrote in", "let me know"),
        *("让", "让他", "让她", "叫他", "叫她", "要求", "决定", "同意"),
    ]
)
_SPEAKS = ("说", "告诉", "告知", "反映", "反馈")
_TAKES = re.compile(r"(?:来|已|又|就|给|要|去|开车|打车|骑车)*(?:接|领|带|送|陪|背|抱|把|扶)(?!我)")
"""After these a relative tells of the pupil, or fetches the pupil."""
_FETCHED = (
    *("接", "来接", "领", "带", "送", "家长接", "已接", "被接"),
    *("took", "picked", "collect", "brought", "has taken", "came to"),
)
OTHERS = frozenset(
    {Kind.NAME, Kind.ALL, Kind.EACH, Kind.REST, Kind.COUNT, Kind.ORDINAL, Kind.RELATIVE}
)
_OWN_STATE = ILL_OR_AWAY | {Kind.FIGURE, Kind.TRIP}
_BESIDE_A_PLACE = QUIET | {Kind.DAYS}
_ON_THE_WAY = frozenset({Kind.FROM, Kind.TO, Kind.VIA, Kind.BACK, Kind.PLACE})
_STAFF = ("老师", "班主任", "教师", "校医", "校长", "主任")
_BETWEEN_STAFF = frozenset(["今天", "昨天", "今早", "也", "本人", "有点", "昨晚", "还", "又"])
_PUPIL = frozenset(["孩子", "娃", "学生", "小孩", "他", "她", "其", "的", "he", "she", "they"])
_HAS = frozenset(
    [*("也", "是", "还", "都", "有", "烧到", "现在", "今早"), *("has", "is", "was", "had", "at")]
)
"""他妈妈也38.5: whose the figure is."""
_TO_ME = frozenset(["跟", "向", "给", "和", "与", "找", "对", "问", "到"])
_MEASURED_BY = frozenset(
    [
        *("量的", "测的", "早上量", "早上测", "早上量的", "早上测的", "今早量的", "今早测的"),
        *("在家量的", "在家测的", "家里量的", "家里测的", "给量的", "给测的"),
    ]
)
"""家长早上量的38.2: the reading is the pupil's."""
_TOGETHER = frozenset(["一起", "一道", "一块", "一块儿", "一同"])
_TOOK = frozenset("量测")
_I_TOOK = frozenset(["took", "measured", "checked", "tested", "retook", "rechecked", "got", "sent"])
"""I took it twice: 37.6 is the reading of a pupil."""


def _is_company(before: Sequence[Token]) -> bool:
    """李四和爸爸, Li Si and his father; 李四咳嗽，还有他爸爸 is the father's own."""
    if before[-1].kind is not Kind.LIST:
        return False
    with_whom = before[-2] if len(before) > 1 else NOTHING_THERE
    together = with_whom.kind in OTHERS | {Kind.TITLE} or with_whom.text.casefold() in _PUPIL
    return together or before[-1].text in _TO_ME


class Relatives(Heads):
    """Keeps apart whose illness or journey it is."""

    def _self(self) -> None:
        """我发烧了 is about the teacher; 我量了体温都正常 is about the class."""
        if self.at > 1 and self.tokens[self.at - 2].text in _TO_ME:
            return  # 都跟我请了假
        if self.tokens[self.at - 1].text == "本人" and self._is_of_a_pupil():
            return
        if [one.kind for one in self.tokens[self.at : self.at + 2]] == [Kind.LIST, Kind.NAME]:
            self.heard.snags.add(Snag.SELF)  # 我和张三都咳嗽
            return
        for token in self.tokens[self.at : self.at + 12]:
            if token.kind in ENDS or token.kind in OTHERS or token.text.casefold() in _I_TOOK:
                return
            elsewhere = self._comes_from_elsewhere(token) or self._is_elsewhere(token)
            if token.kind in _OWN_STATE or elsewhere:
                self._teacher_speaks()
                return

    def _teacher_speaks(self) -> None:
        """From here on it is told of a teacher, and nothing of it is written down of a pupil."""
        self.heard.snags.add(Snag.SELF)
        teacher = About(None)
        self.heard.teachers.append(teacher)
        self._about([teacher])
        self.speaker = self.own_clause = True

    def _comes_from_elsewhere(self, token: Token) -> bool:
        """我昨天从昆明回来."""
        places = (one.kind is Kind.PLACE for one in self._clause_behind())
        return token.kind is Kind.FROM and any(places)

    def _is_elsewhere(self, token: Token) -> bool:
        """我在北京，全班正常; 我在家: the teacher is, where no pupil was named before."""
        if token.kind not in (Kind.IN, Kind.TO, Kind.WHERE) or self.pupils:
            return False
        clause = [one for one in self._clause_behind() if one.kind not in _BESIDE_A_PLACE]
        if token.kind is Kind.WHERE:
            return token.value is not Where.SCHOOL and clause == [token]
        kinds = [one.kind for one in clause]
        return kinds == [token.kind, Kind.PLACE] and not self._is_of_those_there()

    def _is_of_those_there(self) -> bool:
        """我在北京的学生: it is the pupils who are there."""
        return any(one.text.endswith("的") for one in self._clause_behind())

    def _clause_behind(self) -> Iterator[Token]:
        return takewhile(lambda one: one.kind not in ENDS, self._behind())

    def _is_staff(self, token: Token) -> bool:
        """班主任咳嗽, 王老师请假: told of a colleague, where nobody else is in the clause."""
        opens = self.at < 2 or self.tokens[self.at - 2].kind in ENDS
        said = next((one for one in self._behind() if one.text not in _BETWEEN_STAFF), token)
        told = said.kind in _OWN_STATE - {Kind.TRIP}
        others = any(one.kind in OTHERS for one in self._clause_behind())
        return opens and told and not others and token.text.endswith(_STAFF)

    def _is_of_a_pupil(self) -> bool:
        """李雷本人38.1, 李雷妈妈发烧，本人38.1: the pupil, and not the teacher."""
        before = self._last_before(SPACES)
        beside = before.kind in (Kind.NAME, Kind.ORDINAL, Kind.TITLE) or before.text in _PUPIL
        named = bool(self.who) and self.who is not None and self.who[-1].household
        return beside or named

    def _relative(self, token: Token) -> None:
        before = self._loud_before(11, SPACES)
        beside = bool(before) and (_is_company(before) or before[-1].text in _BESIDE)
        also = self.of_relative and bool(before) and before[-1].kind is Kind.RELATIVE
        beside = beside or also or self._next_text() in _TOGETHER  # 和爸爸妈妈; 还有妈妈一起
        visits = "来" in token.text and self._next().kind in ENDS  # 家里来了外地亲戚，从广东来的
        if self._comes():
            return  # 家长马上到
        if self._sibling_is_away(token, before or [NOTHING_THERE]):
            return
        helps = self._tells() or self._fetches() or self._measures()
        if beside or ((helps or not self._of_health_or_travel()) and not visits):
            self.of_relative = True
            if not (beside or helps):
                self._has_not_come()
            return  # 李四和爸爸去了瑞丽; 张三妈妈说他发烧了
        if self._of_nobody_known():
            self._somebody()
        if not (self.group or self.pupils):
            self.heard.left_over(token.text)
            return
        self.household = True
        words = self._clause_from_here()
        for about in self.who or ():
            about.household = True
            about.words.append(words)
        self.spoken = True

    def _of_nobody_known(self) -> bool:
        """Lily妈妈, Amy's mother: the pupil has a name nobody knows, and nobody else is meant."""
        before = [one for one in self._clause_before() if one.kind not in QUIET]
        return [one.kind for one in before] == [Kind.UNKNOWN]

    def _comes(self) -> bool:
        """家长马上到, 他妈妈在来的路上: the relative comes to school. Takes up the clause."""
        place, comes = self.at, False
        while self.tokens[place].kind not in ENDS:
            one = self.tokens[place]
            comes = comes or one.kind is Kind.WAIT or "路上" in one.text
            if one.kind not in QUIET | {Kind.WAIT, Kind.EACH} and one.text not in _COMES:
                return False
            place += 1
        if comes:
            self.at, self.of_relative = place, True
        return comes

    def _has_not_come(self) -> None:
        """家长还没来: it is the parent who has not come yet."""
        following = self._next()
        if following.kind is Kind.ABSENT and following.text.rstrip("了的").endswith(("来", "到")):
            self._skip_to(following)

    def _sibling_is_away(self, token: Token, before: Sequence[Token]) -> bool:
        """李雷病假，还有他弟弟没来: whether the brother is a pupil here has to be asked. Takes
        up the absence where it is not told of the pupil too.
        """
        if not _SIBLING.search(token.text):
            return False
        last = before[-1] if before else NOTHING_THERE
        so_is = [one.text.casefold() for one in before[-2:-1]] == ["so"]
        opens = last.kind in _OPENS or last.text.casefold() in _ALSO
        away = self._next(Kind.EACH, Kind.DAYS, Kind.RELATIVE, Kind.LIST)
        gone = away.kind is Kind.ABSENT and (is_leave(away) or away.value in _NO_REASON)
        if not so_is and not (opens and gone):
            return False
        self.heard.left_over(self._clause_from_here())
        if so_is or _is_company(before):
            return False
        self._skip_to(away)
        return True

    def _of_health_or_travel(self) -> bool:
        """Whether anything is told of the relative that may matter to the pupil."""
        for token in self.tokens[self.at : self.at + 20]:
            if token.kind in ENDS:
                return False
            if token.kind in HEADED | _OWN_STATE | _ON_THE_WAY:
                return token.kind is not Kind.ABSENT
        return False

    def _tells(self) -> bool:
        """他妈在群里说, 她爸带去: it is the pupil of whom it is told, or who was taken along."""
        if self.tokens[self.at].kind is Kind.COLON:
            return True  # 曾曾妈妈：今天请假
        for token in self.tokens[self.at : self.at + 8]:
            if token.text in _TELLS | _MEASURED_BY or self._takes_along(token):
                return True
            if any(one in token.text for one in _SPEAKS) and token.kind is Kind.FILLER:
                return True
            if token.kind in (Kind.RELATIVE, Kind.LIST):
                continue  # 爷爷奶奶带
            if token.kind in ENDS or token.kind in HEADED | _OWN_STATE | OTHERS | _ON_THE_WAY:
                return False
        return False

    def _measures(self) -> bool:
        """家长早上量的38.2: the relative only took the pupil's temperature."""
        took = False
        for token in self.tokens[self.at : self.at + 8]:
            if token.kind is Kind.FIGURE:
                return took
            took = took or (token.kind is Kind.TEMPERATURE and bool(_TOOK & set(token.text)))
            if token.kind not in QUIET | {Kind.DAYS, Kind.TEMPERATURE, Kind.AGAIN, Kind.WHERE}:
                return False
        return False

    def _takes_along(self, token: Token) -> bool:
        """带去, 接他去广州: the pupil is there too. 送货去武汉, 带弟弟去: the pupil is not."""
        if not _TAKES.match(token.text):
            return False
        place = self.tokens.index(token, max(self.at - 1, 0))
        following = self.tokens[place + 1 : place + 40]
        behind = next((one for one in following if one.kind not in QUIET), token)
        return behind.kind not in (Kind.UNKNOWN, Kind.RELATIVE, Kind.TOPIC)

    def _with_pupil(self, token: Token) -> None:
        """爸妈从广东回来接他去广州: from here on it is told of the pupil."""
        told = self.who and any(about.household for about in self.who)
        if told and token.kind is not Kind.RELATIVE and self._takes_along(token):
            self.household, self.trip = False, None

    def _fetches(self) -> bool:
        """他爸给接走了: the relative took the pupil home."""
        following = self._next()
        return following.kind is Kind.WHERE and following.text.casefold().startswith(_FETCHED)

    def _relatives_own(self) -> bool:
        """爸爸发烧38.2, 妈妈今天38.5: the figure is the relative's, and stands in the words about
        them. 妈妈发来体温38.5 and 爸爸从南京回来 37.8 may be the pupil's.
        """
        if not self.household:
            return False
        right_behind = True
        for token in self._clause_before():
            if token.kind in (Kind.FEVER, Kind.HOT):
                return True
            if token.kind is Kind.RELATIVE:
                return right_behind
            silent = token.kind in (Kind.SPACE, Kind.DAYS) or token.text.casefold() in _HAS
            right_behind = right_behind and silent
        return False

    def _clause_from_here(self) -> str:
        """The words from the piece just taken up to the end of its clause, 爸爸从南京回来, or to
        the next pupil: 爷爷住院 朱梓萱38.6.
        """
        words = []
        told = False
        for token in self.tokens[self.at - 1 : self.at + 30]:
            if token.kind in ENDS | {Kind.CLOSE} or (told and token.kind is Kind.NAME):
                break
            words.append(token.text)
            told = told or token.kind in HEADED
        return "".join(words).strip()
