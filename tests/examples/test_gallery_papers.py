"""The papers of the gallery are those that are written today."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples.gallery.papers import FOLDER, PAPERS, content, form, main, page
from examples.papers.__main__ import case, material
from tests.papers import docx_lines, docx_tables, docx_words, pdf_words
from views.material import FOLDER as TEMPLATES
from views.words import LANGUAGES


def cells(kept: bytes) -> list[list[Any]]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(kept)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_of_the_gallery_is_what_is_written_today(name: str) -> None:
    """Write it again by ``python -m examples.gallery.papers --pictures`` where it is not."""
    kept = (FOLDER / f"{name}.{PAPERS[name].ending}").read_bytes()
    if PAPERS[name].form:
        assert cells(kept) == cells(content(name))
    elif PAPERS[name].to_print:
        assert pdf_words(kept) == pdf_words(content(name))
    else:
        assert docx_words(kept) == docx_words(content(name))
    assert (FOLDER / f"{name}.png").stat().st_size < 100_000


def test_the_page_shows_every_paper_and_nothing_else_lies_there() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == page()
    assert cells((FOLDER / "blank-form.xlsx").read_bytes()) == cells(form())
    assert {path.name for path in FOLDER.iterdir()} == {
        "README.md",
        "blank-form.xlsx",
        *(f"{name}.png" for name in PAPERS),
        *(f"{name}.{paper.ending}" for name, paper in PAPERS.items()),
    }


def test_a_busy_day_tells_what_was_done_and_names_nobody() -> None:
    words = docx_words(content("busy-day"))
    assert "07:52 某某妈妈已来接" in words
    assert "王小明" not in words
    assert "138" not in words


def test_a_holiday_has_no_table_of_classes() -> None:
    assert len(docx_tables(content("holiday"))) == 2
    assert docx_lines(content("holiday")).count("无。") == 3


def test_one_paper_may_be_written_alone(tmp_path: Path) -> None:
    main(["form", "--folder", str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["year"])
    assert "year" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forms_that_come_along_are_those_that_are_made_today(language: str) -> None:
    """Make it again by ``python -m examples.papers`` where it is not."""
    for name, made_today in (("material", material), ("case", case)):
        out = io.BytesIO()
        made_today(language).save(out)
        kept, made = (TEMPLATES / language / f"{name}.docx").read_bytes(), out.getvalue()
        assert docx_words(kept) == docx_words(made)
        assert docx_tables(kept) == docx_tables(made)
