"""What is served over HTTP inside the program: health, metrics, pages, and the webhook's door."""

from __future__ import annotations

import asyncio
import hmac
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.health import Pulses
from bot.settings import SettingRefused, listen_address

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
AT_ONCE = 128
"""Connections at once: a proxy and a monitor need a handful, each screen one or two."""
ENDS_WITHIN_S = 1

log = logging.getLogger(__name__)


class _Guest(uvicorn.Server):
    """uvicorn in the program's own loop: it leaves the signals alone and says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self.stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        await self.stop.wait()


@asynccontextmanager
async def served(app: ASGIApp, listen: str, key: str) -> AsyncIterator[None]:
    """Serve ``app`` at an address while the block runs; ``key`` is the setting that names it.

    Raises SettingRefused where the address is taken or not this machine's.
    """
    listener = _listener(listen, key)
    server = _Guest(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=AT_ONCE,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=ENDS_WITHIN_S,
        )
    )
    # It would log a traceback with what stood in a request; we say what is wrong ourselves.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    failed: BaseException | None = None
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve(sockets=[listener]), name=f"server of {key}")
        await server.up.wait()
        try:
            yield
        except BaseException as error:
            # Kept aside, so that the server ends in order and the group wraps nothing of ours.
            failed = error
        server.stop.set()
    if failed is not None:
        raise failed


def _listener(listen: str, key: str) -> socket.socket:
    host, port = listen_address(listen)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise SettingRefused("listen_taken", name=key, address=listen) from error
    return listener


def watching(
    pulses: Pulses,
    metrics: Callable[[], Awaitable[str]],
    secret: str | None,
    pages: Sequence[Route] = (),
) -> Starlette:
    """``/healthz`` and ``/metrics``: ids and counts only. With a secret both want it as a bearer
    token. ``pages`` guard themselves.
    """

    async def health(request: Request) -> Response:
        well = pulses.well
        ages = {part: None if age is None else round(age, 1) for part, age in pulses.ages().items()}
        body = {"status": "ok" if well else "stuck", "seconds_since_moved": ages}
        return JSONResponse(body, 200 if well else 503)

    async def measured(request: Request) -> Response:
        return PlainTextResponse(await metrics(), media_type=METRICS_TYPE)

    def guarded(
        answer: Callable[[Request], Awaitable[Response]],
    ) -> Callable[[Request], Awaitable[Response]]:
        async def guard(request: Request) -> Response:
            if secret is not None and not _bears(request, secret):
                return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
            answered = await answer(request)
            answered.headers["Cache-Control"] = "no-store"
            return answered

        return guard

    return Starlette(
        routes=[Route("/healthz", guarded(health)), Route("/metrics", guarded(measured)), *pages]
    )


def _bears(request: Request, secret: str) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    right = hmac.compare_digest(given.strip().encode("latin-1"), secret.encode())
    return right and scheme.lower() == "bearer"
