"""What is typed about somebody who is followed: a temperature, symptoms, a need."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from domain.case import VisitSaid
from domain.choice import Choice
from domain.errors import ChenjianError
from domain.incoming import Words
from domain.message import Message
from domain.roster import Pupil
from domain.spelling import plain
from domain.understanding import ClassContext, PupilSaid, Understood, understand
from domain.unit_settings import UnitSettings
from handlers.case_desk import CaseDesk, case_desk
from handlers.case_visits import (
    ASKED_MS,
    DAYS_BACK,
    all_well,
    ask_one,
    lead_kept,
    show_day,
    tell_visit,
)
from handlers.likeness import PinyinLikeness
from handlers.owed import newest_draft
from handlers.visit import Visit
from storage.case_facts import cases_of, settings_of_case
from views.case_words import ALL_WELL
from views.words import text

LONGEST = 200
"""Characters that are kept as somebody's needs."""
_LIKENESS = PinyinLikeness()
_WELL = frozenset({"正常", "都好", "没事", "无不适", "normal", "fine", "ok", "well"})
_LOST = re.compile(r"联系不上|打不通|没人接|unreachable|can'?t reach", re.IGNORECASE)
_SOMEBODY, _SOMEBODY_ID = "张三丰", 0
"""Stands in for the name: a name that looks like an answer must not be read as one."""
SHOWN = 40
"""Characters of what was typed that are said back."""
_FIGURE = frozenset({"figure", "figure_impossible"})
"""Questions that mean the figure has to be said again."""


def took_visit(visit: Visit, words: Words) -> bool:
    """Whether these words were about the person whose card was opened last, or a reply to the
    day's question about all who are followed. What speaks of a class, or of another pupil, is not
    taken.
    """
    if words.reply_to is not None:
        return _took_reply(visit, words)
    asked = _asked(visit)
    if asked is None:
        return False
    try:
        desk = case_desk(visit, asked[0])
        desk.must_go_on()
    except ChenjianError:
        return False
    day, raw = asked[1], " ".join(words.text.split())[:LONGEST]
    heard = _of_one(desk, raw, day)
    if not desk.case.is_owed(day) or _speaks_of_others(desk, heard):
        return False
    said = _understood(heard, raw)
    if said is None:
        visit.reply(Message(text(visit.language, "case.unclear_figure", raw=raw[:SHOWN])))
        return True
    stands = tell_visit(desk, said, day)
    ask_one(desk_now(desk), day, lead_kept(desk, stands))
    return True


def _took_reply(visit: Visit, words: Words) -> bool:
    """``张伟 36.5 刘洋 37.8 咳嗽`` in reply to the day's question: each of those who are followed.

    A word that all are well is the press for all.
    """
    known = visit.tx.outbox.note_of_message(visit.chat.id, words.reply_to or "")
    parts = str(known["subject"]).split("/") if known is not None else []
    if known is None or known["kind"] != "case" or len(parts) != 3 or not parts[0].isdecimal():
        return False
    school_id, day = int(parts[0]), date.fromisoformat(parts[1])
    if not 0 <= (visit.day - day).days <= DAYS_BACK:
        visit.reply(Message(text(visit.language, "case.reply_too_late", days=DAYS_BACK)))
        return True
    raw = " ".join(words.text.split())[:LONGEST]
    mine = cases_of(visit.tx, school_id, visit.person_id, visit.day)
    desks = {case.pupil_id: CaseDesk(visit, case) for case in mine if case.is_owed(day)}
    if plain(raw) in _WELL or (desks and _all_are_well(desks, raw, day)):
        all_well(visit, Choice(ALL_WELL, school_id, day.toordinal()))
        return True
    told = _tell_each(desks, raw, day)
    if not told:
        visit.reply(Message(text(visit.language, "case.reply_unclear")))
        return True
    show_day(visit, school_id)
    return True


def _all_are_well(desks: Mapping[int | None, CaseDesk], raw: str, day: date) -> bool:
    return _of_all(desks, raw, day).all_normal


