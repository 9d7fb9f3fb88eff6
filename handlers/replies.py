"""A reply to a question about one person is read together with the person's name."""

from __future__ import annotations

from collections.abc import Mapping

from domain.check_in import Absence, Entry
from domain.named_alone import is_name_alone
from domain.orders import Order, read_order
from domain.roster import Pupil
from domain.spelling import plain
from domain.telling import entry_of, merge
from domain.understanding import PupilSaid, Understood
from domain.unsettled import Matter
from handlers import settling, steps
from handlers.desk import Desk, parse_who
from handlers.lessons import without_lessons
from handlers.telling import tell, understood_at
from views.words import say

LONGEST_REMARK = 80
"""Characters of what is known of somebody in words, this reply and what was said before."""
_BARE = frozenset({"正常", "normal", "fine", "ok", "没事"})
"""After a question about one person of whom nothing is wrong so far these are about that person."""
_UNKNOWN = frozenset(
    {
        *("不知道", "还不知道", "不清楚", "还不清楚", "不详", "不明", "没说", "没问", "不记得"),
        *("记不清", "忘了", "dontknow", "idontknow", "notsure", "unknown", "noidea"),
    }
)
_YES = frozenset(
    {
        *("是", "是的", "对", "嗯", "同住", "住一起", "一起住", "住在一起"),
        *("yes", "y", "yeah", "together", "theydo"),
    }
)
_NO = frozenset(
    {
        *("不是", "不", "没有", "不同住", "不住一起", "不一起住", "没住一起"),
        *("no", "n", "nope", "apart", "theydont"),
    }
)
_HERE = frozenset(
    {
        *("是", "是的", "对", "嗯", "在", "在的", "到"),
        *("yes", "y", "yeah", "yep", "here", "heis", "sheis"),
    }
)
_NOT_HERE = frozenset(
    {
        *("没", "没有", "不是", "不在", "还没", "还没有", "否"),
        *("no", "n", "nope", "notyet", "nothere", "notthere"),
    }
)
"""Answers to whether who was late is here by now."""
_HEADS = frozenset({"人数", "人", "实到", "实到人数", "present", "heads", "headcount", "pupils"})
_SENTENCES: Mapping[str, str] = {"absent": "没来", "travel": "外出", "unmeasured": "未测"}
"""What a list of names means below the class's list of pupils."""


def speaks_of_others(desk: Desk, who: str, raw: str) -> bool:
    """Whether words say something of others, and so are no answer about this one person."""
    if plain(raw) in _BARE:
        return False
    said = understood_at(desk, raw)
    others = (one.pupil.id for one in said.pupils if one.pupil is not None and one.sure)
    named = any(desk.cards.who(pupil_id) != who for pupil_id in others)
    of_nobody = any(one.pupil is None and not one.raw for one in said.pupils)
    counted = said.present is not None or said.enrolled is not None
    of_the_rest = (said.rest_normal or said.no_travel) and not of_nobody  # 咳嗽，其余正常
    return named or said.all_normal or of_the_rest or counted


def of_one(desk: Desk, who: str, raw: str, before: str = "") -> bool:
    """感冒 after 张三 为什么没来？ is read as 张三 请假 感冒. False where that says nothing."""
    order = read_order(raw)
    if order is not Order.UNMEASURED:
        others = order is not None or speaks_of_others(desk, who, raw)
        if others or _takes_back(desk, who, raw):
            return False
    if who.startswith("s"):
        return _of_yourself(desk, who, raw)
    sentence = f"{desk.name(who)} {before}{'未测' if order else raw}"
    said = understood_at(desk, sentence)
    if without_lessons(desk, sentence, said):
        return True
    if len(said.pupils) != 1 or not said.pupils[0].sure or is_unclear(said):
        return False
    tell(desk, sentence, said)
    return True


