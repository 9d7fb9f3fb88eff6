"""Who is outstanding (未报), and whether the question reached them."""

from __future__ import annotations

from collections.abc import Sequence

from domain.figures import Outstanding, Reached
from domain.message import Text
from domain.roster import Unit
from views.figures import unit_words
from views.sections import Lines
from views.words import say, text

MOST_CLASSES = 8
"""Classes of one school that are named before the rest is a number."""


def missing_line(language: str, one: Outstanding, under: Unit, *, names: bool) -> Text:
    """``· 六年级1班 李秀英 19900001234 无法送达``; no name and no number without ``names``."""
    reached = reached_words(language, one, seen=names)
    unit = unit_words(language, one.unit, one.school, under)
    mark = text(language, "digest.mark")
    if not names:
        return mark + text(language, "digest.missing_masked", unit=unit, reached=reached)
    if one.teacher is None:
        return mark + f"{unit} " + say(language, "digest.nobody")
    teacher = f"{one.teacher} {one.phone}" if one.phone else one.teacher
    return mark + text(language, "digest.missing", unit=unit, teacher=teacher, reached=reached)


def reached_words(language: str, one: Outstanding, *, seen: bool) -> str:
    """已送达，未回复: what became of the question; ``seen`` is for those who ring up."""
    state = "seen" if seen and one.seen else one.reached.value
    return say(language, f"digest.reached_{state}")


def missing_school_lines(language: str, missing: Sequence[Outstanding]) -> Lines:
    """``· 柳坝村小 3：一年级1班、二年级1班(送不到)``: a line for each school, most missing
    first, for eyes above the school, who ask a school and not its teachers.
    """
    schools: dict[str, list[Outstanding]] = {}
    for one in missing:
        schools.setdefault(one.school, []).append(one)

    def line(of_school: list[Outstanding]) -> Text:
        names = [_missing_class(language, one) for one in of_school[:MOST_CLASSES]]
        more = len(of_school) - len(names)
        return text(language, "digest.mark") + text(
            language,
            "digest.missing_school_more" if more else "digest.missing_school",
            school=of_school[0].school,
            count=len(of_school),
            units=say(language, "digest.list").join(names),
            more=more,
        )

    return Lines(sorted(schools.values(), key=len, reverse=True), line)


def _missing_class(language: str, one: Outstanding) -> str:
    """The class, and what is wrong where the question did not come."""
    name = one.unit.name.removeprefix(one.school).strip() or one.unit.name
    if one.reached in (Reached.SENT, Reached.PENDING):
        return name
    state = say(language, f"digest.missing_{one.reached}")
    return say(language, "digest.missing_class", unit=name, state=state)
