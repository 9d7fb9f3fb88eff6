from hypothesis import given
from hypothesis import strategies as st

from domain.patience import ANSWERS_AN_HOUR, FREE_GUESSES, Patience

MINUTE = 60_000
NOW = 1_800_000_000_000


def test_somebody_new_is_answered() -> None:
    assert Patience().answers(NOW)
    assert Patience().wait_minutes(NOW) == 0


@given(st.lists(st.integers(0, 20 * MINUTE), max_size=120))
def test_never_many_more_answers_than_allowed_in_any_hour(pauses: list[int]) -> None:
    patience, now, answered = Patience(), NOW, []
    for pause in pauses:
        now += pause
        if patience.answers(now):
            patience = patience.after_answer(now)
            answered.append(now)
    for first in answered:
        within = [at for at in answered if first <= at < first + 60 * MINUTE]
        assert len(within) <= 2 * ANSWERS_AN_HOUR + 1


@given(st.integers(1, 500))
def test_a_burst_gets_ten_answers_or_one_more(messages: int) -> None:
    patience, answers = Patience(), 0
    for _ in range(messages):
        if patience.answers(NOW):
            patience = patience.after_answer(NOW)
            answers += 1
    assert answers == min(messages, ANSWERS_AN_HOUR + 1)


def test_from_the_fifth_wrong_code_on_the_wait_grows_up_to_two_hours() -> None:
    patience, waits = Patience(), []
    for _ in range(9):
        patience = patience.after_wrong_code(NOW)
        waits.append(patience.wait_minutes(NOW))
    assert waits == [0] * (FREE_GUESSES - 1) + [1, 5, 30, 120, 120]


def test_who_only_talks_may_still_bring_a_code_and_who_guesses_may_not() -> None:
    talker = Patience()
    for _ in range(20):
        talker = talker.after_answer(NOW)
    assert not talker.answers(NOW)
    assert talker.tries_codes(NOW)
    guesser = Patience()
    for _ in range(FREE_GUESSES):
        guesser = guesser.after_wrong_code(NOW)
    assert not guesser.tries_codes(NOW)
    assert guesser.tries_codes(NOW + MINUTE)


def test_wrong_codes_are_forgiven_after_a_day() -> None:
    patience = Patience()
    for _ in range(8):
        patience = patience.after_wrong_code(NOW)
    later = NOW + 27 * 60 * MINUTE
    assert patience.after_wrong_code(later).wrong_codes == 1


def test_a_clock_set_back_does_not_silence_us_for_years() -> None:
    patience = Patience(7, NOW)
    assert patience.answers(NOW - 365 * 24 * 60 * MINUTE)
    assert patience.after_answer(NOW - 365 * 24 * 60 * MINUTE).quiet_until_ms < NOW