def is_here(desk: Desk, who: str, raw: str) -> bool:
    """是, 还没 after 刘洋：到校了吗？"""
    _, key = parse_who(who)
    late = any(one.coming and one.pupil_id == key for one in desk.draft.unsettled.matters)
    if late and plain(raw) in _HERE:
        desk.show(settling.what(desk, who, "well"))
    elif late and plain(raw) in _NOT_HERE:
        desk.show(steps.picked(desk, "a", who))
    else:
        return False
    return True


def _takes_back(desk: Desk, who: str, raw: str) -> bool:
    """Whether a bare 正常 or figure would stand in place of what was told of somebody unwell: it
    is then said of the class.
    """
    entry, threshold = desk.about(who), desk.round.fever_threshold
    if plain(raw) in _BARE:
        return entry.is_abnormal(threshold)
    said = understood_at(desk, raw)
    if said.class_max is None or said.pupils:
        return False
    if entry.temperature is not None:
        return entry.temperature != said.class_max.hundredths
    return entry.feverish and said.class_max.hundredths < threshold


def complaint(desk: Desk, who: str, raw: str) -> bool:
    """咳嗽 where a temperature was asked for: what else is the matter, and perhaps how warm."""
    words = raw if who.startswith("s") else f"{desk.name(who)} {raw}"
    said = understood_at(desk, words).pupils
    if len(said) != 1:
        return False
    one = said[0]
    told = one.symptoms or one.absence or one.where
    warm = one.temperature is not None and not one.asks
    return bool(told or warm) and of_one(desk, who, raw)


def _of_yourself(desk: Desk, who: str, raw: str) -> bool:
    """咳嗽 after the own temperature was asked for: the words name nobody."""
    said = understood_at(desk, raw)
    if len(said.pupils) != 1 or said.pupils[0].raw or is_unclear(said):
        return False
    entry = entry_of(said.pupils[0])
    if entry == Entry():
        return False
    desk.say_about(who, **dict(merge(desk.about(who), entry)))
    desk.show(desk.review())
    return True


def of_all(desk: Desk, what: str, raw: str) -> bool:
    """咳嗽 after several pupils were named and nothing else, 在家 after it was asked where each of
    them is: it is said of all of them.
    """
    asked = desk.draft.unsettled.asked_about
    if read_order(raw) is not None or plain(raw) in _BARE or speaks_of_others(desk, "", raw):
        return False
    names = [pupil.name for pupil in desk.pupils if pupil.id in asked]
    sentence = f"{'、'.join(names)} {'请假 ' if what == 'why' else ''}{raw}"
    said = understood_at(desk, sentence)
    sure = len(said.pupils) == len(names) and all(one.sure for one in said.pupils)
    if not sure or is_unclear(said):
        return False
    tell(desk, sentence, said)
    return True


def passed_over(desk: Desk, who: str, raw: str) -> bool:
    """跳过, 不知道 in reply to what may be left open."""
    if not is_passed(raw):
        return False
    kind, key = parse_who(who)
    keys = desk.draft.unsettled.keys_about(key) if kind == "p" else frozenset()
    if not keys:
        return False
    desk.passed_over(who, *keys)
    desk.show(desk.review())
    return True


def is_passed(raw: str) -> bool:
    """Whether somebody has no answer to what was asked."""
    return read_order(raw) is Order.SKIP or plain(raw) in _UNKNOWN


def why(desk: Desk, who: str, raw: str) -> bool:
    """Why a pupil is not there; who does not know says so."""
    if is_passed(raw):
        desk.show(steps.reason(desk, who, Absence.OTHER))
        return True
    return of_one(desk, who, raw, "请假 ")


def on_days(desk: Desk, who: str, raw: str, place: str) -> bool:
    """国庆期间 after 什么时候去的昆明？ is read as 张三 国庆期间去了昆明."""
    sentence = f"{desk.name(who)}{raw}去了{place}"
    said = understood_at(desk, sentence)
    travel = said.pupils[0].travel if len(said.pupils) == 1 else None
    if travel is None or travel.first is None or not said.pupils[0].sure or is_unclear(said):
        return False
    tell(desk, sentence, said)
    return True


