"""Who of a school's staff is meant by a name; forgivingly, and never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.roster import Person, Pupil
from domain.spelling import plain
from domain.understanding.context import Likeness
from domain.understanding.cutting.names import Roll

LONGEST = 24
"""Characters that can be a name with a title."""

_TITLE = re.compile(
    r"(?:副?(?:班主任|校长|园长|主任|组长|书记)|老师|教师|师傅|校医|医生|同志"
    r"|\s*\b(?:teacher|sir|madam|laoshi|zhuren))$"
)
_ENGLISH_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|teacher|laoshi)\b\.?\s*")
_AROUND = re.compile(
    r"^(?:[\s，。、,.:：;；!！?？]|请假|我|请|由|让|叫|找|问|交给|给|换成|换|改成|改|麻烦|安排"
    r"|(?:please|ask|with|to|by|for|let|hand over|substitute)\b)+"
    r"|(?:[\s，。、,.:：;；!！?？]|代为上报|来?代班|来?代课|代替|代我|顶班|顶替|帮忙|帮我|来?代|负责|上报|填报"
    r"|离任|调离|离职|辞职|退休|调走|吧|了|的"
    r"|\b(?:please|instead|for me|covers?|substitutes?|(?:to )?stands? in|for|of|from|in)\b)+$"
)


def meant(staff: Sequence[Person], raw: str, likeness: Likeness) -> tuple[Person, ...]:
    """Whom a name may mean: 王老师, 王芳, wang fang, a person's code; nobody where none fits.

    Exact names and codes go before likeness; a surname with a title means all who bear it.
    """
    words = " ".join(raw.casefold().split())[: LONGEST * 2]
    bare = _AROUND.sub("", _AROUND.sub("", words)).strip()
    for said in dict.fromkeys((words, bare)):
        if not 0 < len(said) <= LONGEST:
            continue
        exact = tuple(p for p in staff if plain(said) in (plain(p.name), plain(p.code)))
        found = exact or _alike(staff, said, likeness)
        if found:
            return found
    return ()


def _alike(staff: Sequence[Person], said: str, likeness: Likeness) -> tuple[Person, ...]:
    by_id = {person.id: person for person in staff}
    roll = Roll([Pupil(person.id, person.code, person.name) for person in staff], likeness)
    name = _ENGLISH_TITLE.sub("", _TITLE.sub("", said)).strip()
    if not name:
        return ()
    reference = roll.titled(name) if name != said else roll.resolve(name)
    if not reference.candidates and (name.isascii() or len(name) == 1):
        return _surnamed(staff, name, likeness)
    return tuple(by_id[one.id] for one in reference.candidates)


def _surnamed(staff: Sequence[Person], name: str, likeness: Likeness) -> tuple[Person, ...]:
    """``Ms Wang``, 汪老师 for 王: everybody whose name begins with a character read so."""
    sounds = {name} if name.isascii() else likeness.sounds(name)
    return tuple(p for p in staff if p.name and sounds & likeness.sounds(p.name[0]))
