"""The webhook: Telegram delivers each update, and hears 200 only once it is stored.

The same promise as polling keeps (docs/decisions/0002), for machines that Telegram can reach.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import unquote, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from telegram import Bot
from telegram.error import TelegramError

from channels.telegram.batch import one_update
from channels.telegram.polling import FIRST_PAUSE_S, KINDS, LONGEST_PAUSE_S
from channels.telegram.reading import CHANNEL
from channels.telegram.request import Request as ApiRequest
from channels.telegram.trouble import translated
from domain.errors import StorageTrouble
from domain.ports import Clock, Inbox, Misconfigured, Refused, SlowDown

CONNECTIONS = 1
"""One delivery at a time. With more, a press and a text of one person travel beside each other
(Telegram's server keeps them in queues of their own, WebhookActor.cpp) and may arrive the wrong way
round. One connection makes some ten answers a second; whoever needs more polls, a hundred at once.
"""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST = 1 << 20
"""Bytes of a body that are kept; a real update has a few thousand. Of a longer one the beginning is
kept under its number: refused, it would come again for ever and hold up what follows.
"""
ENDLESS = 64 << 20
"""Bytes after which nobody reads on."""
BODY_WITHIN_S = 10.0
CHECK_EVERY_S = 15.0
AGAIN_S = 1
"""What Telegram is asked to wait after a 503; without it the pauses would double."""

log = logging.getLogger(__name__)


class Webhook:
    """Takes deliveries at the path of ``url`` (an ASGI application), and sees to it that Telegram
    delivers there.

    ``moved`` is called each time Telegram has confirmed that it does. At the end the webhook stays:
    what is said meanwhile waits at Telegram, for this program or for a poller.
    """

    def __init__(
        self,
        token: str,
        api_base: str,
        inbox: Inbox,
        clock: Clock,
        *,
        url: str,
        secret: str | None = None,
        moved: Callable[[], None] = lambda: None,
    ) -> None:
        self._request = ApiRequest(api_base, connections=2)
        self._bot = Bot(token, base_url=f"{api_base}/bot", request=self._request)
        self._inbox = inbox
        self._clock = clock
        self._url = url
        self._path = unquote(urlsplit(url).path) or "/"
        self._secret = secret or secrets.token_urlsafe(32)
        self._moved = moved
        self._listed: str | None = None
        self._trouble: str | None = None
        self._failures = 0
        self._delivery_error: str | None = None
        self._storing = True

    # -- what Telegram delivers ----------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Nobody without the secret learns what is here."""
        if scope["type"] == "http":
            await (await self._answer(Request(scope, receive)))(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if not self._is_telegram(request):
            return _turned_away(404)
        try:
            async with asyncio.timeout(BODY_WITHIN_S):
                body = await _body(request)
        except (TimeoutError, ClientDisconnect):
            return _turned_away(408)
        if body is None:
            log.warning("a delivery of more than %d bytes is not taken", ENDLESS)
            return _turned_away(413)
        return await self._stored(body)

    def _is_telegram(self, request: Request) -> bool:
        given = request.headers.get(SECRET_HEADER, "")
        # Compared whatever the path is, so that time tells nothing either.
        right = hmac.compare_digest(given.encode("latin-1"), self._secret.encode())
        return right and request.method == "POST" and request.scope["path"] == self._path

    async def _stored(self, body: bytes) -> Response:
        batch = one_update(body)
        if not batch.updates:
            # Nothing it could be kept by; refused, it would only come again.
            log.warning("a delivery bears no update id and is passed over")
            return Response()
        try:
            await self._inbox.store(CHANNEL, list(batch.updates))
        except StorageTrouble:
            if self._storing:
                log.warning("updates cannot be stored, so none is confirmed")
            self._storing = False
            return Response(status_code=503, headers={"Retry-After": str(AGAIN_S)})
        self._storing = True
        return Response()

    # -- where Telegram delivers ---------------------------------------------------------------

    async def run(self) -> None:
        """Put the webhook up and keep it up, until cancelled. The application must be served by
        then. Raises Misconfigured where Telegram refuses the token or the address.
        """
        async with self._request:
            await self._until_done(self._put_up)
            log.info("the webhook is up")
            while True:
                await self._clock.sleep(CHECK_EVERY_S)
                await self._until_done(self._look_after)

    async def _put_up(self) -> None:
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            max_connections=CONNECTIONS,
            allowed_updates=KINDS,
            drop_pending_updates=False,
        )
        self._listed = (await self._bot.get_webhook_info()).url

    async def _look_after(self) -> None:
        """Another program may have taken the webhook away, and then nothing would ever come."""
        info = await self._bot.get_webhook_info()
        if info.url != self._listed:
            log.warning("the webhook was taken away or changed; it is put up again")
            await self._put_up()
        if info.last_error_message != self._delivery_error and info.last_error_message:
            log.warning("Telegram cannot deliver; %d updates wait", info.pending_update_count)
        self._delivery_error = info.last_error_message

    async def _until_done(self, step: Callable[[], Awaitable[None]]) -> None:
        """Try until it is done: trouble is said once and waited out. Raises Misconfigured."""
        while True:
            try:
                await step()
            except TelegramError as error:
                await self._wait_out(error)
                continue
            if self._trouble is not None:
                log.info("Telegram answers again")
            self._trouble, self._failures = None, 0
            self._moved()
            return

    async def _wait_out(self, error: TelegramError) -> None:
        ours = translated(error)
        if isinstance(ours, Refused) and self._listed is None:
            raise Misconfigured(f"Telegram refused the webhook address: {error.message}") from None
        if isinstance(ours, Misconfigured):
            raise ours from None
        trouble = type(ours).__name__
        if trouble != self._trouble:
            log.warning("Telegram gives no answer (%s); trying again", trouble)
        self._trouble = trouble
        pause = min(FIRST_PAUSE_S * 2 ** min(self._failures, 10), LONGEST_PAUSE_S)
        self._failures += 1
        at_least_s = ours.seconds if isinstance(ours, SlowDown) else 0.0
        await self._clock.sleep(max(pause, at_least_s))


def _turned_away(status: int) -> Response:
    """Without a word; the connection ends, so that nobody goes on sending a body."""
    return Response(status_code=status, headers={"Connection": "close"})


async def _body(request: Request) -> bytes | None:
    """The body as far as it is kept, None where it has no end."""
    length = request.headers.get("Content-Length", "0")
    if not length.isdigit() or int(length) > ENDLESS:
        return None
    body, seen = bytearray(), 0
    async for chunk in request.stream():
        seen += len(chunk)
        body += chunk[: LARGEST - len(body)]
        if seen > ENDLESS:
            return None
    return bytes(body)
