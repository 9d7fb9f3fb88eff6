"""The connection itself: one that can be hung up, and uvicorn as a guest in a loop."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
HANG_UP = "emulator.hang_up"


class PortBusy(Exception):
    """The port is taken by another program; the message says which port."""


def listen(port: int) -> socket.socket:
    """A socket on 127.0.0.1 that takes connections; port 0 is any free one. Raises PortBusy."""
    # With the protocol named, asyncio sets TCP_NODELAY; without, each answer waits some 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(256)
    except OSError as error:
        listener.close()
        raise PortBusy(f"port {port} on {HOST} is taken by another program") from error
    return listener


class Line(H11Protocol):
    """A connection that a handler can hang up, for answers that get lost on the way."""

    def connection_made(  # type: ignore[override]
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(transport)
        app: ASGIApp = self.app

        async def with_line(scope: Scope, receive: Receive, send: Send) -> None:
            scope[HANG_UP] = transport.close
            await app(scope, receive, send)

        self.app = with_line


class Server(uvicorn.Server):
    """uvicorn inside a loop of somebody else: no signal handlers, and it says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self.stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are left to the program around."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        """Wait to be told to stop, instead of looking ten times a second."""
        await self.stop.wait()
