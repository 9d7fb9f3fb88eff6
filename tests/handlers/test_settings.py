import re

import pytest

from domain.choice import Choice
from domain.errors import NotYours
from domain.setting_specs import OURS, SETTINGS
from domain.setting_values import parse_setting
from tests.handlers.doorstep import DAY, Doorstep
from tests.school import a_school
from views.setting_groups import group_names
from views.unit_settings import setting_names, value
from views.words import LANGUAGES, catalogue, say


async def stored(door: Doorstep) -> list[tuple[object, ...]]:
    return await door.ask("SELECT unit_id, key, value FROM setting ORDER BY unit_id, key")


async def enrol_district(door: Doorstep) -> str:
    """The district's admin comes in; gives the address."""
    await door.types("9000", await door.code_for(door.school.people["district"]))
    return "9000"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_and_group_has_its_name(language: str) -> None:
    keys = catalogue(language)
    named = {key.removeprefix("settings.name_") for key in keys if ".name_" in key}
    named = {name for name in named if f"settings.name_{name}" in keys}
    assert named == set(SETTINGS)
    groups = {spec.group for spec in SETTINGS.values()}
    for kind in ("group", "subject"):
        begins = f"settings.{kind}_"
        assert groups <= {key.removeprefix(begins) for key in keys if key.startswith(begins)}


def test_no_two_settings_answer_to_one_name() -> None:
    # A key and a name in each language, of which none coincide.
    assert len(setting_names()) == 3 * len(SETTINGS)
    assert len(group_names()) == 2 * len({spec.group for spec in SETTINGS.values()})
    assert not setting_names().keys() & group_names().keys()


async def test_the_settings_say_what_holds_and_where_it_comes_from(door: Doorstep) -> None:
    district = await enrol_district(door)
    await door.types(district, "设置 截止 9:10")
    await door.types(district, "设置 汇总 9:20")
    await door.types("admin", "设置 发起 7:40")
    listed = (await door.types("admin", "/settings")).only
    shown = (await door.presses("admin", listed.buttons["每天的时间 · 3"])).only
    assert "发起 07:40(本单位)" in shown.text
    assert "截止 09:10(来自 云岭区)" in shown.text
    assert "催报1 08:00\n" in shown.text


async def test_the_first_page_holds_what_was_changed_and_a_button_for_each_subject(
    door: Doorstep,
) -> None:
    untouched = (await door.types("admin", "设置")).only
    groups = {spec.group for spec in SETTINGS.values()}
    assert set(untouched.buttons) == {say("zh", f"settings.subject_{one}") for one in groups}
    assert say("zh", "settings.all_default") in untouched.text
    district = await enrol_district(door)
    await door.types(district, "设置 截止 9:10 汇总 9:20")
    await door.types("admin", "设置 发起 7:40 发热线 37.5")
    page = (await door.types("admin", "设置")).only
    for line in ("发起 07:40(本单位)", "截止 09:10(来自 云岭区)", "发热线 37.5(本单位)"):
        assert line in page.text
    assert "催报1" not in page.text
    assert {"每天的时间 · 3", "体温 · 1", "个案"} < set(page.buttons)
    assert len(page.buttons) == len(groups)


async def test_a_value_set_on_purpose_is_marked_even_where_it_is_the_default(
    door: Doorstep,
) -> None:
    district = await enrol_district(door)
    await door.types(district, "设置 发起 7:40")
    await door.types("admin", "设置 发起 7:30")
    page = (await door.types("admin", "设置")).only
    assert "发起 07:30(本单位)" in page.text
    assert "每天的时间 · 1" in page.buttons


