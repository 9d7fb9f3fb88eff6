"""Risk areas in a few words, as they stand below somebody who was there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from domain.alert_facts import AlertFacts, Involved
from domain.area import Area, AreaLevel, Journey
from domain.area_facts import UNREAD
from domain.gazetteer import Nearness
from domain.message import Text
from domain.roster import OPEN_UNTIL
from views.days import short_day
from views.words import say, text

_PARTS = re.compile("(?<=[省州盟县区旗])|(?<=市)(?!中区)")
MOST_SHOWN = 3
"""Areas that stand below one person."""


def level_word(language: str, level: AreaLevel) -> str:
    """高风险, high risk."""
    return say(language, f"areas.level_{level}")


def days_words(language: str, first: date, last: date) -> str:
    """``11月10日起``, ``11月10日–11月24日``."""
    if last == OPEN_UNTIL:
        return say(language, "areas.since", first=short_day(language, first))
    if last == first:
        return short_day(language, first)
    return say(
        language, "areas.from_to", first=short_day(language, first), last=short_day(language, last)
    )


def area_words(language: str, area: Area) -> str:
    """``云南省…瑞丽市(中风险，11月10日起)``."""
    return say(
        language,
        "areas.area",
        place=area.place,
        level=level_word(language, area.level),
        days=days_words(language, area.first, area.last),
    )


def short_place(place: str) -> str:
    """The last part of a long name: 瑞丽市, 姐告街道."""
    parts = [part for part in _PARTS.split(place) if part]
    return parts[-1] if parts and len(parts[-1]) > 1 else place[-8:]


def exposure_lines(language: str, one: Involved) -> list[Text]:
    """Which risk areas somebody was in, and which have to be asked about."""
    lines = []
    for nearness in Nearness:
        near = (each.area for each in one.exposures if each.nearness is nearness)
        areas = list({area.place: area for area in near}.values())
        if not areas or not one.about.stands:
            continue
        shown = [area_words(language, area) for area in areas[:MOST_SHOWN]]
        words = say(language, "areas.join").join(shown)
        if len(areas) > MOST_SHOWN:
            words = say(language, "areas.and_more", areas=words, count=len(areas))
        lines.append(text(language, f"areas.{nearness}", areas=words))
    return lines


def place_hint_line(
    language: str, name: str, journey: Journey, areas: Sequence[str], nearness: Nearness
) -> Text:
    """What a teacher reads of somebody's journey while the words are still open."""
    shown = say(language, "areas.join").join(map(short_place, areas[:MOST_SHOWN]))
    key = "areas.hint_been" if nearness is Nearness.BEEN else "areas.hint_perhaps"
    if not journey.is_own:
        key = "areas.hint_home"
    return text(language, key, name=name, place=journey.place, areas=shown)


def exposed_line(language: str, counts: Mapping[str, int]) -> list[Text]:
    """``📍 到过风险地区 1，地点无法比对 2``: what the list says of a day's journeys."""
    words = [
        say(language, f"areas.digest_{key}", count=counts[key])
        for key in (*Nearness, UNREAD)
        if counts.get(key)
    ]
    if not words:
        return []
    return [text(language, "areas.digest", words=say(language, "areas.count_join").join(words))]


def exposed_count(language: str, facts: AlertFacts) -> str:
    """``到过风险地区 1``, for eyes above the school; empty where nobody was."""
    been = sum(
        any(each.nearness is Nearness.BEEN for each in one.exposures) for one in facts.standing
    )
    return say(language, "areas.been_count", count=been) if been else ""
