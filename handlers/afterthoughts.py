"""Sent by itself behind a report: until when a leave lasts, why a class was not measured."""

from __future__ import annotations

import re

from domain.calendar import UnreadableDay
from domain.check_in import Entry
from domain.choice import base36
from domain.leave import parse_end
from handlers.desk import Desk
from handlers.replies import says_nothing
from handlers.telling import understood_at
from views.review import MANY

LONGEST = 40
"""Characters of a reason that are kept."""
_UNTIL = re.compile(
    r"^(?:请假|病假|事假|假)?(?:一直)?(?:请?到|至)\s?\S|^(?:until|till)\s", re.IGNORECASE
)
_KIND = re.compile(r"^(?:病假|事假|假|请(?=到|至))")
_WHY_OR_WHEN = re.compile(
    r"中午|下午|午[休饭]|一会|等会|等下|稍后|待会|马上|课间|节课|放学|晚[点些]|坏|没电|没有?体温|没有?测温|找不到|忘|停电"
    r"|来不及|补[测量]|因为|借|broken|batter|thermometer|forgot|later|noon|lunch|afternoon|soon"
    r"|break|because|minutes",
    re.IGNORECASE,
)


def added(desk: Desk, raw: str) -> bool:
    """Whether words belong to what the draft holds; they are noted there and read back."""
    if desk.own_draft is None:
        return False
    return _lasts_until(desk, raw) or _was_not_measured(desk, raw)


def _lasts_until(desk: Desk, raw: str) -> bool:
    """到周五 behind 张三病假: the only leave there is. Raises LeaveEndsBadly."""
    away = [
        key
        for key, entry in desk.draft.check_in.pupils.items()
        if entry.absence is not None and entry.until is None
    ]
    if len(away) != 1 or not _UNTIL.match(raw.strip()):
        return False
    try:
        last = parse_end(_KIND.sub("", raw.strip()), desk.round.day)
    except UnreadableDay:
        return False
    desk.say_about(f"p{base36(away[0])}", until=last)
    desk.show(desk.review(brief=True))
    return True


def _was_not_measured(desk: Desk, raw: str) -> bool:
    """中午 after 为什么没测？什么时候补测？: kept beside each of them."""
    check_in = desk.draft.check_in
    of_them = [key for key, one in check_in.pupils.items() if one == Entry(unmeasured=True)]
    if len(of_them) <= MANY or len(raw) > LONGEST or not _WHY_OR_WHEN.search(raw):
        return False
    said = understood_at(desk, raw)
    if not (said.unmeasured or says_nothing(said)):
        return False
    noted = {key: Entry(unmeasured=True, aside=" ".join(raw.split())) for key in of_them}
    desk.rewrite(check_in.model_copy(update={"pupils": {**check_in.pupils, **noted}}))
    desk.show(desk.review(brief=True))
    return True
