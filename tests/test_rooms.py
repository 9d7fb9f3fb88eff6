"""The rooms of the house: who may import whom."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {
    "domain": set(),
    "views": {"domain"},
    "storage": {"domain"},
    "channels": {"domain"},
    "scheduler": {"domain", "views", "storage"},
    "handlers": {"domain", "views", "storage"},
    "emulator": set[str](),
    "bot": {"domain", "views", "storage", "channels", "scheduler", "handlers", "emulator"},
}
"""What each room may import, besides itself."""
ONLY_IN = {
    "telegram": "channels",
    "sqlite3": "storage",
    "aiosqlite": "storage",
    "aiosql": "storage",
    "apscheduler": "scheduler",
}
"""Packages that one room alone may know. bot/ is the composition root and no exception."""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_the_rooms_it_may(room: str) -> None:
    allowed = ROOMS[room] | {room}
    strays = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in _files(room)
        for name in _imports(path)
        if name.split(".")[0] in ROOMS and name.split(".")[0] not in allowed
    ]
    assert strays == []
    assert _files(room), f"{room} holds no code"


@pytest.mark.parametrize("package", sorted(ONLY_IN))
def test_a_vendor_is_known_to_one_room(package: str) -> None:
    strays = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in _files(room)
        if any(name.split(".")[0] == package for name in _imports(path))
        and room != ONLY_IN[package]
    ]
    assert strays == []


def test_the_domain_knows_only_the_standard_library_and_how_values_are_made() -> None:
    strays = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in _files("domain")
        for name in _imports(path)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "pydantic", "msgspec", "domain"}
    ]
    assert strays == []


STEPS = (
    *(("context", "writing"), ("cutting",), ("about", "heard"), ("chatter", "understood")),
    *(("wording",), ("ordering",), ("grammar",), ("settling",), ("listening",), ("verdict",)),
)
"""What of domain/understanding knows what: each only itself and those before it."""
UNDERSTANDING = ROOT / "domain" / "understanding"


def test_every_file_of_understanding_has_its_place_in_the_way_of_a_message() -> None:
    way = ast.get_docstring(ast.parse((UNDERSTANDING / "__init__.py").read_text(encoding="utf-8")))
    told = re.findall(r"\w+\.py", way or "")
    files = [path.name for path in UNDERSTANDING.rglob("*.py") if path.name != "__init__.py"]
    assert sorted({*told}) == sorted(files)
    assert [name for name in files if told.count(name) != 1] == []


def test_a_step_of_understanding_knows_only_the_steps_before_it() -> None:
    order = {name: n for n, names in enumerate(STEPS) for name in names}

    def step_of(path: Path) -> int:
        return order[path.relative_to(UNDERSTANDING).parts[0].removesuffix(".py")]

    strays = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in UNDERSTANDING.rglob("*.py")
        if path != UNDERSTANDING / "__init__.py"
        for name in _imports(path)
        if name.startswith("domain.understanding.")
        and order[name.split(".")[2]]
        > order[path.relative_to(UNDERSTANDING).parts[0].split(".")[0]]
    ]
    assert strays == []
