"""docs/deploy/restore.md, followed word for word."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from storage.database import snapshot
from storage.runner import connect
from tests.school import a_school
from tests.tables import tables_with

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "deploy" / "restore.md"
BLOCK = re.compile(r"^( *)```\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def _steps() -> list[str]:
    """The commands of the guide, block by block."""
    return [found[2] for found in BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))]


def _follow(home: Path, step: str) -> str:
    """Do as a block says; what needs a machine of one's own (systemd) is taken for done."""
    done = subprocess.run(  # noqa: S603 - the guide's own commands
        ["/bin/bash", "-euc", f"sudo() {{ :; }}\n{step}"],
        cwd=home,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"
    return done.stdout


def _people(path: Path) -> int:
    with closing(connect(path, read_only=True)) as connection:
        return snapshot(connection, lambda tx: tx.vitals.chats().enrolled)


def test_whoever_follows_the_guide_has_the_backup_back(tmp_path: Path) -> None:
    program = tmp_path / ".venv" / "bin" / "chenjian"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n')
    program.chmod(0o755)
    (tmp_path / "backups").mkdir()
    database = tmp_path / "data" / "chenjian.db"
    tables_with(database, a_school)
    enrolled = _people(database)

    back_up, *restore = _steps()
    _follow(tmp_path, back_up)
    with closing(connect(database)) as connection:
        connection.execute("UPDATE chat SET person_id = NULL")
    assert _people(database) == 0
    said = [_follow(tmp_path, step) for step in restore]

    assert _people(database) == enrolled > 0
    assert _people(tmp_path / "data" / "aside" / "chenjian.db") == 0
    assert any("✔ 花名册" in words for words in said), "doctor was asked"


def test_the_guide_links_to_files_that_exist() -> None:
    folder = GUIDE.parent
    for page in folder.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (folder / target).exists(), f"{page.name}: {target}"
