"""The gallery shows what the program draws today, small enough to be kept."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from domain.wall import Standing
from examples.gallery.__main__ import FOLDER, drawn, main, page
from examples.gallery.cases import CASES


@pytest.mark.parametrize("name", CASES)
def test_a_picture_of_the_gallery_is_what_is_drawn_today(name: str) -> None:
    """Draw it again by ``python -m examples.gallery`` where it is not."""
    kept = Image.open(FOLDER / f"{name}.png").convert("RGB")
    today = Image.open(io.BytesIO(drawn(name))).convert("RGB")
    assert kept.size == today.size
    # Another machine may smooth an edge a little differently.
    assert max(ImageStat.Stat(ImageChops.difference(kept, today)).mean) < 0.5
    assert (FOLDER / f"{name}.png").stat().st_size < 100_000


def test_the_page_shows_every_picture_and_nothing_else_lies_there() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == page()
    assert {path.name for path in FOLDER.iterdir()} == {
        "README.md",
        "workbooks",
        "papers",
        "packs",
        *(f"{name}.png" for name in CASES),
    }


def test_the_first_picture_has_one_of_everything() -> None:
    tiles = CASES["school-18"].wall.tiles
    assert {tile.standing for tile in tiles} == set(Standing) - {Standing.NOT_REQUIRED}
    assert any(tile.unconfirmed for tile in tiles)


def test_one_picture_may_be_drawn_alone(tmp_path: Path) -> None:
    main(["school-1", "--folder", str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["school-1.png"]


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["school-7"])
    assert "school-7" in capsys.readouterr().err