def remark(desk: Desk, who: str, raw: str) -> bool:
    """What no field holds: when somebody was last reached, whether the family lives together."""
    if of_one(desk, who, raw) or passed_over(desk, who, raw):
        return True
    said = understood_at(desk, raw)
    told = said.pupils or said.class_max or said.unmeasured or said.present is not None
    if told or read_order(raw) is not None or speaks_of_others(desk, who, raw):
        return False
    _, key = parse_who(who)
    household = "household" in desk.draft.unsettled.keys_about(key)
    language = desk.visit.language
    words = _lives_together(language, raw) if household else _last_reached(language, raw)
    known = desk.about(who).remark
    joined = say(language, "entry.join").join(filter(None, (known, words)))[:LONGEST_REMARK]
    desk.say_about(who, remark=joined)
    desk.passed_over(who, "household", "unreachable")
    desk.show(desk.review(brief=True))
    return True


def _lives_together(language: str, raw: str) -> str:
    if plain(raw) in _YES:
        return say(language, "check_in.household_yes")
    return say(language, "check_in.household_no") if plain(raw) in _NO else raw


def _last_reached(language: str, raw: str) -> str:
    return raw if "联系" in raw else say(language, "check_in.last_reached", when=raw)


def heads(desk: Desk, raw: str) -> bool:
    """44 after 实到46 of a class of 45 is the count once more; where somebody is missing it is
    asked who, and a bare number may be a temperature.
    """
    figure, open_ = plain(raw), desk.open
    if open_ is None or open_.gap > 0 or not figure.isascii() or not figure.isdecimal():
        return False
    sentence = f"实到{figure}"
    tell(desk, sentence, understood_at(desk, sentence))
    return True


def counts(desk: Desk, matter: Matter, raw: str) -> bool:
    """人数, 38人 after it was asked whose 38 it is."""
    if matter.heads is None:
        return False
    return plain(raw) in _HEADS or plain(raw) in {f"{matter.heads}{one}" for one in _HEADS}


def named(desk: Desk, raw: str) -> list[Pupil]:
    """Whom a name alone may mean that nobody bears as it was typed: 小明, 孙书遥, Hao Chuan."""
    said = understood_at(desk, raw).pupils
    if len(said) != 1 or "what_about" not in said[0].asks or not is_name_alone(said[0]):
        return []
    return list(said[0].candidates)


def names_alone(desk: Desk, action: str, raw: str) -> bool:
    """张三 李四 below the list of the class: each of them is what the list was shown for."""
    said = understood_at(desk, raw)
    bare = [one for one in said.pupils if one.pupil and one.sure and one.asks == ("what_about",)]
    if len(bare) < 2 or len(bare) != len(said.pupils):
        return False
    names = "、".join(one.pupil.name for one in bare if one.pupil)
    sentence = f"{names} {_SENTENCES.get(action, '')}".strip()
    tell(desk, sentence, understood_at(desk, sentence))
    return True


def is_counted(said: PupilSaid) -> bool:
    """Whether something was said of somebody without a name: 两个人请假, 有个娃儿咳嗽."""
    return said.pupil is None and not said.raw and entry_of(said) != Entry()


def says_nothing(said: Understood) -> bool:
    """Whether words alone tell of nobody and of no class."""
    figures = said.class_max or said.present is not None or said.enrolled is not None
    claims = said.all_normal or said.rest_normal or said.no_travel or said.unmeasured
    return not (said.pupils or figures or claims)


def is_unclear(said: Understood) -> bool:
    """Whether something of it was not understood."""
    keys = {question.key for question in said.questions}
    return bool(keys & {"leftover", "clash", "what_about", "unsure"})
