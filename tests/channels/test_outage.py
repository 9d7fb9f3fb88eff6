"""The poller when things go wrong: trouble is waited out, a wrong setting stops it."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import suppress

import pytest

from channels.telegram.polling import LONGEST_PAUSE_S, Poller
from domain.errors import StorageTrouble
from domain.ports import Misconfigured, RawUpdate
from emulator.phone import people
from emulator.server import Emulator, running
from storage.database import Database
from tests.channels.exchange import (
    PATIENCE_S,
    TOKEN,
    WANG,
    Exchange,
    HastyClock,
    free_port,
    until,
)
from tests.channels.impostor import (
    EMPTY,
    Impostor,
    Said,
    Silence,
    updates,
)
from tests.channels.shelf import (
    Shelf,
    asked,
    kept_ids,
    logged,
    ours,
    polling,
    until_kept,
)
from tests.wire import a_client

# Trouble is waited out


async def test_while_storing_fails_nothing_is_confirmed(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    tries = 0

    class Flaky:
        async def store(self, channel: str, batch: list[RawUpdate]) -> None:
            nonlocal tries
            tries += 1
            if tries <= 4:
                raise StorageTrouble("disk full")
            calls = await exchange.recorded("getUpdates")
            assert all(int(c["params"].get("offset", 0)) <= said["update_id"] for c in calls)
            await Shelf(database).store(channel, batch)

    said = await exchange.wang.text("无")
    clock = HastyClock()
    with caplog.at_level(logging.INFO):
        async with polling(exchange.address, Flaky(), clock):
            await until_kept(database, 1)
            await until(lambda: logged(caplog, "polling goes on"))
    assert await kept_ids(database) == [said["update_id"]]
    assert len(clock.pauses) == 4
    assert ours(caplog) == [
        "updates cannot be stored, so none is confirmed (StorageTrouble); trying again",
        "polling goes on",
    ]


async def test_an_outage_is_said_once_and_so_is_its_end(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    clock = HastyClock()
    with caplog.at_level(logging.INFO):
        async with polling(f"http://127.0.0.1:{port}", Shelf(database), clock):

            async def given_up_often() -> bool:
                return len(clock.pauses) >= 5

            await until(given_up_often)
            async with running(Emulator(TOKEN), port) as address, a_client() as client:
                await until(lambda: logged(caplog, "polling goes on"))
                phones = await people(client, address, [{"id": WANG, "first_name": "丽"}])
                first = await phones[WANG].text("一")
                await until_kept(database, 1)
            await until(lambda: logged(caplog, "Telegram gives no answer", 2))
            async with running(Emulator(TOKEN), port):
                await until(lambda: logged(caplog, "polling goes on", 2))
    said = [message.partition(" (")[0] for message in ours(caplog)]
    assert said[:4] == ["Telegram gives no answer", "polling goes on"] * 2
    assert await kept_ids(database) == [first["update_id"]]


async def test_the_pauses_of_an_outage_grow_to_half_a_minute_and_no_further(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Said(b"", 502))
    clock = HastyClock()

    async def tried_for_eight_hours() -> bool:
        return len(clock.pauses) >= 1100

    async with polling(impostor.address, Shelf(database), clock):
        await until(tried_for_eight_hours, patience_s=50)
    assert clock.pauses[0] == 1.0
    for number, pause in enumerate(clock.pauses):
        longest = min(2.0 ** min(number, 20), LONGEST_PAUSE_S)
        assert max(longest / 2, 1.0) <= pause <= longest
    assert len(set(clock.pauses[10:])) > 100


async def test_after_an_outage_nobody_waits_to_learn_that_it_is_over(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Said(b"", 502), Said(b"", 502), EMPTY, Silence())
    async with polling(impostor.address, Shelf(database)):
        await until(lambda: asked(impostor, 4))
    assert [asked["timeout"] for asked in impostor.asked["getUpdates"]] == ["20", "0", "0", "20"]


async def test_when_telegram_asks_to_slow_down_the_pause_is_no_shorter(
    impostor: Impostor, database: Database
) -> None:
    slow = Said.of(429, ok=False, description="Too Many", parameters={"retry_after": 77})
    impostor.says("getUpdates", slow, Silence())
    clock = HastyClock()
    async with polling(impostor.address, Shelf(database), clock):
        await until(lambda: asked(impostor, 2))
    assert clock.pauses == [77]


@pytest.mark.parametrize("token", ["42:another-token", "no-token"])
async def test_a_wrong_token_stops_at_once(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture, token: str
) -> None:
    clock = HastyClock()
    with caplog.at_level(logging.DEBUG), pytest.raises(Misconfigured, match="token") as refused:
        await Poller(token, exchange.address, Shelf(database), clock).run()
    assert clock.pauses == []
    assert token not in "".join(traceback.format_exception(refused.value))
    assert token not in "\n".join(ours(caplog, ""))


async def test_a_token_that_is_taken_back_stops_a_running_poller(
    impostor: Impostor, database: Database
) -> None:
    unknown = Said.of(401, ok=False, error_code=401, description="Unauthorized")
    impostor.says("getUpdates", EMPTY, unknown)
    with pytest.raises(Misconfigured):
        await Poller(TOKEN, impostor.address, Shelf(database), HastyClock()).run()


# There is one poller, and no webhook


async def test_a_webhook_is_taken_away_and_what_waits_is_kept(
    exchange: Exchange, database: Database
) -> None:
    await exchange.call("setWebhook", url=f"http://127.0.0.1:{free_port()}/hook")
    said = await exchange.wang.text("无")
    async with polling(exchange.address, Shelf(database)):
        await until_kept(database, 1)
    assert await kept_ids(database) == [said["update_id"]]
    assert (await exchange.call("getWebhookInfo"))["url"] == ""


async def test_two_pollers_do_not_fight_for_ever(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    pollers = [Poller(TOKEN, exchange.address, Shelf(database), HastyClock()) for _ in range(2)]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_ending(poller)) for poller in pollers]
        done, going_on = await asyncio.wait(
            tasks, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED
        )
        for task in going_on:
            task.cancel()
    assert [type(task.result()) for task in done] == [Misconfigured] * len(done)
    assert done
    assert "another program polls with this token" in caplog.text


async def test_another_poller_that_goes_soon_is_outlived(
    impostor: Impostor, database: Database
) -> None:
    conflict = Said.of(409, ok=False, error_code=409, description="Conflict: terminated")
    impostor.says("getUpdates", *[conflict] * 5, updates('{"update_id":5}'), Silence())
    async with polling(impostor.address, Shelf(database)):
        await until_kept(database, 1)


async def test_another_poller_that_stays_stops_us_with_one_sentence(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Said.of(409, ok=False, error_code=409, description="Conflict"))
    clock = HastyClock()
    with pytest.raises(Misconfigured, match="another program polls") as stopped:
        await Poller(TOKEN, impostor.address, Shelf(database), clock).run()
    assert "\n" not in str(stopped.value)
    assert len(clock.pauses) == 5


# The end


async def test_a_poller_that_waits_ends_when_it_is_told_to(
    impostor: Impostor, database: Database
) -> None:
    impostor.says("getUpdates", Silence())
    poller = Poller(TOKEN, impostor.address, Shelf(database), HastyClock())
    async with asyncio.TaskGroup() as group:
        task = group.create_task(poller.run())
        await until(lambda: asked(impostor, 1))
        task.cancel()
        # Telegram would hold the request for 20 s.
        async with asyncio.timeout(5):
            with suppress(asyncio.CancelledError):
                await task
    assert task.cancelled()


async def test_no_log_of_a_poller_holds_the_token(
    exchange: Exchange, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await exchange.control("faults", kind="5xx", method="getUpdates")
    await exchange.control("faults", kind="drop_answer", method="getUpdates")
    await exchange.control("faults", kind="429", method="getUpdates")
    await exchange.wang.text("王小明 38.2")
    with caplog.at_level(logging.DEBUG):
        async with polling(exchange.address, Shelf(database)):
            await until_kept(database, 1)
    assert "Telegram gives no answer" in caplog.text
    assert TOKEN not in "\n".join(ours(caplog, ""))
    assert "王小明" not in caplog.text


async def _ending(poller: Poller) -> BaseException | None:
    try:
        await poller.run()
    except Misconfigured as error:
        return error
    return None
