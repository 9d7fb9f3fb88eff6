"""The line to Telegram: the adapter's own requests, carried to the emulator without a socket."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

import httpx
from starlette.requests import Request as Received
from starlette.types import Message

from channels.telegram.request import Request
from emulator.answer import Answer
from emulator.parameters import Parameters, read_parameters
from emulator.refusal import AnswerLost, HungUp
from emulator.server import Emulator
from tests.simulation.life import Life

API = "http://127.0.0.1:1"
"""Nobody listens there; a request that leaves this process by mistake fails at once."""
PACED = frozenset(
    {"sendMessage", "editMessageText", "sendDocument", "sendPhoto", "editMessageMedia"}
)
SHORT_TRIP_S = (0.001, 0.08)


@dataclass(eq=False, slots=True)
class Departure:
    """A request that left the program. ``status`` is the emulator's verdict, None where the
    request never arrived; ``heard`` is when the program got that verdict.
    """

    life: Life
    at: float
    method: str
    chat_id: int | None
    text: str
    status: int | None = None
    retry_after: float = 0.0
    message_id: int | None = None
    legible: bool = False
    heard: float | None = None

    def read(self, answer: Answer) -> None:
        """Take down what the emulator answered."""
        self.status = answer.status
        try:
            body = answer.body
        except ValueError:
            return
        self.legible = True
        self.retry_after = body.get("parameters", {}).get("retry_after", 0.0)
        result = body.get("result")
        if isinstance(result, dict):
            self.message_id = result.get("message_id")

    @property
    def accepted(self) -> bool:
        """Whether it took effect."""
        return self.status == 200

    @property
    def in_doubt(self) -> bool:
        """Whether the program could not know what became of it."""
        return self.heard is None or (self.status or 0) >= 500


class Wires:
    """All requests under way. One that left goes on when the life that sent it has ended."""

    def __init__(self, emulator: Emulator, group: asyncio.TaskGroup, chance: random.Random) -> None:
        self._emulator = emulator
        self._group = group
        self._chance = chance
        self.departures: list[Departure] = []
        self.under_way: set[asyncio.Task[Answer | httpx.TransportError]] = set()

    async def carry(self, life: Life, method: str, parameters: Parameters) -> Answer:
        """Bring a call to the emulator and its answer back. Raises httpx.TransportError."""
        await life.hop()
        now = asyncio.get_running_loop().time()
        text = parameters.values.get("text", "")
        departure = Departure(life, now, method, parameters.chat_id(), text)
        if method in PACED:
            self.departures.append(departure)
        # A kill cuts half of what is still on its way there.
        departing = self._group.create_task(
            self._carry(departure, parameters, cut_by_a_kill=self._chance.random() < 0.5)
        )
        self.under_way.add(departing)
        departing.add_done_callback(self.under_way.discard)
        answer = await asyncio.shield(departing)
        if isinstance(answer, httpx.TransportError):
            raise answer
        await life.hop()
        if departure.legible:
            departure.heard = asyncio.get_running_loop().time()
        return answer

    async def _carry(
        self, departure: Departure, parameters: Parameters, *, cut_by_a_kill: bool
    ) -> Answer | httpx.TransportError:
        """The answer, or the error with which the request ends."""
        await asyncio.sleep(self._chance.uniform(*SHORT_TRIP_S))
        if departure.life.dead and cut_by_a_kill:
            return httpx.ReadError("killed")
        try:
            answer = await self._emulator.answer(departure.method, parameters)
        except AnswerLost:
            departure.status = 200
            return await self._hung_up()
        except HungUp:
            return await self._hung_up()
        departure.read(answer)
        await asyncio.sleep(self._chance.uniform(*SHORT_TRIP_S))
        return answer

    async def _hung_up(self) -> httpx.TransportError:
        """A connection that ends at once, or one that says nothing more."""
        if self._chance.random() < 0.7:
            return httpx.RemoteProtocolError("the connection was closed")
        await asyncio.sleep(15.0)
        return httpx.ReadTimeout("no answer")


class _Transport(httpx.AsyncBaseTransport):
    def __init__(self, life: Life, wires: Wires) -> None:
        self._life = life
        self._wires = wires

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.rpartition("/")[2]
        parameters = await read_parameters(await _received(request))
        answer = await self._wires.carry(self._life, method, parameters)
        return httpx.Response(answer.status, content=answer.content)


async def _received(request: httpx.Request) -> Received:
    """The request as a server would have it, pictures and all."""
    body = await request.aread()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {
        "type": "http",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "query_string": request.url.query,
    }
    return Received(scope, receive)


class LineRequest(Request):
    """The adapter's request, with the line in place of sockets."""

    def __init__(self, life: Life, wires: Wires) -> None:
        self._line = _Transport(life, wires)
        super().__init__(API, connections=1)

    def _build_client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=self._line)