@pytest.mark.parametrize(("language", "back"), [("zh", "← 全部设置"), ("en", "← All settings")])
async def test_a_press_shows_a_subject_in_place_with_how_each_is_changed(
    door: Doorstep, language: str, back: str
) -> None:
    await door.write("UPDATE chat SET language = ?", language)
    page = (await door.types("admin", "/settings")).only
    seen = []
    for label, payload in page.buttons.items():
        shown = (await door.presses("admin", payload)).only
        assert shown.target == "55"
        assert label in shown.text
        *settings, last = shown.buttons
        assert last == back
        seen += settings
    assert seen == [say(language, f"settings.name_{key}") for key in SETTINGS]
    assert (await door.presses("admin", shown.buttons[back])).text == page.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_a_subject_gives_as_an_example_may_be_typed(
    door: Doorstep, language: str
) -> None:
    await door.write("UPDATE chat SET language = ?", language)
    groups = {spec.group for spec in SETTINGS.values()}
    for group in groups:
        shown = await door.types("admin", f"settings {say(language, f'settings.subject_{group}')}")
        example = re.search('[“"]((?:设置|settings) [^”"]+)[”"]', shown.only.text)
        assert example is not None
        await door.types("admin", example[1])
    assert {SETTINGS[str(key)].group for _, key, _ in await stored(door)} == groups


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_is_typed_as_it_is_shown(language: str) -> None:
    for key, spec in SETTINGS.items():
        assert parse_setting(key, value(language, key, spec.default)) == spec.default


async def test_a_subject_says_between_which_figures_a_value_may_be(door: Doorstep) -> None:
    shown = (await door.types("admin", "设置 上报")).only
    assert "稍后再问 10 (1-60)" in shown.text
    assert "复测提示 是\n" in shown.text
    assert "“设置 稍后再问 10”" in shown.text


@pytest.mark.parametrize("typed", ["设置 个案", "/settings cases", "设置个案"])
async def test_a_subject_may_be_typed(door: Doorstep, typed: str) -> None:
    assert "隔离天数 14" in (await door.types("admin", typed)).only.text


@pytest.mark.parametrize(
    ("typed", "key", "value"),
    [
        ("/settings ask_at 07:40", "ask_at", "07:40"),
        ("设置 发起 7:40", "ask_at", "07:40"),
        ("设置 发起 ７：４０", "ask_at", "07:40"),
        ("设置发起7:40", "ask_at", "07:40"),
        ("设置 发起=7点40", "ask_at", "07:40"),
        ("设置 催报1 8:05", "chase_1_at", "08:05"),
        ("设置 催报1：8:05", "chase_1_at", "08:05"),
        ("settings chase 1 8:05", "chase_1_at", "08:05"),
        ("设置 发热线 37.5", "fever_threshold", "37.5"),
        ("设置 发热线37.5", "fever_threshold", "37.5"),
        ("/settings fever_threshold 37.25", "fever_threshold", "37.25"),
        ("设置 报齐即发 否", "digest_early", "false"),
        ("/settings 和川镇中心小学 发起 7:40", "ask_at", "07:40"),
        ("/settings hc 发起 7:40", "ask_at", "07:40"),
    ],
)
async def test_a_setting_is_changed_as_people_type_it(
    door: Doorstep, typed: str, key: str, value: str
) -> None:
    answer = (await door.types("admin", typed)).only
    assert await stored(door) == [(door.school.id, key, value)]
    assert SETTINGS[key].default in answer.text or "是 → 否" in answer.text


async def test_the_answer_names_old_and_new_and_can_be_taken_back(door: Doorstep) -> None:
    answer = (await door.types("admin", "设置 发起 7:40")).only
    assert "和川镇中心小学 · 发起：07:30 → 07:40" in answer.text
    undone = (await door.presses("admin", answer.buttons["↩️ 改回 07:30"])).only
    assert "07:40 → 07:30" in undone.text
    assert undone.target == "55"
    assert await stored(door) == []


