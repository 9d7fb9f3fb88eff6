"""What has to be settled in a draft, as lines to read and buttons to settle it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.check_in import Entry
from domain.message import Button, Keyboard, Message, Text
from domain.mode import Mode
from domain.roster import Pupil, names_apart
from domain.temperature import PLAUSIBLE, Accepted, Confirm, Doubtful, Temperature, read_temperature
from domain.unsettled import Doubt, Matter, Unsettled
from views.asking_modes import picks
from views.check_in_cards import PAGE, Cards, in_rows
from views.entry import entry_words
from views.words import say, text

NUMBERS = "①②③④⑤⑥⑦⑧⑨"
"""What tells questions on one card apart."""
MOST_OFFERED = 6
"""Pupils a name may mean that are offered at once; more are chosen from the list."""
SHORT = 12
"""Characters of what was typed that find room on a button."""


@dataclass(frozen=True, slots=True)
class Open:
    """What a card says of it: ``gap`` is how many are missing by count and not by name."""

    unsettled: Unsettled
    gap: int
    pupils: Sequence[Pupil]
    threshold: int
    plausible: tuple[Temperature, Temperature] = PLAUSIBLE


def matter_told(language: str, matter: Matter, threshold: int) -> str:
    """``“小明” 发热 38.2``, ``3 人 发热，姓名待确认``: as it is heard before it is settled."""
    what = _what(language, matter, threshold)
    if matter.doubt is Doubt.WORDS:
        return say(language, "unsettled.told_words", raw=matter.raw)
    if matter.raw:
        key = "told" if matter.times == 1 else "told_each"
        return say(language, f"unsettled.{key}", raw=matter.raw, count=matter.times, what=what)
    key = "told_one" if matter.times == 1 else "told_many"
    return say(language, f"unsettled.{key}", count=matter.times, what=what)


def matter_lines(cards: Cards, open_: Open) -> list[Text]:
    """``· “小明” 发热 38.2``, ``· 张伟 体温“83”``: what would be gone before it was settled."""
    return [
        cards.text("review_line", line=_unasked(cards, matter, open_))
        for matter in open_.unsettled.matters
    ]


def _unasked(cards: Cards, matter: Matter, open_: Open) -> str:
    if matter.doubt is not Doubt.READING:
        return matter_told(cards.language, matter, open_.threshold)
    figure = _say(cards, "doubted", raw=_typed(cards, matter))
    return figure if matter.pupil_id is None else f"{_name(matter, open_.pupils)} {figure}"


def open_lines(cards: Cards, open_: Open) -> list[Text]:
    """A line for each thing to be settled, and the sentence that it comes before submitting."""
    unsettled = open_.unsettled
    marks = marks_of(unsettled)
    lines = [
        Text.of(marks.get(matter.mark, ""), _line(cards, matter, open_))
        for matter in unsettled.matters
    ]
    if unsettled.present is not None:
        lines += _heads(cards, unsettled.present, open_)
    return [*lines, _text(cards, "first")] if lines else []


def marks_of(unsettled: Unsettled) -> dict[str, str]:
    """``① `` and so on, by matter, where it is asked more than once which pupil is meant: the same
    names would stand on several buttons.
    """
    whose = [one.mark for one in unsettled.matters if one.doubt is Doubt.WHOSE]
    signs = (f"{sign} " for sign in NUMBERS)
    return dict(zip(whose, signs, strict=False)) if len(whose) > 1 else {}


def marked(row: Sequence[Button], mark: str) -> tuple[Button, ...]:
    """The same buttons, each with the number of the question that it answers."""
    return tuple(replace(button, label=f"{mark}{button.label}") for button in row)


def _heads(cards: Cards, present: int, open_: Open) -> list[Text]:
    """Who is missing by the count; those who were counted as away are asked for already."""
    missing, everybody = open_.gap - open_.unsettled.counted_away, len(open_.pupils)
    if missing > 0:
        return [_text(cards, "missing", present=present, count=missing)]
    if present > everybody:
        return [_text(cards, "more_than_all", present=present, enrolled=everybody)]
    if open_.gap > 0 and missing == 0:
        return []
    return [_text(cards, "too_many", present=present, listed=present + missing)]


def _line(cards: Cards, matter: Matter, open_: Open) -> Text:
    match matter.doubt:
        case Doubt.WHOSE:
            key = _whose_key(matter)
            what = _what(cards.language, matter, open_.threshold)
            return _text(cards, key, raw=matter.raw, count=matter.times, what=what)
        case Doubt.WHAT:
            key = "here" if matter.coming else "what"
            return _text(cards, key, name=_name(matter, open_.pupils))
        case Doubt.READING if matter.pupil_id is None:
            return _text(cards, "reading_class", raw=matter.raw)
        case Doubt.READING if not matter.raw:
            return _text(cards, "reading_now", name=_name(matter, open_.pupils))
        case Doubt.READING if _figures(matter.raw):
            name = _name(matter, open_.pupils)
            return _text(cards, "reading_which", name=name, raw=_typed(cards, matter))
        case Doubt.READING:
            return _reading_line(cards, matter, open_)
        case Doubt.WORDS:
            return _text(cards, "words", raw=matter.raw)


def _whose_key(matter: Matter) -> str:
    if matter.raw:
        return "whose" if matter.times == 1 else "whose_each"
    return "whose_one" if matter.times == 1 else "whose_many"


def _reading_line(cards: Cards, matter: Matter, open_: Open) -> Text:
    """``365`` is read back as 36.5, ``42.8`` may be right, and ``30.0`` is typed again; of 36.5
    that was typed behind two names it is asked whose it is.
    """
    name = _name(matter, open_.pupils)
    read = read_temperature(matter.raw, open_.plausible)
    if isinstance(read, Accepted):
        return _text(cards, "reading_theirs", name=name, value=read.temperature)
    if not isinstance(read, Confirm):
        return _text(cards, "reading", name=name, raw=matter.raw)
    key = "reading_sure" if str(read.temperature) == matter.raw else "reading_is"
    return _text(cards, key, name=name, raw=matter.raw, value=read.temperature)


def open_rows(cards: Cards, open_: Open) -> list[tuple[Button, ...]]:
    """The buttons that settle it, and those that take it back."""
    rows: list[tuple[Button, ...]] = []
    marks = marks_of(open_.unsettled)
    for matter in open_.unsettled.matters:
        ways = [*in_rows(_ways(cards, matter, open_), 2), (_drop(cards, matter, open_),)]
        rows += [marked(row, marks.get(matter.mark, "")) for row in ways]
    if open_.unsettled.present is not None:
        absent = cards.button("absent", "absent")
        drop = cards.labelled(_say(cards, "drop_heads"), "drop", "heads")
        missing = open_.gap > open_.unsettled.counted_away
        rows.append((absent, drop) if missing else (drop,))
    return rows


def _ways(cards: Cards, matter: Matter, open_: Open) -> list[Button]:
    match matter.doubt:
        case Doubt.WHOSE:
            return _whose(cards, matter, open_)
        case Doubt.WHAT if matter.coming:
            return _is_here(cards, matter, open_)
        case Doubt.WHAT:
            name = _name(matter, open_.pupils)
            label = _say(cards, "what_button", name=name)
            return [cards.labelled(label, "what", cards.who(matter.candidates[0]))]
        case Doubt.READING if matter.pupil_id is not None:
            return _readings(cards, matter, open_)
        case Doubt.READING:
            return [
                cards.labelled(str(one), "figure", f"{matter.mark}.{one.hundredths}")
                for one in likely(matter.raw)
            ]
        case Doubt.WORDS:
            ways = [("fever", "fever"), ("not_measured", "unmeasured")]
            if cards.class_day.mode is Mode.CLOSURE:
                ways.append(("not_learning", "study"))
            return [cards.button(label, action) for label, action in ways]


def _is_here(cards: Cards, matter: Matter, open_: Open) -> list[Button]:
    """Who is late is here by now, or is asked why not."""
    who, name = cards.who(matter.candidates[0]), _name(matter, open_.pupils)
    here = cards.labelled(_say(cards, "is_here", name=name), "what", f"{who}.well")
    not_here = cards.labelled(_say(cards, "not_here", name=name), "pupil", f"a{who[1:]}")
    return [here, not_here]


def _whose(cards: Cards, matter: Matter, open_: Open) -> list[Button]:
    """Those it may be, where they are few; and the list of the class."""
    near = _candidates(matter, open_.pupils)[:MOST_OFFERED]
    names = cards.names("whose", f"{matter.mark}.", near, open_.pupils)
    what = _what(cards.language, matter, open_.threshold).strip() or _say(cards, "unwell")
    key = "whose_else" if near else "whose_button" if matter.raw else "whose_nobody"
    label = _say(cards, key, raw=_short(matter.raw), what=what)
    return [*names, cards.labelled(label, "whose", matter.mark)]


def _candidates(matter: Matter, pupils: Sequence[Pupil]) -> list[Pupil]:
    """Those it may be, the likeliest first."""
    place = {pupil_id: n for n, pupil_id in enumerate(matter.candidates)}
    return sorted((one for one in pupils if one.id in place), key=lambda one: place[one.id])


def _readings(cards: Cards, matter: Matter, open_: Open) -> list[Button]:
    """The figures that may have been meant, likeliest first; the name stands on them where
    something else is to be settled as well.
    """
    who, name = cards.who(matter.candidates[0]), _name(matter, open_.pupils)
    figures = _figures(matter.raw)
    named = f"{name} " if figures or len(open_.unsettled.matters) > 1 else ""
    buttons = [
        cards.labelled(f"{named}{value}", "temp", f"{who}.{value.hundredths}")
        for value in figures or likely(matter.raw, open_.plausible)
    ]
    again = _say(cards, "type_again", name=name)
    label = again if matter.raw else cards.say("reading_of", name=name)
    return [*buttons, cards.labelled(label, "again", who)]


def likely(
    raw: str, plausible: tuple[Temperature, Temperature] = PLAUSIBLE
) -> tuple[Temperature, ...]:
    """What somebody may have meant who typed a figure that cannot be, or hardly."""
    match read_temperature(raw, plausible):
        case Accepted(temperature=value) | Confirm(temperature=value):
            return (value,)
        case Doubtful(candidates=candidates):
            return candidates
    return ()


def _figures(raw: str) -> tuple[Temperature, ...]:
    """The readings of 36.9、37.1, of which one is the pupil's."""
    read = [read_temperature(part) for part in raw.split("、")]
    known = tuple(one.temperature for one in read if isinstance(one, Accepted))
    return known if len(known) > 1 else ()


