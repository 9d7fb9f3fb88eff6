"""The words that teachers use, and what each of them is in a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from domain.check_in import Absence, Symptom, Where


class Kind(StrEnum):
    """What a piece of a sentence is."""

    # Signs
    STOP = "stop"
    COMMA = "comma"
    LIST = "list"
    COLON = "colon"
    OPEN = "open"
    CLOSE = "close"
    SPACE = "space"
    MARK = "mark"
    # Read by their shape
    NAME = "name"
    OWN_CLASS = "own_class"
    OTHER_CLASS = "other_class"
    COUNT = "count"
    NUMBER = "number"
    RATIO = "ratio"
    FIGURE = "figure"
    DAYS = "days"
    ORDINAL = "ordinal"
    PLACE = "place"
    UNKNOWN = "unknown"
    # Who
    ALL = "all"
    EACH = "each"
    REST = "rest"
    EXCEPT = "except"
    EXCEPT_END = "except_end"
    SOMEBODY = "somebody"
    SELF = "self"
    RELATIVE = "relative"
    CLASSMATE = "classmate"
    UNNAMED = "unnamed"
    TITLE = "title"
    BOY = "boy"
    GIRL = "girl"
    RESPECTIVELY = "respectively"
    FORMER = "former"
    LATTER = "latter"
    PART_BOARDS = "part_boards"
    PART_GOES_HOME = "part_goes_home"
    # What
    NOT = "not"
    NONE = "none"
    NORMAL = "normal"
    ABNORMAL = "abnormal"
    FEVER = "fever"
    HOT = "hot"
    COOLED = "cooled"
    SYMPTOM = "symptom"
    DISEASE = "disease"
    ABSENT = "absent"
    UNREACHABLE = "unreachable"
    FULL = "full"
    WHERE = "where"
    UNMEASURED = "unmeasured"
    BROKEN = "broken"
    LEFT = "left"
    # Travel
    FROM = "from"
    TO = "to"
    IN = "in"
    VIA = "via"
    BACK = "back"
    AWAY_STILL = "away_still"
    TRIP = "trip"
    NO_TRAVEL = "no_travel"
    STAY = "stay"
    # Figures
    ENROLLED = "enrolled"
    PRESENT = "present"
    MAX = "max"
    MEAN = "mean"
    TEMPERATURE = "temperature"
    AGAIN = "again"
    BELOW = "below"
    MORE = "more"
    # What makes it less than an answer
    ONLY = "only"
    TOPIC = "topic"
    SAME = "same"
    WRONG = "wrong"
    WRITTEN_AS = "written_as"
    LEFT_OUT = "left_out"
    REMOVE = "remove"
    ASKING = "asking"
    ADVICE = "advice"
    ADVISED = "advised"
    UNSURE = "unsure"
    COURTESY = "courtesy"
    WAIT = "wait"
    FILLER = "filler"


_FILE = Path(__file__).with_name("words.toml")
_CHAT = Path(__file__).with_name("english_chat.toml")
_OTHER_WORDS = frozenset(["were", "well", "ill", "shell", "hell", "id", "wed", "shed", "its"])
"""What we're, we'll, i'll and the like would be without their mark."""
_ABSENT: dict[str, tuple[Absence, bool]] = {
    "sick": (Absence.SICK, True),
    "personal": (Absence.PERSONAL, True),
    "other": (Absence.OTHER, True),
    "unexplained": (Absence.OTHER, False),
}
"""Why somebody is absent, and whether a reason was given at all."""
_VALUES: dict[Kind, Callable[[str], object]] = {
    Kind.SYMPTOM: Symptom,
    Kind.DISEASE: Symptom,
    Kind.WHERE: Where,
    Kind.ABSENT: _ABSENT.__getitem__,
}
"""What a word of a table such as ``zh.symptom`` holds."""


def split(words: str) -> Iterator[str]:
    """The words of a table. English phrases stand apart by bars, Chinese words by spaces."""
    between = "|" if "|" in words or words.isascii() else None
    return (" ".join(word.split()) for word in words.split(between) if word.strip())


def words_of(table: str) -> frozenset[str]:
    """All words of a table that stands beside those of the two languages."""
    words = tomllib.loads(_FILE.read_text(encoding="utf-8"))[table]
    return frozenset(word for text in words.values() for word in split(text))


KINFOLK = words_of("kin")
"""How relatives are called, in both languages."""


def _lexicon() -> dict[str, tuple[Kind, object]]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    plain: dict[str, tuple[Kind, object]] = {}
    valued: dict[str, tuple[Kind, object]] = {}
    for language in ("zh", "en"):
        for key, words in tables[language].items():
            kind = Kind(key)
            if isinstance(words, str):
                for word in split(words):
                    plain.setdefault(word, (kind, None))
            else:
                for value, text in words.items():
                    for word in split(text):
                        valued[word] = (kind, _VALUES[kind](value))
    found = plain | valued
    for word in _english_chat():
        found.setdefault(word, (Kind.FILLER, None))
    for word in KINFOLK:
        found.setdefault(word, (Kind.RELATIVE, None))
    for word in [one for one in found if "'" in one]:
        bare = word.replace("'", "")  # cant reach, didnt come
        if bare not in _OTHER_WORDS:
            found.setdefault(bare, found[word])
    return found


def _english_chat() -> Iterator[str]:
    words: str = tomllib.loads(_CHAT.read_text(encoding="utf-8"))["en"]
    return split(words)


LEXICON = _lexicon()
"""Every word with what it is; Chinese words as they are, English phrases in small letters."""
GRAVE = words_of("grave")
GUT = frozenset({Symptom.VOMITING, Symptom.DIARRHOEA, Symptom.ABDOMINAL_PAIN})
VAGUE_ILLNESS = words_of("vague_illness")
MERELY_ILL = words_of("merely_ill")
HEARD_AS = words_of("heard_as")
OF_SOMEBODY = words_of("of_somebody")
WELL_AGAIN = words_of("well_again")
"""Of these nobody is ill any more; 退烧 alone speaks of the fever only."""
MUCH_BETTER = words_of("much_better")
LONGEST_PHRASE = max(len(word.split()) for word in LEXICON if word.isascii())
