"""Digests and roll-ups: what stands on the screens, held against the answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from storage.database import snapshot
from storage.runner import connect
from storage.transaction import Transaction
from tests.clock import ZONE
from tests.simulation.line import Departure
from tests.simulation.phone import Phone
from views.wall import wall_png

if TYPE_CHECKING:
    from tests.simulation.world import World

REPEAT = "可能已收到过"
"""What a message says that may be a repeat."""


def digests_say_what_the_database_says(world: World, day: date) -> Iterator[str]:
    """Digest and roll-up on every screen are the last version, with the figures of the answers."""
    for unit_id, name, hearers in _audience(world):
        row = world.disk.look(
            "SELECT COUNT(*) AS expected, COUNT(a.round_id) AS answered,"
            " COALESCE(SUM(a.present), 0) AS present, COALESCE(SUM(a.fever), 0) AS fever,"
            " COUNT(*) FILTER (WHERE a.zero = 1) AS zero,"
            " (SELECT MAX(version) FROM digest d WHERE d.unit_id = ?1 AND d.day = ?2) AS version"
            " FROM unit_tree t JOIN round r ON r.unit_id = t.unit_id"
            " LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision"
            " WHERE t.ancestor_id = ?1 AND r.day = ?2",
            unit_id,
            day.isoformat(),
        )[0]
        for address in hearers:
            said = list(_digests_on(Phone(world.emulator, address), name, day))
            # A copy whose arrival nobody heard of cannot be changed.
            copies = 1 + world.doubts(address)
            if tuple(row) not in said[:copies]:
                yield f"{name}: chat {address} reads {said}, the database says {tuple(row)}"


def _audience(world: World) -> Iterator[tuple[int, str, list[int]]]:
    """Units that publish, their names, and the addresses of those who hear of it."""
    keys = ("principal", "health_officer", "admin", "liaison")
    for school, name in zip(world.town.schools, world.town.names, strict=True):
        yield school.id, name, [school.address(key) for key in keys]
    first = world.town.schools[0]
    yield first.district, world.town.district, [first.address("district")]


def pictures_show_what_the_database_says(world: World, day: date) -> Iterator[str]:
    """The picture beside each digest and roll-up is that of its last version."""
    with closing(connect(world.disk.path, read_only=True)) as connection:
        for unit_id, name, hearers in _audience(world):
            wanted = snapshot(connection, partial(_drawn, unit_id=unit_id, day=day))
            for address in hearers if wanted is not None else ():
                shown = list(_pictures_on(world, address, name, day))
                copies = 1 + world.doubts(address, "sendPhoto")
                if wanted not in shown[:copies]:
                    yield f"{name}: chat {address} has {len(shown)} pictures, none of the last"


def _drawn(tx: Transaction, unit_id: int, day: date) -> bytes | None:
    """The picture of the last version; None where nothing was published."""
    unit, published = tx.roster.unit(unit_id), tx.days.last_digest(unit_id, day)
    if unit is None or published is None:
        return None
    wall = tx.walls.of(unit, day, published.at_ms)
    return wall_png("zh", wall.published(published.version, published.at_ms), ZONE)


def _pictures_on(world: World, address: int, name: str, day: date) -> Iterator[bytes]:
    """The pictures of a unit's day on a screen, the newest first."""
    for message in reversed(Phone(world.emulator, address).heard):
        photos = message.content.get("photo")
        if photos and f"{name} {day.month}月{day.day}日" in message.words():
            stored = world.emulator.world.files.by_id(photos[-1]["file_id"])
            assert stored is not None
            yield stored.upload.content


def _digests_on(phone: Phone, name: str, day: date) -> Iterator[tuple[int, ...]]:
    """Expected, answered, present, fever, zero reports and version of each digest on a screen,
    the newest first.
    """
    title = re.compile(rf"^{name} {day.month}月{day.day}日.*第(\d+)版$", re.M)
    for message in reversed(phone.heard):
        found = title.search(message.words())
        if found is None:
            continue
        # The figures stand above the lists, but for who is missing above the schools.
        above = re.split(r"\n(?=异常 \d|待确认 \d|各单位)", message.words())[0]
        words = "\n".join(line for line in above.splitlines() if not line.startswith("·"))
        expected = int(_figure(r"应报 (\d+) 班", words))
        answered = expected if "全部已报" in words else int(_figure(r"已报 (\d+)", words))
        yield (
            expected,
            answered,
            int(_figure(r"实到 (\d+)", words)),
            int(_figure(r"发热 (\d+)(?![\d.])", words)),
            int(_figure(r"零报告 (\d+)", words)),
            int(found[1]),
        )


def _figure(pattern: str, words: str) -> str:
    found = re.search(pattern, words)
    return found[1] if found else "0"


def repeats_say_so(world: World, day: date) -> Iterator[str]:
    """A digest or roll-up that came before says that it may be a repeat."""
    first: set[tuple[int | None, str]] = set()
    for departure, title in _new_digests(world, day):
        key = (departure.chat_id, title)
        if key in first and REPEAT not in departure.text:
            yield f"chat {departure.chat_id} got {title!r} again, unmarked"
        first.add(key)


def nobody_hears_the_same_a_dozen_times(world: World, day: date) -> Iterator[str]:
    """However long a channel keeps silent, words in doubt are not poured out."""
    came = Counter((departure.chat_id, title) for departure, title in _new_digests(world, day))
    for (chat_id, title), count in came.items():
        if count >= 12:
            yield f"chat {chat_id} got {title!r} {count} times"


def _new_digests(world: World, day: date) -> Iterator[tuple[Departure, str]]:
    """Digests and roll-ups that came as new messages, with what they are about."""
    heads = re.compile(
        rf"^(?:.*{REPEAT}.*\n)?(\S+ {day.month}月{day.day}日.*晨检(?:汇总)? · .*第\d+版)"
    )
    for departure in world.wires.departures:
        found = heads.match(departure.text)
        if departure.method == "sendMessage" and departure.accepted and found is not None:
            yield departure, found[1].partition(" 晨检")[0]