def _typed(cards: Cards, matter: Matter) -> str:
    """What was typed; several figures are joined as the reader's language joins them."""
    if not _figures(matter.raw):
        return matter.raw
    return say(cards.language, "entry.join").join(matter.raw.split("、"))


def _drop(cards: Cards, matter: Matter, open_: Open) -> Button:
    what = _what(cards.language, matter, open_.threshold).strip() or _say(cards, "unwell")
    if matter.doubt is not Doubt.WHOSE and not matter.raw:
        what = _name(matter, open_.pupils)
    key = "drop" if matter.raw else "drop_one"
    label = _say(cards, key, raw=_short(_typed(cards, matter)), what=what)
    return cards.labelled(label, "drop", f"m{matter.mark}")


def whose_card(cards: Cards, matter: Matter, pupils: Sequence[Pupil], threshold: int,
               page: int = 0, page_size: int = PAGE) -> Message:  # fmt: skip
    """Of whom is it? Those it may be come first."""
    first = _candidates(matter, pupils)
    rest = [pupil for pupil in pupils if pupil.id not in matter.candidates]
    what = _what(cards.language, matter, threshold).strip() or _say(cards, "unwell")
    if not matter.raw and matter.entry.has_fever(threshold) and matter.entry.temperature:
        value = Temperature(matter.entry.temperature)
        title = cards.text("who_is_it", unit=cards.class_day.class_name, value=value)
    else:
        title = _text(cards, "pick" if matter.raw else "pick_nobody", raw=matter.raw, what=what)
    card = cards.choose("whose", f"{matter.mark}.", [*first, *rest], title, page, page_size)
    heads = matter.heads
    if heads is None or heads > len(pupils) or card.keyboard is None:
        return card
    label = _say(cards, "heads_button", present=heads)
    counted = cards.labelled(label, "drop", f"h{matter.mark}")
    *names, back = card.keyboard.rows
    return replace(card, keyboard=Keyboard((*names, (counted, *back))))


