"""How names sound and look: the dictionaries behind the domain's protocol."""

from __future__ import annotations

import pytest

from handlers.likeness import PinyinLikeness

LIKENESS = PinyinLikeness()


@pytest.mark.parametrize(
    ("one", "other"), [("玮", "伟"), ("单", "善"), ("单", "丹"), ("曾", "增"), ("浩", "皓")]
)
def test_characters_that_are_read_alike_share_a_sound(one: str, other: str) -> None:
    assert LIKENESS.sounds(one) & LIKENESS.sounds(other)


@pytest.mark.parametrize(("one", "other"), [("张", "章"), ("王", "黄"), ("林", "凌")])
def test_a_tone_makes_no_difference_and_a_syllable_does(one: str, other: str) -> None:
    assert bool(LIKENESS.sounds(one) & LIKENESS.sounds(other)) is (one == "张")


@pytest.mark.parametrize("rare", "䶮㛃𬱖𫖯𬭎喆犇堃翀鋆彧赟屾")
def test_a_rare_character_has_a_sound(rare: str) -> None:
    assert LIKENESS.sounds(rare)


def test_nearness_goes_from_nothing_to_the_same() -> None:
    assert LIKENESS.nearness("lilei", "lilei") == 1
    assert LIKENESS.nearness("abc", "xyz") == 0
    assert 0.8 < LIKENESS.nearness("sunhaoran", "sunhauran") < 1
