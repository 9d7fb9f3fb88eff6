"""The live wall in a browser (大屏): read only, for signed links that the roster bears out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from domain.day_plan import school_day_of
from domain.errors import StorageTrouble
from domain.page_link import LinkExpired, LinkForged, PageLink, Pages
from domain.ports import Clock
from domain.roster import Unit
from domain.viewer import watches
from domain.wall import Wall
from storage.database import Database
from storage.transaction import Transaction
from views.days import clock_time
from views.wall_page import ASSETS, Shown, asset, page, refusal_page, shown

LOOK_EVERY_S = 2.0
"""How soon an answer is seen, and a right that has ended."""
FRESH_S = {False: 1.0, True: 10.0}
"""For how long what was read serves everybody who looks; longer above the schools, where much is
added up."""
MOST_STREAMS = 48
MOST_OF_ONE = 8
"""Screens at once, all together and of one person, by however many links. A line that broke may
look alive for long, so a newer screen of a person ends the oldest, and is not turned away."""
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
        " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class _NoMoreRight(Exception):
    """The link is good, and whoever it was given to may not look at the unit any more."""


class _OtherPhone(Exception):
    """The link was given to a chat that is no longer this person's, or was enrolled anew since."""


_TURNED_AWAY: Mapping[type[Exception], tuple[int, str]] = {
    LinkForged: (404, "forged"),
    LinkExpired: (410, "expired"),
    _OtherPhone: (410, "other_phone"),
    _NoMoreRight: (403, "no_right"),
    StorageTrouble: (503, "trouble"),
}


@dataclass(frozen=True, slots=True)
class _Viewer:
    """Who looks at what, in which language."""

    unit: Unit
    language: str


@dataclass(frozen=True, slots=True)
class _Look:
    """A wall, when it was read (unscaled seconds), and how it reads in each language."""

    at: float
    wall: Wall
    said: dict[str, Shown] = field(default_factory=dict)

    def is_fresh(self, now: float, day: date) -> bool:
        """Whether it serves for whoever looks now."""
        fresh_s = FRESH_S[self.wall.unit.kind.above_school]
        return self.wall.day == day and now - self.at < fresh_s

    def shown(self, language: str, zone: ZoneInfo) -> Shown:
        """What the page shows of it."""
        if language not in self.said:
            self.said[language] = shown(language, self.wall, zone)
        return self.said[language]


class WallPages:
    """The routes of the page. It reads, and there is nothing on it that writes."""

    def __init__(
        self, database: Database, clock: Clock, pages: Pages, zone: ZoneInfo, language: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._secret = pages.secret
        self._zone = zone
        self._language = language
        self._looks: dict[int, _Look] = {}
        self._reading = asyncio.Lock()
        self._streams: dict[int, list[asyncio.Event]] = {}
        self._over = False

    @property
    def routes(self) -> list[Route]:
        """The page, its stream, and what it fetches beside them."""
        return [
            Route("/wall/assets/{name}", self._asset),
            Route("/wall/{token}", self._page),
            Route("/wall/{token}/live", self._live),
        ]

    def end(self) -> None:
        """Every stream ends: the program stops."""
        self._over = True
        for ends in self._streams.values():
            for end in ends:
                end.set()

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            return Response(status_code=404, headers=HEADERS)
        return Response(asset(name), media_type=ASSETS[name], headers=HEADERS)

    async def _page(self, request: Request) -> Response:
        token = request.path_params["token"]
        try:
            link, viewer = await self._admitted(token)
            look = await self._look(viewer.unit)
        except tuple(_TURNED_AWAY) as refused:
            return self._turned_away(refused)
        now = look.shown(viewer.language, self._zone)
        until = clock_time(link.until_ms, self._zone)
        words = page(viewer.language, look.wall, now, token=token, until=until)
        return HTMLResponse(words, headers=HEADERS)

    async def _live(self, request: Request) -> Response:
        """The stream. Its link is asked about at each look, for it may be open for hours."""
        token = request.path_params["token"]
        try:
            link, _ = await self._admitted(token)
        except tuple(_TURNED_AWAY) as refused:
            return self._turned_away(refused)
        if self._is_full(link.person_id):
            return Response(status_code=503, headers={**HEADERS, "Retry-After": "30"})
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._events(token, link.person_id), media_type="text/event-stream", headers=headers
        )

    def _is_full(self, person_id: int) -> bool:
        """Whether one more is turned away. Who takes nothing of what is sent cannot be ended at
        once, and must not hold everybody's places either.
        """
        of_one = len(self._streams.get(person_id, ()))
        everybody = sum(map(len, self._streams.values()))
        return everybody >= MOST_STREAMS or of_one >= 2 * MOST_OF_ONE

    async def _events(self, token: str, person_id: int) -> AsyncIterator[str]:
        end = asyncio.Event()
        of_one = self._streams.setdefault(person_id, [])
        of_one.append(end)
        going_on = [one for one in of_one if not one.is_set()]
        if len(going_on) > MOST_OF_ONE:
            going_on[0].set()
        said: Shown | None = None
        try:
            while not (end.is_set() or self._over):
                try:
                    _, viewer = await self._admitted(token)
                    look = await self._look(viewer.unit)
                except StorageTrouble:
                    return
                except tuple(_TURNED_AWAY):
                    yield "event: over\ndata: {}\n\n"
                    return
                now = look.shown(viewer.language, self._zone)
                yield _event(now, said)
                said = now
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await end.wait()
        finally:
            of_one.remove(end)
            if not of_one:
                self._streams.pop(person_id, None)

    async def _admitted(self, token: str) -> tuple[PageLink, _Viewer]:
        """Whoever the link was given to, if that person may still look at the unit and has the
        phone still.

        Raises LinkForged, LinkExpired, _OtherPhone, _NoMoreRight, StorageTrouble.
        """
        now_ms = self._clock.now_ms()
        link = PageLink.read(token, self._secret, now_ms)
        today = school_day_of(now_ms, self._zone)
        return link, await self._database.read(lambda tx: _viewer(tx, link, today, self._language))

    async def _look(self, unit: Unit) -> _Look:
        """The unit's wall, read once for all who look at it. Raises StorageTrouble."""
        async with self._reading:
            began, now_ms = self._clock.monotonic(), self._clock.now_ms()
            day = school_day_of(now_ms, self._zone)
            known = self._looks.get(unit.id)
            if known is not None and known.is_fresh(began, day):
                return known
            wall = await self._database.read(lambda tx: tx.walls.of(unit, day, now_ms))
            look = self._looks[unit.id] = _Look(began, wall)
            return look

    def _turned_away(self, why: Exception) -> Response:
        status, key = next(said for kind, said in _TURNED_AWAY.items() if isinstance(why, kind))
        return HTMLResponse(refusal_page(self._language, key), status, headers=HEADERS)


def _viewer(tx: Transaction, link: PageLink, today: date, language: str) -> _Viewer:
    if tx.chats.enrolment(link.person_id) != link.enrolment:
        raise _OtherPhone
    unit = tx.roster.unit(link.unit_id)
    if unit is None or not watches(tx.roster.roles_over(link.person_id, unit.id, today)):
        raise _NoMoreRight
    chat = tx.chats.of_person(link.person_id)
    return _Viewer(unit, language if chat is None else chat.language or language)


def _event(now: Shown, before: Shown | None) -> str:
    """What has changed since the event before; the moment always, as a sign of life."""
    said = {"as_of": now.as_of, "day": now.day}
    if before is None or before.body != now.body:
        said |= {"body": now.body, "news": now.news}
    return f"event: wall\ndata: {json.dumps(said, ensure_ascii=False)}\n\n"
