from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, opened
from tests.channels.exchange import Exchange, an_exchange
from tests.channels.impostor import Impostor, an_impostor
from tests.tables import new_tables


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    async with an_exchange() as made:
        yield made


@pytest.fixture
async def impostor() -> AsyncIterator[Impostor]:
    async with an_impostor() as made:
        yield made


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(new_tables(tmp_path / "chenjian.db")) as made:
        yield made