def what_card(cards: Cards, who: str, name: str) -> Message:
    """What is the matter with a pupil who was named and nothing more?"""
    key = who[1:]
    rows = [
        tuple(cards.button(label, "pupil", f"{action[0]}{key}") for label, action in row)
        for row in picks(cards.class_day.mode)
    ]
    rows += [(cards.labelled(_say(cards, "well"), "what", f"{who}.well"),), cards.back()]
    return Message(_text(cards, "ask_what", name=name), Keyboard(tuple(rows)), protect=True)


def _what(language: str, matter: Matter, threshold: int) -> str:
    """What was said, with a space before it; nothing where only a name was said."""
    words = []
    if matter.entry != Entry():
        words.append(entry_words(language, matter.entry, threshold))
    if matter.reading:
        words.append(say(language, "unsettled.doubted", raw=matter.reading))
    return f" {say(language, 'entry.join').join(words)}" if words else ""


def _name(matter: Matter, pupils: Sequence[Pupil]) -> str:
    names = names_apart(pupils)
    return next((names[one] for one in matter.candidates if one in names), matter.raw)


def _short(raw: str) -> str:
    return raw if len(raw) <= SHORT else f"{raw[:SHORT]}…"


def _say(cards: Cards, key: str, **values: object) -> str:
    return say(cards.language, f"unsettled.{key}", **values)


def _text(cards: Cards, key: str, **values: object) -> Text:
    return text(cards.language, f"unsettled.{key}", **values)
