"""An answer to getUpdates is taken apart without touching what is in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.batch import Batch, UnreadableBatch, kept_whole, read_batch
from domain.ports import RawUpdate


def test_each_update_is_kept_as_it_came() -> None:
    first = '{ "update_id" : 5, "x": 1.50, "y":1e400 ,"\\u7532": "\\ud83d", "z": [1,{"]":"}"}] }'
    second = '{"update_id":6,"text":"三年级"}'
    body = f'{{"ok":true,"result":[ {first} ,\n{second}]}}'.encode()
    assert read_batch(body) == Batch((RawUpdate(5, first), RawUpdate(6, second)))


def test_other_fields_around_the_result_do_not_matter() -> None:
    body = b' {"ok":true, "note":{"result":[1]} , "result" : [{"update_id":5}], "more":0}'
    assert read_batch(body) == Batch((RawUpdate(5, '{"update_id":5}'),))


@pytest.mark.parametrize(
    "member",
    [
        "7",
        '"text"',
        "null",
        "[]",
        "{}",
        '{"update_id":"5"}',
        '{"update_id":5.0}',
        '{"update_id":true}',
        '{"update_id":null}',
        '{"update_id":9223372036854775808}',
    ],
)
def test_what_bears_no_usable_id_is_counted_and_the_next_is_kept(member: str) -> None:
    batch = read_batch(f'{{"ok":true,"result":[{member},{{"update_id":6}}]}}'.encode())
    assert batch == Batch((RawUpdate(6, '{"update_id":6}'),), nameless=1)


def test_an_update_that_is_no_utf8_is_kept_with_a_mark_for_what_is_lost() -> None:
    (update,) = read_batch(b'{"ok":true,"result":[{"update_id":5,"text":"\xff"}]}').updates
    assert update.raw == '{"update_id":5,"text":"\N{REPLACEMENT CHARACTER}"}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>502</html>",
        b"[]",
        b"{}",
        b'{"ok":true}',
        b'{"ok":true,"result":true}',
        b'{"ok":true,"result":[{"update_id":5}',
        b'{"ok":true,"result":[{"update_id":5},]}',
        b'{"ok":true,"result":[{"update_id":5} {"update_id":6}]}',
        b'{"ok":true,"result":[{"update_id":5,"deep":' + b"[" * 90_000 + b"]" * 90_000 + b"}]}",
        b'{"ok":true,"result":[{"update_id":' + b"5" * 5000 + b"}]}",
        b"\xff\xfe",
    ],
    ids=lambda body: str(body[:60]),
)
def test_an_answer_that_holds_no_list_of_updates_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableBatch):
        read_batch(body)


def test_an_answer_that_cannot_be_taken_apart_is_kept_under_its_id() -> None:
    body = '{"ok":true,"result":[{"update_id": 5, "甲":[[[ '
    assert kept_whole(body.encode()) == Batch((RawUpdate(5, body),))


def test_an_answer_without_any_id_cannot_be_kept() -> None:
    with pytest.raises(UnreadableBatch):
        kept_whole(b"<html>502</html>")


@pytest.mark.parametrize(
    ("ids", "highest"),
    [([], None), ([5], 5), ([5, 9, 7], 9), ([-5], None), ([0], None), ([-5, 3], 3)],
)
def test_a_batch_is_confirmed_by_its_highest_id_above_nought(
    ids: list[int], highest: int | None
) -> None:
    assert Batch(tuple(RawUpdate(number, "{}") for number in ids)).highest == highest


def test_only_a_batch_of_nothing_at_all_is_empty() -> None:
    assert not read_batch(b'{"ok":true,"result":[]}')
    assert read_batch(b'{"ok":true,"result":["?"]}')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.lists(JSON), st.booleans(), st.sampled_from([None, 2]))
def test_whatever_comes_is_sliced_as_it_stands(
    members: list[object], ascii_only: bool, indent: int | None
) -> None:
    named = [{"update_id": number, "x": member} for number, member in enumerate(members, 1)]
    text = json.dumps({"ok": True, "result": named}, ensure_ascii=ascii_only, indent=indent)
    batch = read_batch(text.encode())
    assert [json.loads(update.raw) for update in batch.updates] == named
    assert all(update.raw in text for update in batch.updates)


@given(st.binary())
def test_no_bytes_are_worse_than_unreadable(body: bytes) -> None:
    try:
        batch = read_batch(body)
    except UnreadableBatch:
        return
    assert b"result" in body
    assert batch.nameless >= 0
