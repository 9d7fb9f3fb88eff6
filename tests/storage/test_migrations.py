"""The tables are made by numbered files, and every one of them counts."""

from __future__ import annotations

from collections import Counter

from storage.migrations import FOLDER


def test_no_two_files_bear_one_number() -> None:
    numbers = Counter(path.name[:4] for path in FOLDER.glob("*.sql"))
    assert [number for number, files in numbers.items() if files > 1] == []
    assert sorted(numbers) == [f"{n:04}" for n in range(1, len(numbers) + 1)]
