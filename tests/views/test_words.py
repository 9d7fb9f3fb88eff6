"""The catalogue: two languages that say the same things."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from domain.message import Span, Style
from views.words import FOLDER, LANGUAGES, catalogue, say, text


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_sentence_stands_in_every_language() -> None:
    assert set(catalogue("zh")) == set(catalogue("en"))
    assert {path.name for path in (FOLDER / "zh").iterdir()} == {
        path.name for path in (FOLDER / "en").iterdir()
    }


@pytest.mark.parametrize("key", sorted(catalogue("zh")))
def test_the_placeholders_of_a_sentence_are_the_same_in_every_language(key: str) -> None:
    zh, en = (placeholders(catalogue(language)[key]) for language in LANGUAGES)
    assert zh == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_are_closed(language: str) -> None:
    for key, words in catalogue(language).items():
        assert words.count("**") % 2 == 0, key
        assert words.count("~~") % 2 == 0, key


def test_chinese_is_chinese_and_english_is_english() -> None:
    """Apart from names of languages and words one may type, English holds no Chinese."""
    may = {"help", "command", "settings", "language", "enrolment", "cli", "roster", "refusal"}
    strays = [
        key
        for key, words in catalogue("en").items()
        if re.search(r"[\u4e00-\u9fff]", words) and key.split(".")[0] not in may
    ]
    assert strays == []


def test_what_people_typed_is_never_markup() -> None:
    said = text("zh", "check_in.unknown_name", raw="**张三** ~~{raw}~~")
    assert [span.style for span in said.spans] == [Style.PLAIN]
    assert "**张三** ~~{raw}~~" in said.plain


def test_bold_and_quiet_become_spans() -> None:
    said = text("zh", "check_in.title", unit="三年级2班", day="11月23日(周一)")
    assert said.spans[0] == Span("三年级2班", Style.BOLD)
    assert say("zh", "check_in.title", unit="三年级2班", day="11月23日(周一)") == said.plain


def test_every_key_that_code_names_exists() -> None:
    """Keys written out in code; those put together from parts are tested where they are used."""
    root = Path(__file__).parent.parent.parent
    named = re.compile(r'\b(?:say|text)\(\s*(?:[\w.]*language|[\w.]*lang)\s*,\s*"([a-z_.0-9]+)"')
    missing = {
        f"{path.relative_to(root)}: {key}"
        for room in ("views", "handlers", "scheduler", "bot")
        for path in (root / room).rglob("*.py")
        for key in named.findall(path.read_text(encoding="utf-8"))
        if key not in catalogue("zh")
    }
    assert missing == set()
