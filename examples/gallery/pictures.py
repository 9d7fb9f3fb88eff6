"""Pages as LibreOffice (soffice) would print them, by pdftoppm."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops


def pages_of(file: Path, resolution: int, most: int) -> list[Image.Image]:
    """The first pages of a document, a workbook or a PDF, in dots an inch."""
    with tempfile.TemporaryDirectory() as made:
        pdf = file
        if file.suffix != ".pdf":
            soffice = ("soffice", "--headless", "--convert-to", "pdf", "--outdir", made, str(file))
            subprocess.run(soffice, check=True, capture_output=True)  # noqa: S603
            pdf = Path(made) / f"{file.stem}.pdf"
        size = ("-r", str(resolution), "-l", str(most))
        drawn = ("pdftoppm", *size, "-png", str(pdf), f"{made}/page")
        subprocess.run(drawn, check=True)  # noqa: S603
        pages = sorted(Path(made).glob("page*.png"))
        return [Image.open(page).copy() for page in pages]


def trimmed(page: Image.Image) -> Image.Image:
    """A page without its empty edges, in few colours."""
    paper = Image.new(page.mode, page.size, "white")
    box = ImageChops.difference(page, paper).getbbox() or (0, 0, *page.size)
    return page.crop(box).quantize(64)
