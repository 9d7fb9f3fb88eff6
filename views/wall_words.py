"""What a tile says in words: as much as it has room for, the gravest first."""

from __future__ import annotations

from itertools import takewhile

from domain.wall import Standing, Tile
from views.wall_font import length
from views.words import say

KINDS = ("fever", "symptoms", "unmeasured", "travel", "absent")


def told(language: str, tile: Tile, room: int, size: int) -> str:
    """What stands under a class's name: what was found, or how many are there."""
    if tile.standing is Standing.ZERO and not tile.unconfirmed:
        counts = tile.counts
        key = "known" if tile.mode.at_home else "present"
        return say(language, f"wall.{key}", present=counts.present, enrolled=counts.enrolled)
    return _standing(language, tile) or found(language, tile, room, size)


def gravest(language: str, tile: Tile) -> str:
    """The one thing that a narrow tile says."""
    return _standing(language, tile) or _kinds(language, tile, "short")[0]


def found(language: str, tile: Tile, room: int, size: int) -> str:
    """``发热2 不适1``: what was found, with counts. What finds no room is a +."""
    parts = _kinds(language, tile, "count")
    for kept in range(len(parts), 1, -1):
        words = " ".join(parts[:kept]) + ("+" if kept < len(parts) else "")
        if length(words, size) <= room:
            return words
    return parts[0] + ("+" if len(parts) > 1 else "")


def class_words(language: str, tile: Tile) -> str:
    """The same where there is room for everything: a page, and not a picture."""
    return found_of(language, tile) if _is_found(tile) else told(language, tile, 0, 1)


def school_words(language: str, tile: Tile) -> str:
    """What stands under a school's name on a page: how many are missing, and what was found."""
    counts, parts = tile.counts, []
    if not counts.expected:
        return say(language, "wall.not_required")
    if counts.missing:
        key = "missing_some" if counts.answered else "missing_all"
        parts.append(say(language, f"wall.{key}", missing=counts.missing, expected=counts.expected))
    if tile.unconfirmed:
        parts.append(say(language, "wall.unconfirmed"))
    if counts.zero_reports < counts.answered:
        parts.append(found_of(language, tile))
    return " ".join(parts) or say(language, "wall.all_in", expected=counts.expected)


def found_of(language: str, tile: Tile) -> str:
    """Everything that was found, with counts."""
    return " ".join(_kinds(language, tile, "count"))


def called(name: str, grade: str) -> str:
    """The class's name without what its grade's says already: 一年级1班 is 1班 in its row."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(name, grade, strict=False))
    rest = name[len(list(shared)) :]
    return rest if len(rest) > 1 else name


def _is_found(tile: Tile) -> bool:
    return tile.standing in (Standing.FEVER, Standing.ABNORMAL)


def _standing(language: str, tile: Tile) -> str | None:
    """What says itself without counts."""
    if tile.standing is Standing.NOT_REQUIRED:
        return say(language, "wall.not_required")
    if tile.unconfirmed and tile.standing in (Standing.OUTSTANDING, Standing.ZERO):
        return say(language, "wall.unconfirmed")
    if tile.standing is Standing.OUTSTANDING:
        return say(language, "wall.outstanding")
    return None


def _kinds(language: str, tile: Tile, form: str) -> list[str]:
    """What was found of pupils; where that is nothing, it was found of a member of staff."""
    counts = [(kind, getattr(tile.counts, kind)) for kind in KINDS]
    parts = [say(language, f"wall.{kind}_{form}", count=count) for kind, count in counts if count]
    return parts or [say(language, "wall.staff")]
