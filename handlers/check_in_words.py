"""The check-in in typed words: which class they are about, and whether they answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.choice import Choice
from domain.incoming import Words
from domain.message import Button, Keyboard, Message, Text
from domain.orders import Order, is_for_every_class, read_order
from domain.understanding import LONGEST, Status, Understood
from handlers import settling
from handlers.afterthoughts import added
from handlers.answering import answered, asked_of
from handlers.check_in import cancel, correct
from handlers.desk import Desk
from handlers.filing import filing
from handlers.handing_in import finish
from handlers.open_words import of_who_is_open
from handlers.owed import meant, mine, named_in, newest_draft, replied_to
from handlers.small_talk import explain
from handlers.telling import tell, understood_at
from handlers.visit import Visit
from storage.rounds import Round
from views.days import short_day
from views.words import say, text

MOST_CLASSES = 20


def typed(visit: Visit, words: Words) -> bool:
    """Words that are no command. Gives False where they are nobody's answer to anything."""
    if len(words.text) > LONGEST:
        visit.reply(Message(text(visit.language, "check_in.too_long")))
        return True
    rounds, replied = mine(visit), replied_to(visit, words)
    named, rest = named_in(visit, rounds, words.text)
    if named is None:
        asked = asked_of(visit, replied)
        if asked is not None and answered(*asked, words.text.strip()):
            return True
    round_id = replied if replied is not None else None if named is None else named.id
    if round_id is None and isinstance(read_order(rest), Order):
        in_hand = newest_draft(visit)
        round_id = None if in_hand is None else in_hand.round_id
    if round_id is not None:
        _said(Desk(filing(visit, round_id)), rest if named is not None else words.text)
        return True
    return _said_of_some_class(visit, words.text, meant(visit, rounds))


def said_for(visit: Visit, choice: Choice) -> None:
    """A class button under words that named no class: they were meant for this one."""
    _said(Desk(filing(visit, choice.subject)), "")


def figure_meant(visit: Visit, choice: Choice) -> None:
    """The class's figure that was meant, in place of one that cannot be: 83."""
    desk = Desk(filing(visit, choice.subject))
    words = settling.figure(desk, choice.argument)
    tell(desk, words, understood_at(desk, words))


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


def _said(desk: Desk, words: str) -> None:
    """What words mean for one class; nothing but the class's name takes up the words that waited
    for it, or shows what stands now.
    """
    words = words.strip() or _waiting_words(desk)
    order = read_order(words)
    if not words:
        desk.show(desk.so_far())
    elif order is not None:
        _obey(desk, order)
    elif not (of_who_is_open(desk, words) or added(desk, words)):
        tell(desk, words, understood_at(desk, words))


def _obey(desk: Desk, order: Order) -> None:
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
        case Order.NO_MORE if _has_something(desk):
            desk.show(desk.review(text(desk.visit.language, "check_in.has_draft"), brief=True))
        case Order.UNMEASURED:
            tell(desk, "未测", understood_at(desk, "未测"))
        case _:
            explain(desk, "not_understood")


def _has_something(desk: Desk) -> bool:
    """Whether there is anything to submit: a card that shows nothing is no zero report."""
    own = desk.own_draft
    return own is not None and (desk.round.revision > 0 or not own.is_empty)


def _said_of_some_class(visit: Visit, words: str, candidates: Sequence[Round]) -> bool:
    """Words that name no class: the only one there is, the one whose pupils they name, or every
    one they speak for; else it is asked which.
    """
    desks = [Desk(filing(visit, round_.id)) for round_ in candidates]
    if len(desks) < 2:
        for desk in desks:
            _said(desk, words)
        return bool(desks)
    read = [(desk, understood_at(desk, words)) for desk in desks]
    theirs = [one for one in read if _names_pupils(one[1])]
    if len(theirs) == 1:
        tell(theirs[0][0], words, theirs[0][1])
    elif is_for_every_class(words) and all(said.all_normal for _, said in read):
        for desk, said in read:
            tell(desk, words, said)
    else:
        _which_class(visit, [desk for desk, _ in read], read[0][1], words)
    return True


def _names_pupils(said: Understood) -> bool:
    """Whether words name pupils of a class, every one of them surely."""
    return bool(said.pupils) and all(one.pupil is not None and one.sure for one in said.pupils)


def _which_class(visit: Visit, desks: Sequence[Desk], said: Understood, words: str) -> None:
    """Two classes, one sentence: which one is meant? The words wait in each of them."""
    told = said.status is not Status.NONE
    rows = []
    for desk in desks[:MOST_CLASSES]:
        round_ = desk.round
        if told:
            draft = desk.draft
            waiting = draft.unsettled.model_copy(update={"words": words})
            desk.keep(replace(draft, unsettled=waiting))
        action = "say" if told else "review"
        choice = Choice(action, round_.id, round_.revision)
        label = round_.unit.name
        if round_.day != visit.day:
            label = f"{label} {short_day(visit.language, round_.day)}"
        rows.append((Button(label, choice.encode()),))
    key = "which_class" if told else "which_class_first"
    asked = say(visit.language, f"check_in.{key}", count=len(desks))
    visit.reply(Message(Text.of(asked), Keyboard(tuple(rows)), protect=True))


def _waiting_words(desk: Desk) -> str:
    """The words that were asked back for their class. They wait no longer, here or elsewhere."""
    draft, visit = desk.own_draft, desk.visit
    for round_ in mine(visit):
        if round_.state == "open":
            _forget_words(Desk(filing(visit, round_.id)))
    return "" if draft is None else draft.unsettled.words


def _forget_words(desk: Desk) -> None:
    """The words that waited for their class are meant for one of them by now."""
    draft = desk.own_draft
    if draft is None or not draft.unsettled.words:
        return
    settled = replace(draft, unsettled=draft.unsettled.model_copy(update={"words": ""}))
    if settled.is_empty and not desk.round.revision:
        desk.discard()
    else:
        desk.keep(settled)
