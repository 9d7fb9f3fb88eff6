import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.check_in import Entry
from domain.temperature import (
    FEVER,
    Accepted,
    Confirm,
    Doubt,
    Doubtful,
    ImpossibleTemperature,
    Temperature,
    Unreadable,
    UnreadableTemperature,
    read_temperature,
)

ALL = st.integers(3400, 4300)
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
DIGITS = "〇一二三四五六七八九"


@given(ALL)
def test_what_is_printed_is_read_back(hundredths: int) -> None:
    assert Temperature.parse(str(Temperature(hundredths))) == Temperature(hundredths)


@given(ALL)
def test_full_width_digits_read_like_plain_ones(hundredths: int) -> None:
    plain = str(Temperature(hundredths))
    assert read_temperature(plain.translate(FULL_WIDTH)) == read_temperature(plain)


@given(st.integers(350, 420), st.sampled_from("度点"))
def test_numerals_read_like_digits(tenths: int, point: str) -> None:
    degrees, rest = divmod(tenths, 10)
    whole = f"{DIGITS[degrees // 10]}十{DIGITS[degrees % 10] if degrees % 10 else ''}"
    assert read_temperature(f"{whole}{point}{DIGITS[rest]}") == Accepted(Temperature(tenths * 10))


@given(st.text(alphabet="0123456789.。,度点 FC℃半三十六七八", max_size=8) | st.text(max_size=12))
def test_no_text_breaks_the_reader_and_no_doubt_is_lost(raw: str) -> None:
    low, high = Temperature(3500), Temperature(4200)
    match read_temperature(raw):
        case Accepted(temperature):
            assert low <= temperature <= high
        case Confirm(temperature, Doubt.IMPLAUSIBLE):
            assert not low <= temperature <= high
        case Doubtful(candidates):
            assert candidates
            assert len(set(candidates)) == len(candidates)
            assert all(low <= candidate <= high for candidate in candidates)


@pytest.mark.parametrize(
    ("raw", "hundredths"),
    [
        ("36.5", 3650),
        ("３６．５", 3650),
        ("36。5", 3650),
        ("36，5", 3650),
        ("36、5", 3650),
        ("36·5", 3650),
        ("36 5", 3650),
        ("36.5。", 3650),
        (" 36.5\n", 3650),
        ("\u200b36.5", 3650),
        ("36度5", 3650),
        ("36.5度", 3650),
        ("36.5℃", 3650),
        ("36.5 °C", 3650),
        ("36.5ºc", 3650),
        ("36℃5", 3650),
        ("36.50", 3650),
        ("36.500", 3650),
        ("体温36.5", 3650),
        ("37.25", 3725),
        ("37.05", 3705),
        ("36", 3600),
        ("38", 3800),
        ("38度", 3800),
        ("38度半", 3850),
        ("三十八", 3800),
        ("四十度", 4000),
        ("三十七度八", 3780),
        ("三十六度五", 3650),
        ("三十七点二", 3720),
        ("三十七点二五", 3725),
        ("98.6F", 3700),
        ("98.6°F", 3700),
        ("98.6℉", 3700),
        ("华氏98.6度", 3700),
        ("101.3 f", 3850),
        ("35.0", 3500),
        ("42.0", 4200),
    ],
)
def test_what_teachers_type_is_accepted(raw: str, hundredths: int) -> None:
    assert read_temperature(raw) == Accepted(Temperature(hundredths))
    assert Temperature.parse(raw) == Temperature(hundredths)


@pytest.mark.parametrize(
    ("raw", "hundredths", "why"),
    [
        ("365", 3650, Doubt.NO_POINT),
        ("３６５", 3650, Doubt.NO_POINT),
        ("三六五", 3650, Doubt.NO_POINT),
        ("3725", 3725, Doubt.NO_POINT),
        ("3.65", 3650, Doubt.MISPLACED_POINT),
        ("372.5", 3725, Doubt.MISPLACED_POINT),
        ("101.3", 3850, Doubt.FAHRENHEIT),
        ("98.6", 3700, Doubt.FAHRENHEIT),
        ("101", 3833, Doubt.FAHRENHEIT),
        ("34.0", 3400, Doubt.IMPLAUSIBLE),
        ("34.99", 3499, Doubt.IMPLAUSIBLE),
        ("42.01", 4201, Doubt.IMPLAUSIBLE),
        ("43", 4300, Doubt.IMPLAUSIBLE),
        ("94F", 3444, Doubt.IMPLAUSIBLE),
    ],
)
def test_a_single_likely_reading_is_read_back_first(raw: str, hundredths: int, why: Doubt) -> None:
    assert read_temperature(raw) == Confirm(Temperature(hundredths), why)
    assert Temperature.parse(raw) == Temperature(hundredths)


