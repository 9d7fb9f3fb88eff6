"""The control API: turning the clock, being a person, reading screens and the record.

JSON in, JSON out; a call that asks for what cannot be answers 400 with one clear sentence.
"""

from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from emulator import groups, people
from emulator.body import number, read_json, read_object, route, text, whole
from emulator.chat import Chat
from emulator.clock import parse_iso
from emulator.faults import Faults
from emulator.pace import Pace
from emulator.parameters import Json, Upload
from emulator.person import Person
from emulator.record import Record
from emulator.refusal import BadCall
from emulator.screen import screen
from emulator.world import World


class Control:
    """The handlers of /control."""

    def __init__(self, world: World, record: Record, faults: Faults, pace: Pace) -> None:
        self.world = world
        self.record = record
        self.faults = faults
        self.pace = pace

    def routes(self) -> list[Route]:
        """The addresses below /control."""
        user = "/control/users/{user_id:int}"
        group = "/control/groups/{chat_id}"
        return [
            route("/control/clock", self.read_clock, "GET"),
            route("/control/clock", self.turn_clock, "POST"),
            route("/control/users", self.list_users, "GET"),
            route("/control/users", self.put_user, "POST"),
            route(f"{user}/text", self.text, "POST"),
            route(f"{user}/start", self.start, "POST"),
            route(f"{user}/press", self.press, "POST"),
            route(f"{user}/contact", self.contact, "POST"),
            route(f"{user}/file", self.file, "POST"),
            route(f"{user}/block", self.block, "POST"),
            route(f"{user}/unblock", self.unblock, "POST"),
            route(f"{user}/read", self.read, "POST"),
            route(f"{user}/screen", self.user_screen, "GET"),
            route("/control/groups", self.put_group, "POST"),
            route(f"{group}/screen", self.group_screen, "GET"),
            route(f"{group}/migrate", self.migrate, "POST"),
            route(f"{group}/put_out", self.put_out, "POST"),
            route("/control/record", self.read_record, "GET"),
            route("/control/faults", self.list_faults, "GET"),
            route("/control/faults", self.add_fault, "POST"),
            route("/control/faults", self.clear_faults, "DELETE"),
            route("/control/updates", self.put_update, "POST"),
            Route("/control/events", self.events),
            Route("/control/files/{file_id}/{name:path}", self.download),
        ]

    async def read_clock(self, request: Request) -> Json:
        """The emulator's time and speed; also what a bot reads as CLOCK_URL."""
        return self.world.clock.as_json()

    async def turn_clock(self, request: Request) -> Json:
        """Set, step or pace the clock."""
        body = await read_object(request)
        now_ms = number(body, "now_ms")
        if "iso" in body:
            if now_ms is not None:
                raise BadCall("give now_ms or iso, not both")
            now_ms = parse_iso(str(body["iso"]))
        self.world.clock.turn(
            now_ms=None if now_ms is None else int(now_ms),
            speed=number(body, "speed"),
            step_s=number(body, "step_s"),
        )
        told = self.world.clock.as_json()
        self.world.events.publish("clock", **told)
        return told

    async def list_users(self, request: Request) -> Json:
        """Everybody with a phone, and the bot."""
        shown = []
        for person in self.world.people.values():
            newest = self.world.chats[person.user_id].newest()
            shown.append(person.on_list(newest.words() if newest else ""))
        return {"bot": self.world.bot, "users": shown}

    async def put_user(self, request: Request) -> Json:
        """Create or update a person."""
        return people.put_person(self.world, await read_object(request)).on_list("")

    async def text(self, request: Request) -> Json:
        """A person types something, in the private chat or in ``chat_id``."""
        body = await read_object(request)
        update_id, message = people.write(
            self.world,
            self._person(request),
            body.get("text"),
            chat=self._group(body),
            reply_to=whole(body, "reply_to"),
        )
        return {"update_id": update_id, "message_id": message.message_id}

    async def start(self, request: Request) -> Json:
        """A person presses Start or a deep link."""
        body = await read_object(request)
        update_id, message = people.start(
            self.world, self._person(request), str(body.get("payload") or "")
        )
        return {"update_id": update_id, "message_id": message.message_id}

    async def press(self, request: Request) -> Json:
        """A person presses a button, or forges a press."""
        body = await read_object(request)
        update_id, query_id = people.press(
            self.world,
            self._person(request),
            chat=self._group(body),
            message_id=whole(body, "message_id"),
            label=text(body, "label"),
            data=text(body, "data"),
            force=bool(body.get("force")),
        )
        return {"update_id": update_id, "callback_query_id": query_id}

    async def contact(self, request: Request) -> Json:
        """A person shares a contact."""
        body = await read_object(request)
        update_id, message = people.share_contact(
            self.world,
            self._person(request),
            phone=text(body, "phone"),
            user_id=whole(body, "user_id"),
        )
        return {"update_id": update_id, "message_id": message.message_id}

    async def file(self, request: Request) -> Json:
        """A person sends a voice message, a photo or a document."""
        try:
            async with request.form() as form:
                given = [value for value in form.values() if isinstance(value, UploadFile)]
                if len(given) != 1:
                    raise BadCall("send exactly one file part")
                upload = Upload(
                    given[0].filename or "file",
                    given[0].content_type or "application/octet-stream",
                    await given[0].read(),
                )
                kind = str(form.get("kind") or "")
        except HTTPException as error:
            raise BadCall(f"the form cannot be read: {error.detail}") from error
        update_id, message = people.send_file(self.world, self._person(request), kind, upload)
        return {"update_id": update_id, "message_id": message.message_id}

    async def block(self, request: Request) -> Json:
        """A person blocks the bot."""
        return {"update_id": people.set_blocked(self.world, self._person(request), blocked=True)}

    async def unblock(self, request: Request) -> Json:
        """A person unblocks the bot."""
        return {"update_id": people.set_blocked(self.world, self._person(request), blocked=False)}

    async def read(self, request: Request) -> Json:
        """A person has seen the screen."""
        person = self._person(request)
        if person.unread:
            person.unread = 0
            self.world.events.publish("users")
        return {}

    async def user_screen(self, request: Request) -> Json:
        """A person's private chat with the bot."""
        return screen(self.world, self.world.chats[self._person(request).user_id])

    async def put_group(self, request: Request) -> Json:
        """Make a group."""
        return groups.put_group(self.world, await read_object(request)).as_api()

    async def group_screen(self, request: Request) -> Json:
        """A group as its members see it."""
        return screen(self.world, self._group_in_path(request))

    async def migrate(self, request: Request) -> Json:
        """A group becomes a supergroup."""
        return groups.migrate(self.world, self._group_in_path(request)).as_api()

    async def put_out(self, request: Request) -> Json:
        """The bot is put out of a group."""
        groups.put_out(self.world, self._group_in_path(request))
        return {}

    async def read_record(self, request: Request) -> Json:
        """The calls since a number, of a method or chat where asked."""
        asked = request.query_params
        try:
            since = int(asked.get("since") or 0)
            chat_id = int(asked["chat_id"]) if "chat_id" in asked else None
        except ValueError:
            raise BadCall("since and chat_id must be whole numbers") from None
        calls = self.record.since(since, method=asked.get("method"), chat_id=chat_id)
        return {"calls": list(calls), "next": self.record.last}

    async def list_faults(self, request: Request) -> Json:
        """What is on: faults that still wait, and the weather."""
        return self.faults.as_json()

    async def add_fault(self, request: Request) -> Json:
        """Let something go wrong: one fault, or a weather of faults."""
        told = self.faults.add(await read_object(request)).as_json()
        self._tell_weather()
        return told

    async def clear_faults(self, request: Request) -> Json:
        """Nothing goes wrong any more."""
        self.faults.clear()
        self._tell_weather()
        return {}

    def _tell_weather(self) -> None:
        self.world.events.publish("faults", weather=self.faults.as_json()["weather"])

    async def put_update(self, request: Request) -> Json:
        """Queue any JSON value as an update."""
        return {"update_id": self.world.updates.put_raw(await read_json(request))}

    async def events(self, request: Request) -> Response:
        """The stream of changes, of one user or of all."""
        raw = request.query_params.get("user")
        if raw is not None and not raw.lstrip("-").isdigit():
            return JSONResponse({"error": "user must be a whole number"}, 400)
        clock: Json = {"type": "clock"} | self.world.clock.as_json()
        stream = self.world.events.stream(int(raw) if raw else None, clock)
        return StreamingResponse(
            stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def download(self, request: Request) -> Response:
        """A file of the chats, for the browser; never shown as a page of ours."""
        stored = self.world.files.by_id(request.path_params["file_id"])
        if stored is None:
            return JSONResponse({"error": "there is no such file"}, 404)
        kind = "inline" if stored.kind == "photo" else "attachment"
        name = quote(stored.upload.file_name, safe="")
        return Response(
            stored.upload.content,
            media_type=stored.upload.mime_type,
            headers={
                "Content-Disposition": f"{kind}; filename*=UTF-8''{name}",
                "X-Content-Type-Options": "nosniff",
            },
        )

    def _person(self, request: Request) -> Person:
        return self.world.person(request.path_params["user_id"])

    def _group(self, body: Json) -> Chat | None:
        chat_id = whole(body, "chat_id")
        return None if chat_id is None else groups.group(self.world, chat_id)

    def _group_in_path(self, request: Request) -> Chat:
        try:
            return groups.group(self.world, int(request.path_params["chat_id"]))
        except ValueError:
            raise BadCall("the id of a group is a whole number") from None
