"""Updates are kept until confirmed, and a waiting poll wakes at once."""

import asyncio
from typing import Any

import pytest

from emulator.fault import Fault
from emulator.parameters import Json
from emulator.refusal import Refusal
from emulator.updates import OTHER_POLLER, Updates
from tests.emulator.conftest import Town


async def poll(
    updates: Updates, offset: int = 0, *, limit: int = 100, seconds: float = 0
) -> list[Any]:
    return await updates.poll(offset=offset, limit=limit, seconds=seconds, allowed=None)


def ids(handed: list[Any]) -> list[int]:
    return [update["update_id"] for update in handed]


async def test_an_update_is_handed_out_again_until_a_higher_offset_arrives() -> None:
    updates = Updates(10)
    for _ in range(3):
        updates.put("message", {})
    assert ids(await poll(updates)) == [10, 11, 12]
    assert ids(await poll(updates, 11, limit=1)) == [11]
    assert ids(await poll(updates, 11)) == [11, 12]
    assert await poll(updates, 13) == []
    assert updates.count == 0


async def test_a_negative_offset_keeps_the_last_ones() -> None:
    updates = Updates(1)
    for _ in range(5):
        updates.put("message", {})
    assert ids(await poll(updates, -2)) == [4, 5]
    assert ids(await poll(updates)) == [4, 5]


async def test_at_most_a_hundred_go_at_a_time() -> None:
    updates = Updates(1)
    for _ in range(150):
        updates.put("message", {})
    assert len(await poll(updates, limit=1000)) == 100
    assert len(await poll(updates, limit=0)) == 1


@pytest.mark.timeout(20)
async def test_a_waiting_poll_wakes_when_something_comes() -> None:
    updates = Updates(1)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(poll(updates, seconds=50))
        await asyncio.sleep(0)
        updates.put("message", {"text": "x"})
    assert waiting.result() == [{"update_id": 1, "message": {"text": "x"}}]


async def test_a_poll_without_news_ends_empty() -> None:
    assert await poll(Updates(1), seconds=0.01) == []


@pytest.mark.timeout(20)
async def test_a_second_poll_ends_the_first() -> None:
    updates = Updates(1)

    async def first() -> str:
        with pytest.raises(Refusal) as refused:
            await poll(updates, seconds=50)
        return refused.value.description

    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(first())
        await asyncio.sleep(0)
        await poll(updates)
    assert waiting.result() == OTHER_POLLER


async def test_only_the_kinds_asked_for_are_kept() -> None:
    updates = Updates(1)
    assert updates.put("chat_member", {}) is None
    await updates.poll(offset=0, limit=1, seconds=0, allowed=["chat_member"])
    assert updates.put("message", {}) is None
    assert updates.put("chat_member", {}) == 1
    await updates.poll(offset=0, limit=1, seconds=0, allowed=[])
    assert updates.put("message", {}) == 2


async def test_an_old_update_comes_once_more_and_then_goes() -> None:
    updates = Updates(5)
    updates.put("message", {})
    assert ids(await poll(updates)) == [5]
    assert await poll(updates, 6) == []
    assert updates.put_raw({"update_id": 5, "message": {}}) == 5
    assert ids(await poll(updates, 6)) == [5]
    assert await poll(updates, 6) == []


@pytest.mark.parametrize("nonsense", ["text", 7, None, [], {"update_id": "x"}])
async def test_what_is_no_update_is_handed_out_all_the_same(nonsense: object) -> None:
    updates = Updates(1)
    updates.put("message", {})
    assert updates.put_raw(nonsense) is None
    assert (await poll(updates))[1] == nonsense
    assert await poll(updates, 2) == []


async def test_reordered_updates_keep_the_order_they_were_put_in() -> None:
    updates = Updates(1)
    for update_id in (3, 1, 2):
        updates.put_raw({"update_id": update_id})
    assert ids(await poll(updates)) == [3, 1, 2]
    assert updates.put_raw({"message": {}}) == 4


class Road:
    """Updates on a road where faults wait, with a clock that is turned by hand."""

    def __init__(self, *faults: Fault | None) -> None:
        self.now = 1000.0
        self._faults = list(faults)
        self.updates = Updates(1, monotonic=lambda: self.now, fate=self._fate)

    def _fate(self, kind: str, update_id: int, body: Json) -> Fault | None:
        return self._faults.pop(0) if self._faults else None

    async def seen(self, offset: int = 0) -> list[int]:
        return ids(await poll(self.updates, offset))


async def test_a_delayed_update_comes_late_under_the_id_it_had() -> None:
    road = Road(Fault("delay", seconds=30))
    assert [road.updates.put("message", {}) for _ in range(2)] == [1, 2]
    assert await road.seen() == [2]
    assert road.updates.count == 2
    road.now += 29
    assert await road.seen(3) == []
    road.now += 1
    assert await road.seen(3) == [1]
    assert await road.seen(3) == []


