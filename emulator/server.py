"""A Bot API on loopback, with a browser page and controls: what a bot meets instead of Telegram."""

import asyncio
import mimetypes
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from emulator.account import allowed_updates
from emulator.body import EscapedJson
from emulator.clock import EmulatorClock
from emulator.control import Control
from emulator.events import Events
from emulator.faults import KINDS, Fault, Faults
from emulator.files import Files
from emulator.line import HANG_UP, HOST, Line, PortBusy, Server, listen
from emulator.menu import Menu
from emulator.methods import METHODS, Method
from emulator.pace import Pace
from emulator.parameters import Json, Parameters, read_parameters
from emulator.record import Record
from emulator.refusal import AnswerLost, Refusal
from emulator.updates import WEBHOOK_ACTIVE, Updates
from emulator.webhook import Webhook
from emulator.world import World

__all__ = ["Answer", "Emulator", "PortBusy", "running"]

PAGE = Path(__file__).parent / "page"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON body of one call."""

    status: int
    body: Json


class Emulator:
    """One bot's Telegram: its people, chats and updates, in memory.

    ``monotonic`` may be a virtual clock; a simulation then calls ``answer`` and needs no server.
    """

    def __init__(
        self,
        token: str = "1:emulator-token",  # noqa: S107 - opens nothing but this process
        *,
        clock_start_ms: int | None = None,
        speed: float = 1.0,
        bot_username: str = "chenjian_bot",
        bot_name: str = "晨检",
        enforce_pace: bool = True,
        pace: Pace | None = None,
        first_update_id: int = 100_000_001,
        query_seconds: float = 15.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError("a token is a number, a colon and letters")
        self.token = token
        self._monotonic = monotonic
        start_ms = int(time.time() * 1000) if clock_start_ms is None else clock_start_ms
        clock = EmulatorClock(start_ms, speed, monotonic)
        updates = Updates(first_update_id)
        bot_id = int(token.partition(":")[0])
        self.world = World(
            bot={
                "id": bot_id,
                "is_bot": True,
                "first_name": bot_name,
                "username": bot_username,
            },
            clock=clock,
            monotonic=monotonic,
            updates=updates,
            webhook=Webhook(updates, clock, asyncio.sleep),
            query_seconds=query_seconds,
            people={},
            chats={},
            queries={},
            files=Files(),
            events=Events(),
            menu=Menu(),
        )
        self.record = Record()
        self.faults = Faults()
        self.pace = pace or Pace(monotonic, enforce=enforce_pace)
        self.control = Control(self.world, self.record, self.faults, self.pace)

    async def answer(self, name: str, parameters: Parameters) -> Answer:
        """Carry out one call of the Bot API and put it on record.

        Raises AnswerLost when a fault takes the answer away after the call was accepted.
        """
        method = METHODS.get(name.lower())
        chat_id = parameters.chat_id()
        fault: Fault | None = None
        result: Any = None
        try:
            if method is None:
                raise Refusal(404, "Not Found: method not found")
            fault = self.faults.strike(method.name, chat_id, speaks=method.speaks)
            self._refuse_by(fault)
            result = await self._carry_out(method, parameters)
            answer = Answer(200, {"ok": True} | _told(method, result))
        except Refusal as refusal:
            answer = _refused(refusal)
        self.record.add(
            {
                "at_ms": self.world.clock.now_ms(),
                "mono": self._monotonic(),
                "method": method.name if method else name,
                "chat_id": chat_id,
                "params": parameters.on_record(),
                "status": answer.status,
                "accepted": answer.status == 200,
                "description": answer.body.get("description"),
                "message_id": _message_id(result),
                "fault": fault.kind if fault else None,
            }
        )
        if fault is not None and answer.status == 200 and KINDS[fault.kind] is None:
            raise AnswerLost(fault.kind)
        return answer

    async def _carry_out(self, method: Method, parameters: Parameters) -> Any:
        if method.run is None:
            return await self._get_updates(parameters)
        if not method.paced:
            return method.run(self.world, parameters)
        chat = self.world.chats.get(parameters.chat_id() or 0)
        media = parameters.nested("media")
        messages = len(media) if isinstance(media, list) else 1
        if chat is not None:
            self.pace.check(chat.chat_id, group=not chat.private, messages=messages)
        result = method.run(self.world, parameters)
        if chat is not None:
            self.pace.note(chat.chat_id, group=not chat.private, messages=messages)
        return result

    async def _get_updates(self, parameters: Parameters) -> Any:
        """getUpdates: 409 while a webhook is set [R]; limit 1-100, by default 100 [R]."""
        if self.world.webhook.url:
            raise Refusal(409, WEBHOOK_ACTIVE)
        limit = parameters.integer("limit")
        return await self.world.updates.poll(
            offset=parameters.integer("offset") or 0,
            limit=100 if limit is None else limit,
            seconds=max(parameters.integer("timeout") or 0, 0),
            allowed=allowed_updates(parameters),
        )

    def _refuse_by(self, fault: Fault | None) -> None:
        refuse = KINDS[fault.kind] if fault is not None else None
        if fault is None or refuse is None:
            return
        if fault.kind == "429":
            # Really refused until it has passed, as Telegram does.
            self.pace.hold(fault.retry_after, fault.chat_id)
        raise refuse(fault)

    def close(self) -> None:
        """End waiting polls and streams."""
        self.world.updates.close()
        self.world.events.close()

    def app(self) -> Starlette:
        """The emulator as an ASGI application."""
        return Starlette(
            routes=[
                Route("/", _page),
                Route("/page/{name}", _page),
                *self.control.routes(),
                Route("/file/bot{token}/{path:path}", self._download),
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        if refused := self._stranger(request):
            return refused
        try:
            parameters = await read_parameters(request)
            answer = await self.answer(request.path_params["method"], parameters)
        except Refusal as refusal:
            answer = _refused(refusal)
        except AnswerLost:
            request.scope[HANG_UP]()
            while (await request.receive())["type"] != "http.disconnect":
                continue
            return Response()
        return EscapedJson(answer.body, answer.status)

    async def _download(self, request: Request) -> Response:
        if refused := self._stranger(request):
            return refused
        stored = self.world.files.by_path(request.path_params["path"])
        if stored is None:
            return JSONResponse(_refused(Refusal(404, "Not Found")).body, 404)
        return Response(stored.upload.content, media_type="application/octet-stream")

    def _stranger(self, request: Request) -> Response | None:
        """A wrong token: 401, or 404 where it does not even look like one [R]."""
        token = request.path_params["token"]
        if token == self.token:
            return None
        known = TOKEN.fullmatch(token) is not None
        refusal = Refusal(401, "Unauthorized") if known else Refusal(404, "Not Found")
        return JSONResponse(_refused(refusal).body, refusal.status)


def _told(method: Method, result: Any) -> Json:
    return {"result": True, "description": result} if method.described else {"result": result}


def _refused(refusal: Refusal) -> Answer:
    body: Json = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return Answer(refusal.status, body)


def _message_id(result: Any) -> int | None:
    first = result[0] if isinstance(result, list) and result else result
    message_id = first.get("message_id") if isinstance(first, dict) else None
    return message_id if isinstance(message_id, int) else None


async def _page(request: Request) -> Response:
    """The browser page, from files beside this one; nothing outside that folder."""
    name = request.path_params.get("name", "index.html")
    file = PAGE / name
    if file.parent != PAGE or not file.is_file():
        return PlainTextResponse("there is no such page", 404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # The page is small and changes under the eyes of who works on it.
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(file.read_bytes(), media_type=kind, headers=headers)


@asynccontextmanager
async def running(emulator: Emulator, port: int = 0) -> AsyncIterator[str]:
    """Serve an emulator on 127.0.0.1 in the current loop and yield its address.

    Port 0 takes any free one. Raises PortBusy when the port is taken.
    """
    listener = listen(port)
    server = Server(
        uvicorn.Config(
            emulator.app(),
            http=Line,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=2,
        )
    )
    failed: BaseException | None = None
    async with asyncio.TaskGroup() as group:
        delivering = group.create_task(emulator.world.webhook.deliver())
        group.create_task(server.serve(sockets=[listener]))
        await server.up.wait()
        try:
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        except BaseException as error:
            # Kept aside, so that the group does not wrap what the caller raised.
            failed = error
        emulator.close()
        delivering.cancel()
        server.stop.set()
    if failed is not None:
        raise failed
