"""Settling what a draft cannot count yet: of whom it is, what is the matter, how warm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Entry
from domain.choice import UnreadableChoice, base36
from domain.errors import Outdated
from domain.message import Message
from domain.roster import Pupil
from domain.still_asked import STAYING
from domain.telling import Told, given_to
from domain.unsettled import Doubt, Matter
from handlers.desk import Desk
from handlers.steps import ask_symptoms
from views.unsettled import likely, what_card, whose_card

HEADS = "heads"
"""Takes back how many were said to be there."""
LONGEST_PAGE = 3
"""Digits of a page number that are read."""


def whose(desk: Desk, argument: str) -> Message:
    """The class to choose from, or a pupil who was chosen. Raises Outdated, UnreadableChoice."""
    mark, dot, value = argument.partition(".")
    matter = _matter(desk, mark)
    if not dot or value.startswith("."):
        page = value[1 : 1 + LONGEST_PAGE]
        return ask_whose(desk, matter, int(page) if page.isascii() and page.isdecimal() else 0)
    _, pupil_id = desk.whom(f"p{value}")
    return give(desk, matter, pupil_id)


def ask_whose(desk: Desk, matter: Matter, page: int = 0, *, near: Sequence[Pupil] = ()) -> Message:
    """Of whom is it? A name may be typed as well; those ``near`` to what was typed come first."""
    desk.asked(f"whose:{matter.mark}")
    size = desk.settings.show_keyboard_page
    threshold = desk.round.fever_threshold
    waiting = {one.pupil_id for one in desk.class_day.waiting(desk.draft.check_in)}
    pupils = sorted(desk.pupils, key=lambda pupil: (pupil not in near, pupil.id not in waiting))
    return whose_card(desk.cards, matter, pupils, threshold, page, size)


def give(desk: Desk, matter: Matter, pupil_id: int) -> Message:
    """It is this pupil's; where only the name was said, what is the matter comes next."""
    draft = desk.draft
    now = given_to(Told(draft.check_in, draft.unsettled), matter, pupil_id)
    desk.rewrite(now.check_in, now.unsettled)
    who = f"p{base36(pupil_id)}"
    if matter.says_nothing and not matter.coming:
        return what(desk, who, "")
    if matter.reading or matter.says_nothing:
        return desk.review(brief=True)
    entry = desk.about(who)
    if entry.has_fever(desk.round.fever_threshold) and not entry.symptoms and entry.where is None:
        return ask_symptoms(desk, who)
    return desk.review(brief=True)


def the_one_to_name(desk: Desk) -> Matter | None:
    """The only thing that was said, where only the name is missing: no card stands between."""
    draft = desk.draft
    matters = draft.unsettled.matters
    if draft.check_in.pupils or len(matters) != 1 or draft.unsettled.present is not None:
        return None
    return matters[0] if matters[0].doubt is Doubt.WHOSE and matters[0].times == 1 else None


def what(desk: Desk, who: str, value: str) -> Message:
    """What is the matter with a pupil who was only named?"""
    name = desk.name(who)
    if value == "well":
        entry = desk.about(who)
        desk.say_about(who, **dict(Entry(ahead=entry.ahead, aside=entry.aside)))
        desk.passed_over(who, *STAYING)
        return desk.review(brief=True)
    if value:
        raise UnreadableChoice
    desk.asked(f"of:{who}")
    return what_card(desk.cards, who, name)


def drop(desk: Desk, argument: str) -> Message:
    """Takes a matter back, or the number that was said to be there."""
    draft = desk.draft
    if argument == HEADS:
        unsettled = draft.unsettled.model_copy(update={"present": None})
    elif argument.startswith("h"):
        return heads(desk, _matter(desk, argument[1:]))
    else:
        unsettled = draft.unsettled.without(_matter(desk, argument[1:]))
    desk.keep(replace(draft, unsettled=unsettled, step=""))
    return desk.so_far()


def heads(desk: Desk, matter: Matter) -> Message:
    """38 counts those present and is no fever. Raises Outdated where it cannot count them."""
    if matter.heads is None:
        raise Outdated
    draft = desk.draft
    unsettled = draft.unsettled.without(matter).model_copy(update={"present": matter.heads})
    desk.rewrite(draft.check_in, unsettled)
    return desk.review(brief=True)


def figure(desk: Desk, argument: str) -> str:
    """The figure of the class that was meant, one of those offered. Raises Outdated,
    UnreadableChoice.
    """
    mark, _, value = argument.partition(".")
    matter = _matter(desk, mark)
    meant = next((one for one in likely(matter.raw) if str(one.hundredths) == value), None)
    if meant is None:
        raise UnreadableChoice
    return str(meant)


def _matter(desk: Desk, mark: str) -> Matter:
    """What this button was made for, if it is still to be settled."""
    found = desk.draft.unsettled.find(mark)
    if found is None:
        raise Outdated
    return found
