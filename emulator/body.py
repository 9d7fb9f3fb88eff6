"""Control calls as they travel: JSON bodies read and checked, bad ones answered."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulator.parameters import Json
from emulator.refusal import BadCall

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Answering = Callable[[Request], Awaitable[Any]]


class EscapedJson(JSONResponse):
    """JSON in ASCII, as Telegram writes it; even half a surrogate pair travels so."""

    def render(self, content: Any) -> bytes:
        """The body."""
        return json.dumps(content).encode("ascii")


def route(path: str, answering: Answering, method: str) -> Route:
    """A control address: JSON out, and 400 with one sentence for a bad call."""

    async def endpoint(request: Request) -> Response:
        try:
            refuse_strangers(request)
            return EscapedJson(await answering(request), headers={"Cache-Control": "no-store"})
        except BadCall as error:
            return JSONResponse({"error": str(error)}, 400)

    return Route(path, endpoint, methods=[method])


def refuse_strangers(request: Request) -> None:
    """Another site open in the browser must not play the people of this one."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).hostname not in LOOPBACK:
        raise BadCall("calls from another site are not taken")


async def read_json(request: Request) -> Any:
    """Any JSON value; an empty body is an empty object. Raises BadCall for what is not JSON."""
    body = await request.body()
    try:
        return json.loads(body) if body else {}
    except (ValueError, RecursionError):
        raise BadCall("the body is not JSON") from None


async def read_object(request: Request) -> Json:
    """A JSON object. Raises BadCall for anything else."""
    body = await read_json(request)
    if not isinstance(body, dict):
        raise BadCall("the body must be a JSON object")
    return body


def text(body: Json, name: str) -> str | None:
    """A text of the body, or None. Raises BadCall for anything else."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise BadCall(f"{name} must be a text")
    return value


def whole(body: Json, name: str) -> int | None:
    """A whole number of the body, or None. Raises BadCall for anything else."""
    value = body.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise BadCall(f"{name} must be a whole number")
    return value


def number(body: Json, name: str) -> float | None:
    """A number of the body, or None. Raises BadCall for anything else."""
    value = body.get(name)
    if value is not None and (not isinstance(value, int | float) or isinstance(value, bool)):
        raise BadCall(f"{name} must be a number")
    return value
