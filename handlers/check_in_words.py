"""The check-in in typed words: plain answers, and the number or name that was just asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.calendar import UnreadableDay, parse_period
from domain.check_in import CheckIn, Travel
from domain.choice import LIMIT, Choice, base36
from domain.incoming import Words
from domain.message import Button, Keyboard, Message, Text
from domain.roster import Pupil
from domain.spelling import called
from domain.temperature import (
    Accepted,
    Confirm,
    Doubtful,
    Temperature,
    Unreadable,
    is_fever,
    read_temperature,
)
from domain.typed_answer import (
    AllNormal,
    Courtesy,
    Highest,
    Order,
    TypedAnswer,
    Unclear,
    read_typed,
)
from handlers import steps
from handlers.check_in import cancel, correct
from handlers.desk import Desk
from handlers.filing import filing
from handlers.handing_in import all_normal, finish
from handlers.owed import meant, mine, named_in, newest_draft, replied_to
from handlers.visit import Visit
from storage.rounds import Round
from views.review import no_travel
from views.words import say, text

LONGEST = 1000
"""Characters of a typed answer that are read at all."""
SHOWN = 40
"""Characters of what was typed that are said back."""
PLACE_LENGTH = 40
MOST_CLASSES = 20
ARGUMENT_BYTES = LIMIT - len("1:say:") - 2 * 11 - 2
"""What fits a class button beside the rest of its payload, however large the ids."""


def typed(visit: Visit, words: Words) -> bool:
    """Words that are no command. Gives False where they are nobody's answer to anything."""
    if len(words.text) > LONGEST:
        visit.reply(Message(text(visit.language, "check_in.too_long")))
        return True
    rounds, replied = mine(visit), replied_to(visit, words)
    named, rest = named_in(visit, rounds, words.text)
    answer = read_typed(rest)
    if named is None and _is_about_a_question(answer):
        asked = _asked(visit, replied)
        if asked is not None and _answer_question(*asked, words.text.strip(), answer):
            return True
    if replied is not None:
        _answer(Desk(filing(visit, replied)), answer)
        return True
    if named is not None:
        _answer(Desk(filing(visit, named.id)), answer if rest else None)
        return True
    in_hand = newest_draft(visit) if isinstance(answer, Order) else None
    if in_hand is not None:
        _answer(Desk(filing(visit, in_hand.round_id)), answer)
        return True
    return _answer_without_name(visit, answer, words.text, meant(visit, rounds))


def said_for(visit: Visit, choice: Choice) -> None:
    """A class button under words that named no class: the words were meant for this one."""
    _answer(Desk(filing(visit, choice.subject)), read_typed(choice.argument))


def no_words(visit: Visit) -> None:
    """A voice message, a picture, a file: it cannot be read; the question comes again."""
    lead = text(visit.language, "check_in.not_words")
    rounds = mine(visit)
    owed = [round_ for round_ in rounds if not round_.revision]
    if len(owed) == 1:
        desk = Desk(filing(visit, owed[0].id))
        desk.show(desk.so_far(lead))
    else:
        visit.reply(Message(lead))


def _is_about_a_question(answer: TypedAnswer) -> bool:
    """Whether these words answer the question asked last rather than speak for a whole class."""
    match answer:
        case AllNormal(bare=bare):
            return bare
        case Highest(no_travel=told):
            return not told
        case Order():
            return answer in (Order.SKIP, Order.UNMEASURED)
        case Courtesy():
            return False
        case Unclear():
            return True


def _asked(visit: Visit, replied: int | None) -> tuple[Desk, str] | None:
    """The open question of this person's newest draft."""
    draft = newest_draft(visit)
    if draft is None or not draft.step or (replied is not None and replied != draft.round_id):
        return None
    return Desk(filing(visit, draft.round_id)), draft.step


def _answer_question(desk: Desk, step: str, raw: str, answer: TypedAnswer) -> bool:
    """Answer what was asked last; False where the words speak for the class after all."""
    what, _, who = step.partition(":")
    match what:
        case "temp":
            _temperature(desk, who, raw)
        case "pick":
            found = called(desk.pupils, raw)
            if not found and not isinstance(answer, Unclear):
                return False
            _name(desk, who.partition("=")[0], raw, found)
        case "place":
            _place(desk, who, raw)
        case "when":
            _when(desk, who, raw)
    return True


def _temperature(desk: Desk, who: str, raw: str) -> None:
    name, shown = desk.name(who), raw[:SHOWN]
    match read_temperature(raw, desk.settings.plausible):
        case Accepted(temperature=value):
            desk.show(steps.reading(desk, who, value.hundredths, shown))
        case Confirm(temperature=value):
            desk.show(desk.cards.confirm(who, name, shown, value))
        case Doubtful(candidates=candidates):
            desk.show(desk.cards.doubtful(who, name, shown, candidates))
        case Unreadable():
            match read_typed(raw):
                case Order.UNMEASURED:
                    desk.show(steps.temperature(desk, who, "none"))
                case Order.SKIP:
                    desk.show(steps.temperature(desk, who, "skip"))
                case _:
                    _again(desk, "unreadable_reading", raw, steps.ask_temperature(desk, who))


