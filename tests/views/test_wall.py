"""The wall as a picture: what fits, what can be told apart, and what Telegram takes."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from domain.mode import Mode
from domain.roster import UnitKind
from domain.wall import Row, Standing, Wall
from tests.clock import ZONE
from tests.views.walls import (
    FEVER,
    GRADES,
    IDLE,
    OUT,
    STATES,
    UNWELL,
    ZERO,
    a_class,
    a_district,
    a_grade,
    a_wall,
    grades,
)
from views import wall_marks, wall_paint, wall_words
from views.wall import WIDTH, wall_file, wall_png
from views.wall_classes import grid
from views.wall_paint import Canvas, Colour
from views.wall_schools import FEVERS_NAMED, block
from views.wall_words import found, gravest, told

LONG = "云川市云溪区和川镇人民政府第三十二中心实验小学东校区(九年一贯制)"
CASES: dict[str, Wall] = {
    "one class": a_wall((a_grade(None, ["复式班"], [ZERO]),), name="桐梓教学点"),
    "six classes": a_wall((a_grade(None, [f"{one}年级" for one in GRADES[:6]], STATES),)),
    "sixty classes": a_wall(grades(6, 10)),
    "a grade of fourteen": a_wall(grades(2, 14)),
    "a grade of a hundred": a_wall(grades(1, 100)),
    "long names": a_wall((a_grade(LONG, [LONG, LONG + "1班"], STATES),), name=LONG),
    "all outstanding": a_wall(grades(6, 3, [OUT])),
    "a holiday": a_wall(grades(6, 3, [IDLE])),
    "the first day": a_wall(grades(6, 3), days=1),
    "a new school": a_wall((), days=0),
    "no schools": a_wall((), kind=UnitKind.TOWNSHIP, days=0),
    "three schools": a_district(3),
    "forty schools": a_district(40),
    "five hundred schools": a_district(500),
    "more schools than there are": a_district(9_000),
}


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_a_picture_is_one_that_telegram_shows(case: str, language: str) -> None:
    content = wall_png(language, CASES[case], ZONE)
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.width) == ("PNG", WIDTH)
    assert picture.width + picture.height <= 10_000
    assert picture.height <= 20 * picture.width
    assert len(content) < 200_000


def test_the_same_wall_is_the_same_picture_and_another_figure_another() -> None:
    wall = a_wall(grades(2, 2))
    content = wall_png("zh", wall, ZONE)
    wall_png.cache_clear()
    assert wall_png("zh", wall, ZONE) == content
    changed = Row("一年级", (*wall.rows[0].tiles[:-1], a_class("一年级2班", UNWELL, number=1)))
    assert wall_png("zh", a_wall((changed, *wall.rows[1:])), ZONE) != content
    assert wall_png("en", wall, ZONE) != content
    assert wall_png("zh", wall.published(2, wall.at_ms), ZONE) != content


def test_the_picture_comes_quietly_and_may_be_passed_on() -> None:
    file = wall_file("zh", a_wall(grades(2, 2)), ZONE)
    assert (file.picture, file.silent, file.protect) == (True, True, False)
    assert file.caption.plain == "和川镇中心小学 11月23日(周一) 上报一览"
    assert file.name == "晨检一览_2026-11-23.png"


# -- to be told apart without colours --------------------------------------------------------


def a_tile_of(standing: Standing) -> Image.Image:
    """The ground and the mark of a standing, as a phone without colours shows them."""
    canvas = Canvas(120, 100)
    wall_marks.ground(canvas, (0, 0, 120, 100), standing)
    wall_marks.mark(canvas, (44, 34), 34, standing, wall_marks.INK[standing])
    return canvas.image.convert("L")


@pytest.mark.parametrize(("one", "other"), list(combinations(Standing, 2)))
def test_two_standings_differ_without_any_colour(one: Standing, other: Standing) -> None:
    difference = ImageChops.difference(a_tile_of(one), a_tile_of(other))
    assert ImageStat.Stat(difference).mean[0] > 8
    # Not in brightness alone: a shape or a pattern differs too.
    flat = [ImageChops.subtract(p, p.resize((1, 1)).resize(p.size)) for p in
            (a_tile_of(one), a_tile_of(other))]  # fmt: skip
    assert ImageStat.Stat(ImageChops.difference(*flat)).mean[0] > 1


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((wall_marks.INK[one], wall_marks.GROUND[one]) for one in wall_marks.GROUND),
        (wall_paint.GREY_INK, wall_paint.GREY),
        (wall_paint.GREY_INK, wall_paint.HATCH),
        (wall_paint.INK, wall_paint.PAPER),
        (wall_paint.QUIET, wall_paint.PAPER),
        (wall_paint.QUIET, wall_paint.CARD),
        (wall_paint.GREEN_INK, wall_paint.CARD),
    ],
)
def test_words_stand_out_from_their_ground(ink: Colour, ground: Colour) -> None:
    """4.5 to 1 is what WCAG 2 asks of text."""
    brighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    assert (brighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize(
    "colour",
    [
        *(wall_paint.PAPER, wall_paint.CARD, wall_paint.INK, wall_paint.QUIET, wall_paint.HATCH),
        *wall_marks.GROUND.values(),
    ],
)
def test_the_palette_keeps_a_colour_as_it_was_meant(colour: Colour) -> None:
    picture = opened(wall_png("zh", a_wall(grades(1, 5)), ZONE))
    shown = {found for _, found in picture.getcolors(256) or [] if isinstance(found, tuple)}
    assert min(max(abs(a - b) for a, b in zip(colour, one, strict=True)) for one in shown) <= 4


@pytest.mark.parametrize(
    ("counts", "unconfirmed", "worn"),
    [
        (OUT, 1, Standing.ABNORMAL),
        (ZERO, 1, Standing.ABNORMAL),
        (FEVER, 1, Standing.FEVER),
        (OUT, 0, Standing.OUTSTANDING),
        (ZERO, 0, Standing.ZERO),
    ],
)
def test_what_is_not_submitted_wears_the_sign_of_what_is_abnormal(
    counts: dict[str, int], unconfirmed: int, worn: Standing
) -> None:
    assert wall_marks.sign(a_class("一年级1班", counts, unconfirmed)) is worn


# -- laid out --------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.booleans())
def test_every_class_has_one_place_and_the_row_ends_at_the_margin(
    sizes: list[int], named: bool
) -> None:
    rows = [
        a_grade(f"{grade}年级" if named else None, [f"{n}班" for n in range(size)], [ZERO])
        for grade, size in zip(GRADES, sizes, strict=False)
    ]
    laid = grid(rows, WIDTH)
    assert [tile for line in laid.lines for tile in line.tiles] == [
        tile for row in rows for tile in row.tiles
    ]
    assert all(len(line.tiles) <= len(laid.columns) <= 10 for line in laid.lines)
    assert laid.columns[-1][1] == WIDTH - 36
    assert all(left < right for left, right in laid.columns)


@pytest.mark.parametrize(
    ("name", "grade", "called"),
    [
        ("一年级1班", "一年级", "1班"),
        ("七(1)班", "七年级", "(1)班"),
        ("小(2)班", "小班年级", "(2)班"),
        ("高一12班", "高一年级", "12班"),
        ("一班", "一年级", "一班"),
        ("一年级", "一年级", "一年级"),
        ("复式班", "", "复式班"),
        ("艺术班", "二年级", "艺术班"),
    ],
)
def test_a_class_is_called_without_its_grade(name: str, grade: str, called: str) -> None:
    assert wall_words.called(name, grade) == called


@settings(deadline=None)
@given(st.integers(1, 600))
def test_every_school_has_one_place_the_most_urgent_first(count: int) -> None:
    tiles = a_district(count).tiles
    laid = block(tiles)
    assert sorted(tile.unit.id for tile in (*laid.named, *laid.rest)) == list(range(count))
    urgencies = [tile.urgency for tile in laid.named]
    assert urgencies == sorted(urgencies)
    assert [tile.urgency for tile in laid.rest] == sorted(tile.urgency for tile in laid.rest)


def test_of_many_schools_the_fevers_keep_their_names_behind_all_silence() -> None:
    silent, fevers = [a_class(f"{n}", OUT, number=n) for n in range(400)], 20
    feverish = [a_class(f"{n}", FEVER, number=n) for n in range(400, 400 + fevers)]
    named = block([*feverish, *silent]).named
    assert sum(tile.standing is Standing.FEVER for tile in named) == FEVERS_NAMED
    assert named[0].standing is Standing.OUTSTANDING


# -- what a tile says ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "unconfirmed", "words", "narrow"),
    [
        (OUT, 0, "未报", "未报"),
        (OUT, 1, "待确认", "待确认"),
        (ZERO, 0, "实到 44/45", None),
        (ZERO, 1, "待确认", "待确认"),
        (FEVER, 0, "发热2 不适1", "发热2"),
        (UNWELL, 0, "不适1 外出2", "不适1"),
        ({"expected": 1, "answered": 1}, 0, "教职工", "教职工"),
        ({"expected": 1, "answered": 1, "sick": 1, "other": 2}, 0, "缺勤3", "缺勤3"),
        (IDLE, 0, "无须上报", "无须上报"),
    ],
)
def test_what_a_class_says(
    counts: dict[str, int], unconfirmed: int, words: str, narrow: str | None
) -> None:
    tile = a_class("一年级1班", counts, unconfirmed)
    assert told("zh", tile, 400, 30) == words
    if narrow is not None:
        assert gravest("zh", tile) == narrow


def test_of_a_class_at_home_nobody_is_called_present() -> None:
    tile = replace(a_class("一年级1班", ZERO), mode=Mode.CLOSURE)
    assert told("zh", tile, 400, 30) == "已掌握 44/45"


def test_what_finds_no_room_is_a_plus_and_the_gravest_stays() -> None:
    tile = a_class("一年级1班", FEVER | {"travel": 1, "unmeasured": 3})
    assert found("zh", tile, 400, 30) == "发热2 不适1 未测3 外出1"
    assert found("zh", tile, 230, 30) == "发热2 不适1+"
    assert found("zh", tile, 10, 30) == "发热2+"
