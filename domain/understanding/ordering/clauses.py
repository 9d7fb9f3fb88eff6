"""Setting questions aside: a clause that asks tells nothing, unless it tells what it asks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from domain.calendar import Period
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import (
    ENDS,
    NOTHING_THERE,
    QUIET,
    SPACES,
    clauses_of,
    end_from,
    first_loud,
    on_from,
)
from domain.understanding.cutting.tokens import HEADED, ILL_OR_AWAY, NOTHING, Token
from domain.understanding.heard import Snag
from domain.understanding.ordering.own_lines import facts_below_names
from domain.understanding.ordering.questions import BE, SOMEBODY, is_asking, only_asks

_REPORTS = frozenset({Kind.REST, Kind.ALL, Kind.NORMAL, Kind.UNREACHABLE, Kind.PRESENT})
_NEWS = SOMEBODY | {
    *(Kind.FIGURE, Kind.FEVER, Kind.HOT, Kind.DISEASE, Kind.NORMAL, Kind.ABNORMAL, Kind.REST),
    *(Kind.ALL, Kind.PRESENT, Kind.ENROLLED, Kind.RATIO),
}
"""What is told even after somebody was advised."""
_DOUBTS = frozenset({Kind.UNSURE, Kind.OTHER_CLASS, Kind.WRONG, Kind.SAME, Kind.WAIT})
_CARD = frozenset(["姓名", "名字", "学生姓名", "学生", "name"])
_EXPECTED = frozenset(["预计", "预计在", "计划", "打算", "拟"])
_BACK = frozenset(["回", "返"])
"""预计周三回 says that somebody is still away."""
_WHY = frozenset(["原因", "事由", "病因", "请假原因", "缺勤原因", "去向", "现状"])
_ENDS_A_CARD = frozenset({Kind.REST, Kind.ALL, Kind.EACH, Kind.NAME, Kind.STOP})
_NAMES = frozenset({Kind.NAME, Kind.LIST, Kind.SPACE, Kind.TITLE, Kind.ORDINAL, Kind.FIGURE})
_ANYBODY = frozenset(
    [
        "哪个",
        "谁",
        "什么",
        "啥",
        "啥子",
        "哪些",
        "哪里",
        "哪儿",
        "哪位",
        "怎么",
        "怎样",
        "如何",
        "多少",
    ]
)
"""Not asked where nobody or nothing is meant: 没有哪个, 哪个都没."""
_EVER = ("都", "也")
_DENIES = frozenset({Kind.NOT, Kind.NONE, Kind.NO_TRAVEL})
_PARTICLES = frozenset(["呢", "咧", "嘞"])
_NOT_YET = frozenset(["没", "没有", "了没", "没得"])
_COMPLAINTS = ILL_OR_AWAY | {Kind.TRIP, Kind.ABNORMAL}
_NO = frozenset(["不", "no"])
_MAY_BE_ASKED = _COMPLAINTS | {
    *(Kind.BACK, Kind.WHERE, Kind.PRESENT, Kind.COOLED, Kind.FILLER, Kind.TO),
}
_COMING = frozenset({Kind.BACK, Kind.WHERE, Kind.PRESENT})
_NEVER_ASKED = frozenset({Kind.FIGURE, Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE})
"""Whoever is ill now is told of, whatever is asked about tomorrow."""
_MAY = frozenset(["能", "可以", "可", "能够", "得不得", "会"])
_SOFTLY = frozenset(["嘛", "呢", "哇", "啵", "噻"])
_WHETHER = frozenset(["是不是", "是否", "会不会"])
_SUBJECTS = frozenset(
    ["it", "there", "that", "this", "he", "she", "they", "we", "i", "the", "anyone", "anybody"]
)
_IS_OF = frozenset(["is", "was", "'s", "belongs", "belonged", "to", "for", "of", "from"])
_RELATIVE_PRONOUNS = frozenset(["who", "which", "whose"])


def statements(tokens: Sequence[Token], day: date) -> tuple[list[Token], set[Snag]]:
    """The pieces that tell something, and whether anything was asked."""
    kept: list[Token] = []
    snags: set[Snag] = set()
    before: Kind | None = None
    named = False
    reports = any(one.kind in _REPORTS for one in tokens)
    told_first = denials_first(_said_of_another(lines_joined(facts_below_names(tokens))))
    for clause in clauses_of((*told_first, NOTHING_THERE)):
        end = clause[-1].kind
        plain = _plain(_about_a_day_to_come(clause, day), before=before)
        before = next((t.kind for t in reversed(clause[:-1]) if t.kind is not Kind.SPACE), before)
        if _asks(plain) and only_asks(plain, reports=reports, named=named):
            snags.add(Snag.ASKING)
        else:
            if end is Kind.MARK or _asks(plain):
                snags.add(Snag.MARK)
            told = _without_advice(plain)
            kept.extend(replace(one, kind=Kind.FILLER) if is_asking(one) else one for one in told)
        named = end is not Kind.STOP and (named or _names_somebody(plain))
    return kept, snags


def _about_a_day_to_come(clause: Sequence[Token], day: date) -> list[Token]:
    """Li Lei back tomorrow? 张三明天返校？: what is told of a day to come with a mark is asked."""
    kinds = {one.kind for one in clause}
    ahead = any(isinstance(one.value, Period) and one.value.first > day for one in clause)
    asked = clause[-1].kind is Kind.MARK and kinds & SOMEBODY and kinds & {*_COMING, Kind.ABSENT}
    if not (ahead and asked) or kinds & _NEVER_ASKED:
        return list(clause)
    return [*clause[:-1], Token(Kind.ASKING, "吗"), clause[-1]]


def _names_somebody(clause: Sequence[Token]) -> bool:
    return any(one.kind in SOMEBODY for one in clause)


def lines_joined(tokens: Sequence[Token]) -> list[Token]:
    """A list or a form in lines reads as one sentence.

    缺勤 on a line of its own stands before the names of the next line; after 姓名：张三 the lines
    speak of 张三 until the next name.
    """
    found = list(tokens)
    card = False
    for n, one in enumerate(found):
        if one.kind is not Kind.STOP or one.text != "\n":
            continue
        line, following = _line_before(found, n), first_loud(on_from(found, n + 1), SPACES)
        card = (card or _names_a_card(line)) and following.kind not in _ENDS_A_CARD
        headed = bool(line) and all(t.kind in HEADED | QUIET for t in line)
        if following.text in _WHY and Kind.NAME in {t.kind for t in line}:
            found[n] = replace(one, kind=Kind.COMMA)  # 缺勤：李雷, and below 原因：病假
        elif headed and following.kind is Kind.NAME:
            found[n] = replace(one, kind=Kind.COLON)
        elif _is_heading(line) and following.kind is Kind.NAME:
            found[n] = replace(one, kind=Kind.SPACE)
        elif _lists_names(line) and _names_go_on(line, found[n + 1 :]):
            found[n] = replace(one, kind=Kind.LIST)
        elif card:
            found[n] = replace(one, kind=Kind.COMMA)
    return found


def _is_heading(line: Sequence[Token]) -> bool:
    """今日缺勤：, 病假2人："""
    kinds = [one.kind for one in line]
    silent = QUIET | {Kind.DAYS, Kind.COUNT, Kind.NUMBER, Kind.OWN_CLASS, Kind.LIST}
    return (
        kinds[-1:] == [Kind.COLON]
        and bool(HEADED & set(kinds))
        and (set(kinds[:-1]) <= HEADED | silent)
    )


def _lists_names(line: Sequence[Token]) -> bool:
    """病假：张三, and the names go on in the next line."""
    kinds = [one.kind for one in line]
    at = kinds.index(Kind.COLON) + 1 if Kind.COLON in kinds else len(kinds)
    return _is_heading(line[:at]) and bool(kinds[at:]) and set(kinds[at:]) <= _NAMES


def _names_go_on(line: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether the next line holds names and nothing more, or readings as the line before does."""
    kinds: list[Kind] = []
    for one in behind:
        if one.kind is Kind.STOP:
            break
        kinds.append(one.kind)
    measured = Kind.FIGURE in {one.kind for one in line}
    alike = measured is (Kind.FIGURE in kinds)
    return Kind.NAME in kinds and set(kinds) <= _NAMES and alike


