"""What goes wrong: kills, a bad line, a sick disk, a clock that leaps, noise from strangers."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from emulator import people
from tests.simulation.town import STRANGER

if TYPE_CHECKING:
    from tests.simulation.world import World

MINUTE_MS = 60_000
LINES: dict[str, dict[str, float]] = {
    "fair": {"latency": 0.03, "duplicate": 0.03, "malformed": 0.01},
    "bad": {"latency": 0.1, "5xx": 0.05, "drop_answer": 0.04, "duplicate": 0.05, "delay": 0.05},
    "awful": {
        "latency": 0.15,
        "5xx": 0.08,
        "cut": 0.08,
        "drop_answer": 0.08,
        "slow_body": 0.05,
        "invalid_json": 0.04,
        "429": 0.02,
        "duplicate": 0.1,
        "reorder": 0.1,
        "delay": 0.1,
        "malformed": 0.05,
    },
}


def line(world: World, chance: random.Random) -> None:
    """The line gets better or worse."""
    kinds: dict[str, Any] = LINES[chance.choice(list(LINES))]
    seed = chance.randrange(2**31)
    world.emulator.faults.add(
        {"kinds": kinds, "seed": seed, "seconds": [0.2, 4], "retry_after": [1, 4]}
    )
    world.story.tell(f"the line: {', '.join(kinds)}")


def kill(world: World, chance: random.Random) -> None:
    """The program is killed at some await that comes soon."""
    world.kill_soon(chance.randint(1, 40))


def kill_at_work(world: World, chance: random.Random) -> None:
    """The program is killed while it writes something down."""
    world.kill_at_commit(chance.randint(1, 6))


def outage(world: World, chance: random.Random) -> None:
    """The machine is off for a while: minutes to hours of civil time."""
    world.kill_soon(1, away_minutes=chance.randint(5, 150))


def storm(world: World, chance: random.Random) -> None:
    """Telegram says 429."""
    seconds = chance.randint(1, 6)
    world.emulator.faults.add({"kind": "429", "count": 1, "retry_after": seconds})
    world.story.tell(f"429 for {seconds} s")


def silence(world: World, chance: random.Random) -> None:
    """Telegram gives no answer for a while: to nothing at all, or only to what is said. Some of
    it, or all, comes all the same.
    """
    kind = chance.choice(("5xx", "cut", "drop_answer", "some of each"))
    kinds = {"5xx": 0.5, "drop_answer": 0.5} if kind == "some of each" else {kind: 1.0}
    method = chance.choice((None, "sendMessage"))
    world.emulator.faults.add({"kinds": kinds, "seed": chance.randrange(2**31), "method": method})
    world.story.tell(f"Telegram gives no answer to {method or 'anything'}: {kind}")
    world.later(chance.uniform(5.0, 90.0), lambda: None if world.calm else line(world, chance))


def sick_disk(world: World, chance: random.Random) -> None:
    """The disk is full, or somebody else holds the database, for some seconds."""
    how = chance.choice(("full", "busy"))
    world.make_disk_sick(how)
    world.later(chance.uniform(0.2, 8.0), world.heal_disk)


def leap(world: World, chance: random.Random) -> None:
    """Somebody sets the clock: mostly forwards, now and then back."""
    minutes = chance.choice((chance.randint(2, 60), chance.randint(2, 60), -chance.randint(1, 15)))
    world.set_clock(world.clock.now_ms() + minutes * MINUTE_MS, f"the clock leaps {minutes} min")


def noise(world: World, chance: random.Random) -> None:
    """A stranger talks, presses what is not theirs, and an update makes no sense."""
    emulator = world.emulator
    stranger = emulator.world.person(STRANGER)
    people.write(emulator.world, stranger, chance.choice(("你好", "全班正常", "/report", "36.5")))
    people.press(emulator.world, stranger, data=f"1:zero:{chance.randint(1, 9)}:0:", force=True)
    junk: Any = chance.choice(({"message": 5}, {"poll": {}}, {"callback_query": {"id": 1}}, {}))
    emulator.world.updates.put_raw(junk)


TROUBLES = {
    line: 6,
    kill: 6,
    kill_at_work: 8,
    outage: 2,
    storm: 3,
    silence: 2,
    sick_disk: 3,
    leap: 2,
    noise: 2,
}
"""How often each of them comes."""


def draw_trouble(chance: random.Random) -> Any:
    """One of them."""
    return chance.choices(list(TROUBLES), list(TROUBLES.values()))[0]
