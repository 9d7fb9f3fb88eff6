"""The signed link: what comes back, and what was never ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.page_link import HOUR_MS, Enrolment, LinkExpired, LinkForged, PageLink, Pages

SECRET = "a secret of some length"  # noqa: S105 - opens nothing
UNDER = Enrolment(chat_id=3, since_ms=1_795_300_000_000)
LINK = PageLink(person_id=7, enrolment=UNDER, unit_id=12, until_ms=1_795_400_000_000)


@given(
    st.integers(0, 2**40),
    st.builds(Enrolment, st.integers(0, 2**40), st.integers(0, 2**50)),
    st.integers(0, 2**40),
    st.integers(1, 2**50),
    st.text(min_size=1),
)
def test_a_link_that_was_signed_is_read_back(
    person: int, enrolment: Enrolment, unit: int, until_ms: int, secret: str
) -> None:
    link = PageLink(person, enrolment, unit, until_ms)
    secret = secret.encode("utf-8", "ignore").decode() or "x"
    assert PageLink.read(link.signed(secret), secret, until_ms - 1) == link


@given(st.integers(0, 100), st.sampled_from("0a9z.-_A字"))
def test_no_sign_of_it_can_be_changed(place: int, sign: str) -> None:
    token = LINK.signed(SECRET)
    changed = token[:place] + sign + token[place + 1 :]
    if changed != token:
        with pytest.raises(LinkForged):
            PageLink.read(changed, SECRET, 0)


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("number", ["d", "1", "zz"])
def test_another_number_under_the_same_signature_is_forged(place: int, number: str) -> None:
    parts = LINK.signed(SECRET).split(".")
    parts[place] = number
    with pytest.raises(LinkForged):
        PageLink.read(".".join(parts), SECRET, 0)


@pytest.mark.parametrize("token", ["", ".", "7.3.c.mwx", "....." + "A" * 43, LINK.signed("other")])
def test_what_was_never_ours_is_forged(token: str) -> None:
    with pytest.raises(LinkForged):
        PageLink.read(token, SECRET, 0)


def test_a_link_ends_at_its_instant_and_not_before() -> None:
    token = LINK.signed(SECRET)
    assert PageLink.read(token, SECRET, LINK.until_ms - 1) == LINK
    with pytest.raises(LinkExpired):
        PageLink.read(token, SECRET, LINK.until_ms)


def test_pages_say_where_and_for_how_long_and_never_their_secret() -> None:
    pages = Pages("https://bot.example.org", SECRET, hours=12)
    address = pages.link(7, UNDER, 12, 1000)
    start = "https://bot.example.org/wall/"
    assert address.startswith(start)
    token = address.removeprefix(start)
    assert PageLink.read(token, SECRET, 1000) == PageLink(7, UNDER, 12, 1000 + 12 * HOUR_MS)
    assert SECRET not in repr(pages)
