"""What was said so far, to be checked and submitted; and the cards that ask before they submit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.check_in import NOTHING_SAID, CheckIn, Entry
from domain.choice import base36, from36
from domain.class_figures import known_away
from domain.message import Button, Keyboard, Message, Text, joined
from domain.open_pupil import OpenPupil
from domain.roster import Pupil
from domain.temperature import Temperature
from domain.unsettled import Doubt
from views import asking_modes
from views.asking import away_words, normal_words
from views.check_in_cards import Cards, in_rows
from views.days import day_name
from views.entry import entry_words, reading
from views.fitting import fitted, shortened
from views.leaves import leaves_row
from views.open_pupils import MOST as MOST_OPEN
from views.open_pupils import NAMED
from views.open_pupils import open_rows as open_pupil_rows
from views.unsettled import Open, matter_lines, open_lines, open_rows
from views.words import say, text

MOST_DROPS = 30
MOST_SETTLING = 20
"""Rows of buttons that settle something; the next come when these are settled."""
OPEN_ROOM = 800
"""Characters for what has to be settled, beside what was said."""
UNMEASURED = "unmeasured"
"""Takes back at once what was said of many who were only not measured."""
MANY = 5
"""So many pupils who were only not measured stand in one line."""


@dataclass(frozen=True, slots=True)
class Review:
    """A draft to be looked over. ``names`` by ``who``, ``pupils`` those of the class on the day,
    ``open`` what has to be settled before it can be submitted, ``own`` where it is the reader's
    class, whose own state belongs to the answer; ``before`` is the answer that it corrects.
    """

    check_in: CheckIn
    names: Mapping[str, str]
    threshold: int
    pupils: Sequence[Pupil]
    open: Open | None = None
    own: bool = True
    before: CheckIn | None = None

    @property
    def said(self) -> Iterable[tuple[str, str, Entry]]:
        """``(who, name, entry)`` of everybody named."""
        for side, people in (("p", self.check_in.pupils), ("s", self.check_in.staff)):
            for key, entry in people.items():
                who = f"{side}{base36(key)}"
                yield who, self.names.get(who, "?"), entry

    def was(self, who: str) -> Entry | None:
        """What the answer that is corrected says of somebody; well where it names nobody."""
        if self.before is None:
            return None
        side = self.before.pupils if who.startswith("p") else self.before.staff
        return side.get(from36(who[1:]), Entry())

    @property
    def no_longer_said(self) -> Iterable[tuple[str, Entry]]:
        """``(name, entry)`` of whom the answer named and the draft does not."""
        if self.before is None:
            return
        for side, was, now in (
            ("p", self.before.pupils, self.check_in.pupils),
            ("s", self.before.staff, self.check_in.staff),
        ):
            for key in was:
                if key not in now:
                    yield self.names.get(f"{side}{base36(key)}", "?"), was[key]

    @property
    def abnormal(self) -> bool:
        """Whether anything said is a finding."""
        return bool(self.check_in.abnormal_people(self.threshold))

    @property
    def unnamed(self) -> list[Pupil]:
        """Of whom nothing was said."""
        return [pupil for pupil in self.pupils if pupil.id not in self.check_in.pupils]

    def rest(self, waiting: Iterable[OpenPupil]) -> int:
        """其余: how many should be there and were not named, and nobody waits to hear of them."""
        later = {one.pupil_id for one in waiting}
        unknown = 0
        for matter in self.open.unsettled.matters if self.open is not None else ():
            if matter.doubt is Doubt.WHOSE:
                unknown += matter.times
            elif matter.pupil_id is not None:
                later.add(matter.pupil_id)
        rest = sum(pupil.away is None and pupil.id not in later for pupil in self.unnamed)
        return max(rest - unknown, 0)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked about what was typed, and the buttons that answer it."""

    words: Text
    rows: tuple[tuple[Button, ...], ...] = ()

    def then(self, more: Prompt) -> Prompt:
        """This, and then what is asked beside it."""
        return Prompt(joined("\n", [self.words, more.words]), (*self.rows, *more.rows))

    def also(self, words: Text | None) -> Prompt:
        """The same with one more sentence."""
        return self if words is None else Prompt(joined("\n", [self.words, words]), self.rows)


def said_lines(cards: Cards, review_: Review) -> list[Text]:
    """``· 王小明 发热 38.2``, a line each, as many as find room; of a correction what it changes
    (``· 李涛 正常 → 发热 38.1``).
    """
    said = [(name, review_.was(who), entry) for who, name, entry in review_.said]
    unmeasured = [entry for _, _, entry in said if only_unmeasured(entry)]
    if len(unmeasured) > MANY:
        said = [one for one in said if not only_unmeasured(one[2])]
        said.append((cards.say("review_many", count=len(unmeasured)), None, unmeasured[0]))
    said += [(name, was, Entry()) for name, was in review_.no_longer_said]
    lines = [
        cards.text("review_line", line=f"{name} {_change(cards, review_, was, now)}")
        for name, was, now in said
    ]
    return fitted(cards.language, lines)