def denials_first(tokens: Sequence[Token]) -> list[Token]:
    """发热、咳嗽、外出，均无 denies each of them: the denial goes to the front."""
    found = list(tokens)
    starts = [0, *(n + 1 for n, one in enumerate(found) if one.kind in ENDS)]
    for start, end in pairwise(starts):
        behind = found[end:]
        size = next((n for n, one in enumerate(behind) if one.kind in ENDS), len(behind))
        denial = [one for one in behind[:size] if one.kind not in QUIET | {Kind.EACH}]
        listed = [one for one in found[start : end - 1] if one.kind not in QUIET]
        if (
            len(denial) == 1
            and (denial[0].kind is Kind.NONE or denial[0].text in NOTHING)
            and len(listed) > 1
            and all(one.kind in _COMPLAINTS | {Kind.LIST} for one in listed)
        ):
            silent = [replace(one, kind=Kind.FILLER) for one in behind[:size]]
            found[end : end + size] = silent
            found[start] = replace(found[start], text=found[start].text)
            return [
                *found[:start],
                Token(Kind.NOT, "无"),
                *found[start : end - 1],
                *denials_first(found[end - 1 :]),
            ]
    return found


def _said_of_another(tokens: Sequence[Token]) -> list[Token]:
    """不是李雷发烧，是孙浩然: what is denied of one is said of the other."""
    found = list(tokens)
    for n, one in enumerate(found):
        if one.text not in ("不是", "并不是", "并非") or n + 1 >= len(found):
            continue
        end = end_from(found, n)
        told = found[n + 1 : end]
        behind = [m for m in range(end + 1, min(end + 4, len(found))) if found[m].kind is Kind.NAME]
        if (
            len(told) > 1
            and told[0].kind is Kind.NAME
            and behind
            and [t.text for t in found[end + 1 : behind[0]] if t.kind is not Kind.SPACE] == ["是"]
        ):
            other = found[behind[0]]
            return [*found[:n], other, *told[1:], *_said_of_another(found[behind[0] + 1 :])]
    return found


