"""Understanding what teachers type about a whole class: a lexicon and a grammar, no guessing.

verdict.py leads a message through the room, in this order:

1. One spelling (writing.py), and the last days of leaves cut out (until.py). Ordinary wordings of
   which one is known become that one (dictated.py, everyday_wording.py, lines.py).
2. Into pieces (cutter.py): names (names.py, name_forms.py), figures (figures.py, numbers.py), days
   (days.py), other shapes (shapes.py, asides.py, kin.py), and words (lexicon.py with words.toml).
3. A stretch of unknown characters may be a misspelt name (stretches.py).
4. A bare day gets its month (bare_days.py), what tells nothing falls silent (everyday.py,
   clauses.py, errands.py, occasions.py), lists and forms are set right (forms.py, parts.py), and
   who was ill earlier is put aside (former.py).
5. The grammar takes up piece by piece (sentence.py). Each file from hearing.py, the place in the
   sentence, to small_words.py is a class upon the one before: days, what is noted of a pupil,
   heads, whom, readings, journeys, what is told, corrections, denials, doubts.
6. The last net: whatever was lost on the way is asked about (accounting.py, mix_up.py).
7. What was heard (heard.py) is weighed (weighing.py), asked about (asked.py) and told (told.py).
8. What is no answer at all is told apart (chatter.py).
"""

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
