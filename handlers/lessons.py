"""停课: who takes no part in the lessons at home, in words (张三没上网课)."""

from __future__ import annotations

import re

from domain.check_in import Absence, Entry
from domain.mode import Mode
from domain.telling import entry_of
from domain.understanding import PupilSaid, Understood
from handlers.desk import Desk

_NO_LESSONS = re.compile(
    r"没有?(?:上|参加|听)?(?:网课|课|学习)|没学|不(?:上|听)网?课|缺(?:网)?课|网课(?:没|未|不)"
    r"|未(?:参加)?(?:上|学习|网课)|not? (?:learning|lessons?|online|studying)|(?:missed|no) class",
    re.IGNORECASE,
)


def without_lessons(desk: Desk, words: str, said: Understood) -> bool:
    """Keep that pupils take no part, where nothing else was said of them or of the class."""
    if desk.round.mode is not Mode.CLOSURE or not _NO_LESSONS.search(words):
        return False
    of_the_class = said.all_normal or said.class_max is not None or said.unmeasured
    if of_the_class or not said.pupils or not all(map(_is_told_of_nothing_else, said.pupils)):
        return False
    for one in said.pupils:
        if one.pupil is not None:
            desk.say_about(desk.cards.who(one.pupil.id), not_learning=True)
    desk.show(desk.review(brief=True))
    return True


def _is_told_of_nothing_else(said: PupilSaid) -> bool:
    """没上课 is an absence on a school day; at home it is the lesson that was missed."""
    known = said.pupil is not None and said.sure and not said.removed
    return known and entry_of(said) in (Entry(), Entry(absence=Absence.OTHER))