def _change(cards: Cards, review_: Review, was: Entry | None, now: Entry) -> str:
    """``发热 38.1``, or ``正常 → 发热 38.1`` where the answer says something else."""
    words = entry_words(cards.language, now, review_.threshold)
    before = words if was is None else entry_words(cards.language, was, review_.threshold)
    return words if before == words else cards.say("review_change", before=before, now=words)


def only_unmeasured(entry: Entry) -> bool:
    """Whether somebody was not measured, and nothing else is known but why."""
    return entry == Entry(unmeasured=True, aside=entry.aside)


def review(
    cards: Cards,
    review_: Review,
    lead: Text | None = None,
    *,
    prompt: Prompt | None = None,
    brief: bool = False,
) -> Message:
    """Everything said so far. Who still has to be spoken for is not among 其余, and who is known
    to be away is counted apart. ``brief`` is the read-back of typed words: the buttons that change
    them stand behind 修改.
    """
    class_day, check_in = cards.class_day, review_.check_in
    waiting = class_day.waiting(check_in)
    barred = [one for one in waiting if one.bars]
    rest = review_.rest(barred)
    lines = [lead] if lead is not None else []
    day = day_name(cards.language, class_day.day)
    title = "review" if review_.before is None else "review_fix"
    lines.append(cards.text(title, unit=class_day.class_name, day=day))
    lines += said_lines(cards, review_) or [cards.text("review_none")]
    lines += [*_highest(cards, check_in), *_warmer(cards, review_)]
    lines += _others(cards, review_, rest)
    if barred:
        names = shortened(cards.language, [one.name for one in barred], MOST_OPEN)
        lines.append(cards.text("review_open", names=names))
    elif waiting:
        names = shortened(cards.language, [one.name for one in waiting], MOST_OPEN)
        lines.append(text(cards.language, "carry.private", names=names))
    if review_.open is not None:
        lines += fitted(cards.language, open_lines(cards, review_.open), OPEN_ROOM)
    if prompt is not None:
        lines.append(prompt.words)
    asked = () if prompt is None else prompt.rows
    keyboard = _keyboard(cards, review_, rest, asked, brief=brief)
    return Message(joined("\n", lines), keyboard, protect=True)


def _highest(cards: Cards, check_in: CheckIn) -> list[Text]:
    if check_in.class_max is None:
        return []
    return [cards.text("review_max", value=reading(check_in.class_max))]


def _warmer(cards: Cards, review_: Review) -> list[Text]:
    """The highest of the class cannot be below what one of its pupils has."""
    highest = review_.check_in.class_max
    if highest is None:
        return []
    warmer = [
        (entry.temperature, name)
        for who, name, entry in review_.said
        if who.startswith("p") and entry.temperature is not None and entry.temperature > highest
    ]
    if not warmer:
        return []
    value, name = max(warmer)
    return [cards.text("review_warmer", name=name, value=reading(value), highest=reading(highest))]


def _others(cards: Cards, review_: Review, rest: int) -> list[Text]:
    """Of whom nothing was said; while it is not known of whom something was, nothing is said of
    the others.
    """
    unsettled = None if review_.open is None else review_.open.unsettled
    if unsettled is not None and (unsettled.present is not None or unsettled.of_some):
        return []
    away = _away(cards, review_.unnamed)
    if rest:
        return [_rest(cards, rest) + away]
    return [Text.of(away.strip(" ()"))] if away else []


def _rest(cards: Cards, rest: int) -> Text:
    """Of whom nothing was said is well, and what else the mode asks."""
    mode = cards.class_day.mode
    if mode.at_home:
        return text(cards.language, f"mode.rest_{mode}", rest=rest)
    return cards.text("review_rest", rest=rest)


def _away(cards: Cards, unnamed: Sequence[Pupil]) -> str:
    """Who is followed apart and was not named here."""
    parts = away_words(cards.language, known_away(NOTHING_SAID, unnamed))
    return cards.say("review_away", parts=parts) if parts else ""


def _keyboard(
    cards: Cards,
    review_: Review,
    rest: int,
    asked: Sequence[tuple[Button, ...]],
    *,
    brief: bool,
) -> Keyboard:
    waiting = cards.class_day.waiting(review_.check_in)
    settling = [] if review_.open is None else open_rows(cards, review_.open)
    opened = open_pupil_rows(cards.language, cards.class_day, waiting, cards.labelled)
    rows = [*settling[:MOST_SETTLING], *asked]
    if settling or any(one.bars for one in waiting):
        rows = [*opened, *rows]
    else:
        rows += [(submit_button(cards, review_, rest),), *opened]
    if brief:
        rows.append((cards.button("edit", "review"),))
        return Keyboard(tuple(rows))
    return Keyboard((*rows, *_changing(cards, review_)))


