"""A message is taken away when its time has come, and names are shown nowhere but in its place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.note import REMOVAL
from tests.clock import instant
from tests.scheduler.post import Post, a_post

PRINCIPAL = "principal"
LONG_AGO_MS = 49 * 3_600_000


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with a_post(tmp_path) as made:
        yield made


async def shown(post: Post) -> str:
    """A message that stands in the principal's chat; gives its reference."""
    note = await post.put(PRINCIPAL, "为什么？", kind="names")
    assert await post.settled(note) == ["sent"]
    return str(await post.reference(note))


async def test_a_message_goes_at_its_instant_and_not_before(post: Post) -> None:
    async with post.pumping():
        reference = await shown(post)
        removal = await post.put(
            PRINCIPAL, "已收起", kind=REMOVAL, reference=reference, not_before_ms=instant("07:40")
        )
        change = await post.put(PRINCIPAL, "张三", kind="names", reference=reference)
        assert await post.settled(change) == ["sent"], "the removal outdates no other change"
        assert await post.state(removal) == "pending", "and no other change outdates it"
        assert (await post.heard(PRINCIPAL))[-1] == "张三"
        post.clock.set("07:40")
        assert await post.settled(removal) == ["sent"]
        assert "张三" not in await post.heard(PRINCIPAL)
        assert "已收起" not in await post.heard(PRINCIPAL)


async def test_what_the_person_has_deleted_already_is_well_away(post: Post) -> None:
    async with post.pumping():
        reference = await shown(post)
        first = await post.put(PRINCIPAL, "已收起", kind=REMOVAL, reference=reference)
        second = await post.put(PRINCIPAL, "已收起", kind=REMOVAL, reference=reference)
        assert await post.settled(first, second) == ["sent", "sent"]
        assert "已收起" not in await post.heard(PRINCIPAL)


async def test_names_are_not_sent_anew_where_their_message_is_gone(post: Post) -> None:
    async with post.pumping():
        reference = await shown(post)
        await post.settled(await post.put(PRINCIPAL, "已收起", kind=REMOVAL, reference=reference))
        names = await post.put(PRINCIPAL, "张三", kind="names", reference=reference)
        assert await post.settled(names) == ["obsolete"]
        assert "张三" not in await post.heard(PRINCIPAL)


async def test_a_message_too_old_to_be_deleted_says_something_else(post: Post) -> None:
    async with post.pumping():
        reference = await shown(post)
        clock = {"now_ms": post.clock.now_ms() + LONG_AGO_MS}
        (await post.client.post(f"{post.address}/control/clock", json=clock)).raise_for_status()
        removal = await post.put(PRINCIPAL, "已收起", kind=REMOVAL, reference=reference)
        assert await post.settled(removal) == ["sent"]
        assert (await post.heard(PRINCIPAL))[-1] == "已收起"


@pytest.mark.parametrize("kind", ["5xx", "drop_answer"])
async def test_a_removal_in_doubt_is_tried_again(post: Post, kind: str) -> None:
    post.clock.hasty = True
    async with post.pumping():
        reference = await shown(post)
        await post.fault(kind, method="deleteMessage")
        removal = await post.put(PRINCIPAL, "已收起", kind=REMOVAL, reference=reference)
        assert await post.settled(removal) == ["sent"]
        assert "为什么？" not in await post.heard(PRINCIPAL)


async def test_a_stop_between_forgets_no_removal(post: Post) -> None:
    async with post.pumping():
        reference = await shown(post)
        removal = await post.put(
            PRINCIPAL, "已收起", kind=REMOVAL, reference=reference, not_before_ms=instant("07:40")
        )
    post.clock.set("08:30")
    assert "为什么？" in await post.heard(PRINCIPAL)
    async with post.pumping():
        assert await post.settled(removal) == ["sent"]
    assert "为什么？" not in await post.heard(PRINCIPAL)
