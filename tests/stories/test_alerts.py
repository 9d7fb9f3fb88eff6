"""From a fever to somebody who owns it: in time, not at all, twice at once, and taken back."""

from __future__ import annotations

import asyncio

import pytest

from scheduler import turns
from tests.stories.morning import Morning
from tests.stories.someone import Someone

CLASS = "三年级2班"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf5000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def living_texts_change_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest that has just changed keeps no story waiting."""
    monkeypatch.setattr(turns, "EDIT_GAP_S", 0.1)


async def _fever(morning: Morning, at: str = "07:41") -> str:
    """A class reports that its first pupil has a fever; gives the pupil's name."""
    await morning.at("07:30")
    await morning.at(at)
    teacher, name = morning.teacher(CLASS), morning.pupil(CLASS)
    await teacher.press("发热")
    await teacher.press(name)
    await teacher.type("38.2")
    for label in ("跳过", "在家", "提交"):
        await teacher.press(label)
    return name


async def _shows(someone: Someone, *words: str) -> bool:
    return any(
        all(word in (message["text"] or "") for word in words)
        for message in (await someone.screen()).messages
    )


async def test_a_fever_at_0741_has_an_owner_at_0743_and_goes_to_hospital(morning: Morning) -> None:
    name = await _fever(morning)
    teacher, officer, principal = (
        morning.teacher(CLASS), morning.health_officer, morning.principal,
    )  # fmt: skip
    assert officer.pinged == ["待确认"]
    assert principal.pinged == ["异常"]
    await morning.at("07:43")
    assert await officer.press("我来处理") == "已由您处理。处理后请点结果。"
    assert await _shows(principal, "07:43 接手", name)
    assert not await _shows(principal, "还没有人处理")

    await morning.at("07:50")
    await officer.press("已联系家长")
    await morning.at("07:58")
    assert await officer.press("已就医") == "已记：已就医，并已告知班主任。"
    assert await _shows(teacher, "有结果了", f"{name} 已就医 07:58")
    silent = [call.get("disable_notification") for call in teacher.said if "您上报" in call["text"]]
    assert silent == ["true", "false"] or silent == [True, False]
    assert await _shows(principal, "已办结", "07:50 已联系家长", "07:58 已就医")

    await morning.at("09:30")
    assert officer.pinged.count("异常") == 0
    assert [sign for sign in morning.someone("district").heard if "汇总" not in sign] == []


async def test_nobody_presses(morning: Morning) -> None:
    name = await _fever(morning)
    await morning.at("07:50")
    assert len(morning.principal.pinged) == 1
    await morning.at("07:51")
    district = morning.someone("district")
    for hearer in (morning.health_officer, morning.principal):
        assert len(hearer.pinged) == 2
        assert await _shows(hearer, "1 条预警无人处理", name)
    assert await _shows(district, "和川镇中心小学", CLASS, "发热 1")
    words = "\n".join(call["text"] for call in district.said)
    assert name not in words
    assert "38.2" not in words

    await morning.at("08:00")
    heard = len(morning.principal.pinged)
    await morning.at("08:01")
    assert len(morning.principal.pinged) == heard + 1
    await morning.at("08:59")
    assert len(morning.principal.pinged) == heard + 1

    await morning.principal.press("我来处理 三年级2班")
    assert await _shows(district, "预警都已有人处理")
    assert await _shows(morning.health_officer, "预警都已有人处理")
    assert await _shows(morning.principal, "08:59 接手", name)


async def test_two_officers_press_at_once(morning: Morning) -> None:
    await _fever(morning)
    officer, principal = morning.health_officer, morning.principal
    pressed = await asyncio.gather(
        officer.phone.press("我来处理"), principal.phone.press("我来处理")
    )
    notices = [await morning.notice(one["callback_query_id"]) for one in pressed]
    owners = morning.connection.execute("SELECT owner FROM alert").fetchall()
    first = (
        "health_officer" if owners[0][0] == morning.school.people["health_officer"] else "principal"
    )
    assert sorted(str(notice) for notice in notices) == sorted(
        ["已由您处理。处理后请点结果。", f"老师 hc-{first} 07:41 已接手。"]
    )
    for hearer in (officer, principal):
        assert await _shows(hearer, f"👤 老师 hc-{first} 07:41 接手")


async def test_a_correction_withdraws_the_fever(morning: Morning) -> None:
    name = await _fever(morning)
    await morning.health_officer.press("我来处理")
    await morning.at("08:05")
    teacher = morning.teacher(CLASS)
    for label in ("更正", f"去掉 {name}", "提交", "确定"):
        await teacher.press(label)
    assert await _shows(morning.principal, "此前的异常已撤回", f"{name}：已撤回")
    history = [
        row[0] for row in morning.connection.execute("SELECT what FROM alert_event ORDER BY id")
    ]
    assert history[-3:] == ["owned", "withdrawn", "closed"]
    pinged = len(morning.principal.pinged)
    await morning.at("08:59")
    assert len(morning.principal.pinged) == pinged


