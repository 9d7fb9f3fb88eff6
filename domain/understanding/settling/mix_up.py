"""What may be said of one pupil or of the next: 发烧李雷38.2没来林志强."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import (
    NOTHING_THERE,
    QUIET,
    SENTENCE_ENDS,
    clauses_of,
    first_loud,
)
from domain.understanding.cutting.tokens import Token

_HEADS = frozenset({Kind.FEVER, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.UNMEASURED})
_THEY = frozenset(["他", "她", "he", "she"])
_ANOTHER = re.compile(
    r"(?:另外?|然后)?(?:(?:还有|也有).*的$|又来了?一?个|(?:后|前|旁)[面边](?:那个|的)?.*也"
    r"|[同前后]桌|前者|后者)"
)
_TOLD = _HEADS | {Kind.FIGURE}
_LED = frozenset({Kind.FIGURE, Kind.BACK, Kind.WHERE, Kind.COOLED})
_HAVE = frozenset(["的", "有", "是", "的有", "的是"])


def mixed_up(tokens: Sequence[Token]) -> bool:
    """Whether it cannot be told for certain of whom something is said: 发烧李雷38.2没来林志强;
    李雷没来，还有发烧的.
    """
    return any(
        mixes(sentence)
        for *sentence, _ in clauses_of((*tokens, NOTHING_THERE), SENTENCE_ENDS)
        for mixes in _WAYS
    )


def _heads_two(sentence: Sequence[Token]) -> bool:
    """A complaint stands before the first name, and another one with a later name."""
    seen = [one for one in sentence if one.kind not in QUIET]
    first = next((n for n, one in enumerate(seen) if one.kind is Kind.NAME), None)
    if not first or seen[first - 1].kind not in _HEADS or seen[0].kind not in _HEADS:
        return False
    told: Kind | None = None
    for before, one in itertools.pairwise(seen[first:]):
        if one.kind in _HEADS and before.kind in (Kind.NAME, Kind.LIST):
            told = one.kind
        if one.kind is Kind.NAME and told is not None and before.kind in _HEADS:
            return True
    return False


def _of_two_in_a_family(sentence: Sequence[Token]) -> bool:
    """李雷弟弟没来，他咳嗽: either of them may be meant."""
    seen = [one for one in sentence if one.kind not in QUIET or one.text in _THEY]
    related = False
    for one, following in itertools.pairwise(seen):
        if one.text in _THEY and related and following.kind in _HEADS - {Kind.ABSENT}:
            return True
        related = related or (one.kind is Kind.RELATIVE and following.kind is Kind.ABSENT)
    return False


def _of_another(sentence: Sequence[Token]) -> bool:
    """还有发烧的, 后面那个也咳: a clause that speaks of somebody else and names nobody."""
    named = False
    for *clause, _ in clauses_of((*sentence, Token(Kind.COMMA, "")), {Kind.COMMA}):
        text = "".join(one.text for one in clause).strip()
        names = any(one.kind in (Kind.NAME, Kind.REST, Kind.ALL) for one in clause)
        told = any(one.kind in _HEADS for one in clause)
        if named and told and not names and _ANOTHER.match(text):
            return True
        named = named or any(one.kind is Kind.NAME for one in clause)
    return False


def _figure_heads(sentence: Sequence[Token]) -> bool:
    """眼睛红：李雷，38.2：张三; 36.5的有李雷，咳嗽的有张三: a heading that the grammar takes for
    one more thing told of the pupil before it.
    """
    typed = [one for one in sentence if one.kind is not Kind.SPACE]
    first = next((n for n, one in enumerate(typed) if one.kind is Kind.NAME), len(typed))
    led = any(one.kind in _LED for one in typed[:first]) and _heads_a_name(typed, first - 1)
    if not led and not any(one.kind in _HEADS for one in typed[:first]):
        return False
    later = [n for n in range(first + 1, len(typed)) if typed[n].kind is Kind.NAME]
    return any(_heads_a_name(typed, n - 1, led=led) for n in later)


def _heads_a_name(typed: Sequence[Token], at: int, *, led: bool = True) -> bool:
    """38.2：, 已返校的有 right before a name; a complaint, only where a reading headed another."""
    end = at
    while end >= 0 and _leads_on(typed[end]):
        end -= 1
    if end < 0 or end == at:
        return False
    before = typed[end - 1].kind if end else Kind.COMMA
    heads = typed[end].kind in _LED and before in (Kind.COMMA, Kind.LIST, Kind.TEMPERATURE)
    return heads or (led and typed[end].kind in _HEADS)


def _leads_on(token: Token) -> bool:
    return token.kind is Kind.COLON or token.text in _HAVE


def _mends_one_of_two(sentence: Sequence[Token]) -> bool:
    """咳嗽流鼻涕，打错了，是肚子疼: whether both were wrong."""
    wrong = next((n for n, one in enumerate(sentence) if one.kind is Kind.WRONG), 0)
    behind = (one.kind for one in sentence[wrong + 1 :] if one.kind not in QUIET | {Kind.COMMA})
    if not wrong or next(behind, Kind.STOP) is not Kind.SYMPTOM:
        return False
    told = set[object]()
    for one in reversed(sentence[:wrong]):
        if one.kind is Kind.NAME:
            break
        if one.kind is Kind.SYMPTOM:
            told.add(one.value)
    return len(told) > 1


def _in_no_order(sentence: Sequence[Token]) -> bool:
    """三个人分别38.2、咳嗽: a reading and a complaint, and not one for each."""
    at = next((n for n, one in enumerate(sentence) if one.kind is Kind.RESPECTIVELY), None)
    if at is None:
        return False
    clause = itertools.takewhile(lambda one: one.kind is not Kind.COMMA, sentence[at:])
    kinds = [one.kind for one in clause if one.kind in {Kind.FIGURE, Kind.LIST, *_HEADS}]
    told = [kind for kind in kinds if kind is not Kind.LIST]
    return Kind.LIST in kinds and Kind.FIGURE in told and told[-1] is not Kind.FIGURE


def _between_blanks(sentence: Sequence[Token]) -> bool:
    """李雷咳嗽，昨天发烧的 何平安 没来: 的 between blanks, told of either of them."""
    named = False
    for clause in clauses_of(sentence, {Kind.COMMA}):
        name = next((n for n, one in enumerate(clause) if one.kind is Kind.NAME), 0)
        lead = clause[: max(name - 1, 0)]
        blank = name > 1 and clause[name - 1].kind is Kind.SPACE
        if named and blank and lead[-1].text.endswith("的") and _is_told_more(lead, clause[name:]):
            return True
        named = named or (bool(clause) and first_loud(clause).kind is Kind.NAME)
    return False


def _is_told_more(lead: Sequence[Token], behind: Sequence[Token]) -> bool:
    """发烧的 何平安38.2: whether the name stands between blanks, or a fever may be meant."""
    kinds = [one.kind for one in behind]
    apart = kinds[1:2] == [Kind.SPACE] and kinds[2:3] != [Kind.NAME]
    fever = any(one.kind is Kind.FEVER for one in lead)
    of_a_fever = fever and kinds[1:2] in ([Kind.FIGURE], [Kind.ABSENT])
    return (apart and bool(_TOLD & set(kinds))) or of_a_fever


_WAYS = (
    _between_blanks,
    *(_heads_two, _of_another, _of_two_in_a_family, _figure_heads, _mends_one_of_two, _in_no_order),
)
