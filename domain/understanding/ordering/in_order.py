"""The pieces of a message in order, before they are heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.understanding.context import ClassContext
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.no_reply import replies_settled
from domain.understanding.cutting.tokens import Token
from domain.understanding.heard import Snag
from domain.understanding.ordering.afternoons import comers_later
from domain.understanding.ordering.all_back import all_back
from domain.understanding.ordering.all_of_a_name import all_of_a_name
from domain.understanding.ordering.at_home_first import at_home_first
from domain.understanding.ordering.bare_days import months_told
from domain.understanding.ordering.beside_a_name import told_by_a_classmate
from domain.understanding.ordering.body_pairs import parts_of_a_body
from domain.understanding.ordering.business import without_business
from domain.understanding.ordering.called_by_name import called_by_name
from domain.understanding.ordering.clauses import statements
from domain.understanding.ordering.day_headings import day_headings, headed_today
from domain.understanding.ordering.errands import errands_told
from domain.understanding.ordering.everyday import without_chat
from domain.understanding.ordering.fever_clinics import fevers_of_clinics
from domain.understanding.ordering.former import former_settled
from domain.understanding.ordering.forms import (
    headings_apart,
    kinds_apart,
    reasons_in_turn,
    reasons_settled,
)
from domain.understanding.ordering.got_there import got_there
from domain.understanding.ordering.he_or_she import he_or_she
from domain.understanding.ordering.homeward import homes_settled
from domain.understanding.ordering.included import included_settled
from domain.understanding.ordering.lasting import lasting
from domain.understanding.ordering.late_nights import late_nights
from domain.understanding.ordering.latecomers import latecomers_silent
from domain.understanding.ordering.likewise import alike
from domain.understanding.ordering.long_ago import long_ago
from domain.understanding.ordering.neighbours import without_neighbours
from domain.understanding.ordering.numbered_days import numbered_days
from domain.understanding.ordering.occasions import occasions_silent
from domain.understanding.ordering.own_matters import without_own_matters
from domain.understanding.ordering.parts import parts_settled
from domain.understanding.ordering.pronouns import pronouns_named
from domain.understanding.ordering.reasons_told import reasons_told
from domain.understanding.ordering.revisions import revised
from domain.understanding.ordering.seats import seats_settled
from domain.understanding.ordering.second_readings import second_readings
from domain.understanding.ordering.setting_out import setting_out
from domain.understanding.ordering.some_others import some_others
from domain.understanding.ordering.thumbs import thumbs_read
from domain.understanding.ordering.topics import topics_silent
from domain.understanding.ordering.turns import turns_taken
from domain.understanding.ordering.unanswered import calls_settled
from domain.understanding.ordering.unnamed_pupils import unnamed_told
from domain.understanding.ordering.who_it_was import names_first
from domain.understanding.ordering.whose_it_is import whose_it_is

_END = Token(Kind.STOP, "")


@dataclass(frozen=True, slots=True)
class Ordered:
    """The pieces to be heard; ``told`` are all that tell something, over or not."""

    pieces: list[Token]
    told: list[Token]
    snags: frozenset[Snag]


def in_order(tokens: Sequence[Token], class_: ClassContext) -> Ordered:
    """Each piece where the grammar expects it. What is only asked is set aside clause by clause."""
    plain = topics_silent(got_there(some_others(without_own_matters(tokens), class_)))
    ours = called_by_name(_of_the_class(unnamed_told(told_by_a_classmate(plain))))
    told = without_business(without_chat(pronouns_named(he_or_she(ours))))
    dated = comers_later(_dated(late_nights(told), class_), class_.day)
    dated = setting_out(alike(parts_of_a_body(dated), class_.day), class_.day)
    kept, snags = statements(included_settled(dated), class_.day)
    kept = revised(turns_taken([*names_first(kept), _END])[:-1])
    kept = occasions_silent(reasons_told(errands_told(lasting(whose_it_is(kept)))), class_.day)
    kept = reasons_in_turn(reasons_settled(parts_settled(kept)))
    kept = homes_settled(headings_apart(kinds_apart(all_of_a_name(seats_settled(kept)))))
    kept = at_home_first(fevers_of_clinics(kept), class_)
    return Ordered(former_settled([*kept, _END], class_.day), kept, frozenset(snags))


def _of_the_class(tokens: Sequence[Token]) -> list[Token]:
    """The pieces without other classes and latecomers; signs and second readings as words."""
    ours = thumbs_read(without_neighbours(tokens))
    return second_readings(calls_settled(replies_settled(day_headings(latecomers_silent(ours)))))


def _dated(tokens: Sequence[Token], class_: ClassContext) -> list[Token]:
    """The pieces with each number that is a day as that day."""
    days = headed_today(numbered_days(all_back(tokens), class_.day), class_.day)
    told = months_told(days, class_)
    return long_ago(told, class_.day)