async def test_default_takes_the_own_value_away_and_the_unit_inherits_again(
    door: Doorstep,
) -> None:
    district = await enrol_district(door)
    await door.types(district, "设置 发起 7:20")
    await door.types("admin", "设置 发起 7:40")
    assert "07:40 → 07:20" in (await door.types("admin", "设置 发起 默认")).text
    assert await stored(door) == [(door.school.district, "ask_at", "07:20")]


async def test_several_settings_are_changed_together(door: Doorstep) -> None:
    answer = await door.types("admin", "设置 截止 9:30 汇总 9:45")
    assert "09:00 → 09:30" in answer.text
    assert "09:15 → 09:45" in answer.text
    assert len(await stored(door)) == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("设置 发起 25:00", say("zh", "settings.bad_value", name="发起", expected="HH:MM")),
        ("设置 发热线 99", say("zh", "settings.bad_value", name="发热线", expected="34.0-43.0")),
        ("设置 发起 8:10", say("zh", "settings.times_out_of_order", earlier="发起", later="催报1")),
        (
            "设置 发热线 38.8",
            say("zh", "settings.temperatures_out_of_order", lower="发热线", higher="高热线"),
        ),
        (
            "设置 催报1 8:05 发起 abc",
            say("zh", "settings.bad_value", name="发起", expected="HH:MM"),
        ),
    ],
)
async def test_a_bad_value_is_one_clear_sentence_and_changes_nothing(
    door: Doorstep, typed: str, sentence: str
) -> None:
    assert (await door.types("admin", typed)).only.text == sentence
    assert await stored(door) == []


async def test_a_district_cannot_contradict_what_a_school_has_set(door: Doorstep) -> None:
    district = await enrol_district(door)
    await door.types("admin", "设置 发起 7:50")
    refused = (await door.types(district, "设置 催报1 7:45 发起 7:15")).only
    assert refused.text == say("zh", "settings.clash_below", unit="和川镇中心小学")
    assert await stored(door) == [(door.school.id, "ask_at", "07:50")]


async def test_a_change_is_written_down_and_the_day_planned_anew(door: Doorstep) -> None:
    def plan(tx):  # type: ignore[no-untyped-def]
        tx.days.plan(door.school.id, DAY, school_day=True, year_known=True)

    await door.database.write(plan)
    await door.types("admin", "设置 稍后再问 15")
    assert await door.ask("SELECT unit_id FROM day_plan") == [(door.school.id,)]
    await door.types("admin", "设置 发起 7:40")
    assert await door.ask("SELECT unit_id FROM day_plan") == []
    rows = await door.ask("SELECT person_id, unit_id, detail FROM audit WHERE act = 'setting'")
    assert (door.school.people["admin"], door.school.id, "ask_at: 07:30 -> 07:40") in rows
    assert len(rows) == 2


async def test_setting_what_holds_already_says_so(door: Doorstep) -> None:
    await door.types("admin", "设置 发起 7:40")
    answer = (await door.types("admin", "设置 发起 7:40")).only
    assert answer.text == say(
        "zh", "settings.unchanged", unit="和川镇中心小学", name="发起", new="07:40"
    )
    assert len(await door.ask("SELECT id FROM audit WHERE act = 'setting'")) == 1


async def test_buttons_lead_from_the_list_to_a_value_and_back(door: Doorstep) -> None:
    listed = (await door.types("admin", "设置")).only
    day = (await door.presses("admin", listed.buttons["每天的时间"])).only
    one = (await door.presses("admin", day.buttons["发起"])).only
    assert "这是默认值" in one.text
    assert "07:30" in one.text
    changed = (await door.presses("admin", one.buttons["07:40"])).only
    assert await stored(door) == [(door.school.id, "ask_at", "07:40")]
    back = (await door.presses("admin", changed.buttons["← 全部设置"])).only
    assert "发起 07:40(本单位)" in back.text
    group = (await door.presses("admin", changed.buttons["← 每天的时间"])).only
    again = (await door.presses("admin", group.buttons["发起"])).only
    await door.presses("admin", again.buttons["改回沿用上级"])
    assert await stored(door) == []