async def test_a_duplicate_comes_in_the_same_batch_or_after_it_was_confirmed() -> None:
    road = Road(Fault("duplicate"), Fault("duplicate", seconds=5))
    road.updates.put("message", {"text": "x"})
    assert await poll(road.updates) == [{"update_id": 1, "message": {"text": "x"}}] * 2
    assert await road.seen(2) == []
    road.updates.put("message", {})
    assert await road.seen() == [2]
    assert await road.seen(3) == []
    road.now += 5
    assert await road.seen(3) == [2]
    assert await road.seen(3) == []


async def test_the_next_update_overtakes_but_nobody_waits_for_ever() -> None:
    road = Road(Fault("reorder", seconds=9), None, Fault("reorder", seconds=9))
    road.updates.put("message", {})
    assert await road.seen() == []
    road.updates.put("message", {})
    assert await road.seen() == [2, 1]
    road.updates.put("message", {})
    assert await road.seen(3) == []
    road.now += 9
    assert await road.seen(3) == [3]


async def test_something_broken_comes_before_an_update_that_is_whole() -> None:
    road = Road(*[Fault("malformed")] * 6)
    for _ in range(6):
        road.updates.put("message", {"text": "x"})
    handed = await poll(road.updates)
    whole = handed[1::2]
    assert ids(whole) == [2, 4, 6, 8, 10, 12]
    assert all(update["message"] == {"text": "x"} for update in whole)
    assert ids(handed[0:10:2]) == [1, 3, 5, 7, 9]
    assert handed[10] == ["no update at all"]
    assert await road.seen(13) == []


@pytest.mark.timeout(20)
async def test_a_waiting_poll_wakes_when_what_was_held_is_due() -> None:
    updates = Updates(1, fate=lambda *_: Fault("delay", seconds=0.02))
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(poll(updates, seconds=50))
        await asyncio.sleep(0)
        updates.put("message", {})
    assert ids(waiting.result()) == [1]


async def test_dropping_what_waits_drops_what_is_held() -> None:
    road = Road(Fault("delay", seconds=5))
    road.updates.put("message", {})
    road.updates.drop_all()
    road.now += 5
    assert await road.seen() == []


async def test_faults_strike_updates_over_http_by_kind_and_chat(town: Town) -> None:
    await town.li.start()
    await town.bot.get_updates(offset=100_000_003, timeout=0)
    await town.control("faults", kind="duplicate", update="callback_query")
    await town.control("faults", kind="duplicate", update="message", chat_id=7)
    await town.li.text("1")
    typed = await town.wang.text("2")
    updates = await town.bot.get_updates(timeout=0)
    assert [u.message.text for u in updates if u.message] == ["1", "2", "2"]
    (struck,) = await town.recorded("update")
    assert (struck["chat_id"], struck["fault"]) == (7, "duplicate")
    assert struck["params"] == {
        "update_id": typed["update_id"],
        "update": "message",
        "seconds": 0.0,
    }
    (waiting,) = (await town.faults())["faults"]
    assert waiting["update"] == "callback_query"


@pytest.mark.timeout(20)
async def test_reordered_and_delayed_updates_reach_a_poll_over_http(town: Town) -> None:
    await town.control("faults", kind="reorder", seconds=600)
    await town.control("faults", kind="delay", seconds=0.01)
    first = (await town.wang.text("1"))["update_id"]
    assert (await town.wang.text("2"))["update_id"] == first + 1
    third = await town.bot.get_updates(timeout=15)
    assert [u.update_id for u in third] == [first + 1, first]


async def test_a_broken_update_stands_before_a_whole_one_over_http(town: Town) -> None:
    await town.control("faults", kind="malformed")
    typed = await town.wang.text("x")
    broken, whole = await town.updates()
    assert broken == {"update_id": typed["update_id"] - 1, "message": "not an object"}
    assert whole["message"]["text"] == "x"


@pytest.mark.timeout(30)
async def test_two_pollers_over_http_fight_and_the_older_loses(town: Town) -> None:
    async with asyncio.TaskGroup() as group:
        older = group.create_task(town.call("getUpdates", timeout=50))
        while not older.done():
            assert (await town.call("getUpdates", timeout=0)).status_code == 200
    assert older.result().json() == {"ok": False, "error_code": 409, "description": OTHER_POLLER}


@pytest.mark.timeout(30)
async def test_a_poll_over_http_gets_what_somebody_types_meanwhile(town: Town) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(town.bot.get_updates(timeout=40))
        typed = await town.wang.text("36.5 无")
    (update,) = waiting.result()
    assert update.update_id == typed["update_id"]
    assert update.message is not None
    assert update.message.text == "36.5 无"


async def test_any_update_can_be_queued_over_http(town: Town) -> None:
    answer = await town.client.post(f"{town.address}/control/updates", content=b'["broken"]')
    assert answer.json() == {"update_id": None}
    (update,) = await town.result("getUpdates")
    assert update == ["broken"]


async def test_even_half_a_surrogate_pair_can_be_queued(town: Town) -> None:
    body = b'{"message": {"text": "\\ud83d"}}'
    await town.client.post(f"{town.address}/control/updates", content=body)
    (update,) = await town.updates()
    assert update["message"] == {"text": "\ud83d"}