def _line_before(tokens: Sequence[Token], end: int) -> list[Token]:
    start = end
    while start and not (tokens[start - 1].kind is Kind.STOP and tokens[start - 1].text == "\n"):
        start -= 1
    return [one for one in tokens[start:end] if one.kind is not Kind.SPACE]


def _names_a_card(line: Sequence[Token]) -> bool:
    """姓名：张三."""
    kinds = [one.kind for one in line]
    return bool(line) and line[0].text in _CARD and kinds[1:3] == [Kind.COLON, Kind.NAME]


def _without_advice(clause: Sequence[Token]) -> list[Token]:
    """建议去发热门诊, 预计周三回: what is advised or expected has not happened."""
    for n, one in enumerate(clause):
        if one.kind is not Kind.ADVISED:
            continue
        rest = clause[n + 1 :]
        if any(t.kind in _NEWS for t in rest) or (one.text in _EXPECTED and _is_of_a_journey(rest)):
            return [replace(t, kind=Kind.FILLER) if t is one else t for t in clause]
        loud = ENDS | _DOUBTS
        silent = [t if t.kind in loud else replace(t, kind=Kind.FILLER) for t in rest]
        return [*clause[:n], replace(one, kind=Kind.FILLER), *silent]
    return list(clause)


def _is_of_a_journey(told: Sequence[Token]) -> bool:
    """打算周五去武汉, 预计周三回."""
    kinds = {one.kind for one in told}
    return {Kind.TO, Kind.PLACE} <= kinds or any(
        one.kind is Kind.BACK or one.text in _BACK for one in told
    )


