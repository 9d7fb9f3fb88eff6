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
from views.words import LANGUAGES, say


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
        facts = paper_facts(tx, unit, unit.name, period, frozenset(LISTS))
    values = filling("zh", facts, as_of_ms=instant("09:05"), zone=ZONE, names=True)
    assert set(values.values) == set(SINGLE)
    assert set(values.rows) == set(LISTS)
    for name, rows in values.rows.items():
        for row in rows:
            assert set(LISTS[name]) <= set(row), name


def test_fields_that_may_hold_a_name_are_fields() -> None:
    assert set(all_fields()) >= PERSONAL


def test_the_guide_lists_every_field_in_both_languages() -> None:
    """Put what ``guide`` gives below the last paragraph of docs/templates.md where it does not."""
    written = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    assert written.endswith(guide())


def guide() -> str:
    """The tables of docs/templates.md."""
    head = "\n\n| field | 字段 |\n|---|---|\n"
    parts = [f"\n## Fields 字段{head}"]
    parts += [_row(field) for field in SINGLE]
    for name, fields in LISTS.items():
        parts.append(
            f"\n### {name} {say('zh', f'field.list_{name}')}\n\n| field | 字段 |\n|---|---|\n"
        )
        parts += [_row(f"{name}.{field}") for field in fields]
    return "".join(parts)


def _row(field: str) -> str:
    mark = " *" if field in PERSONAL else ""
    return f"| `{{{{{field}}}}}`{mark} | `{{{{{field_word('zh', field)}}}}}` |\n"
