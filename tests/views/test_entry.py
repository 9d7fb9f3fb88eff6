"""What was said about one person, in a few words."""

from __future__ import annotations

from datetime import date

import pytest

from domain.check_in import Absence, CheckIn, Entry, Symptom, Travel, Where, findings_of
from views.entry import entry_words, findings_words

FEVER = 3730
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("entry", "zh", "en"),
    [
        (Entry(), "正常", "well"),
        (Entry(temperature=3680), "36.8", "36.8"),
        (Entry(temperature=3725), "37.25", "37.25"),
        (Entry(temperature=3730), "发热 37.3", "fever 37.3"),
        (Entry(feverish=True), "发热", "fever"),
        (Entry(unmeasured=True), "未测", "not measured"),
        (
            Entry(temperature=3820, symptoms=(Symptom.COUGH,), where=Where.HOME),
            "发热 38.2、咳嗽(在家)",
            "fever 38.2, cough (at home)",
        ),
        (Entry(absence=Absence.PERSONAL), "事假", "personal leave"),
        (
            Entry(absence=Absence.SICK, where=Where.HOSPITAL),
            "病假(在医院)",
            "sick leave (in hospital)",
        ),
        (Entry(where=Where.HOME), "在家", "at home"),
        (Entry(travel=Travel()), "外出", "travelled"),
        (Entry(travel=Travel(place="瑞丽")), "外出 瑞丽", "travelled to 瑞丽"),
        (
            Entry(travel=Travel(place="瑞丽", first=DAY, last=DAY)),
            "外出 瑞丽(11月20日)",
            "travelled to 瑞丽 (11/20)",
        ),
        (
            Entry(travel=Travel(first=date(2026, 11, 18), last=DAY)),
            "外出(11月18日–11月20日)",
            "travelled (11/18–11/20)",
        ),
    ],
)
def test_an_entry_in_a_few_words(entry: Entry, zh: str, en: str) -> None:
    assert entry_words("zh", entry, FEVER) == zh
    assert entry_words("en", entry, FEVER) == en


@pytest.mark.parametrize(
    "entry",
    [
        Entry(temperature=3820, symptoms=(Symptom.COUGH, Symptom.RASH), where=Where.HOME),
        Entry(absence=Absence.OTHER),
        Entry(unmeasured=True),
        Entry(travel=Travel(place="瑞丽", first=DAY, last=DAY)),
    ],
)
def test_findings_say_the_same_as_the_entry_they_come_from(entry: Entry) -> None:
    findings = findings_of(CheckIn(pupils={1: entry}), FEVER)
    assert findings_words("zh", findings) == entry_words("zh", entry, FEVER)


@pytest.mark.parametrize("symptom", list(Symptom))
def test_every_symptom_has_a_name(symptom: Symptom) -> None:
    assert entry_words("zh", Entry(symptoms=(symptom,)), FEVER) != symptom.value
