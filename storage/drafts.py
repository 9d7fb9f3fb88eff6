"""Drafts (草稿): what has been said and not submitted. Conversations live here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field

from domain.check_in import NOTHING_SAID, CheckIn
from domain.unsettled import Unsettled
from storage.named import queries


@dataclass(frozen=True, slots=True)
class Draft:
    """One person's unsubmitted words for a round; ``unsettled`` is what cannot be counted yet.

    ``step`` is what is asked next (see handlers.steps), ``based_on`` the revision it would
    correct, ``abnormal`` whether it holds a finding, ``told`` what the health officer was last
    told of it.
    """

    round_id: int
    person_id: int
    check_in: CheckIn
    step: str = ""
    based_on: int = 0
    abnormal: bool = False
    told: str = ""
    updated_ms: int = 0
    unsettled: Unsettled = field(default_factory=Unsettled)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self.check_in == NOTHING_SAID and not self.unsettled.is_open


class Drafts:
    """The table ``draft``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("drafts")

    def get(self, round_id: int, person_id: int) -> Draft | None:
        """A person's draft for a round."""
        row = self._q.get(self._c, round_id=round_id, person_id=person_id)
        return None if row is None else _draft(row)

    def newest_of(self, person_id: int) -> Draft | None:
        """The draft a person touched last."""
        row = self._q.newest_of(self._c, person_id=person_id)
        return None if row is None else _draft(row)

    def of_round(self, round_id: int) -> list[Draft]:
        """Everybody's drafts for a round, oldest first."""
        return [_draft(row) for row in self._q.of_round(self._c, round_id=round_id)]

    def put(self, draft: Draft) -> None:
        """Keep a draft in place of the former."""
        self._q.put(
            self._c,
            round_id=draft.round_id,
            person_id=draft.person_id,
            body=draft.check_in.model_dump_json(exclude_defaults=True),
            step=draft.step,
            based_on=draft.based_on,
            abnormal=int(draft.abnormal),
            told=draft.told,
            updated_ms=draft.updated_ms,
            unsettled=draft.unsettled.model_dump_json(exclude_defaults=True),
        )

    def drop(self, round_id: int, person_id: int) -> bool:
        """Forget a person's draft."""
        return bool(self._q.drop(self._c, round_id=round_id, person_id=person_id))

    def drop_round(self, round_id: int) -> int:
        """Forget everybody's drafts for a round that has been answered; gives how many."""
        dropped: int = self._q.drop_round(self._c, round_id=round_id)
        return dropped


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(
        row[0],
        row[1],
        CheckIn.model_validate_json(row[2]),
        row[3],
        row[4],
        bool(row[5]),
        row[6],
        row[7],
        Unsettled.model_validate_json(row[8]) if row[8] else Unsettled(),
    )
