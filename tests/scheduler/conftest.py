from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scheduler.morning import Morning, a_morning


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    async with a_morning(tmp_path) as begun:
        yield begun
