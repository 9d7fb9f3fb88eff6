from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.desks import Morning, a_morning
from tests.handlers.doorstep import Doorstep, a_doorstep


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Doorstep]:
    """A small school behind its door; 一年级1班's head teacher has not enrolled yet."""
    async with a_doorstep(tmp_path, not_enrolled=("一年级1班", "principal", "district")) as door:
        yield door


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[Morning]:
    """Five pupils to a class: 张伟, 刘洋, 陈静, 杨帆 and 赵磊 in 一年级1班. Nobody is asked yet."""
    async with a_morning(tmp_path, pupils=5) as morning:
        yield morning


@pytest.fixture
async def asked(morning: Morning) -> Morning:
    """一年级1班 has been asked."""
    await morning.asks()
    return morning
