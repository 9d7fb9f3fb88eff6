"""A seeded weather of faults: the same seed and the same calls give the same ones."""

from collections import Counter

import pytest
from telegram.error import NetworkError

from emulator import people
from emulator.fault import KINDS, Where
from emulator.parameters import Json, Parameters
from emulator.refusal import HungUp
from emulator.server import Emulator
from emulator.weather import NAMED
from tests.emulator.conftest import LI, MONDAY_0730_MS, WANG, Town

OF_CALLS = {kind for kind, row in KINDS.items() if row.where is not Where.UPDATE}
OF_UPDATES = KINDS.keys() - OF_CALLS


class Street:
    """An emulator in virtual time, without a socket: whoever sleeps moves the clock."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.emulator = Emulator(
            clock_start_ms=MONDAY_0730_MS,
            enforce_pace=False,
            monotonic=lambda: self.now,
            sleep=self.sleep,
        )
        world = self.emulator.world
        for body in (WANG, LI):
            people.start(world, people.put_person(world, dict(body)), "")

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def call(self, name: str, **parameters: object) -> str:
        """Call as a bot in the same process does; how it went."""
        try:
            answer = await self.emulator.answer(name, Parameters(parameters))
            return f"{answer.status} {answer.body['ok']}"
        except (HungUp, ValueError) as error:
            return type(error).__name__

    def faults(self, method: str) -> list[str | None]:
        """What struck the calls of a method, in order."""
        return [call["fault"] for call in self.emulator.record.since(method=method)]


async def morning(weather: Json, *, polls: int = 1) -> Street:
    """Three hundred messages to two people, and some polls between them."""
    street = Street()
    street.emulator.faults.add(weather)
    for number in range(300):
        await street.call("sendMessage", chat_id=7 + number % 2, text=f"{number}")
        for _ in range(polls):
            await street.call("getUpdates", offset=0)
    return street


async def test_the_same_seed_gives_the_same_faults_however_often_one_polls() -> None:
    weather = {"seed": 7, "rate": 0.2}
    first, again, other = [
        await morning(weather | {"seed": seed}, polls=polls)
        for seed, polls in ((7, 1), (7, 2), (8, 1))
    ]
    assert first.faults("sendMessage") == again.faults("sendMessage")
    assert first.faults("sendMessage") != other.faults("sendMessage")


async def test_a_weather_begins_anew_when_it_is_set_again() -> None:
    street = Street()
    seen = []
    for _ in range(2):
        street.emulator.faults.add({"seed": 1, "kinds": ["5xx", "cut"], "rate": 0.5})
        seen.append([await street.call("getMe") for _ in range(40)])
    assert seen[0] == seen[1]
    assert set(seen[0]) == {"200 True", "502 False", "Cut"}


async def test_the_rate_is_shared_by_the_kinds_and_polling_is_struck_too() -> None:
    street = await morning({"seed": 1, "rate": 0.3, "kinds": ["5xx", "latency", "drop_answer"]})
    for method in ("sendMessage", "getUpdates"):
        struck = Counter(street.faults(method))
        assert 240 > struck[None] > 180
        assert all(15 < struck[kind] < 50 for kind in ("5xx", "latency", "drop_answer"))
    told = street.emulator.faults.as_json()["weather"]
    assert sum(told["struck"].values()) == sum(
        call["fault"] is not None for call in street.emulator.record.since()
    )


async def test_each_kind_of_fault_strikes_a_call_in_the_same_process() -> None:
    went = {}
    for kind in OF_CALLS:
        street = Street()
        street.emulator.faults.add({"kinds": {kind: 1}, "seconds": 2, "retry_after": 4})
        before = street.now
        went[kind] = await street.call("sendMessage", chat_id=7, text="x")
        (call,) = street.emulator.record.since(method="sendMessage")
        assert call["fault"] == kind
        said = [m for m in street.emulator.world.chats[7].messages.values() if m.from_bot]
        assert bool(said) is call["accepted"]
        assert street.now - before == (2 if kind in {"latency", "slow_body"} else 0)
    assert went == {
        "refused": "400 False",
        "403": "403 False",
        "429": "429 False",
        "5xx": "502 False",
        "cut": "Cut",
        "latency": "200 True",
        "drop_answer": "AnswerLost",
        "slow_body": "200 True",
        "invalid_json": "JSONDecodeError",
    }


async def test_nobody_is_blocked_by_a_poll() -> None:
    street = Street()
    street.emulator.faults.add({"kinds": {"403": 0.5, "refused": 0.5}})
    assert {await street.call("getUpdates") for _ in range(20)} == {"200 True"}
    assert await street.call("sendMessage", chat_id=7, text="x") in {"403 False", "400 False"}


async def test_without_kinds_only_what_a_bad_line_does_by_itself_happens() -> None:
    street = await morning({"seed": 1, "rate": 1})
    struck = set(street.faults("sendMessage")) | set(street.faults("getUpdates"))
    assert struck - {None} == OF_CALLS - {"403", "refused"}


async def test_a_weather_over_one_chat_or_method_leaves_the_others_dry() -> None:
    street = Street()
    street.emulator.faults.add({"kinds": {"5xx": 1}, "chat_id": 7})
    assert await street.call("sendMessage", chat_id=7, text="x") == "502 False"
    assert await street.call("sendMessage", chat_id=8, text="x") == "200 True"
    street.emulator.faults.add({"kinds": {"5xx": 1}, "method": "getupdates"})
    assert await street.call("sendMessage", chat_id=7, text="x") == "200 True"
    assert await street.call("getUpdates") == "502 False"


async def test_updates_have_a_weather_of_their_own() -> None:
    street = Street()
    street.emulator.faults.add({"seed": 2, "rate": 1, "kinds": sorted(OF_UPDATES)})
    world = street.emulator.world
    sent = {people.write(world, world.person(7), f"{number}")[0] for number in range(60)}
    assert await street.call("sendMessage", chat_id=7, text="x") == "200 True"
    street.now += 60
    handed = (await street.emulator.answer("getUpdates", Parameters({}))).body["result"]
    ids = [update["update_id"] for update in handed if isinstance(update, dict)]
    assert sent <= set(ids)
    assert ids != sorted(ids)
    assert len(ids) > len(set(ids))
    struck = Counter(street.faults("update"))
    assert struck.keys() == OF_UPDATES
    assert sum(struck.values()) == 60


async def test_what_is_on_is_told_and_ended_over_http(town: Town) -> None:
    told = await town.control("faults", weather="very_bad", seed=5)
    assert (told["weather"], told["seed"], told["struck"]) == ("very_bad", 5, {})
    assert told["rates"] == NAMED["very_bad"]["kinds"]
    assert (await town.faults())["weather"] == told
    bad = await town.control("faults", kinds={"5xx": 1})
    assert (await town.faults())["weather"] == bad
    with pytest.raises(NetworkError):
        await town.bot.send_message(7, "x")
    assert (await town.faults())["weather"]["struck"] == {"5xx": 1}
    await town.client.delete(f"{town.address}/control/faults")
    assert await town.faults() == {"faults": [], "weather": None}
    await town.bot.send_message(7, "x")


@pytest.mark.parametrize(
    "body",
    [
        {"weather": "fog"},
        {"kinds": ["5xx"]},
        {"kinds": ["flood"], "rate": 0.1},
        {"kinds": [], "rate": 0.1},
        {"kinds": "5xx", "rate": 0.1},
        {"rate": 1.1},
        {"rate": -0.1},
        {"kinds": {"5xx": 0.6, "cut": 0.6}},
        {"kinds": {"5xx": "often"}},
        {"kinds": {"5xx": 0.1}, "rate": 0.1},
        {"rate": 0.1, "seconds": [3, 1]},
        {"rate": 0.1, "seconds": [1, 2, 3]},
        {"rate": 0.1, "retry_after": 0},
        {"rate": 0.1, "seed": "x"},
    ],
)
async def test_a_weather_that_cannot_be_is_refused(town: Town, body: dict[str, object]) -> None:
    assert await town.complaint("faults", **body)
    assert (await town.faults())["weather"] is None
