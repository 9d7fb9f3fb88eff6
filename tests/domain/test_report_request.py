"""What a button that asks for a report carries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Period
from domain.choice import Choice, UnreadableChoice
from domain.report_request import (
    MOST_DAYS,
    Format,
    PeriodTooLong,
    PictureOfManyDays,
    ReportRequest,
)

DAYS = st.dates(date(1, 1, 1), date(9999, 1, 1))


@given(DAYS, st.integers(0, MOST_DAYS - 1), st.sampled_from(Format), st.integers(1, 999))
def test_what_a_button_carries_is_read_back(
    first: date, more: int, format_: Format, page: int
) -> None:
    more = 0 if format_ is Format.PNG else more
    request = ReportRequest(Period(first, first + timedelta(days=more)), format_, page)
    choice = request.choice(2**52)
    assert ReportRequest.parse(Choice.decode(choice.encode()).argument) == request


@pytest.mark.parametrize(
    "argument",
    [
        "", "20261123", "20261123:", "20261123:odt", "20261323:text", "20261124-20261123:text",
        "20260101-20261231:text", "2026-11-23:text", "20261123:text9999", " 20261123:text",
        "20261123:text\n", "20261123-20261124:png",
    ],
)  # fmt: skip
def test_a_forged_payload_is_refused(argument: str) -> None:
    with pytest.raises(UnreadableChoice):
        ReportRequest.parse(argument)


def test_a_report_over_too_many_days_is_refused() -> None:
    with pytest.raises(PeriodTooLong) as told:
        ReportRequest(Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert told.value.values == {"most": MOST_DAYS}


def test_a_picture_is_of_one_day() -> None:
    days = ReportRequest(Period(date(2026, 11, 16), date(2026, 11, 20)))
    with pytest.raises(PictureOfManyDays):
        days.as_format(Format.PNG)