def _changing(cards: Cards, review_: Review) -> list[tuple[Button, ...]]:
    """The buttons that say more, take something back, or give up."""
    mode = cards.class_day.mode
    rows: list[tuple[Button, ...]] = [
        tuple(cards.button(key, action) for key, action in row) for row in asking_modes.picks(mode)
    ]
    rows += leaves_row(cards.language, cards.class_day, cards.labelled)
    if review_.own and asking_modes.asks_the_teacher(mode):
        rows.append((cards.button("self", "self"),))
    rows += _of_each(cards, review_)
    rows.append((cards.button("cancel_fix" if cards.class_day.revision else "cancel", "cancel"),))
    return rows


def _of_each(cards: Cards, review_: Review) -> list[tuple[Button, ...]]:
    """What is said of somebody may be taken back, and a leave may be given an end."""
    drops: list[Button] = []
    rows: list[tuple[Button, ...]] = []
    said = list(review_.said)
    unmeasured = [one for one in said if only_unmeasured(one[2])]
    if len(unmeasured) > MANY:
        many = cards.say("review_many", count=len(unmeasured))
        label = cards.say("drop", who=f"{many} {say(cards.language, 'entry.unmeasured')}")
        rows.append((cards.labelled(label, "drop", UNMEASURED),))
        said = [one for one in said if not only_unmeasured(one[2])]
    for who, name, entry in said[:MOST_DROPS]:
        drop = cards.button("drop", "drop", who, who=name)
        if who.startswith("p") and entry.may_last(review_.threshold):
            label = say(cards.language, "carry.until_button", who=name)
            rows.append((drop, cards.labelled(label, "until", who)))
        else:
            drops.append(drop)
    return [*rows, *in_rows(drops, 2)]


def submit_button(cards: Cards, review_: Review, rest: int) -> Button:
    """提交 of exactly what this card shows: the draft's mark stands in the button."""
    mark, named = review_.check_in.mark, cards.class_day.waiting(review_.check_in)
    if review_.abnormal and named:
        names = shortened(cards.language, [one.name for one in named], NAMED)
        label = say(cards.language, "carry.submit", rest=rest, names=names)
        return cards.labelled(label, "submit", mark)
    if review_.abnormal:
        return cards.button("submit" if rest else "submit_all", "submit", mark, rest=rest)
    count = known_away(review_.check_in, review_.pupils)
    normal = normal_words(cards.language, cards.class_day, named, count)
    return cards.button("submit_zero", "submit", mark, normal=normal)


def no_travel(cards: Cards, check_in: CheckIn, value: Temperature) -> Message:
    """A highest temperature was typed; travel was not mentioned. Answering reads it back."""
    rows = (
        (cards.button("no_travel", "submit", check_in.mark),),
        (*cards.back(), cards.button("yes_travel", "travel")),
    )
    words = cards.text("no_travel_asked", unit=cards.class_day.class_name, value=value)
    return Message(words, Keyboard(rows), protect=True)


def sure_zero(cards: Cards, lost: Review, check_in: CheckIn, *, theirs: bool = False) -> Message:
    """All normal over something abnormal asks first; ``theirs`` where somebody else has said it
    and not submitted it.
    """
    count = known_away(check_in, lost.pupils)
    normal = normal_words(cards.language, cards.class_day, count=count)
    button = cards.button("sure_zero_button", "submit", f"{check_in.mark}.sure", normal=normal)
    return _sure(cards, lost, "sure_over" if theirs else "sure_zero", button)


def sure_less(cards: Cards, lost: Review, mark: str) -> Message:
    """The answer that counts told something that this one does not mention: ask first."""
    button = cards.button("sure_less_button", "submit", f"{mark}.sure")
    return _sure(cards, lost, "sure_less", button)


def sure_submit(cards: Cards, lost: Review, mark: str) -> Message:
    """Somebody else's draft names a pupil whom this answer leaves out: ask first."""
    button = cards.button("sure_submit_button", "submit", f"{mark}.sure")
    return _sure(cards, lost, "sure_submit", button)


def _sure(cards: Cards, lost: Review, key: str, button: Button) -> Message:
    lines = [
        cards.text(key, unit=cards.class_day.class_name),
        *said_lines(cards, lost),
        *([] if lost.open is None else matter_lines(cards, lost.open)),
        *_highest(cards, lost.check_in),
        cards.text(f"{key}_question"),
    ]
    rows = ((button,), (cards.button("keep", "keep"),))
    return Message(joined("\n", lines), Keyboard(rows), protect=True)
