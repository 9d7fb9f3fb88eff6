"""What was asked last is answered in words: a number, a name, a place, a day, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.calendar import UnreadableDay, parse_period
from domain.choice import UnreadableChoice, base36
from domain.leave import parse_end
from domain.message import Message, Text
from domain.orders import Order, read_order
from domain.roster import Pupil
from domain.spelling import called, plain
from domain.temperature import Accepted, Confirm, Doubtful, Unreadable, read_temperature
from domain.understanding import Status, Understood
from domain.unsettled import Matter
from handlers import replies, settling, steps
from handlers.desk import Desk
from handlers.filing import filing
from handlers.owed import newest_draft
from handlers.replies import speaks_of_others
from handlers.telling import step_of_all, tell, understood_at
from handlers.visit import Visit
from views.words import text

SHOWN = 40
"""Characters of what was typed that are said back."""
PLACE_LENGTH = 40
_OF_A_PERSON = frozenset({"temp", "place", "when", "until", "why", "of", "sym", "where", "note"})
_NOBODY = frozenset({"没", "没人", "无人", "没有人", "没得", "no", "nope", "none", "nobody"})
"""The same as 没有."""

_SOMEBODY = frozenset({"有", "有的", "有人", "有人外出", "yes", "y", "somebody", "someone"})
"""有 after 有人外出吗？"""
_DEGREES = frozenset({"度", "体温", "温度", "摄氏度", "degrees", "temperature"})
"""After it was asked whose 38 it is: no count, and still nobody's."""


def asked_of(visit: Visit, replied: int | None) -> tuple[Desk, str] | None:
    """The open question of this person's newest draft."""
    draft = newest_draft(visit)
    step = "" if draft is None else draft.step or step_of_all(draft.unsettled)
    if draft is None or not step or (replied is not None and replied != draft.round_id):
        return None
    desk = Desk(filing(visit, draft.round_id))
    return (desk, step) if _is_still_here(desk, step) else None


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
            return replies.why(desk, about, raw)
        case "of" if replies.is_here(desk, about, raw):
            return True
        case "of":
            return replies.of_one(desk, about, raw) or replies.passed_over(desk, about, raw)
        case "sym" | "where":
            return _skipped(desk, what, about, raw) or replies.of_one(desk, about, raw)
        case "note":
            return replies.remark(desk, about, raw)
        case "all":
            return replies.of_all(desk, about, raw)
        case "heads":
            return replies.heads(desk, raw)
        case "trip" if plain(raw) in _SOMEBODY:
            desk.show(steps.pick(desk, "travel"))
            return True
        case "more" | "trip":
            return _more(desk, about, raw)
    return False


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
        case None if replies.complaint(desk, who, raw):
            pass  # 36.9，咳嗽, or 在家
        case None if not speaks_of_others(desk, who, raw):
            _again(desk, "unreadable_reading", raw, steps.ask_temperature(desk, who))
        case _:
            return False
    return True


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
    elif near := replies.named(desk, raw):
        _again(desk, "unknown_name", raw, desk.cards.which(action, raw[:SHOWN], near))
    elif replies.names_alone(desk, action, raw):
        pass
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
    elif replies.counts(desk, matter, raw):
        desk.show(settling.heads(desk, matter))
    elif plain(raw) in _DEGREES:
        desk.show(settling.ask_whose(desk, matter))
    elif _is_about_more(desk, raw):
        return False
    else:
        near = found or replies.named(desk, raw)
        _again(desk, "which_name" if found else "unknown_name", raw,
               settling.ask_whose(desk, matter, near=near))  # fmt: skip
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
    told = any(
        one.asks != ("what_about",) and (one.sure or replies.is_counted(one)) for one in said.pupils
    )
    counted = said.present is not None or said.enrolled is not None
    of_class = not said.pupils and said.status is not Status.NONE and not replies.is_unclear(said)
    normal = said.all_normal or said.rest_normal or of_class  # 全到齐，没发烧的
    return told or counted or normal or said.class_max is not None or said.unmeasured


def _is_no_place(desk: Desk, who: str, raw: str) -> bool:
    """Whether words tell more than where somebody went: a fever is never taken for a place."""
    said = understood_at(desk, raw)
    return speaks_of_others(desk, who, raw) or any(
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
    if replies.is_passed(raw):
        desk.show(steps.went(desk, who, ""))
    elif read_order(raw) is not None or _is_no_place(desk, who, raw):
        return False
    elif len(place) <= PLACE_LENGTH and any(sign.isalpha() for sign in place):
        desk.show(steps.went(desk, who, place))
    else:
        _again(desk, "bad_place", raw, steps.ask_place(desk, who))
    return True


def _when(desk: Desk, who: str, raw: str) -> bool:
    if replies.is_passed(raw):
        desk.show(steps.travelled(desk, who, "skip"))
        return True
    travel = desk.about(who).travel
    place = "" if travel is None else travel.place
    try:
        period = parse_period(raw, desk.round.day)
    except UnreadableDay:
        if read_order(raw) is not None or speaks_of_others(desk, who, raw):
            return False
        if not replies.on_days(desk, who, raw, place):
            _again(desk, "unreadable_day", raw, steps.ask_when(desk, who))
        return True
    desk.say_about(who, travel=desk.about(who).journey_on(period.first, period.last))
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
        if order is not None or speaks_of_others(desk, who, raw):
            return False
        _again(desk, "unreadable_day", raw, steps.ask_until(desk, who))
        return True
    desk.show(steps.until(desk, who, str((last - day).days)))
    return True


def _skipped(desk: Desk, what: str, who: str, raw: str) -> bool:
    """跳过 below the symptoms, or below where somebody is."""
    if not replies.is_passed(raw):
        return False
    skip = steps.symptom(desk, who, "done") if what == "sym" else steps.where(desk, who, "skip")
    desk.show(skip)
    return True


def _more(desk: Desk, before: str, raw: str) -> bool:
    """没有 after 36.5 and 有人外出吗？ is read as 36.5，没有."""
    sentence = f"{before}，{'没有' if plain(raw) in _NOBODY else raw}"
    said, alone = understood_at(desk, sentence), understood_at(desk, raw)
    complete = said.status is Status.ACCEPT and alone.status is not Status.ACCEPT
    if not complete and not (replies.says_nothing(alone) and _goes_on(desk, before, said)):
        return False
    tell(desk, sentence, said)
    return True


def _goes_on(desk: Desk, before: str, said: Understood) -> bool:
    """到周五 after 张三病假: words that mean something only together with what was said before."""
    if read_order(before) is not None or replies.is_unclear(said):
        return False
    return said.pupils != understood_at(desk, before).pupils


def _again(desk: Desk, key: str, raw: str, card: Message) -> None:
    """Say what could not be read, and ask the same once more."""
    lead = text(desk.visit.language, f"check_in.{key}", raw=raw[:SHOWN])
    desk.show(replace(card, text=Text.of(lead, "\n", card.text)))
