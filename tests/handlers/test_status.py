"""/status says how things stand in the words of the call list, and leads to filing (代报)."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, OTHER, Morning


def _of(words: str, name: str) -> str:
    """What is said of the class's teacher, without the mark and the number."""
    line = next(line for line in words.splitlines() if name in line and line.startswith("·"))
    return line.split("138")[1].partition(" ")[2]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_same_state_has_the_same_name_in_status_and_call_list(
    asked: Morning, language: str
) -> None:
    admin = asked.person("admin")
    await asked.asks(OTHER)
    await asked.write("UPDATE outbox SET sent_ms = 1 WHERE kind = 'ask'")
    await asked.person(OTHER).press("10 分钟后再问")
    school = asked.school
    await asked.write(
        "UPDATE chat SET person_id = NULL WHERE person_id = ?", school.people["二年级1班"]
    )
    await admin.types(f"/language {language}", "/status")
    status = admin.sees
    await admin.types("/checkin")
    listed = admin.sees
    assert status != listed
    for name in (CLASS, OTHER, "二年级1班"):
        assert _of(status, name) == _of(listed, name)
    assert len({_of(status, name) for name in (CLASS, OTHER, "二年级1班")}) == 3


@pytest.mark.parametrize("key", ["admin", "principal", "health_officer", "leader 一年级"])
async def test_whoever_may_file_gets_to_the_list_by_a_press(asked: Morning, key: str) -> None:
    person = asked.person(key)
    await person.types("/status")
    await person.press("电话名单/代报")
    assert f"代报 {CLASS}" in person.labels
    await person.press(f"代报 {CLASS}", "全班正常")
    assert "已上报" in person.sees


@pytest.mark.parametrize("key", ["district", "liaison"])
async def test_above_the_school_nobody_files(asked: Morning, key: str) -> None:
    person = asked.person(key)
    await person.types("/status")
    assert not any("代报" in label for label in person.labels)
    payload = asked.person("admin")
    await payload.types("/status")
    await person.forge(payload.last.buttons["📞 电话名单/代报"])
    assert person.toast == "这不是您负责的班级或单位。"


async def test_a_day_on_which_everybody_is_in_has_nobody_to_ring(asked: Morning) -> None:
    await asked.write("UPDATE round SET state = 'not_required' WHERE unit_id <> ?",
                      asked.school.classes[CLASS])  # fmt: skip
    await asked.person(CLASS).press("全班正常")
    await asked.person("admin").types("/status")
    assert not any("代报" in label for label in asked.person("admin").labels)


async def test_the_word_alone_opens_the_list(asked: Morning) -> None:
    await asked.person("admin").types("代报")
    assert f"代报 {CLASS}" in asked.person("admin").labels
