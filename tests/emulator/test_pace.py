"""Too much is refused with 429, and goes on being refused until retry_after has passed."""

import pytest

from emulator.pace import Pace
from emulator.refusal import Refusal
from tests.emulator.conftest import Town


class Watch:
    """A monotonic clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def send(pace: Pace, chat_id: int, *, group: bool = False) -> int | None:
    """Send once; the ``retry_after`` of a refusal, None when it was taken."""
    try:
        pace.check(chat_id, group=group)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    pace.note(chat_id, group=group)
    return None


def test_the_thirty_first_message_within_a_second_is_refused() -> None:
    watch = Watch()
    pace = Pace(watch)
    for chat_id in range(30):
        watch.now += 1 / 31
        assert send(pace, chat_id) is None
    assert send(pace, 99) == 3


def test_even_slots_of_twenty_nine_a_second_are_never_refused() -> None:
    watch = Watch()
    pace = Pace(watch)
    for chat_id in range(300):
        watch.now += 1 / 29
        assert send(pace, chat_id) is None


def test_after_429_everything_is_refused_until_it_has_passed() -> None:
    watch = Watch()
    pace = Pace(watch, per_second=1)
    assert send(pace, 1) is None
    assert send(pace, 2) == 3
    watch.now += 2.5
    assert send(pace, 3) == 1
    watch.now += 0.5
    assert send(pace, 3) is None


def test_one_chat_takes_a_burst_and_then_one_a_second() -> None:
    watch = Watch()
    pace = Pace(watch)
    for _ in range(20):
        assert send(pace, 7) is None
        watch.now += 0.04
    assert send(pace, 7) == 3
    assert send(pace, 8) is None
    watch.now += 3
    assert send(pace, 7) is None


def test_a_group_takes_twenty_a_minute() -> None:
    watch = Watch()
    pace = Pace(watch)
    for _ in range(20):
        assert send(pace, -1, group=True) is None
        watch.now += 2
    assert send(pace, -1, group=True) == 20
    watch.now += 20
    assert send(pace, -1, group=True) is None


def test_without_enforcement_only_an_asked_for_hold_refuses() -> None:
    watch = Watch()
    pace = Pace(watch, enforce=False)
    assert all(send(pace, 7) is None for _ in range(200))
    pace.hold(5, 7)
    assert send(pace, 7) == 5
    assert send(pace, 8) is None


async def test_a_burst_to_one_person_meets_429_over_http_and_is_on_record(town: Town) -> None:
    answers = [await town.call("sendMessage", chat_id=7, text=f"{n}") for n in range(22)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    heard = (await town.wang.screen()).heard
    recorded = await town.recorded("sendMessage")
    assert [call["params"]["text"] for call in recorded if call["accepted"]] == list(heard)
    assert len(recorded) == 22


async def test_edits_count_as_well(town: Town) -> None:
    sent = await town.result("sendMessage", chat_id=7, text="0")
    edit = {"chat_id": 7, "message_id": sent["message_id"]}
    statuses = [
        (await town.call("editMessageText", **edit, text=f"{n}")).status_code for n in range(1, 30)
    ]
    assert 429 in statuses


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_what_sends_nothing_is_not_counted(town: Town, method: str) -> None:
    assert {(await town.call(method)).status_code for _ in range(40)} == {200}