@pytest.mark.parametrize(
    ("raw", "candidates"),
    [
        ("83", ["38.3", "38.0", "36.8"]),
        ("3.8", ["38.0", "36.8"]),
        ("65", ["36.5"]),
        ("26.5", ["36.5"]),
        ("63.5", ["36.5"]),
        ("986", ["37.0"]),
        ("99", ["39.9", "37.22"]),
    ],
)
def test_a_likely_slip_is_offered_and_never_put_right(raw: str, candidates: list[str]) -> None:
    read = read_temperature(raw)
    assert isinstance(read, Doubtful)
    assert [str(candidate) for candidate in read.candidates] == candidates
    with pytest.raises(UnreadableTemperature):
        Temperature.parse(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "", "。", "无", "未测", "收到", "1", "0", "33.99", "43.01", "-36.5", "36.5-37.1", "45/43",
        "45 43", "36.555", "36.5F", "101.3℃", "99999", "三十几", "36.5 37.2", "张三38.2",
    ],
)  # fmt: skip
def test_what_is_no_temperature_is_asked_again(raw: str) -> None:
    assert read_temperature(raw) == Unreadable()
    with pytest.raises(UnreadableTemperature):
        Temperature.parse(raw)


def test_the_plausible_range_is_the_units_own() -> None:
    narrow = (Temperature(3600), Temperature(4100))
    assert read_temperature("36.0", narrow) == Accepted(Temperature(3600))
    assert read_temperature("35.9", narrow) == Confirm(Temperature(3590), Doubt.IMPLAUSIBLE)
    assert read_temperature("41.1", narrow) == Confirm(Temperature(4110), Doubt.IMPLAUSIBLE)


@pytest.mark.parametrize(
    ("typed", "fever"),
    [("37.25", False), ("37.29", False), ("37.3", True), ("37.31", True), ("36.9", False)],
)
def test_fever_begins_at_the_threshold_and_nothing_is_rounded_up(typed: str, fever: bool) -> None:
    said = Entry(temperature=Temperature.parse(typed).hundredths)
    assert said.has_fever(FEVER.hundredths) is fever


def test_another_threshold_may_be_set() -> None:
    assert Entry(temperature=3680).has_fever(3680)
    assert not Entry(temperature=3740).has_fever(3750)


@pytest.mark.parametrize("hundredths", [3399, 4301, 0, -3650])
def test_no_body_is_that_cold_or_hot(hundredths: int) -> None:
    with pytest.raises(ImpossibleTemperature):
        Temperature(hundredths)


@pytest.mark.parametrize(
    ("fahrenheit", "celsius"), [(9320, 3400), (10940, 4300), (9860, 3700), (10040, 3800)]
)
def test_fahrenheit_turns_into_celsius(fahrenheit: int, celsius: int) -> None:
    assert Temperature.from_fahrenheit(fahrenheit) == Temperature(celsius)


@given(st.integers(9320, 10940))
def test_fahrenheit_is_off_by_half_a_hundredth_at_most(fahrenheit: int) -> None:
    exact_ninths = (fahrenheit - 3200) * 5
    assert abs(Temperature.from_fahrenheit(fahrenheit).hundredths * 9 - exact_ninths) * 2 <= 9


def test_a_table_gets_degrees_as_a_number() -> None:
    assert Temperature(3725).celsius == 37.25
    assert [str(Temperature(h)) for h in (3600, 3650, 3725, 3705)] == [
        "36.0", "36.5", "37.25", "37.05",
    ]  # fmt: skip
