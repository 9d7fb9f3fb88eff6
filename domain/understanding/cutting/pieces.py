"""A place among the pieces of a message, and what is seen from there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

ENDS = frozenset({Kind.STOP, Kind.COMMA, Kind.MARK})
"""What ends a clause."""

QUIET = frozenset({Kind.SPACE, Kind.FILLER})

NOTHING_THERE = Token(Kind.STOP, "")
"""What stands before the first piece and behind the last."""


SENTENCE_ENDS = frozenset({Kind.STOP})

SPACES = frozenset({Kind.SPACE})


def back_from(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """The pieces before a place, the nearest first."""
    return reversed(tokens[: max(at, 0)])


def on_from(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """The pieces from a place on."""
    return iter(tokens[at:])


def first_loud(pieces: Iterable[Token], silent: Collection[Kind] = QUIET) -> Token:
    """The first of these pieces that is not silent."""
    for one in pieces:
        if one.kind not in silent:
            return one
    return NOTHING_THERE


def end_from(tokens: Sequence[Token], at: int, ends: Collection[Kind] = ENDS) -> int:
    """Where the clause ends that a place is in."""
    return next((n for n in range(at, len(tokens)) if tokens[n].kind in ends), len(tokens))


def clauses_of(tokens: Iterable[Token], ends: Collection[Kind] = ENDS) -> Iterator[list[Token]]:
    """Clause by clause, each with the sign that ends it; the last may have none."""
    clause: list[Token] = []
    for one in tokens:
        clause.append(one)
        if one.kind in ends:
            yield clause
            clause = []
    if clause:
        yield clause


class Pieces:
    """Goes through the pieces once, and looks a few pieces back and ahead."""

    def __init__(self) -> None:
        self.tokens: Sequence[Token] = ()
        self.at = 0
        """The place behind the piece that is being taken up."""
        self._last_clause = (0, 0)
        """How far clauses were looked for, and where the last of them begins."""

    def _next(self, *skipping: Kind) -> Token:
        """The next piece that is not silent."""
        for token in self.tokens[self.at : self.at + 40]:
            if token.kind not in QUIET and token.kind not in skipping:
                return token
        return NOTHING_THERE

    def _next_text(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def _skip_to(self, wanted: Token) -> None:
        while self.tokens[self.at] is not wanted:
            self.at += 1
        self.at += 1

    def _before(self, *, own: bool = False) -> Iterator[Token]:
        """All pieces before this one, the nearest first; with ``own`` this one too."""
        return back_from(self.tokens, self.at if own else self.at - 1)

    def _behind(self) -> Iterator[Token]:
        """All pieces behind this one, the nearest first."""
        return on_from(self.tokens, self.at)

    def _clause_before(self, *, own: bool = False) -> Iterator[Token]:
        """The pieces before this one in its clause, the nearest first."""
        end = self.at if own else self.at - 1
        return reversed(self.tokens[self._clause_start(end) : end])

    def _clause_start(self, end: int) -> int:
        """Where the clause begins that ends here; nothing is looked at twice."""
        seen, start = self._last_clause
        if end < start:
            seen = start = 0
        for place in range(seen, end):
            if self.tokens[place].kind in ENDS:
                start = place + 1
        self._last_clause = max(seen, end), start
        return start

    def _last_before(self, silent: Collection[Kind] = QUIET) -> Token:
        """The nearest piece before this one that is not silent."""
        return first_loud(self._before(), silent)

    def _loud_before(self, near: int, silent: Collection[Kind] = QUIET) -> list[Token]:
        """Those among the ``near`` pieces before this one that are not silent, in order."""
        before = self.tokens[max(self.at - 1 - near, 0) : self.at - 1]
        return [one for one in before if one.kind not in silent]

    def _typed_before(self, near: int) -> list[Token]:
        """The ``near`` pieces before this one, without spaces and new lines."""
        before = self.tokens[max(self.at - 1 - near, 0) : self.at - 1]
        return [one for one in before if one.text.strip()]

    def _typed_behind(self, near: int) -> list[Token]:
        """The ``near`` pieces behind this one, without spaces and new lines."""
        return [one for one in self.tokens[self.at : self.at + near] if one.text.strip()]
