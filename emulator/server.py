"""A Bot API on loopback, with a browser page and controls: what a bot meets instead of Telegram."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from emulator.account import allowed_updates
from emulator.answer import Answer, accepted, refused
from emulator.clock import EmulatorClock
from emulator.control import Control
from emulator.events import Events
from emulator.fault import Fault
from emulator.faults import Faults
from emulator.files import Files
from emulator.line import HANG_UP, HOST, Line, PortBusy, Server, listen
from emulator.menu import Menu
from emulator.methods import METHODS, Method
from emulator.pace import Pace
from emulator.pages import page
from emulator.parameters import Json, Parameters, read_parameters
from emulator.pause import Pauses
from emulator.record import Record, message_id_of
from emulator.refusal import Cut, HungUp, Refusal
from emulator.updates import WEBHOOK_ACTIVE, Updates, chat_of
from emulator.webhook import Webhook
from emulator.world import World

__all__ = ["Answer", "Emulator", "PortBusy", "running"]

JSON = "application/json"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class Emulator:
    """One bot's Telegram: its people, chats and updates, in memory.

    ``monotonic`` and ``sleep`` may belong to a virtual clock; a simulation then calls ``answer``
    and needs no server.
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
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError("a token is a number, a colon and letters")
        self.token = token
        self._monotonic = monotonic
        self._pause = Pauses(sleep)
        start_ms = int(time.time() * 1000) if clock_start_ms is None else clock_start_ms
        clock = EmulatorClock(start_ms, speed, monotonic)
        updates = Updates(first_update_id, monotonic=monotonic, fate=self._fate)
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
            webhook=Webhook(updates, clock, sleep),
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
        """Carry out one call of the Bot API and put it on record, without any socket.

        Faults strike as they do over HTTP; a slow answer is slept through. Raises Cut before the
        call was accepted, AnswerLost after it was decided.
        """
        answer = await self._decide(name, parameters)
        if answer.pause_s:
            await self._pause(answer.pause_s)
        return answer

    async def _decide(self, name: str, parameters: Parameters) -> Answer:
        method = METHODS.get(name.lower())
        chat_id = parameters.chat_id()
        fault: Fault | None = None
        result: Any = None
        call: Json = {
            "method": method.name if method else name,
            "chat_id": chat_id,
            "params": parameters.on_record(),
        }
        try:
            if method is None:
                raise Refusal(404, "Not Found: method not found")
            fault = self.faults.strike(method.name, chat_id, speaks=method.speaks)
            await self._on_the_way_there(fault, method)
            result = await self._carry_out(method, parameters)
            answer = accepted(method.told(result))
        except Refusal as refusal:
            answer = refused(refusal)
            call["description"] = refusal.description
        except (Cut, asyncio.CancelledError) as gone:
            if fault is not None:
                cut = isinstance(gone, Cut)
                call["description"] = "the connection was cut" if cut else "the caller gave up"
                self._put_on_record(call, None, fault)
            raise
        self._put_on_record(call | {"message_id": message_id_of(result)}, answer.status, fault)
        return answer.after(fault)

    def _put_on_record(self, call: Json, status: int | None, fault: Fault | None) -> None:
        self.record.add(
            {
                "at_ms": self.world.clock.now_ms(),
                "mono": self._monotonic(),
                "status": status,
                "accepted": status == 200,
                "description": None,
                "message_id": None,
                "fault": fault.kind if fault else None,
            }
            | call
        )

    async def _on_the_way_there(self, fault: Fault | None, method: Method) -> None:
        """What a fault does before the call is accepted. Raises Cut and Refusal."""
        if fault is None:
            return
        if fault.kind == "cut":
            raise Cut(fault.kind)
        if fault.kind == "latency":
            await self._pause(fault.seconds)
        if fault.kind == "429" and method.speaks:
            # Really refused until it has passed, as Telegram does.
            self.pace.hold(fault.retry_after, fault.chat_id)
        if refusal := fault.refusal():
            raise refusal

    def _fate(self, kind: str, update_id: int, body: Json) -> Fault | None:
        """The fault that strikes an update on its way to the bot; it is on record as a call."""
        chat_id = chat_of(body)
        fault = self.faults.strike_update(kind, chat_id)
        if fault is not None:
            struck = {"update_id": update_id, "update": kind, "seconds": fault.seconds}
            call = {"method": "update", "chat_id": chat_id, "params": struck}
            self._put_on_record(call, None, fault)
        return fault

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

    def close(self) -> None:
        """End waiting polls, streams and pauses."""
        self._pause.end()
        self.world.updates.close()
        self.world.events.close()

    def app(self) -> Starlette:
        """The emulator as an ASGI application."""
        return Starlette(
            routes=[
                Route("/", page),
                Route("/page/{name}", page),
                *self.control.routes(),
                Route("/file/bot{token}/{path:path}", self._download),
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        try:
            parameters = await read_parameters(request)
            answer = await self._decide(request.path_params["method"], parameters)
        except Refusal as refusal:
            answer = refused(refusal)
        except HungUp:
            request.scope[HANG_UP]()
            while (await request.receive())["type"] != "http.disconnect":
                continue
            return Response()
        return self._sent(answer)

    def _sent(self, answer: Answer) -> Response:
        if not answer.pause_s:
            return Response(answer.content, answer.status, media_type=JSON)

        async def haltingly() -> AsyncIterator[bytes]:
            first, second = answer.halves()
            yield first
            await self._pause(answer.pause_s)
            yield second

        length = {"Content-Length": str(len(answer.content))}
        return StreamingResponse(haltingly(), answer.status, length, media_type=JSON)

    async def _download(self, request: Request) -> Response:
        if stranger := self._stranger(request):
            return stranger
        stored = self.world.files.by_path(request.path_params["path"])
        if stored is None:
            return self._sent(refused(Refusal(404, "Not Found")))
        return Response(stored.upload.content, media_type="application/octet-stream")

    def _stranger(self, request: Request) -> Response | None:
        """A wrong token: 401, or 404 where it does not even look like one [R]."""
        token = request.path_params["token"]
        if token == self.token:
            return None
        known = TOKEN.fullmatch(token) is not None
        return self._sent(
            refused(Refusal(401, "Unauthorized") if known else Refusal(404, "Not Found"))
        )


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
