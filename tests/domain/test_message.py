"""Messages survive the outbox, and texts hold no markup."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from domain.message import Button, Keyboard, Message, Span, Style, Text, joined

words = st.text(max_size=20)
spans = st.builds(
    Span,
    text=words,
    style=st.sampled_from(Style),
    mention=st.none() | st.text(min_size=1, max_size=5),
)
texts = st.lists(spans, max_size=4).map(lambda some: Text(tuple(some)))
buttons = st.builds(
    Button, label=words, payload=st.none() | words, url=st.none() | st.just("https://example.org")
)
keyboards = st.lists(st.lists(buttons, max_size=3).map(tuple), max_size=3).map(
    lambda rows: Keyboard(tuple(rows))
)
messages = st.builds(
    Message,
    text=texts,
    keyboard=st.none() | keyboards,
    protect=st.booleans(),
    silent=st.booleans(),
    contact_button=st.none() | words,
    drop_keys=st.booleans(),
)


@given(messages)
def test_a_message_comes_out_of_the_outbox_as_it_went_in(message: Message) -> None:
    kept = json.dumps(message.to_json(), ensure_ascii=False)
    assert Message.from_json(json.loads(kept)) == message


@given(st.lists(texts, max_size=4))
def test_putting_texts_together_loses_no_word(parts: list[Text]) -> None:
    assert Text.of(*parts).plain == "".join(part.plain for part in parts)


def test_empty_parts_get_no_separator() -> None:
    assert joined("\n", [Text.of("a"), Text(), Text.of(""), Text.of("b")]).plain == "a\nb"
    assert not joined("\n", [Text(), Text.of("")])
