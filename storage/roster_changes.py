"""Changes of the roster made in the chat (变动): planned, made, undone."""

from __future__ import annotations

import sqlite3

from pydantic import TypeAdapter

from domain.roster_change import (
    PLANS,
    Changed,
    ChangeKind,
    ChangeState,
    Plan,
    RosterChange,
)
from storage.named import queries

_CHANGED = TypeAdapter(Changed)


class RosterChanges:
    """The table ``roster_change``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("roster_changes")

    def begin(
        self, kind: ChangeKind, by_person: int, plan: Plan, at_ms: int, step: str = ""
    ) -> RosterChange:
        """Begin a change; what the person had begun before and not made is given up."""
        self._q.drop_open(self._c, person_id=by_person)
        change_id: int = self._q.add(
            self._c,
            kind=kind.value,
            by_person=by_person,
            body=plan.model_dump_json(exclude_defaults=True),
            step=step,
            updated_ms=at_ms,
        )
        begun = self.get(change_id)
        assert begun is not None, "just added"  # noqa: S101
        return begun

    def get(self, change_id: int) -> RosterChange | None:
        """The change with this id."""
        return _change(self._q.by_id(self._c, id=change_id))

    def open_of(self, person_id: int) -> RosterChange | None:
        """What a person is about to change."""
        return _change(self._q.open_of(self._c, person_id=person_id))

    def plan(self, change_id: int, plan: Plan, step: str, at_ms: int) -> None:
        """Keep what is planned by now and what is asked next."""
        self._q.plan(
            self._c,
            id=change_id,
            body=plan.model_dump_json(exclude_defaults=True),
            step=step,
            updated_ms=at_ms,
        )

    def settle(
        self, change: RosterChange, state: ChangeState, changed: Changed, at_ms: int
    ) -> bool:
        """It is made, undone or dropped; False where somebody was faster."""
        return bool(
            self._q.settle(
                self._c,
                id=change.id,
                before=change.state.value,
                state=state.value,
                changed=_CHANGED.dump_json(changed).decode(),
                updated_ms=at_ms,
            )
        )

    def standing(self) -> list[Changed]:
        """What was changed in the chat since the last roster file."""
        return [_CHANGED.validate_json(row[0]) for row in self._q.standing(self._c)]

    def absorb(self) -> None:
        """A roster file has been imported, which says how things are from now on."""
        self._q.absorb(self._c)


def _change(row: sqlite3.Row | None) -> RosterChange | None:
    if row is None:
        return None
    kind = ChangeKind(row[1])
    return RosterChange(
        id=row[0],
        kind=kind,
        by_person=row[2],
        plan=PLANS[kind].model_validate_json(row[3]),
        step=row[4],
        revision=row[5],
        state=ChangeState(row[6]),
        changed=_CHANGED.validate_json(row[7]),
        updated_ms=row[8],
    )
