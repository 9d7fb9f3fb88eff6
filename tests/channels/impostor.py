"""A server on loopback that is no Telegram: it answers what a test tells it to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

Asked: TypeAlias = dict[str, str]
"""The query of one request."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer over HTTP; ``body`` goes out as it is."""

    body: bytes
    status: int = 200

    @classmethod
    def of(cls, status: int = 200, **body: Any) -> Said:
        """An answer in JSON."""
        return cls(json.dumps(body).encode(), status)


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection is cut without an answer."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The connection stays open and nothing comes."""


Answer: TypeAlias = Said | Cut | Silence
EMPTY = Said.of(ok=True, result=[])


def updates(*members: str) -> Said:
    """An answer to getUpdates with these members, each given as JSON text."""
    return Said(f'{{"ok":true,"result":[{",".join(members)}]}}'.encode())


@dataclass
class Impostor:
    """Answers by method, in order, the last one for ever; a function is asked each time."""

    answers: dict[str, list[Answer | Callable[[Asked], Answer]]] = field(default_factory=dict)
    asked: dict[str, list[Asked]] = field(default_factory=dict)
    address: str = ""

    def says(self, method: str, *answers: Answer | Callable[[Asked], Answer]) -> None:
        """What it answers to a method from now on."""
        self.answers[method] = list(answers)

    def times(self, method: str) -> int:
        """How often a method was asked for."""
        return len(self.asked.get(method, ()))

    def _answer(self, target: str) -> Answer:
        parts = urlsplit(target)
        method = parts.path.rpartition("/")[2]
        asked = dict(parse_qsl(parts.query))
        self.asked.setdefault(method, []).append(asked)
        queue = self.answers.get(method, [Said.of(ok=True, result=True)])
        answer = queue[0] if len(queue) == 1 else queue.pop(0)
        return answer(asked) if callable(answer) else answer

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request after another."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                for line in head.lower().splitlines():
                    if line.startswith("content-length:"):
                        await reader.readexactly(int(line.partition(":")[2]))
                answer = self._answer(head.split(" ", 2)[1])
                if isinstance(answer, Silence):
                    await reader.read()
                if not isinstance(answer, Said):
                    break
                length = len(answer.body)
                writer.write(f"HTTP/1.1 {answer.status} -\r\n".encode())
                writer.write(f"Content-Length: {length}\r\n\r\n".encode() + answer.body)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def an_impostor() -> AsyncIterator[Impostor]:
    """An impostor that says yes to everything it was not told about."""
    impostor = Impostor()
    server = await asyncio.start_server(impostor.serve, "127.0.0.1", 0, limit=2**20)
    impostor.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield impostor
    finally:
        server.close()
