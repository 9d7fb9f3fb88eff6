"""For all tests: no example is timed; and where several processes share the tests (``make test``),
who begins with what.

Nothing here leaves a test out; in one process they run as they stand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import groupby

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is; what hangs ends with the test's own bound.
settings.register_profile("chenjian", deadline=None)
settings.load_profile("chenjian")

PROCESSES = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
NUMBER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Each process compiles its share of the files before all of them read all; a second run finds
    them compiled.
    """
    if PROCESSES == 1 or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    root = session.config.rootpath
    files = sorted((root / "tests").rglob("test_*.py"))
    for file in files[NUMBER::PROCESSES]:
        # What cannot be imported is told by the collection, with its place.
        with suppress(Exception):
            import_module(".".join(file.relative_to(root).with_suffix("").parts))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever takes longest stands first in the equal parts that the processes begin with.

    Those that have done theirs take over from the end of a part, so nobody waits at last for one
    that began late.
    """
    if PROCESSES > 1:
        ordered = [item for part in _parts(items, PROCESSES) for item in part]
        assert len(ordered) == len(items), "a test was left out"
        items[:] = ordered


def _parts(items: list[pytest.Item], count: int) -> Iterator[list[pytest.Item]]:
    """As many parts, equal but for one, as ``--dist worksteal`` makes them."""
    long = [item for item in items if item.get_closest_marker("long")]
    rest = [item for item in items if not item.get_closest_marker("long")]
    blocks = [list(block) for _, block in groupby(long, key=_fixtures_place)]
    left = len(items)
    for part in range(count):
        begins = [item for block in blocks[part::count] for item in block]
        is_last = part == count - 1
        room = len(rest) if is_last else max(0, left // (count - part) - len(begins))
        yield begins + rest[:room]
        left -= len(begins) + room
        del rest[:room]


def _fixtures_place(item: pytest.Item) -> str:
    """Marked by file, tests share what the file sets up, and stay together."""
    by_file = any(mark.name == "long" for mark in getattr(item.parent, "own_markers", ()))
    return item.nodeid.partition("::")[0] if by_file else item.nodeid
