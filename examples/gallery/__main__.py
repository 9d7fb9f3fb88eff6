"""Draws the gallery of walls: ``python -m examples.gallery [NAME ...] [--folder docs/gallery]``.

Without a name it draws all of them and writes the page that shows them.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from examples.gallery.cases import CASES, ZONE
from views.wall import wall_png

FOLDER = Path(__file__).parents[2] / "docs" / "gallery"
PAGE = """\
# Gallery 图集

The walls as they are sent, each with the command that draws it; `python -m examples.gallery`
draws them all and writes this page. Schools, classes and figures are invented. One's own wall comes
with the digest, by `/report 图片`, or by `chenjian report --unit CODE --format png > wall.png`.
The Excel files stand in [workbooks](workbooks/README.md), Word documents and filled forms in
[papers](papers/README.md), inspection packs in [packs](packs/README.md).

每张图都附有生成它的命令。学校、班级、数字均为虚构。[电子表格](workbooks/README.md)、[文书](papers/README.md)、[台账](packs/README.md)
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw what is named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m examples.gallery", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(CASES))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in CASES]:
        parser.error(f"no such picture: {', '.join(unknown)}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in asked.names or CASES:
        (asked.folder / f"{name}.png").write_bytes(drawn(name))
    if not asked.names:
        (asked.folder / "README.md").write_text(page(), encoding="utf-8")


def drawn(name: str) -> bytes:
    """The picture as it is sent, packed as small as can be: it is kept for years."""
    case = CASES[name]
    packed = io.BytesIO()
    picture = Image.open(io.BytesIO(wall_png(case.language, case.wall, ZONE)))
    picture.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def page() -> str:
    """The page that shows every picture beside its command."""
    parts = [PAGE]
    for name, case in CASES.items():
        command = f"```\n.venv/bin/python -m examples.gallery {name}\n```"
        parts.append(f'## {case.title}\n\n{command}\n\n<img src="{name}.png" alt="" width="420">\n')
    return "\n".join(parts)


if __name__ == "__main__":
    main()
