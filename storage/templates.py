"""Templates (模板) that units keep, and those that wait for a word."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from domain.paper import MOST_KEPT, MOST_PROPOSED, JudgedTemplate, TooManyTemplates
from storage.named import queries


@dataclass(frozen=True, slots=True)
class Template:
    """A form with blanks. ``kind`` is xlsx | docx, ``lists`` what it fills rows from, ``personal``
    whether it asks for names, ``state`` proposed | in_force | ended.
    """

    id: int
    unit_id: int
    name: str
    kind: str
    lists: frozenset[str]
    personal: bool
    by_person: int
    at_ms: int
    state: str


class Templates:
    """The table ``template``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("templates")

    def propose(
        self,
        unit_id: int,
        name: str,
        judged: JudgedTemplate,
        content: bytes,
        *,
        by: int,
        at_ms: int,
    ) -> int:
        """Keep one that was looked through, until somebody says that it counts; gives its id."""
        proposed: int = self._q.propose(
            self._c,
            unit_id=unit_id,
            name=name,
            kind=judged.kind,
            content=content,
            lists=",".join(sorted(judged.lists)),
            personal=int(judged.personal),
            by_person=by,
            at_ms=at_ms,
        )
        self._q.crowd_out(self._c, by_person=by, most=MOST_PROPOSED)
        return proposed

    def get(self, template_id: int) -> Template | None:
        """The template with this id, in whatever state."""
        row = self._q.get(self._c, id=template_id)
        return None if row is None else _template(row)

    def content(self, template_id: int) -> bytes:
        """The file as it was sent."""
        content: bytes = self._q.content(self._c, id=template_id)
        return content

    def about(self, unit_id: int) -> list[Template]:
        """What is kept for a unit by itself and above, the nearest first, then by units below."""
        return [_template(row) for row in self._q.about(self._c, unit_id=unit_id)]

    def put_in_force(self, template: Template, unit_id: int) -> bool:
        """It counts for a unit from now on, in the place of one with its name; False where it was
        decided before. Raises TooManyTemplates.
        """
        self._q.end_named(self._c, unit_id=unit_id, name=template.name)
        if self._q.count(self._c, unit_id=unit_id) >= MOST_KEPT:
            raise TooManyTemplates(most=MOST_KEPT)
        return self._set(template, "proposed", "in_force", unit_id)

    def end(self, template: Template) -> bool:
        """It is used no more; False where it was not in force or proposed."""
        return self._set(template, template.state, "ended", template.unit_id)

    def let_go(self, before_ms: int) -> None:
        """Forget what was sent before an instant and never put in force, and what a form was that
        is used no more.
        """
        self._q.empty_ended(self._c)
        self._q.let_go(self._c, before_ms=before_ms)

    def _set(self, template: Template, before: str, state: str, unit_id: int) -> bool:
        return bool(
            self._q.set_state(self._c, id=template.id, before=before, state=state, unit_id=unit_id)
        )


def _template(row: sqlite3.Row) -> Template:
    lists = frozenset(filter(None, row["lists"].split(",")))
    return Template(
        row["id"], row["unit_id"], row["name"], row["kind"], lists, bool(row["personal"]),
        row["by_person"], row["at_ms"], row["state"],
    )  # fmt: skip
