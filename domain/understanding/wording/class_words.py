"""What is told of a whole class, in words that are known."""

from __future__ import annotations

from domain.understanding.wording.back_today import plain_back_today
from domain.understanding.wording.head_counts import plain_head_counts
from domain.understanding.wording.mixed_grades import plain_grades
from domain.understanding.wording.nothing_else import plain_nothing_else
from domain.understanding.wording.out_of import plain_out_of


def plain_class_words(text: str) -> str:
    """The text with heads, yesterday's absent and 其他无 in words that are known."""
    return plain_back_today(plain_grades(plain_nothing_else(plain_head_counts(plain_out_of(text)))))
