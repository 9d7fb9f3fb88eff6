"""Everyday words say nothing, so none may be taken for a finding that was typed with a slip."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from domain.understanding import Status, understand
from domain.understanding.cutting import lexicon
from domain.understanding.cutting.lexicon import LEXICON, Kind
from tests.domain.understanding.roll import LIKENESS, a_class

CLASS = a_class()
FILE = Path(lexicon.__file__).with_name("english_chat.toml")
WORDS = [
    " ".join(word.split())
    for word in tomllib.loads(FILE.read_text(encoding="utf-8"))["en"].split("|")
]
FINDINGS = frozenset(
    {
        *(Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.UNREACHABLE),
        *(Kind.ABNORMAL, Kind.UNMEASURED, Kind.LEFT),
    }
)


def _one_slip(word: str) -> set[str]:
    """Whatever a letter left out, put in or changed, or two in the wrong order, makes of it."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    parts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    return {
        *(one + two[1:] for one, two in parts if two),
        *(one + letter + two for one, two in parts for letter in letters),
        *(one + letter + two[1:] for one, two in parts if two for letter in letters),
        *(one + two[1] + two[0] + two[2:] for one, two in parts if len(two) > 1),
    }


def test_no_word_of_chat_means_something_already() -> None:
    assert [word for word in WORDS if LEXICON[word][0] is not Kind.FILLER] == []


def test_no_word_of_chat_is_a_finding_with_a_slip() -> None:
    for word in (word for word in WORDS if word.isalpha() and len(word) > 3):
        slips = [one for one in _one_slip(word) if one in LEXICON]
        assert [one for one in slips if LEXICON[one][0] in FINDINGS] == [], word


@pytest.mark.parametrize("words", ["lovely morning", "masks on", "roll call done", "um"])
def test_words_of_chat_stand_in_nobodys_way(words: str) -> None:
    assert understand(f"All normal, {words}", CLASS, LIKENESS).all_normal
    assert understand(f"{words}. Li Lei 38.2", CLASS, LIKENESS).status is Status.ALERT


@pytest.mark.parametrize(
    "trouble",
    [
        *("Tom is unwell", "one coughing", "Amy?", "not all", "two late", "Li Lei limps"),
        *("someone fell", "a boy is bleeding", "Tom", "maybe", "except one", "nobody came"),
        *("Li Lei can't walk", "cannot stand", "the driver is ill", "no one arrived"),
    ],
)
@pytest.mark.parametrize("chat", ["", "lovely morning, ", "um, "])
def test_words_of_chat_hide_no_trouble(chat: str, trouble: str) -> None:
    said = understand(f"All normal, {chat}{trouble}", CLASS, LIKENESS)
    assert said.status is not Status.ACCEPT or not said.all_normal
