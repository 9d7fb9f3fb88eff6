"""Formatted text: Telegram's HTML and its complaints, and entities as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.entities import (
    HtmlReader,
    check_entities,
    trimmed,
    utf16_length,
    with_commands,
)
from emulator.parameters import Json
from emulator.refusal import Refusal


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("无", "无", []),
        ("&lt;b&gt; &amp; &quot;x&quot; &#38;", '<b> & "x" &', []),
        ("&laquo;", "&laquo;", []),
        ("<b>应到</b> 42", "应到 42", [("bold", 0, 2)]),
        ("😷<i>a</em>", None, []),
        ("😷<i>a</i>", "😷a", [("italic", 2, 1)]),
        ("<b>a<u>b</u></b>", "ab", [("bold", 0, 2), ("underline", 1, 1)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<b></b>x", "x", []),
        ("a > b & c", "a > b & c", []),
    ],
)
def test_html_becomes_plain_text_and_entities(
    markup: str, text: str | None, entities: list[tuple[str, int, int]]
) -> None:
    if text is None:
        with pytest.raises(Refusal):
            HtmlReader(markup).read()
        return
    plain, found = HtmlReader(markup).read()
    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("王<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<i>a</i", "Unclosed end tag at byte offset 4"),
        ("<i>a</b>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</b>"'),
        ("<i  =a>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(markup: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        HtmlReader(markup).read()
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_links_name_an_address_or_a_person() -> None:
    _, entities = HtmlReader(
        '<a href="https://e.org/?a=1&amp;b">x</a>'
        '<a href="tg://user?id=7">王丽</a><a href="no">y</a>'
    ).read()
    assert entities == [
        {"type": "text_link", "url": "https://e.org/?a=1&b", "offset": 0, "length": 1},
        {"type": "text_mention", "user": {"id": 7}, "offset": 1, "length": 2},
    ]


def test_a_code_block_may_name_its_language() -> None:
    _, entities = HtmlReader('<pre><code class="language-python">x</code></pre>').read()
    assert entities == [{"type": "pre", "language": "python", "offset": 0, "length": 1}]


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert HtmlReader(escaped).read() == (text, [])


@given(st.text(alphabet=st.characters(codec="utf-8")), st.text("<>/b ia=\"'&;", max_size=30))
def test_any_markup_is_read_or_refused(text: str, markup: str) -> None:
    try:
        plain, entities = HtmlReader(text + markup).read()
    except Refusal:
        return
    assert check_entities(plain, entities) == entities


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "bold", "offset": -1, "length": 1},
        {"type": "bold", "offset": 1, "length": 2},
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "loud", "offset": 0, "length": 2},
        {"type": "bold", "offset": "0", "length": 2},
        "bold",
    ],
)
def test_an_entity_that_leaves_the_text_or_halves_a_character_is_refused(entity: object) -> None:
    with pytest.raises(Refusal):
        check_entities("😷a", [entity])


def test_entities_count_utf16_units() -> None:
    assert utf16_length("😷王") == 3
    mask: Json = {"type": "bold", "offset": 0, "length": 2}
    assert check_entities("😷a", [mask]) == [mask]


def test_white_space_at_the_ends_goes_and_entities_move_along() -> None:
    assert trimmed("\n 王丽 \n", [{"type": "bold", "offset": 1, "length": 4}]) == (
        "王丽",
        [{"type": "bold", "offset": 0, "length": 2}],
    )


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("/start abc", [(0, 6)]),
        ("请发 /report@chenjian_bot 昨天", [(3, 20)]),
        ("/report今天", []),
        ("1/2", []),
        ("//x", []),
    ],
)
def test_commands_are_marked_by_the_server(text: str, commands: list[tuple[int, int]]) -> None:
    found = with_commands(text, [])
    assert [(e["offset"], e["length"]) for e in found] == commands


def test_a_command_inside_code_is_not_marked() -> None:
    code: Json = {"type": "code", "offset": 0, "length": 6}
    assert with_commands("/start", [code]) == [code]
