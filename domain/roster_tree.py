"""The tree of units as a roster file gives it, with whatever is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.roster import UnitKind
from domain.roster_cells import RowReader
from domain.roster_columns import LEAVES, RANKS
from domain.roster_rows import UnitRow


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line of the units sheet; ``kind`` is None where the file's word is not known."""

    reader: RowReader
    code: str
    name: str
    kind: UnitKind | None
    parent_code: str | None


class UnitTree:
    """Every unit of the file by its code, in the file's order.

    ``readable`` is False when the sheet could not be judged at all; then every code is believed,
    so that one lost column does not name every row of the other sheets too.
    """

    def __init__(self, *, readable: bool) -> None:
        """Begin without any unit."""
        self._readable = readable
        self._lines: dict[str, UnitLine] = {}

    def add(self, line: UnitLine) -> None:
        """Take a unit; a code that is there already is a fault of the later line."""
        if not line.code:
            return
        first = self._lines.setdefault(line.code, line)
        if first is not line:
            line.reader.fault("code_taken", code=line.code, first=str(first.reader.line))

    def knows(self, code: str) -> bool:
        """Whether the file has such a unit."""
        return not self._readable or code in self._lines

    def kind(self, code: str) -> UnitKind | None:
        """The kind of a unit, None where it is not known."""
        line = self._lines.get(code)
        return line.kind if line else None

    def school_of(self, code: str) -> str | None:
        """The code of the school a unit belongs to, itself for a school."""
        for line in self._upwards(code):
            if line.kind is UnitKind.SCHOOL:
                return line.code
        return None

    def of_kind(self, kind: UnitKind) -> Iterator[UnitLine]:
        """All units of a kind."""
        return (line for line in self._lines.values() if line.kind is kind)

    def lines(self) -> Iterator[UnitLine]:
        """Every unit."""
        return iter(self._lines.values())

    def judge(self) -> None:
        """Note every unit that does not stand where it can."""
        for line in self._lines.values():
            self._judge_line(line)

    def parents_first(self) -> tuple[UnitRow, ...]:
        """All units, each behind its parents, otherwise in the file's order."""
        ordered: dict[str, UnitRow] = {}
        for code in self._lines:
            for line in reversed(list(self._upwards(code))):
                if line.kind is not None:
                    row = UnitRow(line.code, line.name, line.kind, line.parent_code)
                    ordered.setdefault(line.code, row)
        return tuple(ordered.values())

    def _judge_line(self, line: UnitLine) -> None:
        parent = self._lines.get(line.parent_code or "")
        if line.parent_code and parent is None:
            line.reader.fault("unknown_parent", code=line.parent_code)
        elif parent is not None and self._circles(line):
            line.reader.fault("unit_circle", code=line.code)
        elif parent is not None and not _may_stand_under(parent.kind, line.kind):
            line.reader.fault("parent_not_above", code=line.code, parent=parent.code)
        elif line.kind is UnitKind.CLASS and self._has_no_school(line):
            line.reader.fault("class_without_school", code=line.code)

    def _circles(self, line: UnitLine) -> bool:
        return any(above.parent_code == line.code for above in self._upwards(line.code))

    def _has_no_school(self, line: UnitLine) -> bool:
        """A class is only blamed when everything above it could be read."""
        above = list(self._upwards(line.code))
        whole = above[-1].parent_code is None and all(unit.kind for unit in above)
        return whole and self.school_of(line.code) is None

    def _upwards(self, code: str) -> Iterator[UnitLine]:
        """The unit and everything above it; a circle is walked once."""
        seen: set[str] = set()
        line = self._lines.get(code)
        while line is not None and line.code not in seen:
            seen.add(line.code)
            yield line
            line = self._lines.get(line.parent_code or "")


def _may_stand_under(parent: UnitKind | None, child: UnitKind | None) -> bool:
    """A kind that could not be read is a fault already, and not a second one."""
    if parent is None or child is None:
        return True
    return parent not in LEAVES and RANKS[parent] < RANKS[child]
