"""The page over HTTP: who gets it, what stands on it, and what is never on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import pages
from storage.transaction import Transaction
from tests.bot.pages import HOURS, Office, an_office
from tests.bot.test_web import a_watched_morning
from tests.channels.exchange import until
from tests.school import NAMES, a_school
from tests.stories.morning import CLASSES
from tests.wire import a_client

A, B, C = "一年级1班", "一年级2班", "二年级1班"


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """The same loop, only oftener."""
    monkeypatch.setattr(pages, "LOOK_EVERY_S", 0.02)
    monkeypatch.setattr(pages, "FRESH_S", {False: 0.0, True: 0.0})
    async with an_office(tmp_path) as made:
        yield made


async def events(office: Office, address: str, count: int) -> list[tuple[str, dict[str, Any]]]:
    """The first events of a stream."""
    found: list[tuple[str, dict[str, Any]]] = []
    async with office.client.stream("GET", f"{address}/live") as stream:
        assert stream.status_code == 200
        kind = ""
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: "):
                found.append((kind, json.loads(line.removeprefix("data: "))))
                if len(found) == count or kind == "over":
                    return found
    return found


async def test_the_principal_sees_who_is_missing_before_what_is_counted(office: Office) -> None:
    await office.answer(A)
    await office.fever(B)
    answered = await office.get(office.link("principal"))
    assert answered.status_code == 200
    words = answered.text
    assert "和川镇中心小学" in words
    assert "2/3" in words
    assert words.index("未报 1 班：二年级1班") < words.index("应到") < words.index("发热1")
    assert "截至 08:00" in words


@pytest.mark.parametrize("key", ["principal", "admin", "health_officer", "liaison", "district"])
async def test_there_is_no_name_on_it_for_anybody(office: Office, key: str) -> None:
    await office.fever(A)
    await office.fever(B)
    address = office.link(key)
    seen = (await office.get(address)).text + json.dumps(
        await events(office, address, 1), ensure_ascii=False
    )
    assert "发热1" in seen
    assert not [name for name in (*NAMES, "老师", "38.2", "138000") if name in seen]


async def test_above_the_schools_a_tile_is_a_school(office: Office) -> None:
    await office.database.write(lambda tx: a_school(tx, name="河湾小学", code="hw"))
    words = (await office.get(office.link("district", office.school.district))).text
    assert "未报 3 班：和川镇中心小学 3" in words
    assert "河湾小学" in words
    assert "一年级" not in words


@pytest.mark.parametrize("key", [A, f"deputy {A}"])
async def test_a_teacher_gets_none_and_a_grade_leader_the_own_grade(
    office: Office, key: str
) -> None:
    for unit in (office.school.id, office.school.classes[A]):
        assert (await office.get(office.link(key, unit))).status_code == 403
    leader, grades = "leader 一年级", office.school.grades
    own = await office.get(office.link(leader, grades["一年级"]))
    assert own.status_code == 200
    assert "二年级" not in own.text
    for unit in (grades["二年级"], office.school.id, office.school.district):
        assert (await office.get(office.link(leader, unit))).status_code == 403


async def test_a_signed_link_of_another_school_shows_nothing_of_it(office: Office) -> None:
    other = await office.database.write(lambda tx: a_school(tx, name="河湾小学", code="hw"))
    for address in (office.link("principal", other.id), office.link("principal", 9999)):
        for path in ("", "/live"):
            answered = await office.get(address + path)
            assert answered.status_code == 403
            assert "河湾" not in answered.text


async def test_a_forged_link_is_none(office: Office) -> None:
    address = office.link("principal")
    base, _, token = address.rpartition("/")
    *who, unit, until, signature = token.split(".")
    later = ".".join([*who, unit, f"{until[:-1]}z", signature])
    elsewhere = ".".join([*who, str(int(unit, 36) + 1), until, signature])
    for forged in (later, elsewhere, token[:-1], token[:-1] + "!", "x", "%2e%2e"):
        for path in ("", "/live"):
            answered = await office.get(f"{base}/{forged}{path}")
            assert answered.status_code in (404, 307), forged
            assert "和川" not in answered.text


async def test_an_expired_link_says_what_to_do(office: Office) -> None:
    address = office.link("principal")
    office.clock.advance(hours=HOURS, seconds=-1)
    assert (await office.get(address)).status_code == 200
    office.clock.advance(seconds=1)
    answered = await office.get(address)
    assert answered.status_code == 410
    assert "已过期" in answered.text
    assert "状态" in answered.text
    assert (await office.get(f"{address}/live")).status_code == 410


async def test_whoever_has_left_sees_nothing_any_more(office: Office) -> None:
    address = office.link("principal")
    assert (await office.get(address)).status_code == 200
    person = office.school.people["principal"]
    await office.sql("UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", person)
    answered = await office.get(address)
    assert answered.status_code == 403
    assert "不负责" in answered.text
    assert "和川" not in answered.text


async def test_another_phone_ends_the_links_of_the_lost_one(office: Office) -> None:
    """The page and its stream at once; what the new phone asks for is good."""
    address, beside = office.link("principal"), office.link("admin")
    principal, lost = office.school.people["principal"], office.school.chats["principal"]

    def enrol_anew(tx: Transaction) -> int:
        found = tx.chats.at("telegram", "a new phone").id
        tx.chats.enrol(found, principal, 0)
        return found

    async def enrolled() -> int:
        await until(office.is_watched)
        return await office.database.write(enrol_anew)

    found, chat = await asyncio.gather(events(office, address, 10_000), enrolled())
    assert found[-1] == ("over", {})
    for path in ("", "/live"):
        assert (await office.get(address + path)).status_code == 410
    answered = await office.get(address)
    assert "登记的手机换过了" in answered.text
    assert "和川" not in answered.text
    assert (await office.get(beside)).status_code == 200, "a colleague's goes on"
    assert (await office.get(office.link("principal", chat_id=chat))).status_code == 200
    await office.database.write(lambda tx: tx.chats.enrol(lost, principal, 5))
    assert (await office.get(address)).status_code == 410, "enrolled again is enrolled anew"


async def test_a_chat_that_became_somebody_elses_ends_the_links_it_was_given(
    office: Office,
) -> None:
    address = office.link("principal")
    chat, teacher = office.school.chats["principal"], office.school.people[A]
    await office.database.write(lambda tx: tx.chats.enrol(chat, teacher, 5))
    assert (await office.get(address)).status_code == 410


async def test_whose_duty_ended_and_began_again_needs_no_new_phone(office: Office) -> None:
    """The right is what the roster says at the request, nothing else."""
    address, person = office.link("principal"), office.school.people["principal"]
    for day, status in (("2026-11-22", 403), ("9999-12-31", 200)):
        await office.sql("UPDATE membership SET until_day = ? WHERE person_id = ?", day, person)
        assert (await office.get(address)).status_code == status


async def test_an_answer_comes_by_the_stream(office: Office) -> None:
    address = office.link("principal")
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def listen() -> None:
        async with office.client.stream("GET", f"{address}/live") as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    heard.put_nowait(json.loads(line.removeprefix("data: ")))

    listening = asyncio.ensure_future(listen())
    first = await heard.get()
    assert "0/3" in first["body"]
    assert first["as_of"] == "截至 08:00"
    assert "body" not in await heard.get(), "what has not changed is not sent again"
    office.clock.set("08:07")
    await office.fever(B)
    while "body" not in (later := await heard.get()):
        pass
    assert "1/3" in later["body"]
    assert later["news"] == "已报 1 班，应报 3 班；未报 2 班：一年级1班、二年级1班；发热 1 人"
    assert later["as_of"] == "截至 08:07"
    listening.cancel()


async def test_a_stream_ends_when_the_right_does(office: Office) -> None:
    address = office.link("principal")

    async def leave() -> None:
        await until(office.is_watched)
        person = office.school.people["principal"]
        await office.sql("UPDATE person SET until_day = '2026-11-22' WHERE id = ?", person)

    found, _ = await asyncio.gather(events(office, address, 10_000), leave())
    assert found[-1] == ("over", {})
    assert all("body" not in said for _, said in found[1:])


async def test_a_stream_ends_with_its_link(office: Office) -> None:
    address = office.link("principal")

    async def later() -> None:
        await until(office.is_watched)
        office.clock.advance(hours=HOURS)

    found, _ = await asyncio.gather(events(office, address, 10_000), later())
    assert found[-1][0] == "over"


async def test_a_newer_screen_of_somebody_ends_the_oldest_whatever_the_link(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_OF_ONE", 2)
    address = office.link("principal")
    first = asyncio.ensure_future(events(office, address, 10_000))
    await until(office.is_watched)
    office.clock.advance(seconds=1)
    newer = office.link("principal", office.school.grades["一年级"])
    others = [asyncio.ensure_future(events(office, one, 10_000)) for one in (newer, address)]
    colleague = asyncio.ensure_future(events(office, office.link("admin"), 10_000))
    assert (await first)[0][0] == "wall"
    assert not any(other.done() for other in (*others, colleague))
    for other in (*others, colleague):
        other.cancel()


@pytest.mark.parametrize("most", ["MOST_STREAMS", "MOST_OF_ONE"])
async def test_when_too_many_look_one_is_asked_to_come_later(
    office: Office, monkeypatch: pytest.MonkeyPatch, most: str
) -> None:
    monkeypatch.setattr(pages, most, 0)
    address = office.link("principal")
    answered = await office.get(f"{address}/live")
    assert answered.status_code == 503
    assert answered.headers["Retry-After"] == "30"
    assert (await office.get(address)).status_code == 200, "the page itself still comes"


async def test_nothing_is_kept_and_nothing_foreign_is_loaded(office: Office) -> None:
    address = office.link("principal")
    base = address.rpartition("/")[0]
    for path in (address, f"{base}/x", f"{base}/assets/wall.css", f"{base}/assets/wall.js"):
        headers = (await office.get(path)).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "Set-Cookie" not in headers
    words = (await office.get(address)).text
    assert " style=" not in words
    assert "http" not in words.replace("http-equiv", "")


async def test_there_is_no_way_to_write(office: Office) -> None:
    address = office.link("principal")
    for path in (address, f"{address}/live"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answered = await office.client.request(method, path)
            assert answered.status_code == 405
    words = (await office.get(address)).text
    assert "<form" not in words
    assert "<button" not in words


async def test_other_files_are_not_served(office: Office) -> None:
    base = office.link("principal").rpartition("/")[0]
    for name in ("wall.html", "..%2fwall_page.py", "body.html", ""):
        assert (await office.get(f"{base}/assets/{name}")).status_code in (404, 307), name


async def test_a_class_may_be_called_anything(office: Office) -> None:
    await office.sql("UPDATE unit SET name = '<script>x</script>' WHERE name = ?", C)
    words = (await office.get(office.link("principal"))).text
    assert "<script>x" not in words
    assert "&lt;script&gt;" in words


async def test_the_page_speaks_the_language_of_whom_the_link_is_for(office: Office) -> None:
    chat = office.school.chats["principal"]
    await office.sql("UPDATE chat SET language = 'en' WHERE id = ?", chat)
    words = (await office.get(office.link("principal"))).text
    assert '<html lang="en">' in words
    assert "Not reported, 3: 一年级1班, 一年级2班, 二年级1班" in words
    assert "as of 08:00" in words
    assert '<html lang="zh-CN">' in (await office.get(office.link("admin"))).text


async def test_a_day_without_school_says_so(office: Office) -> None:
    office.clock.set("2026-11-28 08:00")
    words = (await office.get(office.link("principal", office.school.id))).text
    assert "今天没有要上报的班级" in words


async def test_the_stop_does_not_wait_for_screens(tmp_path: Path) -> None:
    async with an_office(tmp_path) as office:
        address = office.link("principal")
        async with a_client() as client:
            stream = client.stream("GET", f"{address}/live")
            answered = await stream.__aenter__()
            assert answered.status_code == 200
            office.web.end()
            async for _ in answered.aiter_raw():
                pass
            await stream.__aexit__(None, None, None)
    assert not office.web._streams


async def test_from_status_to_the_page_of_a_running_bot(tmp_path: Path) -> None:
    web = {"web_url": "https://bot.example.org", "web_secret": "sixteen signs and more"}
    async with a_watched_morning(tmp_path / "chenjian.db", **web) as (morning, address):
        await morning.at("07:30")
        await morning.teacher(CLASSES[0]).press("全班正常")
        await morning.principal.type("状态")
        await morning.principal.press("打开大屏")
        url = next(
            button["url"]
            for message in reversed((await morning.principal.screen()).messages)
            for row in message["keyboard"] or []
            for button in row
            if button.get("url")
        )
        assert url.startswith("https://bot.example.org/wall/")
        here = address + url.removeprefix("https://bot.example.org")
        answered = await morning.client.get(here)
        assert answered.status_code == 200
        assert "1/3" in answered.text
        body = morning.read(
            lambda tx: tx.connection.execute(
                "SELECT COUNT(*) FROM outbox WHERE body LIKE '%/wall/%'"
            ).fetchone()[0]
        )
        assert body == 0, "a link that was sent is not kept"
        async with morning.client.stream("GET", f"{here}/live") as stream:
            assert stream.status_code == 200
            await morning.stop()
