"""The text of a message in plainer words, before it is cut."""

from __future__ import annotations

from domain.understanding.context import ClassContext
from domain.understanding.cutting.class_names import class_names
from domain.understanding.wording.by_sound import told_by_sound
from domain.understanding.wording.chains import own_lines
from domain.understanding.wording.class_words import plain_class_words
from domain.understanding.wording.lines import plain_lines
from domain.understanding.wording.signatures import without_signatures
from domain.understanding.wording.tallies import counted_lines


def in_plainer_words(text: str, class_: ClassContext) -> str:
    """Of what was typed in one spelling: the lines of our class, and one wording for many."""
    unsigned = without_signatures(text, class_.pupils)
    ours = own_lines(unsigned, class_names(tuple(class_.names)).whose)
    plain = plain_class_words(told_by_sound(ours, class_))
    return plain_lines(counted_lines(plain, class_))
