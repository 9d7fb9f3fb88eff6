"""Every sign on a picture has a shape, and words stay inside their room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from views.wall_font import SIZES, SUBSTITUTE, fitted, font, has, length, written

RARE = "䶮㛃𬱖𫖯𬭎喆犇堃翀鋆彧赟屾頔"


def shape(sign: str) -> bytes:
    return bytes(font(42).getmask(sign))


NOTHING = shape("\U0010fffd")
"""What the font draws where it has no shape: the empty box."""


@pytest.mark.parametrize("sign", RARE + SUBSTITUTE + "…·（）0Aa/%+—")
def test_the_font_has_the_signs_of_names_and_figures(sign: str) -> None:
    assert has(sign)
    assert shape(sign) != NOTHING
    assert written(sign) == sign


@pytest.mark.parametrize("sign", ["😀", "\U0010fffd", "\ue000", "𪚥", "ꦠ"])
def test_a_sign_that_the_font_lacks_is_seen_to_be_missing(sign: str) -> None:
    assert has(sign) == (shape(sign) != NOTHING)
    if not has(sign):
        assert written(f"李{sign}小学") == f"李{SUBSTITUTE}小学"


def test_signs_without_a_shape_of_their_own_leave_no_gap() -> None:
    assert written(" 和川\u200b镇\ufe0f\n中心\t小学 ") == "和川镇 中心 小学"


@settings(deadline=None)
@given(st.text())
def test_nothing_that_is_written_is_an_empty_box(words: str) -> None:
    assert all(has(sign) for sign in written(words))


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60), st.sampled_from(SIZES), st.integers(60, 900))
def test_words_fit_their_room_and_shrink_before_they_are_cut(
    words: str, size: int, width: int
) -> None:
    shown, smaller = fitted(words, size, width)
    assert length(shown, smaller) <= width
    assert size * 0.73 <= smaller <= size
    assert smaller == size or length(written(words), size) > width
    assert shown == written(words) or length(written(words), smaller) > width


def test_a_long_name_loses_its_middle() -> None:
    assert fitted("云川市第三十二区和川镇中心小学东校区", 30, 240) == ("云川市第三…学东校区", 22)
