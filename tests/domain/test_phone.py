import pytest

from domain.phone import is_abroad, phone_digits


@pytest.mark.parametrize(
    "written",
    ["13800000000", "+8613800000000", "8613800000000", "0086 138 0000 0000", "+86 138-0000-0000"],
)
def test_a_mobile_number_is_the_same_however_it_is_written(written: str) -> None:
    assert phone_digits(written) == "13800000000"


@pytest.mark.parametrize(
    ("written", "digits"), [("0571-8600000", "05718600000"), ("+44 20 7946 0000", "442079460000")]
)
def test_other_numbers_keep_all_their_digits(written: str, digits: str) -> None:
    assert phone_digits(written) == digits


@pytest.mark.parametrize(
    ("written", "abroad"),
    [("+13800000000", True), ("+86 138-0000-0000", False), ("13800000000", False), ("", False)],
)
def test_a_number_says_itself_whether_it_is_of_another_country(written: str, abroad: bool) -> None:
    assert is_abroad(written) is abroad
