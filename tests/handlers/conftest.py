from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.doorstep import Doorstep, a_doorstep


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Doorstep]:
    """A small school behind its door; 一年级1班's head teacher has not enrolled yet."""
    async with a_doorstep(tmp_path, not_enrolled=("一年级1班", "principal", "district")) as door:
        yield door
