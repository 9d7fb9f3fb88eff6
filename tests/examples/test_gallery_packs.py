"""The inspection packs of the gallery are what is written today, with their pictures."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from examples.gallery.packs import FOLDER, PACKS, content, files, main, page
from tests.examples.test_gallery_workbooks import cells
from tests.papers import docx_words


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_of_the_gallery_is_what_is_written_today(name: str) -> None:
    """Write it again by ``python -m examples.gallery.packs --pictures`` where it is not."""
    with zipfile.ZipFile(FOLDER / f"{name}.zip") as archive:
        kept = {one: archive.read(one) for one in archive.namelist()}
    made = files(name)
    assert list(kept) == list(made)
    for one, written in made.items():
        if one.endswith(".xlsx"):
            assert cells(kept[one]) == cells(written)
        elif one.endswith(".docx"):
            assert docx_words(kept[one]) == docx_words(written)
        elif one.endswith(".txt"):
            assert kept[one] == written
    told, today = (json.loads(one["manifest.json"]) for one in (kept, made))
    assert {**told, "files": None} == {**today, "files": None}


def test_the_page_lists_and_shows_every_pack_and_nothing_else_lies_there() -> None:
    written = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert written == page()
    for path in FOLDER.iterdir():
        assert path.stat().st_size < 100_000
        assert path.name == "README.md" or f"{path.name}" in written
    assert len(list(FOLDER.glob("pack-[0-9].png"))) == len(list(FOLDER.glob("pack-en-*.png"))) > 6


def test_its_figures_add_up() -> None:
    """Twelve classes on five days: one is silent, one late, one corrected itself."""
    told = json.loads(files("pack")["manifest.json"])
    assert (told["expected"], told["answered"], told["late"]) == (60, 59, 1)
    assert (told["corrected"], told["zero_reports"], told["escalated"]) == (1, 56, 2)
    with zipfile.ZipFile(io.BytesIO(content("pack"))) as archive:
        [book] = [one for one in archive.namelist() if one.endswith(".xlsx")]
        sheets = cells(archive.read(book))
    assert len(sheets["逐班逐日"]) == 1 + 60
    assert len(sheets["零报告凭证"]) == 1 + told["zero_reports"]
    assert len(sheets["更正记录"]) == 1 + 2


def test_one_pack_may_be_written_alone(tmp_path: Path) -> None:
    main(["pack", "--folder", str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]


def test_an_unknown_pack_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["year"])
    assert "year" in capsys.readouterr().err
