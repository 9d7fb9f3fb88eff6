"""Administrative names are read as people write them, and one place is told to lie in another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gazetteer import Gazetteer, Nearness, nearness, short_name
from storage.divisions import gazetteer

TABLE = gazetteer()
BEEN, PERHAPS = Nearness.BEEN, Nearness.PERHAPS


def _codes(raw: str) -> list[set[str]]:
    return [set(place.divisions) for place in TABLE.read(raw)]


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("贵州省贵阳市云岩区", [{"520103"}]),
        ("贵阳云岩", [{"520103"}]),
        ("云岩区", [{"520103"}]),
        ("贵州省 贵阳市 云岩区", [{"520103"}]),
        ("云南瑞丽", [{"533102"}]),
        ("瑞丽", [{"533102"}]),
        ("云南省德宏州瑞丽市", [{"533102"}]),
        ("德宏", [{"5331"}]),
        ("广西", [{"45"}]),
        ("新疆伊犁", [{"6540"}]),
        ("上海浦东", [{"310115"}]),
        ("北京朝阳", [{"110105"}]),
        ("朝阳区", [{"110105", "220104"}]),
        ("西安", [{"6101"}]),
        ("海南", [{"46"}]),
        ("乐山市中区", [{"511102"}]),
        ("东莞", [{"4419"}]),
        ("仙桃", [{"429004"}]),
        ("南京、上海", [{"3201"}, {"31"}]),
        ("南京和上海", [{"3201"}, {"31"}]),
        ("从瑞丽到昆明", [{"533102"}, {"5301"}]),
        ("上海南京路", [{"31"}]),
        ("爸爸从南京回来", [{"3201"}]),
        ("和平小区", [set()]),
        ("柳坝村", [set()]),
        ("外婆家", [set()]),
    ],
)
def test_places_are_read_as_people_write_them(raw: str, codes: list[set[str]]) -> None:
    assert _codes(raw) == codes


def test_every_full_name_is_read_back() -> None:
    for code in TABLE.codes:
        (place,) = TABLE.read(TABLE.full_name(code))
        assert place.divisions == {code}
        assert not place.rest


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("贵州省", "贵州"),
        ("德宏傣族景颇族自治州", "德宏"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("伊犁哈萨克自治州", "伊犁"),
        ("浦东新区", "浦东"),
        ("忠县", "忠县"),
    ],
)
def test_a_short_name_is_what_people_say(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("area", "journey", "expected"),
    [
        # Who was in a part of the area was there.
        ("云南省", "瑞丽", BEEN),
        ("贵州省贵阳市云岩区", "贵阳云岩", BEEN),
        ("贵阳市", "云岩区", BEEN),
        ("贵州省贵阳市", "贵阳", BEEN),
        ("云南省瑞丽市姐告街道", "瑞丽姐告", BEEN),
        ("云南省瑞丽市姐告街道", "瑞丽市姐告街道国门社区", BEEN),
        # Who was somewhere wider has to be asked.
        ("贵州省贵阳市云岩区", "贵阳", PERHAPS),
        ("贵州省贵阳市云岩区", "贵州", PERHAPS),
        ("云南省瑞丽市姐告街道", "瑞丽", PERHAPS),
        ("云南省瑞丽市姐告街道", "瑞丽外婆家", PERHAPS),
        ("云南省瑞丽市姐告街道", "姐告", PERHAPS),
        ("贵阳市中华路街道", "云岩区", PERHAPS),
        # A name of several bearers has to be asked about.
        ("北京市朝阳区", "朝阳区", PERHAPS),
        ("北京市朝阳区", "朝阳", PERHAPS),
        ("江苏省南京市鼓楼区", "鼓楼区", PERHAPS),
        # Surely elsewhere.
        ("贵州省贵阳市云岩区", "贵阳观山湖", None),
        ("云南省瑞丽市姐告街道", "瑞丽市勐卯镇", None),
        ("江苏省南京市", "上海南京路", None),
        ("云南省", "贵州", None),
        ("陕西省西安市", "北京西城区", None),
        # What no table holds is known by its name.
        ("云岭区和川镇", "和川镇柳坝村", BEEN),
        ("云岭区和川镇柳坝村", "和川镇", PERHAPS),
        ("云岭区和川镇", "石桥镇", None),
        ("云南省", "外婆家", None),
    ],
)
def test_a_journey_is_held_against_an_area(
    area: str, journey: str, expected: Nearness | None
) -> None:
    assert nearness(TABLE.read(area)[0], TABLE.read(journey)[0]) is expected


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(raw: str) -> None:
    for place in TABLE.read(raw):
        assert place.divisions or place.stems


@given(st.sampled_from(sorted(TABLE.codes)))
def test_every_place_lies_in_itself_and_in_what_holds_it(code: str) -> None:
    (place,) = TABLE.read(TABLE.full_name(code))
    assert nearness(place, place) is BEEN
    (province,) = TABLE.read(TABLE.full_name(code[:2]))
    assert nearness(province, place) is BEEN
    assert nearness(place, province) is (BEEN if len(code) == 2 else PERHAPS)


def test_an_empty_table_knows_names_only() -> None:
    (place,) = Gazetteer({}).read("和川镇")
    assert place.stems == ("和川",)
