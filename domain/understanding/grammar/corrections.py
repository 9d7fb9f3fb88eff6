"""A teacher takes back what was just said: 张三38.2，不对，是李四."""

from __future__ import annotations

from itertools import takewhile

from domain.check_in import Absence
from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, QUIET, on_from
from domain.understanding.cutting.tokens import HEADED, ILL, SAYS, Token, reference, whole_of
from domain.understanding.grammar.taken_back import IS, PASSED, TakenBack
from domain.understanding.heard import Snag

_SWAPPED = frozenset(["弄反", "弄反了", "说反了", "写反了", "搞反", "搞反了", "报反了", "mixed up"])
_INSTEAD = frozenset(["改成", "改为", "应为", "应该是", "换成"])
_IS_NOT = frozenset(
    ["不是", "哦不是", "啊不是", "噢不是", "并非", "并不是", "not", "is not", "isn't"]
)
_SLIPS = HEADED | {
    *(Kind.FIGURE, Kind.NUMBER, Kind.COUNT, Kind.RATIO, Kind.NORMAL, Kind.COOLED, Kind.FULL),
}
"""What may have been typed by a slip."""
_APART = QUIET | {Kind.COMMA, Kind.COLON}
_ADDS = frozenset(["补报", "漏报", "打漏", "打漏了", "写漏了", "漏写", "漏写了"])
"""Behind these comes one more; nothing that was told is taken back."""
_PAIR = PASSED - {Kind.WRONG} | {Kind.COLON, Kind.FIGURE}
"""What may stand between two figures, of which the later is right."""
_HEADS = frozenset({Kind.PRESENT, Kind.ENROLLED})


