"""Text as Telegram wants it: entities beside the words, cut where it would be too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.entities import ELLIPSIS, TEXT_LIMIT, entities, fit, units
from domain.message import Span, Style, Text

WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("𬱖👍\n"))
TEXTS = st.lists(st.builds(Span, WORDS, st.sampled_from(Style))).map(
    lambda spans: Text(tuple(spans))
)


def marked(text: Text) -> list[tuple[str, str]]:
    """What each entity covers, taken out of the text as Telegram counts: in UTF-16 units."""
    coded = text.plain.encode("utf-16-le")
    return [
        (
            entity.type,
            coded[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le"),
        )
        for entity in entities(text)
    ]


def test_bold_words_after_an_astral_character_are_where_they_stand() -> None:
    text = Text.of("𬱖同学 ", Span("38.2", Style.BOLD), " 👍 ", Span("𬱖", Style.BOLD), "。")
    assert [(one.offset, one.length) for one in entities(text)] == [(5, 4), (13, 2)]
    assert marked(text) == [("bold", "38.2"), ("bold", "𬱖")]


def test_quiet_and_plain_words_bear_no_entity() -> None:
    assert entities(Text.of("一", Span("二", Style.QUIET), Span("", Style.BOLD))) == []


def test_a_person_is_mentioned_by_number() -> None:
    (mention,) = entities(Text.of("请 ", Span("王丽", mention="7")))
    assert (mention.type, mention.offset, mention.length) == ("text_mention", 2, 2)
    assert mention.user is not None
    assert mention.user.id == 7


@pytest.mark.parametrize("address", ["", "-100", "²", "７", "wang", "1" * 40])
def test_an_address_that_is_no_persons_is_not_mentioned(address: str) -> None:
    assert entities(Text.of(Span("王丽", mention=address))) == []


@pytest.mark.parametrize(
    ("words", "length"), [("", 0), ("无", 1), ("𬱖", 2), ("👍🏽", 4), ("a𬱖b", 4)]
)
def test_a_length_counts_utf16_units(words: str, length: int) -> None:
    assert units(words) == length


def test_a_text_that_just_fits_is_left_alone() -> None:
    text = Text.of("𬱖" * (TEXT_LIMIT // 2))
    assert fit(text, TEXT_LIMIT) == text


def test_a_text_of_one_unit_too_many_is_cut_between_characters() -> None:
    cut = fit(Text.of("𬱖" * (TEXT_LIMIT // 2), "无"), TEXT_LIMIT).plain
    assert cut == "𬱖" * (TEXT_LIMIT // 2 - 1) + ELLIPSIS


def test_a_long_text_is_cut_at_a_line_end() -> None:
    line = "三年级2班 王小明 发热 38.2\n"
    cut = fit(Text.of(*[Span(line, Style.BOLD)] * 400), TEXT_LIMIT).plain
    assert cut.endswith(f"38.2\n{ELLIPSIS}")
    assert set(cut.split("\n")[:-1]) == {line.strip()}


def test_a_text_of_one_long_line_is_still_cut() -> None:
    assert fit(Text.of("标题\n" + "无" * 9000), 100).plain == "标题\n" + "无" * 96 + ELLIPSIS


def test_half_a_surrogate_pair_does_not_stop_the_rest() -> None:
    assert fit(Text.of("好\ud83d的"), TEXT_LIMIT).plain == "好?的"


@given(TEXTS, st.integers(2, 60))
def test_whatever_is_said_fits_and_begins_as_it_was(text: Text, limit: int) -> None:
    cut = fit(text, limit)
    assert units(cut.plain) <= limit
    if units(text.plain) <= limit:
        assert cut.plain == text.plain
    else:
        assert cut.plain.endswith(ELLIPSIS)
        assert text.plain.startswith(cut.plain[:-1])


@given(TEXTS, st.integers(2, 60))
def test_what_is_bold_stays_bold_when_cut(text: Text, limit: int) -> None:
    cut = fit(text, limit)
    bold = [span.text for span in cut.spans if span.style is Style.BOLD and span.text]
    assert [words for _, words in marked(cut)] == bold
