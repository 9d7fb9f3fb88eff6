"""Faults on demand, and the record that judges what was really sent."""

import pytest
from telegram.error import Forbidden, NetworkError

from tests.emulator.conftest import Town


async def test_a_lost_answer_was_sent_and_is_on_record(town: Town) -> None:
    await town.control("faults", kind="drop_answer", method="sendMessage", chat_id=7)
    with pytest.raises(NetworkError):
        await town.bot.send_message(7, "x")
    await town.bot.send_message(7, "x")
    assert (await town.wang.screen()).heard == ("x", "x")
    lost, told = await town.recorded("sendMessage")
    assert (lost["accepted"], lost["fault"], lost["message_id"]) == (True, "drop_answer", 2)
    assert (told["accepted"], told["fault"], told["message_id"]) == (True, None, 3)


async def test_a_server_error_sends_nothing(town: Town) -> None:
    await town.control("faults", kind="5xx", count=2)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await town.bot.send_message(7, "x")
    await town.bot.send_message(7, "y")
    assert (await town.wang.screen()).heard == ("y",)
    assert [c["status"] for c in await town.recorded("sendMessage")] == [502, 502, 200]


async def test_too_many_holds_until_it_has_passed(town: Town) -> None:
    await town.control("faults", kind="429", chat_id=7, retry_after=60)
    for _ in range(2):
        answer = await town.call("sendMessage", chat_id=7, text="x")
        assert answer.status_code == 429
        assert answer.json()["parameters"] == {"retry_after": 60}
    await town.li.start()
    await town.bot.send_message(8, "x")
    assert [c["fault"] for c in await town.recorded("sendMessage")] == ["429", None, None]


async def test_a_block_can_be_feigned(town: Town) -> None:
    await town.control("faults", kind="403", chat_id=7)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await town.bot.send_message(7, "x")
    await town.bot.send_message(7, "x")


async def test_a_fault_without_a_method_leaves_polling_alone(town: Town) -> None:
    await town.control("faults", kind="5xx")
    assert await town.updates() == []
    await town.control("faults", kind="5xx", method="GETUPDATES")
    assert (await town.call("getUpdates")).status_code == 502
    listed = (await town.client.get(f"{town.address}/control/faults")).json()["faults"]
    assert [fault["method"] for fault in listed] == [None]
    await town.client.delete(f"{town.address}/control/faults")
    await town.bot.send_message(7, "x")


@pytest.mark.parametrize(
    "body",
    [{}, {"kind": "flood"}, {"kind": "429", "count": 0}, {"kind": "5xx", "chat_id": "7"}],
)
async def test_a_fault_that_cannot_be_is_refused(town: Town, body: dict[str, object]) -> None:
    assert await town.complaint("faults", **body)


async def test_the_record_can_be_read_on(town: Town) -> None:
    await town.bot.send_message(7, "1")
    first = (await town.client.get(f"{town.address}/control/record")).json()
    await town.bot.send_document(7, b"abc", filename="a.txt")
    await town.refusal("sendMessage", chat_id=8, text="x")
    onward = await town.client.get(
        f"{town.address}/control/record", params={"since": first["next"]}
    )
    document, refused = onward.json()["calls"]
    assert document["n"] == first["next"] + 1
    assert document["params"]["document"] == {"file_name": "a.txt", "size": 3}
    assert document["at_ms"] == refused["at_ms"]
    assert document["mono"] <= refused["mono"]
    assert (refused["accepted"], refused["status"], refused["message_id"]) == (False, 403, None)
    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"
    one = await town.client.get(f"{town.address}/control/record", params={"chat_id": 8})
    assert [call["n"] for call in one.json()["calls"]] == [refused["n"]]
