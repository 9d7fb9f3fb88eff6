from hypothesis import given
from hypothesis import strategies as st

from domain.haste import BURST, EACH_MS, LONGEST_MS, after_one

NOW = 1_795_390_200_000


def heard_of(instants: list[int], spent_ms: int = 0) -> list[bool]:
    """Which of several things sent at these instants are heard."""
    heard = []
    for now_ms in instants:
        after = after_one(spent_ms, now_ms)
        heard.append(after is not None)
        spent_ms = spent_ms if after is None else after
    return heard


def test_a_burst_is_heard_and_no_more() -> None:
    assert heard_of([NOW] * (BURST + 3)) == [True] * BURST + [False] * 3


def test_afterwards_one_a_second_is_heard() -> None:
    flood = heard_of([NOW] * BURST + [NOW + n * 100 for n in range(1, 601)])
    assert sum(flood[BURST:]) == 60


def test_whoever_rests_is_heard_as_before() -> None:
    assert all(heard_of([NOW] * BURST + [NOW + LONGEST_MS + 1] * BURST))


def test_a_clock_that_was_set_back_silences_nobody() -> None:
    assert after_one(NOW + 24 * 3_600_000, NOW) == NOW + EACH_MS


@given(st.lists(st.integers(1_000, 60_000), max_size=2_000))
def test_whoever_takes_a_second_for_each_is_always_heard(pauses: list[int]) -> None:
    instants = [NOW]
    for pause in pauses:
        instants.append(instants[-1] + pause)
    assert all(heard_of(instants))


@given(st.lists(st.integers(0, 300_000), min_size=1, max_size=3_000).map(sorted))
def test_never_more_is_heard_than_the_burst_and_one_a_second(offsets: list[int]) -> None:
    instants = [NOW + offset for offset in offsets]
    heard = sum(heard_of(instants))
    assert heard <= BURST + (instants[-1] - instants[0]) // EACH_MS + 1
