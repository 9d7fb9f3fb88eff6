"""The readme's pictures of a morning stand where the readmes look for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from examples.gallery.morning import FOLDER, main

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("readme", "name"), [("README.md", "morning-en.png"), ("README.zh-CN.md", "morning.png")]
)
def test_each_readme_shows_the_morning_in_its_own_language(readme: str, name: str) -> None:
    """Take them again by ``python -m examples.gallery.morning`` where words have changed."""
    assert f"docs/images/{name}" in (ROOT / readme).read_text(encoding="utf-8")
    with Image.open(FOLDER / name) as taken:
        assert taken.size == (1440, 900)
    assert (FOLDER / name).stat().st_size < 250_000


def test_a_language_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["fr"])
    assert "fr" in capsys.readouterr().err
