"""Updates sent to the bot instead of being polled for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from emulator.line import Server, listen
from emulator.parameters import Json
from tests.emulator.conftest import Town


class Hook:
    """A bot's webhook that answers as it is told, 200 when it was told nothing."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.came: asyncio.Queue[tuple[Json, str | None]] = asyncio.Queue()

    async def take(self, request: Request) -> Response:
        """Take one update."""
        secret = request.headers.get("x-telegram-bot-api-secret-token")
        await self.came.put((await request.json(), secret))
        return Response(status_code=self.statuses.pop(0) if self.statuses else 200)

    @asynccontextmanager
    async def up(self) -> AsyncIterator[str]:
        """Serve it and yield its address."""
        app = Starlette(routes=[Route("/hook", self.take, methods=["POST"])])
        listener = listen(0)
        server = Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
        async with asyncio.TaskGroup() as group:
            group.create_task(server.serve(sockets=[listener]))
            await server.up.wait()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
            server.stop.set()


async def test_an_update_is_posted_with_the_secret_and_again_until_it_is_taken(town: Town) -> None:
    hook = Hook()
    hook.statuses = [500, 404]
    async with hook.up() as url:
        assert await town.bot.set_webhook(url, secret_token="s3cret")  # noqa: S106 is True
        typed = await town.wang.text("第一")
        await town.wang.text("第二")
        came = [await hook.came.get() for _ in range(4)]
        info = await town.bot.get_webhook_info()
        await town.bot.delete_webhook()
    assert [update["message"]["text"] for update, _ in came] == ["第一"] * 3 + ["第二"]
    assert {secret for _, secret in came} == {"s3cret"}
    assert came[0][0]["update_id"] == typed["update_id"]
    assert info.url == url
    assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"


@pytest.mark.timeout(20)
async def test_faults_of_updates_reach_a_webhook_too(town: Town) -> None:
    hook = Hook()
    async with hook.up() as url:
        await town.bot.set_webhook(url)
        await town.control("faults", kind="delay", seconds=0.02)
        await town.control("faults", kind="duplicate")
        for text in ("1", "2"):
            await town.wang.text(text)
        came = [(await hook.came.get())[0] for _ in range(3)]
        await town.bot.delete_webhook()
    assert sorted(update["message"]["text"] for update in came) == ["1", "2", "2"]


async def test_polling_is_refused_while_a_webhook_is_set(town: Town) -> None:
    await town.result("setWebhook", url="http://127.0.0.1:9/hook")
    status, description = await town.refusal("getUpdates")
    assert (status, description.partition(";")[0]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active",
    )
    await town.wang.text("x")
    assert (await town.bot.get_webhook_info()).pending_update_count == 1
    answer = await town.call("deleteWebhook")
    assert answer.json() == {"ok": True, "result": True, "description": "Webhook was deleted"}
    assert len(await town.updates()) == 1


@pytest.mark.timeout(30)
async def test_setting_a_webhook_ends_the_poll_that_waits(town: Town) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(town.call("getUpdates", timeout=40))
        while not waiting.done():
            await town.result("setWebhook", url="http://127.0.0.1:9/hook")
            await asyncio.sleep(0)
    assert waiting.result().status_code == 409


@pytest.mark.parametrize(
    "asked",
    [
        {"url": "https://example.org/hook"},
        {"url": "ftp://127.0.0.1/hook"},
        {"url": "http://127.0.0.1:port/hook"},
        {"url": "http://127.0.0.1/hook", "secret_token": "no spaces"},
        {"url": "http://127.0.0.1/hook", "max_connections": 101},
    ],
)
async def test_a_webhook_that_cannot_be_is_refused(town: Town, asked: dict[str, object]) -> None:
    status, _ = await town.refusal("setWebhook", **asked)
    assert status == 400
    assert (await town.bot.get_webhook_info()).url == ""
