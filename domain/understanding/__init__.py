"""Understanding what teachers type about a whole class: a lexicon and a grammar, no guessing."""

from domain.understanding.chatter import Chatter
from domain.understanding.context import ClassContext, Likeness
from domain.understanding.understood import PupilSaid, Question, Status, Travelled, Understood
from domain.understanding.verdict import LONGEST, understand

__all__ = [
    "LONGEST",
    "Chatter",
    "ClassContext",
    "Likeness",
    "PupilSaid",
    "Question",
    "Status",
    "Travelled",
    "Understood",
    "understand",
]
