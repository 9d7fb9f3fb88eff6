"""Diseases of which one pupil is enough: by the teacher's word."""

from __future__ import annotations

import pytest

from domain.check_in import Finding, FindingKind, Symptom
from domain.notifiable import DiseaseClass, NotifiableHours, notifiable, of_rule

HOURS = NotifiableHours(2, 24, 24)


def _said(remark: str, kind: FindingKind = FindingKind.SYMPTOM) -> Finding:
    return Finding(kind=kind, pupil_id=1, symptom=Symptom.OTHER, remark=remark)


@pytest.mark.parametrize(
    ("remark", "key", "law", "hours"),
    [
        ("霍乱", "cholera", DiseaseClass.A, 2),
        ("疑似禽流感", "avian_flu", DiseaseClass.A, 2),
        ("确诊麻疹", "measles", DiseaseClass.B, 24),
        ("确诊甲流", "influenza", DiseaseClass.C, 24),
        ("甲流阳性", "influenza", DiseaseClass.C, 24),
        ("核酸阳性", "covid", DiseaseClass.B, 24),
        ("出水痘", "chickenpox", DiseaseClass.LOCAL, 24),
        ("Chicken Pox", "chickenpox", DiseaseClass.LOCAL, 24),
    ],
)
def test_a_disease_is_known_by_its_name(
    remark: str, key: str, law: DiseaseClass, hours: int
) -> None:
    found = notifiable([_said(remark)])
    assert found is not None
    assert (found.key, found.disease_class, HOURS.of(found)) == (key, law, hours)
    assert of_rule(found.rule) == found


def test_the_most_pressing_counts() -> None:
    found = notifiable([_said("水痘"), _said("霍乱"), _said("麻疹")])
    assert found is not None
    assert found.key == "cholera"


@pytest.mark.parametrize(
    "finding",
    [
        _said("感冒"),
        _said("influenced"),
        Finding(kind=FindingKind.FEVER, pupil_id=1, temperature=3900),
        _said("爸爸确诊麻疹", FindingKind.TRAVEL),  # somebody at home
    ],
)
def test_what_is_no_notifiable_disease_of_the_pupil(finding: Finding) -> None:
    assert notifiable([finding]) is None


def test_the_rule_of_a_cluster_is_none() -> None:
    assert of_rule("class/measles/2/10") is None
    assert of_rule(None) is None
