"""What is told of each pupil is heard, in whatever order and with whatever signs it is joined."""

from __future__ import annotations

from itertools import product

import pytest

from domain.understanding import understand
from tests.domain.understanding.roll import LIKENESS, a_class, as_json, labelled

CLASS = a_class()
ZH = {
    "咳嗽流鼻涕，36.8": "36.8 cough runny_nose",
    "38.5，已接回家": "38.5 home",
    "昨晚开始发烧，今早38.1，在家": "38.1 home",
    "请病假": "absent-sick",
    "家里有事请假": "absent-personal",
    "肚子疼，在医务室躺着": "abdominal_pain school",
    "水土不服拉肚子，病假": "diarrhoea absent-sick",
    "没吃药又咳嗽": "cough",
    "37.4复测36.8": "36.8",
    "昨天请假今天来了，体温36.6": "36.6",
    "没量体温": "unmeasured",
    "头疼，没发烧，36.7": "36.7 headache",
}
EN = {
    "has a fever of 38.5 and was sent home": "38.5 home",
    "is on sick leave": "absent-sick",
    "threw up, in the nurse's office": "vomiting school",
    "has a stomach ache but no fever, 36.7": "36.7 abdominal_pain",
    "'s temp was 37.5, rechecked 36.8": "36.8",
    "is back today after a week off, 36.4": "36.4 school",
    "hurt his knee, in class": "other school",
    "was not measured": "unmeasured",
}
SIGNS = ["，", "；", "。", "\n"]


def _heard(message: str) -> list[object]:
    read = as_json(understand(message, CLASS, LIKENESS))
    assert read["rest_normal"], message
    pupils = read["pupils"]
    assert isinstance(pupils, list)
    return sorted(pupils, key=str)


def _expected(*labels: str) -> list[object]:
    pupils = labelled("; ".join(("accept", "rest", *labels)))["pupils"]
    assert isinstance(pupils, list)
    return sorted(pupils, key=str)


@pytest.mark.parametrize(("one", "two"), list(product(ZH, ZH)))
def test_two_pupils_in_one_message(one: str, two: str) -> None:
    expected = _expected(f"李雷 {ZH[one]}", f"孙浩然 {ZH[two]}")
    for sign in SIGNS:
        told = f"李雷{one}{sign}孙浩然{two}"
        assert _heard(f"{told}{sign}其余正常") == expected, told
    assert _heard(f"其余正常。李雷{one}。孙浩然{two}") == expected


@pytest.mark.parametrize(("one", "two"), list(product(EN, EN)))
def test_two_pupils_in_one_english_message(one: str, two: str) -> None:
    expected = _expected(f"李雷 {EN[one]}", f"孙浩然 {EN[two]}")
    told = [f"Li Lei {one}".replace(" 's", "'s"), f"Sun Haoran {two}".replace(" 's", "'s")]
    for sign in ("; ", ". ", "\n"):
        assert _heard(sign.join([*told, "Everyone else is fine"])) == expected, told
