"""What was asked last is answered in words: a number, a name, a place, a day, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.calendar import UnreadableDay, parse_period
from domain.check_in import Travel
from domain.choice import UnreadableChoice, base36
from domain.leave import parse_end
from domain.message import Message, Text
from domain.orders import Order, read_order
from domain.roster import Pupil
from domain.spelling import called, plain
from domain.temperature import Accepted, Confirm, Doubtful, Unreadable, read_temperature
from domain.understanding import Status, Understood
from domain.unsettled import Matter
from handlers import settling, steps
from handlers.desk import Desk
from handlers.filing import filing
from handlers.owed import newest_draft
from handlers.telling import step_of, tell, understood_at
from handlers.visit import Visit
from storage.drafts import Draft
from views.words import text

SHOWN = 40
"""Characters of what was typed that are said back."""
PLACE_LENGTH = 40
_OF_A_PERSON = frozenset({"temp", "place", "when", "until", "why", "of"})
_BARE = frozenset({"正常", "normal", "fine", "ok", "没事"})
"""After a question about one pupil these are about that pupil."""


def asked_of(visit: Visit, replied: int | None) -> tuple[Desk, str] | None:
    """The open question of this person's newest draft."""
    draft = newest_draft(visit)
    step = "" if draft is None else draft.step or _still_open(draft)
    if draft is None or not step or (replied is not None and replied != draft.round_id):
        return None
    desk = Desk(filing(visit, draft.round_id))
    return (desk, step) if _is_still_here(desk, step) else None


def _still_open(draft: Draft) -> str:
    """The step of the only question that is still open; of several, words name the pupil."""
    asked = draft.unsettled.asked
    return step_of(asked[0]) if len(asked) == 1 else ""


def _is_still_here(desk: Desk, step: str) -> bool:
    """Whether the pupil who was asked about is still in the class; who has moved is no longer
    this teacher's to speak for.
    """
    kind, _, who = step.partition(":")
    if kind not in _OF_A_PERSON:
        return True
    try:
        desk.whom(who)
    except UnreadableChoice:
        return False
    return True


def answered(desk: Desk, step: str, raw: str) -> bool:
    """Answer what was asked last; False where the words speak of the class after all."""
    what, _, about = step.partition(":")
    match what:
        case "temp":
            return _temperature(desk, about, raw)
        case "pick":
            return _picked(desk, about.partition("=")[0], raw)
        case "whose":
            return _whose(desk, about, raw)
        case "place":
            return _place(desk, about, raw)
        case "when":
            return _when(desk, about, raw)
        case "until":
            return _until(desk, about, raw)
        case "why":
            return _more_of(desk, about, f"请假 {raw}", raw)
        case "of":
            return _more_of(desk, about, raw, raw)
        case "more":
            return _more(desk, about, raw)
    return False


def _of_the_class(desk: Desk, who: str, raw: str) -> bool:
    """Whether words say something of others, and so are no answer about this one pupil."""
    if plain(raw) in _BARE:
        return False
    said = understood_at(desk, raw)
    others = (one.pupil.id for one in said.pupils if one.pupil is not None and one.sure)
    named = any(desk.cards.who(pupil_id) != who for pupil_id in others)
    return named or said.all_normal or said.rest_normal or said.no_travel


def _temperature(desk: Desk, who: str, raw: str) -> bool:
    name, shown = desk.name(who), raw[:SHOWN]
    match read_temperature(raw, desk.settings.plausible):
        case Accepted(temperature=value):
            desk.show(steps.reading(desk, who, value.hundredths, shown))
        case Confirm(temperature=value):
            desk.show(desk.cards.confirm(who, name, shown, value))
        case Doubtful(candidates=candidates):
            desk.show(desk.cards.doubtful(who, name, shown, candidates))
        case Unreadable():
            return _no_figure(desk, who, raw)
    return True


def _no_figure(desk: Desk, who: str, raw: str) -> bool:
    match read_order(raw):
        case Order.UNMEASURED:
            desk.show(steps.temperature(desk, who, "none"))
        case Order.SKIP:
            desk.show(steps.temperature(desk, who, "skip"))
        case None if _names(desk, who, raw):
            return False  # 张伟36.9
        case None if _tells_more(desk, who, raw) and _more_of(desk, who, raw, raw):
            pass  # 36.9，咳嗽, or 在家
        case None if not _of_the_class(desk, who, raw):
            _again(desk, "unreadable_reading", raw, steps.ask_temperature(desk, who))
        case _:
            return False
    return True


def _tells_more(desk: Desk, who: str, raw: str) -> bool:
    """Whether words say of a pupil what no keypad holds, and nothing that has to be asked first."""
    said = understood_at(desk, f"{desk.name(who)} {raw}").pupils
    one = said[0] if len(said) == 1 else None
    if one is None or one.asks:
        return False
    more = one.symptoms or one.absence or one.where
    return one.temperature is not None or bool(more)


def _names(desk: Desk, who: str, raw: str) -> bool:
    """Whether words name the very pupil who was asked about, or mend what was said."""
    said = understood_at(desk, raw)
    if said.correction:
        return True  # 把发烧改成咳嗽
    told = [one for one in said.pupils if one.pupil is not None and one.sure]
    return any(
        desk.cards.who(one.pupil.id) == who and "what_about" not in one.asks
        for one in told
        if one.pupil is not None
    )