class Corrections(TakenBack):
    """Replaces what was said last by what is said next; asks where that is not plain."""

    def _wrong(self, token: Token) -> None:
        """不对, 说错了: of an earlier message where nothing was said yet in this one."""
        if self._next().kind is Kind.WRITTEN_AS:
            return  # 手滑打成39.6
        if token.text in _INSTEAD and self._changed(token):
            return
        if self._counts_anew():
            return
        if not self._has_said() and token.text not in ("不", "no"):
            self._earlier_was_wrong(token)
            return
        if self._next().kind is Kind.NOT and self._next().text in _IS_NOT:
            return  # 不对，不是张三: the name says what is taken back
        if self._tells_of_one_more(token) or self._put_right_already():
            return
        self._put_right_by(self._pass_over(), self._last_said())

    def _put_right_already(self) -> bool:
        """38.5→37.0，写错了: the right one of two figures stands before the word. Notes it."""
        last = self._last_said()
        if last is None or self._next().kind not in ENDS | {Kind.CLOSE}:
            return False
        if last.taken_back:
            return True  # 38.5改成36.5，写错了
        before = takewhile(
            lambda one: one.kind in _PAIR, self.tokens[max(self.at - 8, 0) : self.at - 1][::-1]
        )
        typed = [one.value for one in before if isinstance(one.value, Figure)]
        new, old = typed[:2] if len(typed) > 1 else (None, None)
        if new is None or old is None or last.figures[-1:] != [new]:
            return False
        if last.again and old.raw in last.words:
            last.words.remove(old.raw)
        last.figures = [old]
        self._take_back(last, figures=True)
        last.figures, last.again, last.whose = [new], False, False
        return True

    def _counts_anew(self) -> bool:
        """实到43，不对，44; 43 present, no, 44: the number that follows is how many are there."""
        label = self._counted_last()
        following = self._next(*PASSED, Kind.COLON)
        counts = following.kind in (Kind.NUMBER, Kind.FIGURE, Kind.COUNT) and whole_of(following)
        if label is None or not counts:
            return False
        self.at = self.tokens.index(following, self.at)
        self.heard.snags.add(Snag.WRONG)
        self.label = label
        return True

    def _counted_last(self) -> Kind | None:
        """What the number counts that was told last: those who are there, or enrolled."""
        before = self._loud_before(11, PASSED | {Kind.COLON, Kind.TITLE})
        one, other = before[-2:] if len(before) > 1 else (NOTHING_THERE, NOTHING_THERE)
        for label, number in ((one, other), (other, one)):
            if label.kind in _HEADS and whole_of(number) is not None:
                return label.kind
        return None

    def _earlier_was_wrong(self, token: Token) -> None:
        self.heard.snags.add(Snag.WRONG)
        if token.text in _SWAPPED and self.who and len(self.who) == 2:
            for about in self.who:
                about.swapped = True
        else:
            self._another_name(token)

    def _put_right_by(self, following: Token, last: About | None) -> None:
        """What was told of the same kind as what follows is taken back."""
        if following.kind is Kind.NAME:
            self._instead_of(last, reference(following))
        elif following.kind is Kind.FIGURE and last is not None and last.figures:
            self._take_back(last, figures=True)
        elif following.kind is Kind.FIGURE and last is None and self.heard.class_figures:
            self.heard.class_figures.pop()
        elif last is not None and self._takes_back_word(following, last):
            self._about([last])
        elif following.kind in _HEADS and self.heard.present is not None:
            self.heard.snags.add(Snag.WRONG)  # 实到44，数错了，实到45
        elif not self.heard.slip:
            self.heard.snags.add(Snag.UNSURE)

    @staticmethod
    def _takes_back_word(following: Token, last: About) -> bool:
        """Takes back the leave, the place or the complaint that another one stands for now."""
        kind = following.kind
        if kind is Kind.ABSENT and last.absence is not None:
            last.absence = None
        elif kind in ILL and last.absence is Absence.PERSONAL:
            last.absence, last.reason_known = Absence.OTHER, False  # 事假，其实是发烧了
        elif kind is Kind.WHERE and last.where is not None:
            last.where = None
        elif kind is Kind.SYMPTOM and last.symptoms:
            last.symptoms.pop()
        else:
            return False
        return True

    def _tells_of_one_more(self, token: Token) -> bool:
        """补报林志强咳嗽; 不对，林志强也发烧: nothing that was told is taken back."""
        seen = self.tokens[self.at : self.at + 6]
        name = next((n for n, one in enumerate(seen) if one.kind is Kind.NAME), None)
        if name is None or any(one.kind not in _APART for one in seen[:name]):
            return False
        return token.text in _ADDS or [one.text for one in seen[name + 1 : name + 2]] == ["也"]

    def _added(self, token: Token) -> None:
        """漏报了一个，张三病假: it is told beside an earlier answer, and takes nothing back. Who
        was left out is asked where fewer are named.
        """
        if self.denied is not None:
            self.denials += 1  # 没有漏报的
            return
        if isinstance(token.value, int):
            ends = (Kind.STOP, Kind.REST, Kind.ALL)
            behind = takewhile(lambda one: one.kind not in ends, self._behind())
            names = {one.text for one in behind if one.kind in (Kind.NAME, Kind.ORDINAL)}
            if len(names) < token.value:
                self.heard.left_over(token.text)
        if not self._has_said():
            self.heard.snags.add(Snag.WRONG)

    def _changed(self, token: Token) -> bool:
        """把发烧改成咳嗽: what stands before it holds no more."""
        before, last = self._last_before(), self._last_said()
        if last is None or not {before.kind, self._next().kind} <= HEADED:
            return False
        match before.kind:
            case Kind.FEVER:
                last.feverish, last.cooled = False, True
            case Kind.SYMPTOM | Kind.DISEASE:
                last.symptoms = [one for one in last.symptoms if one is not before.value]
                last.words = [one for one in last.words if one != before.text]
                last.vague = last.disease = last.grave = False
            case Kind.ABSENT:
                last.absence, last.reason_known = None, True
            case Kind.WHERE:
                last.where = None
            case _:
                return False
        self.heard.snags.add(Snag.WRONG)
        self._about([last])
        return True

    def _written_as(self, token: Token) -> None:
        """刚才打成39.6了: what was typed by a slip holds no more. Takes it up."""
        place = self.at
        while self.tokens[place].kind in QUIET | {Kind.COLON, Kind.TEMPERATURE}:
            place += 1
        slip = self.tokens[place]
        self.heard.snags.add(Snag.WRONG)
        self.heard.slip = True
        if slip.kind is Kind.NAME and self._known_as(reference(slip)) is None:
            self.denied_names += (reference(slip),)  # 把张三写成李四了
        elif slip.kind not in _SLIPS:
            self.heard.left_over(token.text)
            return
        self.at = place + 1

    def _not_that_name(self, token: Token) -> bool:
        """不是张三，是李四: nothing is said of 张三 any more. Takes it up."""
        named = self._next()
        if token.text.casefold() not in _IS_NOT or named.kind is not Kind.NAME:
            return False
        place = self.tokens.index(named, self.at)
        behind = on_from(self.tokens, place + 1)
        after = next((one for one in behind if one.kind is not Kind.SPACE), named)
        if after.kind not in ENDS | {Kind.CLOSE} and after.text not in IS | {"的"}:
            if not self._just_named_another(after):
                return False
            self.at = place + 1
            self.denied_names += (reference(named),)
            return True
        self.at = place + 1
        taken_back = self._known_as(reference(named))
        following = self._pass_over()
        if taken_back is None:
            self.denied_names += (reference(named),)
            return True
        if following.kind is Kind.NAME:
            self._instead_of(taken_back, reference(following))
        else:
            self.heard.drop(taken_back)
            self.who = None
            if not taken_back.says_nothing:
                self.heard.snags.add(Snag.UNSURE)
        return True

    def _just_named_another(self, after: Token) -> bool:
        """是李四不是张三咳嗽: what follows is told of 李四."""
        one = self.who[0] if self.who and len(self.who) == 1 else None
        before = self._typed_before(2)
        follows = bool(before) and (before[-1].kind is Kind.NAME or before[-1].text in ("，", "而"))
        return follows and one is not None and one.says_nothing and after.kind in SAYS

    def _another_name(self, token: Token) -> None:
        """郑常写错了，是曾曾; 郑常改成曾曾: the lot of the one is the other's."""
        old = self.who[0] if self.who and len(self.who) == 1 else None
        if old is None or old.who is None or not old.says_nothing or old not in self.heard.about:
            return
        place = self.at
        is_other = token.text in _INSTEAD or token.text.endswith("是")
        while self.tokens[place].kind in PASSED or self.tokens[place].text in IS:
            is_other = is_other or self.tokens[place].text in IS | _INSTEAD
            place += 1
            if place == len(self.tokens):
                return
        if is_other and self.tokens[place].kind is Kind.NAME:
            self.heard.drop(old)
            self._about(None)
            self.denied_names += (old.who,)

    def _remove(self, token: Token) -> None:
        """把张三去掉, 去掉张三: nothing that was said of the pupil holds any more."""
        named = [one for one in self.who or () if one.who is not None]
        if token.text.startswith("不算") and not self._last(token):
            self.heard.left_over(token.text)  # 不算高
        elif named:
            for about in named:
                self.heard.about[self.heard.about.index(about)] = About(about.who, removed=True)
            self._about([one for one in self.heard.about if one.removed])
            self.spoken = True
        elif self._next(Kind.COLON).kind is Kind.NAME:
            self.removing = True
        else:
            self.heard.left_over(token.text)

    def _not_that_figure(self, token: Token) -> bool:
        """不是38.1，是37.1; 37.1 not 38.1: the figure that is denied is nobody's. Takes it up."""
        following = self._next()
        if token.text.casefold() not in _IS_NOT or following.kind is not Kind.FIGURE:
            return False
        before = [one.kind for one in self.tokens[max(self.at - 4, 0) : self.at - 1]]
        place = self.tokens.index(following, self.at) + 1
        behind = [one.kind for one in self.tokens[place : place + 6]]
        if Kind.FIGURE not in (*before, *behind):
            return False
        self.heard.snags.add(Snag.WRONG)
        self.heard.slip = True
        self.at = place
        return True
