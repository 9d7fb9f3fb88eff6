from collections.abc import AsyncIterator

import pytest

from tests.channels.exchange import Exchange, an_exchange
from tests.channels.impostor import Impostor, an_impostor


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    async with an_exchange() as made:
        yield made


@pytest.fixture
async def impostor() -> AsyncIterator[Impostor]:
    async with an_impostor() as made:
        yield made