def _name(desk: Desk, action: str, raw: str, found: Sequence[Pupil]) -> None:
    if len(found) == 1:
        desk.show(steps.picked(desk, action[0], f"p{base36(found[0].id)}"))
    elif found:
        desk.show(desk.cards.which(action, raw[:SHOWN], found))
    else:
        _again(desk, "unknown_name", raw, steps.pick_card(desk, action))


def _place(desk: Desk, who: str, raw: str) -> None:
    place = " ".join(raw.split())
    if read_typed(raw) is Order.SKIP:
        desk.show(steps.went(desk, who, ""))
    elif len(place) <= PLACE_LENGTH and any(sign.isalpha() for sign in place):
        desk.show(steps.went(desk, who, place))
    else:
        _again(desk, "bad_place", raw, steps.ask_place(desk, who))


def _when(desk: Desk, who: str, raw: str) -> None:
    if read_typed(raw) is Order.SKIP:
        desk.show(steps.travelled(desk, who, "skip"))
        return
    try:
        period = parse_period(raw, desk.round.day)
    except UnreadableDay:
        _again(desk, "unreadable_day", raw, steps.ask_when(desk, who))
        return
    place = (desk.about(who).travel or Travel()).place
    desk.say_about(who, travel=Travel(place=place, first=period.first, last=period.last))
    desk.show(desk.review())


def _again(desk: Desk, key: str, raw: str, card: Message) -> None:
    """Say what could not be read, and ask the same once more."""
    lead = text(desk.visit.language, f"check_in.{key}", raw=raw[:SHOWN])
    desk.show(replace(card, text=Text.of(lead, "\n", card.text)))


def _answer_without_name(
    visit: Visit, answer: TypedAnswer, words: str, candidates: Sequence[Round]
) -> bool:
    if not candidates:
        return False
    match answer:
        case AllNormal(every_class=True):
            for round_ in candidates:
                _answer(Desk(filing(visit, round_.id)), answer)
        case _ if len(candidates) > 1:
            _which_class(visit, candidates, answer, words)
        case _:
            _answer(Desk(filing(visit, candidates[0].id)), answer)
    return True


def _answer(desk: Desk, answer: TypedAnswer | None) -> None:
    """What the words mean for one class; None where only the class was named."""
    match answer:
        case None:
            desk.show(desk.so_far())
        case AllNormal():
            all_normal(desk, seen=desk.round.revision)
        case Highest(temperature=value, no_travel=told):
            _highest(desk, value, told)
        case Order():
            _order(desk, answer)
        case Courtesy():
            _explain(desk, "courtesy")
        case Unclear():
            _explain(desk, "not_understood")


def _highest(desk: Desk, value: Temperature, no_travel_told: bool) -> None:
    """A figure for the whole class: a fever is somebody's, and travel is asked about."""
    if is_fever(value, Temperature(desk.round.fever_threshold)):
        unit = desk.round.unit.name
        lead = text(desk.visit.language, "check_in.who_is_it", unit=unit, value=value)
        desk.asked(f"pick:fever={value.hundredths}")
        desk.show(replace(steps.pick_card(desk, "fever"), text=lead))
    elif no_travel_told:
        all_normal(desk, seen=desk.round.revision, highest=value.hundredths)
    else:
        said = desk.draft.check_in.model_copy(update={"class_max": value.hundredths})
        desk.rewrite(said)
        desk.show(no_travel(desk.cards, said, value))


def _order(desk: Desk, order: Order) -> None:
    """A button's word, typed."""
    match order:
        case Order.CANCEL:
            cancel(desk)
        case Order.CORRECT:
            correct(desk)
        case Order.SUBMIT if _has_something(desk):
            finish(desk, desk.draft.check_in, seen=desk.round.revision)
        case Order.BACK:
            desk.asked("")
            desk.show(desk.so_far())
        case _:
            _explain(desk, "not_understood")


def _has_something(desk: Desk) -> bool:
    """Whether there is anything to submit: a card that shows nothing is no zero report."""
    own = desk.own_draft
    return own is not None and (desk.round.revision > 0 or own.check_in != CheckIn())


def _explain(desk: Desk, why: str) -> None:
    """No answer: say so, with what stands now."""
    unit = desk.round.unit.name
    if desk.round.revision and desk.own_draft is None:
        words = text(desk.visit.language, f"check_in.{why}_answered", unit=unit)
        fix = Keyboard(((desk.cards.button("correct", "fix"),),))
        desk.show(Message(words, fix, protect=True))
    else:
        desk.show(desk.so_far(text(desk.visit.language, f"check_in.{why}", unit=unit)))


def _which_class(visit: Visit, rounds: Sequence[Round], answer: TypedAnswer, words: str) -> None:
    """Two classes, one sentence: which one is meant?"""
    short = words.strip()
    understood = isinstance(answer, AllNormal | Highest)
    carried = understood and len(short.encode()) <= ARGUMENT_BYTES
    action, argument = ("say", short) if carried else ("review", "")
    rows = tuple(
        (Button(one.unit.name, Choice(action, one.id, one.revision, argument).encode()),)
        for one in rounds[:MOST_CLASSES]
    )
    key = "which_class" if understood else "which_class_first"
    asked = say(visit.language, f"check_in.{key}", count=len(rounds))
    visit.reply(Message(Text.of(asked), Keyboard(rows), protect=True))
