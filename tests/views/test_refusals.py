"""Every error a person can cause has a sentence that says what to do."""

from __future__ import annotations

from datetime import date

from domain.errors import ChenjianError, NotYours, Outdated, RoundLocked
from views.refusals import sentence


class _Unheard(NotYours):
    """An error nobody wrote a sentence for."""


def test_an_error_speaks_in_both_languages() -> None:
    assert sentence("zh", NotYours()) == "这不是您负责的班级或单位。"
    assert sentence("en", NotYours()) == "This class or unit is not yours to act for."


def test_days_are_named_as_people_name_them() -> None:
    locked = RoundLocked(7, unit="三年级2班", day=date(2026, 11, 20))
    assert sentence("zh", locked).startswith("三年级2班 11月20日(周五) 的上报已锁定。")
    assert "Fri 11/20" in sentence("en", locked)


def test_an_error_without_a_sentence_borrows_its_parents() -> None:
    assert sentence("zh", _Unheard()) == sentence("zh", NotYours())
    assert sentence("zh", ChenjianError()) == "这一步没有成功，请重试。"


def test_a_stale_card_says_where_to_go_on() -> None:
    assert "更正" in sentence("zh", Outdated())
