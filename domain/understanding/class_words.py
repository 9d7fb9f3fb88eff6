"""What is told of a whole class, made plain before it is heard: first its text, then its pieces."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.back_today import plain_back_today
from domain.understanding.day_headings import day_headings
from domain.understanding.head_counts import plain_head_counts
from domain.understanding.latecomers import latecomers_silent
from domain.understanding.mixed_grades import plain_grades
from domain.understanding.neighbours import without_neighbours
from domain.understanding.no_reply import replies_settled
from domain.understanding.nothing_else import plain_nothing_else
from domain.understanding.out_of import plain_out_of
from domain.understanding.second_readings import second_readings
from domain.understanding.thumbs import thumbs_read
from domain.understanding.tokens import Token


def plain_class_words(text: str) -> str:
    """The text with heads, yesterday's absent and 其他无 in words that are known."""
    return plain_back_today(plain_grades(plain_nothing_else(plain_head_counts(plain_out_of(text)))))


def of_the_class(tokens: Sequence[Token]) -> list[Token]:
    """The pieces without other classes and latecomers; signs and second readings as words."""
    ours = thumbs_read(without_neighbours(tokens))
    return second_readings(replies_settled(day_headings(latecomers_silent(ours))))
