"""A field of a form with nothing in it tells nothing: 未测：0, 就医：无, 途经中高风险区：否."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import cast

from domain.check_in import Absence
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, QUIET, on_from
from domain.understanding.cutting.tokens import HEADED, ILL, NOTHING, TRAVELS, Token
from domain.understanding.grammar.claims import Claims
from domain.understanding.grammar.hearing import CLAIM_OF
from domain.understanding.heard import Claim

_HEADS = HEADED | ILL | TRAVELS | {Kind.DAYS, Kind.LEFT, Kind.AWAY_STILL, Kind.RELATIVE}
"""What a field may begin with."""
_LASTS = _HEADS | {Kind.FILLER, Kind.LIST, Kind.TITLE, Kind.CLASSMATE}
"""What may stand in it before the colon."""
_LABELS = frozenset(
    [
        *("备注", "说明", "其他", "其它", "其他情况", "其它情况", "新增", "新增病例", "remarks"),
        *("notes", "迟到", "早退", "疑似", "late", "suspected"),
    ]
)
"""What asks for nothing of its own."""
_LISTED = frozenset({Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.NUMBER, Kind.FIGURE, Kind.UNKNOWN})
"""What a list in the lines below may begin with."""
_LONGEST = 9
"""Pieces of a field's name."""
_ENDS = ENDS | {Kind.SPACE, Kind.CLOSE}


class Fields(Claims):
    """Passes over what a form asks and nobody has. What is known by one word alone is a claim."""

    def _empty_field(self, token: Token) -> bool:
        """Whether a field that holds nothing begins here. Takes it up if so."""
        if not self._may_be_a_field(token):
            return False
        name, end = self._field()
        if end is None or self._is_known_by_one_word(name, end):
            return False
        self._about(None)
        filled = _is_nothing(self.tokens[end - 1])
        if filled and not any(one.kind is Kind.RELATIVE for one in name):
            self.heard.claims.update(map(_claimed, (one for one in name if one.kind in CLAIM_OF)))
        self.spoken = True
        self.at = end
        return True

    def _is_known_by_one_word(self, name: Sequence[Token], end: int) -> bool:
        """发热：无, which is taken up as 无发热 is. 李四事假，外出无 says nothing of 李四."""
        attached = self.pupils and self.tokens[self.at].kind is Kind.NONE
        known = len(name) == 1 and name[0].kind in CLAIM_OF
        return known and not attached and _is_nothing(self.tokens[end - 1])

    def _may_be_a_field(self, token: Token) -> bool:
        if token.kind not in _HEADS and token.text.casefold() not in _LABELS:
            return False
        before = self.tokens[self.at - 2] if self.at > 1 else NOTHING_THERE
        return before.kind in _ENDS and self.denied is None

    def _field(self) -> tuple[list[Token], int | None]:
        """The pieces of its name, and the place behind the nothing it holds, if it holds that."""
        name = [self.tokens[self.at - 1]]
        for place, one in enumerate(islice(on_from(self.tokens, self.at), _LONGEST), self.at):
            if one.kind is Kind.COLON or _is_nothing(one):
                told = {piece.kind for piece in name if piece.kind in HEADED}
                listed = any(piece.kind is Kind.LIST for piece in name)
                return name, self._behind_nothing(place) if len(told) < 2 or listed else None
            spaced = one.kind is Kind.SPACE and not name[-1].text.isascii()
            behind = self.tokens[place + 1 : place + 2]
            if spaced and not (behind and (behind[0].kind is Kind.COLON or _is_nothing(behind[0]))):
                break
            if one.kind not in _LASTS | QUIET:
                break
            name += [one] if one.kind not in QUIET else []
        return name, None

    def _behind_nothing(self, place: int) -> int | None:
        """The place behind 无, 0 or none, where nothing more follows in its clause."""
        colon = self.tokens[place].kind is Kind.COLON
        rest = list(islice(on_from(self.tokens, place + colon), 4))
        if colon and self._is_blank(rest):
            return place + colon
        while rest and rest[0].kind is Kind.SPACE:
            rest.pop(0)
            place += 1
        if not rest or not _is_nothing(rest[0]):
            return None
        if len(rest) > 1 and rest[1].kind not in _ENDS:
            return None
        nought = rest[0].kind in (Kind.NUMBER, Kind.COUNT)
        if not colon and not nought and self.pupils and rest[0] is not self.tokens[self.at]:
            return None  # 李四 病假 无
        return place + colon + 1

    @staticmethod
    def _is_blank(rest: Sequence[Token]) -> bool:
        """发热：, with the next field behind it. The names of a list may stand in the next line."""
        loud = [one for one in rest if one.kind is not Kind.SPACE]
        if not loud or loud[0].kind not in ENDS:
            return False
        return loud[0].text != "\n" or (len(loud) > 1 and loud[1].kind not in _LISTED)


def _claimed(one: Token) -> Claim:
    """What is so where nobody has this. That nobody is on sick leave does not say all are there."""
    if one.kind is Kind.ABSENT and cast("tuple[Absence, bool]", one.value)[1]:
        return Claim.NOBODY
    return CLAIM_OF[one.kind]


def _is_nothing(token: Token) -> bool:
    if token.kind in (Kind.NUMBER, Kind.COUNT):
        return token.value == 0
    return token.kind is Kind.NONE or (
        token.kind is Kind.NOT and token.text.casefold() in NOTHING | {"not", "未"}
    )