async def test_a_photo_goes_to_who_may_see_it_and_to_nobody_else(morning: Morning) -> None:
    await _fever(morning)
    officer, principal = morning.health_officer, morning.principal
    await officer.press("我来处理")
    await officer.press("备注")
    await officer.phone.file("photo", "x.png", PICTURE)
    await morning.quiet()
    await principal.press("📷 照片 1")
    newest = (await principal.screen()).newest
    assert newest["photo"]
    assert newest["protected"]
    data, _ = await principal.button("📷 照片 1")
    assert await morning.teacher("四年级1班").forge(data) == "这不是您负责的班级或单位。"
    assert await morning.someone("district").forge(data) == "这不是您负责的班级或单位。"


async def _cluster(morning: Morning) -> list[str]:
    """Two fevers at 07:41, and a third by a correction at 10:20; gives the names."""
    await morning.at("07:30")
    await morning.at("07:41")
    teacher = morning.teacher(CLASS)
    pupils = morning.school.pupils[CLASS]
    names = [
        row[0]
        for one in pupils[:3]
        for row in morning.connection.execute("SELECT name FROM pupil WHERE id = ?", (one,))
    ]
    await teacher.type(f"{names[0]}38.2在家 {names[1]}38.4在家 其余正常")
    await teacher.press("提交")
    await morning.at("10:20")
    await teacher.press("更正")
    await teacher.type(f"{names[2]}37.9在家")
    await teacher.press("提交")
    return names


async def test_the_third_pupil_at_1020_makes_a_cluster_with_a_clock_and_a_text(
    morning: Morning,
) -> None:
    names = await _cluster(morning)
    officer, principal = morning.health_officer, morning.principal
    for hearer in (officer, principal):
        assert await _shows(hearer, "🚨 聚集 · 三年级2班", *names, "11月24日 10:20 前报告")
    cluster = next(
        message["message_id"]
        for message in reversed((await officer.screen()).messages)
        if "聚集" in (message["text"] or "")
    )
    await officer.press("我来处理", on=cluster)
    wording = (await officer.screen()).newest
    assert "共 3 名学生出现相似症状" in wording["text"]
    assert "38.4、38.2、37.9" in wording["text"]
    assert not wording["protected"]
    assert not any(name in wording["text"] for name in names)

    await morning.at("10:45")
    await officer.press("已报疾控/教育局", on=cluster)
    await officer.type("2026-123")
    assert await _shows(principal, "10:45 已报疾控/教育局(编号 2026-123)")
    pinged = len(principal.pinged)
    await officer.press("处置完毕", on=cluster)
    await morning.at("2026-11-24 04:25")
    assert len(principal.pinged) == pinged
    await officer.forge((await principal.button("报告稿"))[0])
    assert await _shows(officer, "聚集性疫情报告(草稿)")


async def test_a_report_s_number_may_be_skipped_and_is_reported_once(morning: Morning) -> None:
    await _cluster(morning)
    officer, principal = morning.health_officer, morning.principal
    data, _ = await officer.button("已报疾控/教育局")
    await officer.press("已报疾控/教育局")
    await officer.press("跳过")
    assert await principal.forge(data) == "老师 hc-health_officer 10:20 已报过了。"
    assert await _shows(principal, "10:20 已报疾控/教育局")
    assert await morning.teacher(CLASS).forge(data) == "这不是您负责的班级或单位。"


async def test_above_the_school_a_cluster_has_no_names(morning: Morning) -> None:
    names = await _cluster(morning)
    await morning.at("10:31")
    district = morning.someone("district")
    words = "\n".join(call["text"] for call in district.said)
    assert "发热 3" in words
    assert not any(name in words for name in names)


async def test_a_cluster_that_is_none_after_a_correction_takes_back_no_pupil(
    morning: Morning,
) -> None:
    names = await _cluster(morning)
    officer, teacher = morning.health_officer, morning.teacher(CLASS)
    await officer.type("预警")
    listed = (await officer.screen()).newest
    assert f"聚集 {names[0]} 发热 38.2(在家)" in listed["text"]
    assert f"🚨 {CLASS} 聚集 3 人" in str(listed["keyboard"])
    await teacher.press("更正")
    await teacher.type(f"{names[2]}36.5在校")
    await teacher.press("提交")
    assert await _shows(officer, "更正后不再构成聚集")
    card = next(
        message["text"]
        for message in reversed((await officer.screen()).messages)
        if "不再构成聚集" in (message["text"] or "")
    )
    assert not any(name in card for name in names), "two of them are ill all the same"
    await officer.press("刷新")
    assert await _shows(officer, f"{CLASS} 更正后不再构成聚集 10:20")
