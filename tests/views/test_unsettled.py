"""What has to be settled in a draft, on a card that always fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.check_in import Entry
from domain.choice import base36
from domain.still_asked import StillAsked
from domain.unsettled import Doubt, Matter, Unsettled
from tests.views.worst import EVERYTHING, LARGE, LONG, class_day, fits, pupils, review
from views.check_in_cards import Cards
from views.prompts import still_asked
from views.review import review as review_card
from views.unsettled import Open, matter_told, what_card, whose_card

CLASS = pupils()
MANY = tuple(pupil.id for pupil in CLASS)
MATTERS = [
    Matter(doubt=Doubt.WHOSE, raw="瑞" * 40, candidates=MANY, entry=EVERYTHING),
    Matter(doubt=Doubt.WHOSE, times=60, entry=EVERYTHING),
    Matter(doubt=Doubt.WHAT, raw=LONG, candidates=(LARGE,)),
    Matter(doubt=Doubt.READING, raw="8" * 40, candidates=(LARGE,)),
    Matter(doubt=Doubt.READING, candidates=(LARGE,)),
    Matter(doubt=Doubt.READING, raw="36.9、37.1、38.2", candidates=(LARGE,)),
    Matter(doubt=Doubt.READING, raw="8" * 40),
    Matter(doubt=Doubt.WORDS, raw="不" * 40),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("brief", [True, False])
def test_a_review_with_everything_unsettled_fits(language: str, *, brief: bool) -> None:
    matters = tuple(
        one.model_copy(update={"raw": f"{n}{one.raw}"[:40]}) for n in range(10) for one in MATTERS
    )
    for present, gap in ((1, 59), (60, -3), (None, 0)):
        open_ = Open(Unsettled(matters=matters, present=present), gap, CLASS, 3730)
        cards = Cards(language, class_day())
        keys = ("where_now", "why_absent", "travel_when", "today", "household")
        asking = [StillAsked(key=key, pupil_id=LARGE, place="山" * 40) for key in keys]
        asked = still_asked(cards, asking, {f"p{base36(LARGE)}": LONG})
        said = replace(review(CLASS), open=open_)
        fits(review_card(cards, said, cards.text("has_draft"), prompt=asked, brief=brief))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("matter", MATTERS, ids=lambda one: one.doubt.value)
def test_every_card_that_settles_fits(language: str, matter: Matter) -> None:
    cards = Cards(language, class_day())
    fits(whose_card(cards, matter, pupils(300), 3730, 1, 90))
    fits(what_card(cards, f"p{base36(LARGE)}", LONG))
    assert matter_told(language, matter, 3730)


def test_what_was_counted_is_told_without_a_name() -> None:
    matter = Matter(doubt=Doubt.WHOSE, times=3, entry=Entry(feverish=True))
    assert matter_told("zh", matter, 3730) == "3 人 发热，姓名待确认"
    assert matter_told("en", matter, 3730) == "3 pupils fever, names to be confirmed"