def _tell_each(desks: Mapping[int | None, CaseDesk], raw: str, day: date) -> bool:
    """Keep what was said of each who is followed; False where anything of it is unclear."""
    said = _of_all(desks, raw, day)
    found = [
        (desks[one.pupil.id], one)
        for one in said.pupils
        if one.pupil is not None and one.sure and one.pupil.id in desks
    ]
    unclear = _FIGURE | {"what_about"}
    if len(found) < len(said.pupils) or any(unclear & set(one.asks) for _, one in found):
        return False
    if len(found) > 1 and _left(said):
        return False
    for desk, one in found:
        tell_visit(desk, _said_of(one, _needs(said, one)), day)
    return bool(found)


def _of_all(desks: Mapping[int | None, CaseDesk], raw: str, day: date) -> Understood:
    """The words read as a sentence about those who are followed."""
    desk = next(iter(desks.values()), None)
    people = [
        Pupil(case_id, str(case_id), one.facts().name)
        for case_id, one in desks.items()
        if case_id is not None
    ]
    return _read(desk, people, raw, day)


def _speaks_of_others(desk: CaseDesk, said: Understood) -> bool:
    own = {_SOMEBODY_ID, desk.case.pupil_id}
    named = {one.pupil.id for one in said.pupils if one.pupil is not None}
    counted = said.all_normal or said.rest_normal or said.present is not None
    return bool(named - own) or counted


def desk_now(desk: CaseDesk) -> CaseDesk:
    """The same case, read anew."""
    return case_desk(desk.visit, desk.case.id)


def _asked(visit: Visit) -> tuple[int, date] | None:
    """Whose card was opened a while ago, and for which day; what the check-in has asked since goes
    first.
    """
    what, _, rest = (visit.chat.asked or "").partition("/")
    if what != "visit":
        return None
    case_id, ordinal, until_ms = rest.split("/")
    if visit.now_ms > int(until_ms):
        return None
    draft = newest_draft(visit)
    if draft is not None and draft.step and draft.updated_ms > int(until_ms) - ASKED_MS:
        return None
    return int(case_id), date.fromordinal(int(ordinal))


def _understood(said: Understood, words: str) -> VisitSaid | None:
    """What was said of the person; None where a figure has to be said again.

    Words that are nothing else are a need, as they were typed.
    """
    if plain(words) in _WELL:
        return VisitSaid(well=True)
    unreached = bool(_LOST.search(words))
    about = next((one for one in said.pupils if "what_about" not in one.asks), None)
    if about is None or unreached:
        return VisitSaid(unreached=unreached, needs="" if unreached else words)
    if _FIGURE & set(about.asks):
        return None
    return _said_of(about, _needs(said, about))


def _said_of(about: PupilSaid, needs: str) -> VisitSaid:
    return VisitSaid(
        well=not (about.temperature or about.symptoms or about.feverish or about.words),
        temperature=None if about.temperature is None else about.temperature.hundredths,
        feverish=about.feverish,
        symptoms=about.symptoms,
        unreached=bool(_LOST.search(about.words)),
        needs=_LOST.sub("", needs).strip(" ，、"),
    )


def _needs(said: Understood, about: PupilSaid) -> str:
    """What no field holds."""
    return " ".join(word for word in (about.words, *_left(said)) if word)


def _left(said: Understood) -> list[str]:
    """Words that nobody knows what they are about."""
    return [str(one.values.get("words", "")) for one in said.questions if one.key == "leftover"]


def _of_one(desk: CaseDesk, words: str, day: date) -> Understood:
    """The words read as a sentence about one pupil, who bears a name that no answer looks like; the
    others of the class are known, so that what is said of them is not taken.
    """
    pupils = [Pupil(_SOMEBODY_ID, "0", _SOMEBODY)]
    pupils += desk.visit.tx.roster.pupils_of(desk.case.unit_id, day)
    return _read(desk, pupils, f"{_SOMEBODY} {words}", day)


def _read(desk: CaseDesk | None, pupils: Sequence[Pupil], words: str, day: date) -> Understood:
    settings = UnitSettings.resolve([])
    if desk is not None:
        settings = settings_of_case(desk.visit.tx, desk.case.unit_id)
    context = ClassContext(
        pupils=pupils,
        enrolled=len(pupils),
        day=day,
        fever_threshold=settings.fever_threshold,
        plausible=settings.plausible,
    )
    return understand(words, context, _LIKENESS)
