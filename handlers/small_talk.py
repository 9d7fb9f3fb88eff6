"""Words that are no answer get the reply that fits them, and what is owed is shown again."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.calendar import UnreadableDay
from domain.choice import Choice, base36
from domain.coming_days import find_coming
from domain.message import Keyboard, Message, Text
from domain.roster import Role
from domain.understanding import Chatter, Understood
from handlers.case_desk import case_desk
from handlers.check_in import snooze
from handlers.desk import Desk
from handlers.roster_change import asked_again
from handlers.steps import ask_temperature
from handlers.substitute import start_hand_over
from views.days import day_name
from views.words import text

_MYSELF_ILL = re.compile(
    r"(?:我|本人)(?:今天|今早|昨晚|有点|也|身体)*"
    r"(?:发烧|发热|感冒|生病|病了|不舒服|不适|咳嗽|拉肚子|呕吐)"
    r"|\bi(?:'m| am| feel| have)(?: a)? (?:sick|ill|unwell|fever)",
    re.IGNORECASE,
)
"""The speaker is unwell, and nothing else is said."""


def small_talk(desk: Desk, said: Understood) -> None:
    """A thank you, a moment please, a groan, a question: no answer, and never a zero report."""
    language, unit = desk.visit.language, desk.round.unit.name
    if said.chatter in (Chatter.HAND_OVER, Chatter.OTHER) and _MYSELF_ILL.search(said.raw):
        _unwell_yourself(desk)
        return
    match said.chatter:
        case Chatter.COURTESY:
            explain(desk, "courtesy")
        case Chatter.WAIT if not desk.round.revision:
            snooze(desk, Choice("snooze", desk.round.id))
            minutes = desk.settings.snooze_minutes
            desk.visit.reply(Message(text(language, "small_talk.wait", unit=unit, minutes=minutes)))
        case Chatter.WAIT if desk.is_being_corrected:
            desk.show(desk.review(text(language, "small_talk.wait_draft"), brief=True))
        case Chatter.WAIT:
            _no_hurry(desk)
        case Chatter.CALENDAR:
            day = day_name(language, desk.round.day)
            desk.show(desk.so_far(text(language, "small_talk.calendar", unit=unit, day=day)))
        case Chatter.HAND_OVER if desk.filing.role is Role.HEAD_TEACHER:
            start_hand_over(desk.visit, _asked_for(desk, said))
        case Chatter.ASKING if _shown_case(desk, said):
            pass
        case Chatter.WITHDRAWN:
            _withdrawn(desk)
        case Chatter.COMPLAINT | Chatter.HAND_OVER | Chatter.ASKING:
            desk.show(desk.so_far(text(language, f"small_talk.{said.chatter}")))
        case _:
            explain(desk, "not_understood")


def _shown_case(desk: Desk, said: Understood) -> bool:
    """张三明天能来吗: where the pupil is followed, the case says what a release lacks."""
    visit, pupil = desk.visit, said.asked_of
    case = None if pupil is None else visit.tx.cases.open_of(pupil.id, None, visit.day)
    if case is None:
        return False
    visit.reply(case_desk(visit, case.id).card())
    return True


def _no_hurry(desk: Desk) -> None:
    """等一下 after the answer: nothing is waited for."""
    words = text(desk.visit.language, "small_talk.wait_answered", unit=desk.round.unit.name)
    fix = Keyboard(((desk.cards.button("correct", "fix"),),))
    desk.beside(Message(words, fix, protect=True))


def _withdrawn(desk: Desk) -> None:
    """撤回: what was entered goes by the button that says so, and what counts is corrected."""
    own, language = desk.own_draft, desk.visit.language
    if own is not None and (desk.is_being_corrected or not own.is_empty):
        desk.show(desk.review(text(language, "small_talk.withdrawn_draft")))
    elif desk.round.revision:
        explain(desk, "courtesy")
    else:
        desk.show(desk.so_far(text(language, "small_talk.withdrawn")))


def _asked_for(desk: Desk, said: Understood) -> str:
    """Who is to stand in, and on which days, as far as it was said: 明天王磊替我."""
    try:
        coming = find_coming(said.raw, desk.visit.day).coming
    except UnreadableDay:
        coming = None
    days = "" if coming is None else f"{coming.first}..{coming.last or coming.first}"
    teacher = f"{said.teacher}老师" if len(said.teacher) == 1 else said.teacher
    return f"{teacher} {days}".strip()


def _unwell_yourself(desk: Desk) -> None:
    """我发烧了: the teacher's own state belongs to the answer; who stands in is asked for after."""
    card = ask_temperature(desk, f"s{base36(desk.visit.person_id)}")
    lead = text(desk.visit.language, "small_talk.yourself")
    desk.show(replace(card, text=Text.of(lead, "\n", card.text)))


def explain(desk: Desk, why: str) -> None:
    """No answer: say so, with what stands now. A card that waits for words says it by itself."""
    if why == "not_understood" and asked_again(desk.visit):
        return
    unit, own = desk.round.unit.name, desk.own_draft
    if desk.round.revision and own is None:
        words = text(desk.visit.language, f"check_in.{why}_answered", unit=unit)
        fix = Keyboard(((desk.cards.button("correct", "fix"),),))
        desk.beside(Message(words, fix, protect=True))
    else:
        begun = why == "not_understood" and own is not None and not own.is_empty
        key = f"{why}_draft" if begun else why
        desk.show(desk.so_far(text(desk.visit.language, f"check_in.{key}", unit=unit)))