def _picked(desk: Desk, action: str, raw: str) -> bool:
    found = called(desk.pupils, raw)
    if len(found) == 1:
        desk.show(steps.picked(desk, action[0], f"p{base36(found[0].id)}"))
    elif found:
        desk.show(desk.cards.which(action, raw[:SHOWN], found))
    elif _is_about_more(desk, raw):
        return False
    else:
        _again(desk, "unknown_name", raw, steps.pick_card(desk, action))
    return True


def _whose(desk: Desk, mark: str, raw: str) -> bool:
    matter = desk.draft.unsettled.find(mark)
    if matter is None:
        return False
    found = called(_likely(desk.pupils, matter, raw), raw)
    if len(found) == 1:
        desk.show(settling.give(desk, matter, found[0].id))
    elif _is_about_more(desk, raw):
        return False
    else:
        _again(desk, "which_name" if found else "unknown_name", raw,
               settling.ask_whose(desk, matter))  # fmt: skip
    return True


def _likely(pupils: Sequence[Pupil], matter: Matter, raw: str) -> Sequence[Pupil]:
    """Those it may be, where what was typed fits one of them; else the class."""
    near = [pupil for pupil in pupils if pupil.id in matter.candidates]
    return near if called(near, raw) else pupils


def _is_about_more(desk: Desk, raw: str) -> bool:
    """Whether words that are nobody's name say something all the same."""
    if read_order(raw) is not None:
        return True
    said = understood_at(desk, raw)
    told = any(one.asks != ("what_about",) and one.sure for one in said.pupils)
    return told or said.all_normal or said.class_max is not None or said.unmeasured


def _is_no_place(desk: Desk, who: str, raw: str) -> bool:
    """Whether words tell more than where somebody went: a fever is never taken for a place."""
    said = understood_at(desk, raw)
    return _of_the_class(desk, who, raw) or any(
        one.temperature is not None
        or one.feverish
        or one.said
        or one.symptoms
        or one.absence
        or one.where
        or one.unmeasured
        for one in said.pupils
    )


def _place(desk: Desk, who: str, raw: str) -> bool:
    place = " ".join(raw.split())
    if read_order(raw) is Order.SKIP:
        desk.show(steps.went(desk, who, ""))
    elif read_order(raw) is not None or _is_no_place(desk, who, raw):
        return False
    elif len(place) <= PLACE_LENGTH and any(sign.isalpha() for sign in place):
        desk.show(steps.went(desk, who, place))
    else:
        _again(desk, "bad_place", raw, steps.ask_place(desk, who))
    return True


def _when(desk: Desk, who: str, raw: str) -> bool:
    if read_order(raw) is Order.SKIP:
        desk.show(steps.travelled(desk, who, "skip"))
        return True
    try:
        period = parse_period(raw, desk.round.day)
    except UnreadableDay:
        if read_order(raw) is not None or _of_the_class(desk, who, raw):
            return False
        _again(desk, "unreadable_day", raw, steps.ask_when(desk, who))
        return True
    place = (desk.about(who).travel or Travel()).place
    desk.say_about(who, travel=Travel(place=place, first=period.first, last=period.last))
    desk.show(desk.review())
    return True


def _until(desk: Desk, who: str, raw: str) -> bool:
    """The last day of a leave, read forward: 周五, 下周三, 12-4."""
    order, day = read_order(raw), desk.round.day
    if order is Order.SKIP:
        desk.show(steps.until(desk, who, "0"))
        return True
    try:
        last = parse_end(raw, day)
    except UnreadableDay:
        if order is not None or _of_the_class(desk, who, raw):
            return False
        _again(desk, "unreadable_day", raw, steps.ask_until(desk, who))
        return True
    desk.show(steps.until(desk, who, str((last - day).days)))
    return True


def _more_of(desk: Desk, who: str, said_of: str, raw: str) -> bool:
    """感冒 after 张三 为什么没来？ is read as 张三 请假 感冒."""
    if read_order(raw) is not None or _of_the_class(desk, who, raw):
        return False
    sentence = f"{desk.name(who)} {said_of}"
    said = understood_at(desk, sentence)
    if len(said.pupils) != 1 or not said.pupils[0].sure or _is_unclear(said):
        return False
    tell(desk, sentence, said)
    return True


def _more(desk: Desk, before: str, raw: str) -> bool:
    """没有 after 36.5 and 有人外出吗？ is read as 36.5，没有."""
    sentence = f"{before}，{raw}"
    said = understood_at(desk, sentence)
    if said.status is not Status.ACCEPT or understood_at(desk, raw).status is Status.ACCEPT:
        return False
    tell(desk, sentence, said)
    return True


def _is_unclear(said: Understood) -> bool:
    keys = {question.key for question in said.questions}
    return bool(keys & {"leftover", "clash", "what_about", "unsure"})


def _again(desk: Desk, key: str, raw: str, card: Message) -> None:
    """Say what could not be read, and ask the same once more."""
    lead = text(desk.visit.language, f"check_in.{key}", raw=raw[:SHOWN])
    desk.show(replace(card, text=Text.of(lead, "\n", card.text)))
