"""What the pump does with notes, judged by the emulator's record and the screens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from channels.telegram.channel import TelegramChannel
from domain.check_in import CheckIn
from domain.class_figures import figures_of
from domain.message import File, Message, Text
from domain.note import CAPTION, Note, Wanted
from domain.ports import Misconfigured
from scheduler.carrier import STALE_S
from scheduler.pacer import Pacer
from scheduler.pump import FOR_ALERTS, IN_FLIGHT
from storage.transaction import Transaction
from tests.clock import MONDAY
from tests.scheduler.post import Post, a_post, stopped_short
from tests.scheduler.trouble import impatient, locked

CLASS = "一年级1班"
DAY = date.fromisoformat(MONDAY)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with a_post(tmp_path) as made:
        yield made


def _open_round(post: Post, tx: Transaction) -> int:
    class_id = post.school.classes[CLASS]
    tx.rounds.open(
        DAY, class_id, post.school.id, cut_off_ms=10**15, lock_ms=10**15, fever_threshold=3730
    )
    round_ = tx.rounds.of_class(class_id, DAY)
    assert round_ is not None
    return round_.id


def _answer(post: Post, tx: Transaction, round_id: int) -> None:
    round_ = tx.rounds.get(round_id)
    assert round_ is not None
    roll = tx.roster.pupils_of(round_.unit.id, DAY)
    tx.answers.record(
        round_,
        CheckIn(),
        figures_of(CheckIn(), roll, 3730),
        (),
        by=post.school.people[CLASS],
        for_=None,
        at_ms=0,
        recorded_ms=0,
        late=False,
    )


async def test_what_is_urgent_goes_first(post: Post) -> None:
    await post.put(CLASS, "ask", "ask")
    await post.put(f"deputy {CLASS}", "chase", "chase")
    await post.put("admin", "digest", "digest")
    await post.put("health_officer", "reply")
    await post.put("principal", "alert", "alert")
    pacer = Pacer(post.clock)
    pacer.hold(0.5)
    async with post.pumping(pacer=pacer):
        assert (await post.settled(1, 2, 3, 4, 5)) == ["sent"] * 5
    assert await post.texts() == ["alert", "reply", "digest", "chase", "ask"]


async def test_an_alert_overtakes_what_is_under_way_already(tmp_path: Path) -> None:
    async with a_post(tmp_path, classes=25) as post:
        asked = [who for who in post.school.chats if who != "principal"]
        for who in asked[:IN_FLIGHT]:
            await post.put(who, who, "ask")
        pacer = Pacer(post.clock)
        pacer.hold(1.0)
        async with post.pumping(pacer=pacer):
            await post.until(lambda tx: tx.outbox.counts().get("claimed", 0) == IN_FLIGHT)
            more = [await post.put(who, who, "ask") for who in asked[IN_FLIGHT : IN_FLIGHT + 4]]
            alert = await post.put("principal", "alert", "alert")
            assert await post.settled(alert) == ["sent"]
            assert {await post.state(note) for note in more} == {"pending"}
            await post.settled(*more)
        assert (await post.texts())[0] == "alert"


async def test_a_flood_of_alerts_is_under_way_a_few_at_a_time(tmp_path: Path) -> None:
    async with a_post(tmp_path, classes=25) as post:
        everybody = list(post.school.chats)
        for who in everybody[:IN_FLIGHT]:
            await post.put(who, who, "ask")
        pacer = Pacer(post.clock)
        pacer.hold(1.0)
        async with post.pumping(pacer=pacer):
            await post.until(lambda tx: tx.outbox.counts().get("claimed", 0) == IN_FLIGHT)
            alerts = [await post.put(who, who, "alert") for who in everybody[IN_FLIGHT:][:12]]
            most = IN_FLIGHT + FOR_ALERTS
            await post.until(lambda tx: tx.outbox.counts().get("claimed", 0) == most)
            assert set(await post.settled(*alerts)) == {"sent"}
        assert set((await post.texts())[:12]) == set(everybody[IN_FLIGHT:][:12])


async def test_one_chat_hears_everything_in_the_order_it_was_put(post: Post) -> None:
    words = [f"reply {number}" for number in range(5)]
    ids = [await post.put(CLASS, word) for word in words]
    async with post.pumping():
        await post.settled(*ids)
    assert await post.heard(CLASS) == words
    assert [call["text"] for call in [c["params"] for c in await post.sends()]] == words


async def test_a_note_put_while_the_pump_runs_goes_at_once_and_names_its_message(
    post: Post,
) -> None:
    async with post.pumping():
        note = await post.put(CLASS, "hello")
        assert await post.settled(note) == ["sent"]
    row = await post.row(note)
    (message,) = (await post.phone(CLASS).screen()).messages[-1:]
    assert int(row["reference"]) == message["message_id"]
    assert row["sent_ms"] == post.clock.now_ms()


async def test_a_wave_is_spread_evenly_and_said_once(tmp_path: Path) -> None:
    async with a_post(tmp_path, classes=25) as post:
        ids = [await post.put(who, who) for who in post.school.chats]
        assert len(ids) > 50
        async with post.pumping():
            assert set(await post.settled(*ids)) == {"sent"}
        assert sorted(await post.texts()) == sorted(post.school.chats)
        at = [call["mono"] for call in await post.sends()]
        # Even slots need 1.8 s; whatever saved them up would be done at once.
        assert max(at) - min(at) > 1.2


async def test_a_held_note_waits_for_its_civil_time(post: Post) -> None:
    later = post.clock.now_ms() + 600_000
    held = await post.put(CLASS, "again", "snooze", not_before_ms=later)
    async with post.pumping():
        await post.settled(await post.put(CLASS, "now"))
        assert await post.state(held) == "pending"
        post.clock.advance(minutes=10)
        assert await post.settled(held) == ["sent"]


async def test_a_question_that_was_answered_meanwhile_is_not_sent(post: Post) -> None:
    round_id = await post.database.write(lambda tx: _open_round(post, tx))
    ask = await post.put(CLASS, "how is everybody?", "ask", round_id=round_id)
    await post.database.write(lambda tx: _answer(post, tx, round_id))
    async with post.pumping():
        assert await post.settled(ask) == ["obsolete"]
    assert await post.sends() == []


async def test_a_receipt_for_a_question_that_was_never_sent_is_not_sent(post: Post) -> None:
    round_id = await post.database.write(lambda tx: _open_round(post, tx))
    ask = await post.put(CLASS, "how is everybody?", "ask", round_id=round_id)
    await post.database.write(lambda tx: _answer(post, tx, round_id))
    receipt = await post.put(CLASS, "thanks", "receipt", edit=ask, round_id=round_id)
    async with post.pumping():
        assert await post.settled(ask, receipt) == ["obsolete", "obsolete"]
    assert await post.heard(CLASS) == []


async def test_an_edit_changes_the_message_of_its_note(post: Post) -> None:
    async with post.pumping():
        first = await post.put(CLASS, "one", "alert")
        await post.settled(first)
        await post.settled(await post.put(CLASS, "two", "alert", edit=first))
    assert await post.heard(CLASS) == ["two"]


async def test_an_edit_that_changes_nothing_counts_as_sent(post: Post) -> None:
    async with post.pumping():
        first = await post.put(CLASS, "one", "alert")
        await post.settled(first)
        assert await post.settled(await post.put(CLASS, "one", "alert", edit=first)) == ["sent"]


async def test_a_message_that_has_vanished_is_sent_anew_and_edited_from_then_on(
    post: Post,
) -> None:
    async with post.pumping():
        first = await post.put(CLASS, "one", "alert")
        await post.settled(first)
        await post.database.write(
            lambda tx: tx.connection.execute("UPDATE outbox SET reference = '999999'")
        )
        await post.settled(await post.put(CLASS, "two", "alert", edit=first))
        await post.settled(await post.put(CLASS, "three", "alert", edit=first))
    assert await post.heard(CLASS) == ["one", "three"]


async def test_an_edit_of_a_note_that_waits_is_said_in_its_place(post: Post) -> None:
    held = await post.put(
        CLASS, "one", "alert", not_before_ms=post.clock.now_ms() + 3_600_000, subject="a"
    )
    edit = await post.put(CLASS, "two", "alert", edit=held, subject="b")
    async with post.pumping():
        assert await post.settled(held, edit) == ["obsolete", "sent"]
        again = await post.put(CLASS, "three", "alert", edit=held, subject="c")
        await post.settled(again)
    assert await post.heard(CLASS) == ["three"]


async def test_edits_of_a_digest_keep_ten_seconds_and_let_others_pass(post: Post) -> None:
    async with post.pumping():
        digest = await post.put("principal", "v1", "digest", subject="d")
        await post.settled(digest)
        more = {"edit": digest, "subject": "d"}
        await post.settled(await post.put("principal", "v2", "digest", version=2, **more))
        third = await post.put("principal", "v3", "digest", version=3, **more)
        await post.settled(await post.put("principal", "a file", "file"))
        fourth = await post.put("principal", "v4", "digest", version=4, **more)
        await post.settled(await post.put("principal", "an answer"))
        assert await post.heard("principal") == ["v2", "a file", "an answer"]
        post.clock.ahead = 10
        assert await post.settled(third, fourth) == ["obsolete", "sent"]
    assert (await post.heard("principal"))[0] == "v4"


async def test_a_picture_keeps_the_gap_for_itself_and_follows_its_words(post: Post) -> None:
    async with post.pumping():
        digest = await post.put("principal", "words 1", "digest", subject="d")
        wall = await post.put("principal", "wall 1", "wall", subject="d")
        await post.settled(digest, wall)
        for version in (2, 3):
            more = {"subject": "d", "version": version}
            words = await post.put("principal", f"words {version}", "digest", edit=digest, **more)
            shown = await post.put("principal", f"wall {version}", "wall", edit=wall, **more)
            if version == 2:
                assert await post.settled(words, shown) == ["sent", "sent"]
        await post.settled(await post.put("principal", "an answer"))
        assert await post.heard("principal") == ["words 2", "wall 2", "an answer"]
        post.clock.ahead = 10
        await post.settled(words, shown)
    assert (await post.heard("principal"))[:2] == ["words 3", "wall 3"]
    assert (await post.texts())[-2:] == ["words 3", "wall 3"]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_a_429_stops_everything_for_as_long_and_is_no_try(post: Post) -> None:
    await post.fault("429", retry_after=2)
    ids = [await post.put(who, who, "ask") for who in (CLASS, "admin", "principal")]
    async with post.pumping():
        assert set(await post.settled(*ids)) == {"sent"}
    # What was in the air by then may be refused as well.
    refused = min(await post.sends(accepted=False), key=lambda call: call["mono"])
    sent = await post.sends()
    in_the_air = [call for call in sent if call["mono"] < refused["mono"] + 2]
    assert all(call["mono"] < refused["mono"] + 0.3 for call in in_the_air)
    assert len(in_the_air) < 3
    assert [(await post.row(note))["attempts"] for note in ids] == [1, 1, 1]


async def test_who_has_blocked_the_bot_is_unreachable_and_is_not_tried_again(post: Post) -> None:
    await post.phone(CLASS).block()
    async with post.pumping():
        first = await post.put(CLASS, "one", "ask")
        assert await post.settled(first) == ["unreachable"]
        second = await post.put(CLASS, "two", "chase")
        assert await post.settled(second) == ["unreachable"]
    assert len(await post.sends(accepted=False)) == 1
    chat = await post.database.read(lambda tx: tx.chats.get(post.school.chats[CLASS]))
    assert chat is not None
    assert not chat.reachable


async def test_an_answer_to_somebody_who_speaks_again_is_tried_and_makes_them_reachable(
    post: Post,
) -> None:
    await post.database.write(lambda tx: tx.chats.set_reachable(post.school.chats[CLASS], False))
    async with post.pumping():
        assert await post.settled(await post.put(CLASS, "welcome back")) == ["sent"]
        assert await post.settled(await post.put(CLASS, "question", "ask")) == ["sent"]


async def test_a_note_that_cannot_be_rendered_fails_alone(post: Post) -> None:
    def broken(*_: object) -> Message:
        raise ValueError("王小明 38.2")

    post.renderers["broken"] = broken
    bad = await post.put(CLASS, Wanted("broken"), "alert")
    unknown = await post.put("admin", Wanted("nobody_knows"), "alert")
    good = await post.put("principal", "good")
    async with post.pumping():
        assert await post.settled(bad, unknown, good) == ["failed", "failed", "sent"]


async def test_the_log_holds_no_name_and_no_reading(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Message:
        raise ValueError("王小明 38.2")

    post.renderers["broken"] = broken
    bad = await post.put(CLASS, Wanted("broken"), "alert")
    async with post.pumping():
        await post.settled(bad)
    assert "ValueError in broken" in caplog.text
    assert "王小明" not in caplog.text
    assert "王小明" not in str(dict(await post.row(bad)))


async def test_a_wanted_note_is_rendered_from_what_is_true_when_it_goes(post: Post) -> None:
    def shown(tx: Transaction, *_: object) -> Message:
        return Message(Text.of(tx.days.memo("weather") or "none"))

    post.renderers["shown"] = shown
    note = await post.put(CLASS, Wanted("shown"), "alert")
    await post.database.write(lambda tx: tx.days.remember("weather", "snow"))
    async with post.pumping():
        await post.settled(note)
    assert await post.heard(CLASS) == ["snow"]


async def test_what_takes_long_to_render_is_rendered_once_and_sent(post: Post) -> None:
    rendered = []

    def slow(*_: object) -> File:
        rendered.append(1)
        post.clock.ahead += 2 * STALE_S
        return File("table.csv", b"a,b", Text.of("the table"))

    post.renderers["table"] = slow
    note = await post.put(CLASS, Wanted("table"), "file")
    async with post.pumping():
        assert await post.settled(note) == ["sent"]
    assert len(rendered) == 1


async def test_a_file_is_sent_as_a_file(post: Post) -> None:
    post.renderers["table"] = lambda *_: File("table.csv", b"a,b", Text.of("the table"))
    note = await post.put(CLASS, Wanted("table"), "file")
    async with post.pumping():
        assert await post.settled(note) == ["sent"]
    assert await post.heard(CLASS) == ["the table 📎 table.csv"]


def _table(version: int) -> File:
    return File("table.csv", b"a,b", Text.of(f"table {version}"))


async def test_a_file_gives_way_to_a_newer_one_in_place(post: Post) -> None:
    first = await post.put(CLASS, Wanted("table"), "file")
    post.renderers["table"] = lambda *_: _table(1)
    async with post.pumping():
        await post.settled(first)
        post.renderers["table"] = lambda *_: _table(2)
        change = await post.put(CLASS, Wanted("table"), "file", edit=first)
        assert await post.settled(change) == ["sent"]
    assert await post.heard(CLASS) == ["table 2 📎 table.csv"]
    assert [call["method"] for call in await post.sends()] == ["sendDocument", "editMessageMedia"]


async def test_what_stands_below_a_file_changes_and_is_said_anew_where_the_file_is_gone(
    post: Post,
) -> None:
    post.renderers["table"] = lambda *_: File("table.csv", b"a,b", Text.of("用不用？"))
    async with post.pumping():
        file = await post.put(CLASS, Wanted("table"), kind="file")
        assert await post.settled(file) == ["sent"]
        reference = str(await post.reference(file))
        change = await post.put(CLASS, "已启用", kind=CAPTION, reference=reference)
        assert await post.settled(change) == ["sent"]
        assert await post.heard(CLASS) == ["已启用 📎 table.csv"]
        await post.channel.delete(str(post.school.address(CLASS)), reference)
        again = await post.put(CLASS, "已停用", kind=CAPTION, reference=reference)
        assert await post.settled(again) == ["sent"]
        assert await post.heard(CLASS) == ["已停用"]


async def test_a_file_that_has_vanished_is_sent_anew_and_changed_from_then_on(post: Post) -> None:
    first = await post.put(CLASS, Wanted("table"), "file")
    post.renderers["table"] = lambda *_: _table(1)
    async with post.pumping():
        await post.settled(first)
        address = str(post.school.address(CLASS))
        await post.channel.delete(address, str(await post.reference(first)))
        for version in (2, 3):
            post.renderers["table"] = lambda *_, version=version: _table(version)
            change = await post.put(CLASS, Wanted("table"), "file", edit=first)
            assert await post.settled(change) == ["sent"]
    assert await post.heard(CLASS) == ["table 3 📎 table.csv"]


async def test_what_is_obsolete_when_it_is_rendered_is_not_sent(post: Post) -> None:
    post.renderers["nothing"] = lambda *_: None
    note = await post.put(CLASS, Wanted("nothing"), "alert")
    async with post.pumping():
        assert await post.settled(note) == ["obsolete"]
    assert await post.sends() == []


async def test_a_chat_that_its_person_has_left_hears_nothing_more(post: Post) -> None:
    post.renderers["secret"] = lambda *_: Message(Text.of("王小明 38.2"))
    note = await post.put("principal", Wanted("secret"), "alert")
    await post.database.write(
        lambda tx: tx.chats.enrol(
            tx.chats.at("telegram", "5").id, post.school.people["principal"], 0
        )
    )
    async with post.pumping():
        assert await post.settled(note) == ["obsolete"]
    assert await post.heard("principal") == []


async def test_what_telegram_refuses_fails_and_is_not_tried_again(post: Post) -> None:
    empty = await post.put(CLASS, "", "alert")
    async with post.pumping():
        assert await post.settled(empty, await post.put(CLASS, "next")) == ["failed", "sent"]
    assert len(await post.sends(accepted=False)) == 1


async def test_a_group_that_became_a_supergroup_hears_at_its_new_address(post: Post) -> None:
    member = post.school.address("principal")
    group = {"id": -55, "title": "行政群", "members": [member]}
    control = f"{post.address}/control"
    (await post.client.post(f"{control}/groups", json=group)).raise_for_status()
    chat = await post.database.write(lambda tx: tx.chats.at("telegram", "-55"))
    (await post.client.post(f"{control}/groups/-55/migrate")).raise_for_status()
    await post.database.write(
        lambda tx: tx.outbox.put(Note("news", "g", chat.id, Message(Text.of("hello"))), 0)
    )
    async with post.pumping():
        assert await post.settled(1) == ["sent"]
    moved = await post.database.read(lambda tx: tx.chats.get(chat.id))
    assert moved is not None
    assert moved.address == "-1000000000055"


async def test_a_pump_outlives_trouble_with_the_disk(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    later = post.clock.now_ms() + 60_000
    held = await post.put(CLASS, "hello", "snooze", not_before_ms=later)
    await post.database.write(impatient)
    async with post.pumping():
        await post.settled(await post.put("admin", "it runs"))
        with locked(post.path):
            post.clock.advance(minutes=1)
            await post.logged(caplog, "cannot be read or claimed")
        assert await post.settled(held) == ["sent"]
    assert await post.heard(CLASS) == ["hello"]


async def test_a_pump_that_starts_in_trouble_waits_for_its_end(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    note = await post.put(CLASS, "hello", "ask")
    await post.database.write(impatient)
    async with AsyncExitStack() as trouble:
        trouble.enter_context(locked(post.path))
        async with post.pumping():
            await post.logged(caplog, "cannot record")
            await trouble.aclose()
            assert await post.settled(note) == ["sent"]


async def test_a_wrong_token_ends_the_pump_and_leaves_the_note_waiting(post: Post) -> None:
    note = await post.put(CLASS, "hello", "ask")
    async with HTTPXRequest(httpx_kwargs={"trust_env": False}) as request:
        bot = Bot("1:wrong", base_url=f"{post.address}/bot", request=request)
        with pytest.RaisesGroup(Misconfigured, flatten_subgroups=True):
            await stopped_short(post, {"telegram": TelegramChannel(bot)})
    assert await post.state(note) == "pending"


async def test_a_stop_lets_requests_end_and_leaves_what_waits(post: Post) -> None:
    ids = [await post.put(CLASS, f"reply {number}") for number in range(12)]
    async with post.pumping() as pump:
        await post.settled(ids[0])
        pump.stop()
    states = [await post.state(note) for note in ids]
    assert "sending" not in states
    assert states[-1] == "pending"
    assert len(await post.heard(CLASS)) == states.count("sent")
