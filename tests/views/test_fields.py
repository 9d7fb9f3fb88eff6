"""The fields of templates: each has one word in each language, and values to fill it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from domain.calendar import Period
from scheduler.paper_facts import paper_facts
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, open_rounds, transaction
from tests.school import a_school
from views.docx_filling import blanks_of_docx
from views.fields import LISTS, PERSONAL, SINGLE, all_fields, field_called, field_word
from views.material import built_in
from views.paper_values import filling
from views.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_means_one_field_and_a_field_is_found_by_it(language: str) -> None:
    words = [field_word(language, field) for field in all_fields()]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert [field_called(word) for word in words] == list(all_fields())


def test_a_word_nobody_knows_is_no_field() -> None:
    assert field_called("应到人") is None
    assert field_called("class.") is None
    assert field_called("") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_that_come_along_name_known_fields(language: str) -> None:
    blanks = blanks_of_docx(built_in(language))
    assert len(blanks) > 50
    assert [blank.name for blank in blanks if field_called(blank.name) is None] == []


@pytest.mark.parametrize("days", [1, 3])
def test_every_field_is_filled_with_something_or_with_nothing_on_purpose(
    tmp_path: Path, days: int
) -> None:
    with transaction(tmp_path / "school.db") as tx:
        school = a_school(tx)
        open_rounds(tx, school.id)
        answer(tx, school.classes["一年级1班"], school.people["一年级1班"])
        unit = tx.roster.unit(school.id)
        assert unit is not None
        period = Period(DAY, DAY.replace(day=DAY.day + days - 1))
        facts = paper_facts(tx, unit, unit.name, period, LISTS)
    values = filling("zh", facts, as_of_ms=instant("09:05"), zone=ZONE, names=True)
    assert set(values.values) == set(SINGLE)
    assert set(values.rows) == set(LISTS)
    for name, rows in values.rows.items():
        for row in rows:
            assert set(LISTS[name]) <= set(row), name


def test_fields_that_may_hold_a_name_are_fields() -> None:
    assert set(all_fields()) >= PERSONAL