def _plain(clause: Sequence[Token], *, before: Kind | None) -> list[Token]:
    """The clause with words that only look like asking made silent."""
    said = [one for one in clause if one.kind not in (Kind.SPACE, *ENDS)]
    asks = clause[-1].kind is not Kind.COMMA
    if asks and len(said) > 1 and said[-1].text in _PARTICLES and _names_only(said[:-1]):
        said[-1] = replace(said[-1], kind=Kind.ASKING)
        return [said[-1] if one.text == said[-1].text else one for one in clause]
    if len(said) > 1 and said[-1].text in _NOT_YET and said[-2].kind in (Kind.UNKNOWN, Kind.COOLED):
        # 结果出来没, 好了没有
        return [replace(t, kind=Kind.ASKING) if t is said[-1] else t for t in clause]
    if len(said) > 1 and _asks_at_its_end(clause, said):
        return [replace(t, kind=Kind.ASKING) if t is said[-1] else t for t in clause]
    if len(said) == 1 and said[0].text in _NO and before in SOMEBODY:
        # 李雷，不，孙浩然
        return [replace(t, kind=Kind.WRONG) if t is said[0] else t for t in clause]
    wishes = bool(said) and said[0].kind is Kind.COURTESY and said[0].text.startswith("祝")
    if wishes and not any(one.kind in _COMPLAINTS for one in said):
        return [t if t.kind in ENDS else replace(t, kind=Kind.COURTESY) for t in clause]
    found: list[Token] = []
    denied = False
    for n, one in enumerate(clause):
        following = clause[n + 1].text if n + 1 < len(clause) else ""
        anybody = one.text in _ANYBODY and (denied or following.startswith(_EVER))
        lead = next((t.kind for t in reversed(clause[:n]) if t.kind is not Kind.SPACE), before)
        relative = one.text.casefold() in _RELATIVE_PRONOUNS and lead in SOMEBODY | {Kind.TITLE}
        relative = relative or _says_whose(clause, n, lead)
        doubted = one.text in _WHETHER and _is_illness_doubted(clause, n)
        silent = one.kind is Kind.ASKING and (anybody or relative or doubted)
        found.append(replace(one, kind=Kind.FILLER) if silent else one)
        denied = denied or one.kind in _DENIES
    return found


def _says_whose(clause: Sequence[Token], at: int, lead: Kind | None) -> bool:
    """37.1, which is Li Lei; the highest is 37.1, which was Amy: told, and not asked."""
    which = clause[at].text.casefold() in _RELATIVE_PRONOUNS and lead is Kind.FIGURE
    if not which or clause[-1].kind is Kind.MARK:
        return False
    near = clause[at + 1 : at + 10]
    return first_loud(t for t in near if t.text.casefold() not in _IS_OF).kind is Kind.NAME


def _asks_at_its_end(clause: Sequence[Token], said: Sequence[Token]) -> bool:
    """张三明天返校不, 李四还咳嗽不; 张三下周能返校嘛: the last word makes it a question."""
    last = next(n for n in range(len(clause) - 1, -1, -1) if clause[n] is said[-1])
    joined = last > 0 and clause[last - 1] is said[-2]
    if said[-1].text == "不":
        return joined and said[-2].kind in _MAY_BE_ASKED
    may = any(one.text in _MAY for one in said)
    return said[-1].text in _SOFTLY and may and any(one.kind in _COMING for one in said)


def _is_illness_doubted(clause: Sequence[Token], at: int) -> bool:
    """不晓得是不是过敏, 腮帮子肿了是不是流腮: told, and not asked."""
    told = [one for one in clause if one.kind not in QUIET]
    place = next(n for n, one in enumerate(told) if one is clause[at])
    before, after = told[place - 1 : place], told[place + 1 : place + 2]
    ill = any(one.kind in (Kind.SYMPTOM, Kind.FEVER) for one in told[:place])
    doubts = ill or (bool(before) and before[0].kind is Kind.UNSURE)
    return doubts and bool(after) and after[0].kind in (Kind.SYMPTOM, Kind.DISEASE, Kind.FEVER)


def _names_only(said: Sequence[Token]) -> bool:
    return all(one.kind in (Kind.NAME, Kind.TITLE, Kind.FILLER, Kind.LIST) for one in said) and any(
        one.kind is Kind.NAME for one in said
    )


def _asks(clause: Sequence[Token]) -> bool:
    words = [one.text.casefold() for one in clause if one.text.strip()][:2]
    if len(words) > 1 and words[0] in BE and words[1].split()[0] in _SUBJECTS:
        return True
    marked = clause[-1].kind is Kind.MARK and (
        clause[0].text.casefold() in BE or any(one.text.startswith("几") for one in clause)
    )
    return marked or any(map(is_asking, clause))
