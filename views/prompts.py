"""What is asked back about typed words, with the buttons that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from domain.check_in import Absence
from domain.message import Button, Text
from domain.still_asked import StillAsked
from domain.understanding import OfTeachers, Question, Understood
from views.check_in_cards import Cards
from views.review import Prompt
from views.understanding import question_text
from views.unsettled import NUMBERS, marked
from views.words import say, text

MOST = 4
"""Questions about pupils on one card; the next come when these are answered."""
SETTLED = frozenset(
    {
        *("which_pupil", "who_is_it", "is_it", "is_meant", "number_differs", "who"),
        *("what_about", "who_has_fever"),
        *("degrees_or_heads", "what_is_wrong", "how_many", "class_away", "slip", "whose_reading"),
        *("who_is_absent", "heads_differ", "order", "too_many_present", "figure_impossible"),
    }
)
"""Questions that stand among what has to be settled (views.unsettled) with buttons of their own."""
_OF_THE_TEACHER = frozenset({"yourself", "own_fever"})


def prompt(cards: Cards, question: Question, who: str | None) -> Prompt:
    """The sentence and its buttons; ``who`` is the pupil it is about, where that is known."""
    rows: tuple[tuple[Button, ...], ...] = ()
    if question.key in _OF_THE_TEACHER:
        rows = _own_row(cards)
    elif who is not None:
        rows = _rows(cards, question, who)
    return Prompt(Text.of(question_text(cards.language, question)), rows)


def of_teachers(cards: Cards, said: Understood) -> Prompt | None:
    """What was told of a teacher beside the class: the own button, and how to hand over."""
    prompts = []
    if OfTeachers.UNWELL in said.of_teachers:
        prompts.append(Prompt(text(cards.language, "understanding.yourself"), _own_row(cards)))
    if OfTeachers.AWAY in said.of_teachers:
        key = "hand_over_named" if said.teacher else "hand_over"
        prompts.append(Prompt(text(cards.language, f"small_talk.{key}", teacher=said.teacher)))
    return reduce(Prompt.then, prompts) if prompts else None


def _own_row(cards: Cards) -> tuple[tuple[Button, ...], ...]:
    return ((cards.button("self", "self"),),)


def still_asked(
    cards: Cards,
    asked: Sequence[StillAsked],
    names: Mapping[str, str],
    *,
    beside: bool = False,
    numbered: int = 0,
) -> Prompt | None:
    """What was asked about pupils and is not answered yet, the newest last. Where several are
    asked about, or others ``beside`` them, a number says which buttons answer which question; so
    many questions above are ``numbered`` already.
    """
    prompts = [_still(cards, one, names) for one in asked[:MOST]]
    if len(prompts) > 1 or beside or numbered:
        marks = NUMBERS[numbered:] or NUMBERS
        prompts = [_numbered(one, mark) for one, mark in zip(prompts, marks, strict=False)]
    return reduce(Prompt.then, prompts) if prompts else None


def _numbered(asked: Prompt, mark: str) -> Prompt:
    rows = tuple(marked(row, f"{mark} ") for row in asked.rows)
    return Prompt(Text.of(f"{mark} ", asked.words), rows)


def _still(cards: Cards, asked: StillAsked, names: Mapping[str, str]) -> Prompt:
    who = cards.who(asked.pupil_id)
    name = names.get(who, "?")
    if asked.key == "where_now":
        return Prompt(cards.text("where_now", name=name), (cards.places(who),))
    return prompt(cards, Question(asked.key, {"name": name, "place": asked.place}), who)


def _rows(cards: Cards, question: Question, who: str) -> tuple[tuple[Button, ...], ...]:
    match question.key:
        case "why_absent":
            return (
                tuple(
                    cards.button(f"reason_{reason}", "absw", f"{who}.{reason}")
                    for reason in Absence
                ),
            )
        case "travel_when":
            days = ("today", "day_yesterday", "day_before")
            return (tuple(cards.button(key, "day", f"{who}.{n}") for n, key in enumerate(days)),)
        case "today":
            well = cards.labelled(say(cards.language, "unsettled.well"), "what", f"{who}.well")
            return ((well, cards.button("absent", "pupil", f"a{who[1:]}")),)
        case "fever_and_normal":
            return ((cards.button("reading_again", "again", who),),)
        case "measure_now" | "temperature_now":
            name = str(question.values["name"])
            label = cards.say("reading_of", name=name)
            return ((cards.labelled(label, "again", who),),)
    return ()