async def test_only_values_that_can_stand_are_offered(door: Doorstep) -> None:
    for key in SETTINGS:
        detail = (await door.types("admin", f"设置 {key}")).only
        for payload in detail.buttons.values():
            if "=" in payload:
                assert (await door.presses("admin", payload)).said != []
                await door.types("admin", f"设置 {key} 默认")
    detail = (await door.types("admin", "设置 催报2 8:36")).only
    offered = (await door.types("admin", "设置 催报2")).only.buttons
    assert "08:31" in offered
    assert "08:41" not in offered
    assert detail.text


async def test_the_source_of_a_default_is_told_in_the_readers_language(door: Doorstep) -> None:
    told = (await door.types("admin", "设置 发热线")).only.text
    assert "依据：安徽省学校标准(《中国教育报》2020-03-25)" in told
    await door.types("admin", "/language en")
    told = (await door.types("admin", "设置 发热线")).only.text
    assert "after: Anhui school standard, China Education News 2020-03-25" in told


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("source", sorted({spec.source for spec in SETTINGS.values()} - {OURS}))
def test_every_source_has_its_words(language: str, source: str) -> None:
    assert say(language, f"settings.source_{source}")


async def test_who_manages_several_units_chooses(door: Doorstep) -> None:
    other = await door.database.write(lambda tx: a_school(tx, name="柳坝小学", code="lb"))
    await door.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'admin', ?)",
        door.school.people["admin"],
        other.id,
    )
    choice = (await door.types("admin", "设置")).only
    assert set(choice.buttons) == {"和川镇中心小学", "柳坝小学"}
    assert "柳坝小学 的设置" in (await door.presses("admin", choice.buttons["柳坝小学"])).text
    await door.types("admin", "设置 柳坝小学 发起 7:35")
    assert await stored(door) == [(other.id, "ask_at", "07:35")]


async def test_a_unit_that_is_not_one_s_own_might_as_well_not_be(door: Doorstep) -> None:
    await door.database.write(lambda tx: a_school(tx, name="柳坝小学", code="lb"))
    for name in ("柳坝小学", "没有小学", "云岭区", "一年级1班"):
        answer = (await door.types("admin", f"设置 {name} 发起 7:40")).only
        assert answer.text == say("zh", "settings.no_such_unit", unit=name)
    assert await stored(door) == []


async def test_a_principal_changes_the_own_school_and_nothing_above(door: Doorstep) -> None:
    await door.types("9001", await door.code_for(door.school.people["principal"]))
    await door.types("9001", "设置 发起 7:40")
    assert await stored(door) == [(door.school.id, "ask_at", "07:40")]


@pytest.mark.parametrize("who", ["一年级2班", "leader 一年级", "health_officer", "liaison"])
async def test_a_forged_press_changes_nothing(door: Doorstep, who: str) -> None:
    for argument in ("ask_at=07:40", "ask_at", "/day", ""):
        payload = Choice("set", door.school.id, argument=argument).encode()
        with pytest.raises(NotYours):
            await door.presses(who, payload)
    assert await stored(door) == []


async def test_a_forged_unit_or_key_is_refused(door: Doorstep) -> None:
    for unit, argument in (
        (door.school.district, "ask_at=07:40"),
        (door.school.district, "/day"),
        (door.school.id, "/"),
        (door.school.id, "/nothing"),
        (door.school.classes["一年级1班"], "ask_at=07:40"),
        (10_000, ""),
        (door.school.id, "drop_table=1"),
    ):
        with pytest.raises(NotYours):
            await door.presses("admin", Choice("set", unit, argument=argument).encode())
    bad = Choice("set", door.school.id, argument="ask_at=99:99").encode()
    pressed = await door.presses("admin", bad)
    assert pressed.said == []
    assert pressed.toast == say("zh", "settings.bad_value", name="发起", expected="HH:MM")
