"""The catalogue: two languages that say the same things."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.message import Span, Style
from views.words import FOLDER, LANGUAGES, catalogue, say, text

ROOT = Path(__file__).parent.parent.parent


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_sentence_stands_in_every_language() -> None:
    assert set(catalogue("zh")) == set(catalogue("en"))
    assert {path.name for path in (FOLDER / "zh").iterdir()} == {
        path.name for path in (FOLDER / "en").iterdir()
    }


def test_the_placeholders_of_a_sentence_are_the_same_in_every_language() -> None:
    for key in catalogue("zh"):
        zh, en = (placeholders(catalogue(language)[key]) for language in LANGUAGES)
        assert zh == en, key


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
    named = re.compile(r'\b(?:say|text)\(\s*(?:[\w.]*language|[\w.]*lang)\s*,\s*"([a-z_.0-9]+)"')
    missing = {
        f"{path.relative_to(ROOT)}: {key}"
        for room in ("views", "handlers", "scheduler", "bot")
        for path in (ROOT / room).rglob("*.py")
        for key in named.findall(path.read_text(encoding="utf-8"))
        if key not in catalogue("zh")
    }
    assert missing == set()


def _said_somewhere() -> Callable[[str], bool]:
    """Whether code spells a key, in full or behind its group, or puts it together from parts.

    A refusal is spelt by the class of its error (see views.refusals).
    """
    spelt: set[str] = set()
    shapes: set[str] = set()
    for room in ("domain", "views", "storage", "handlers", "scheduler", "channels", "bot"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Constant(value=str(words)):
                        spelt.add(words)
                    case ast.JoinedStr(values=parts):
                        shapes.add("".join(_shape(part) for part in parts))
                    case ast.ClassDef(name=name):
                        spelt.add(re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())
    composed = re.compile("|".join(sorted(one for one in shapes if re.search(r"[a-z]{2}", one))))
    return lambda key: any(
        said in spelt or composed.fullmatch(said) for said in (key, key.partition(".")[2])
    )


def _shape(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z_0-9]+"


def test_every_sentence_is_said_somewhere() -> None:
    """The pages of the web name their sentences themselves."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "views").rglob("*.html"))
    is_said = _said_somewhere()
    unsaid = {key for key in catalogue("zh") if not is_said(key) and key not in pages}
    assert unsaid == set()
