"""What was told of one pupil, as it is handed on."""

from __future__ import annotations

from domain.check_in import Absence, Symptom, Where
from domain.roster import Pupil
from domain.understanding.about import About, Trip
from domain.understanding.cutting.lexicon import MERELY_ILL, VAGUE_ILLNESS
from domain.understanding.understood import PupilSaid, Travelled


def said_of(about: About, asks: tuple[str, ...]) -> PupilSaid:
    """The facts of one pupil, with the keys of what has to be asked about it."""
    figure = about.figures[-1] if about.figures else None
    absence = _absence_of(about)
    return PupilSaid(
        pupil=about.who.pupil if about.who is not None else None,
        raw=about.who.raw if about.who is not None else "",
        candidates=_candidates(about),
        temperature=about.reading,
        said=figure.raw if figure is not None else None,
        feverish=_is_feverish(about),
        unmeasured=(about.unmeasured or about.hot) and not about.figures,
        symptoms=symptoms_of(about),
        absence=absence,
        still_away=_is_still_away(about),
        where=_where(about),
        only_came=about.only_came and about.where is Where.SCHOOL,
        travel=_travelled(about),
        sure=about.who is not None and about.who.sure and not about.clash,
        asks=asks,
        words="、".join(dict.fromkeys(about.words)),
        until=about.until if about.absence is not None else None,
        ahead=None if about.supposed and _is_known_today(about) else about.ahead,
        aside="、".join(dict.fromkeys(about.aside)),
        well_again=about.back and not about.is_ill,
        cooled=about.cooled or (about.had_fever and not about.figures),
        removed=about.removed,
        swapped=about.swapped,
        instead_of=about.instead_of.pupil if about.instead_of is not None else None,
        figures=_figures_asked(about),
    )


def _candidates(about: About) -> tuple[Pupil, ...]:
    """All who may be meant; where the number beside a name is another's, that one too."""
    others = about.differs.candidates if about.differs is not None else ()
    return (*about.who.candidates, *others) if about.who is not None else ()


def _absence_of(about: About) -> Absence | None:
    """Why the pupil is away, as it was said."""
    if about.absence is Absence.OTHER and not about.reason_known and about.is_ill:
        return Absence.SICK  # 张三感冒请假
    if about.absence is Absence.OTHER and not about.reason_known and about.on_leave and about.trip:
        return Absence.PERSONAL  # 张三请假去北京了
    return about.absence


def _is_still_away(about: About) -> bool:
    trip = about.trip
    there = about.back or about.where in (Where.SCHOOL, Where.HOSPITAL)
    gone = trip is not None and (_goes_on(trip) or _has_left(about, trip))
    return gone and trip is not None and not (trip.ahead or there)


def _figures_asked(about: About) -> tuple[str, ...]:
    """The readings of which one is the pupil's, as they were typed."""
    if not (about.whose or about.taken_back):
        return ()
    return tuple(one.raw for one in (*about.taken_back, *about.figures))


def _where(about: About) -> Where | None:
    """Where the pupil is now; a doctor who was seen on a journey that is over is not where."""
    over = about.trip is not None and about.trip.seen_there and about.trip.back
    return None if over and about.where is Where.HOSPITAL else about.where


def _is_known_today(about: About) -> bool:
    """周五请假，今天来了, or still not: then it was last Friday."""
    there = about.back or about.cooled or about.where is Where.SCHOOL
    return there or about.absence is not None


def _is_feverish(about: About) -> bool:
    """Whether there is a fever without a figure of this morning."""
    had = about.had_fever and not about.figures
    hot = about.hot and not about.figures
    return (about.feverish or hot or had) and not about.again


def symptoms_of(about: About) -> tuple[Symptom, ...]:
    """What was told; 感冒 and the like count only where nothing plainer was said."""
    if about.symptoms or not about.vague or _is_only_called_ill(about):
        return tuple(about.symptoms)
    return (Symptom.OTHER,)


def _is_only_called_ill(about: About) -> bool:
    """张三生病没来, Li Lei sick at home, 张三生病发烧: ill says no more than the rest does."""
    said_why = about.absence is Absence.PERSONAL or (
        about.absence is Absence.OTHER and about.reason_known
    )
    gone = about.absence is not None or about.where in (Where.HOME, Where.HOSPITAL)
    gone = gone or about.feverish  # 生病的同学：王五（发烧）
    called = [word.casefold() for word in about.words if word.casefold() in VAGUE_ILLNESS]
    return gone and not said_why and all(word in MERELY_ILL for word in called)


def name_of(about: About) -> str:
    """The pupil's name, or what was typed for it."""
    if about.who is None:
        return "?"
    return about.who.pupil.name if about.who.pupil is not None else about.who.raw


def _travelled(about: About) -> Travelled | None:
    trip = about.trip
    if trip is None:
        return None
    first = None if trip.vague else min((day.first for day in trip.days), default=None)
    last = max((day.last for day in trip.days), default=None)
    if _goes_on(trip) or _has_left(about, trip) or (_is_unended(trip) and _is_missed(about)):
        last = trip.until
    return Travelled(
        "、".join(trip.places), first, last, ahead=trip.ahead, unended=_is_unended(trip)
    )


def _goes_on(trip: Trip) -> bool:
    """Whether the journey was told to go on."""
    return (trip.still_away or (trip.staying and not trip.days)) and not trip.back


def _has_left(about: About, trip: Trip) -> bool:
    """昨天走的, of a pupil who was not said to be there: that it is over was not told."""
    there = about.back or about.where is Where.SCHOOL or about.figures
    return trip.left_then and _is_unended(trip) and not there


def _is_unended(trip: Trip) -> bool:
    """昨天去了昆明: whether nothing but the day of leaving is known."""
    first, last = trip.days[:1], trip.days[-1:]
    one_day = first == last and all(day.first == day.last for day in trip.days)
    return trip.set_out and one_day and not (trip.back or trip.ahead or trip.lasted is not None)


def _is_missed(about: About) -> bool:
    """昨天去昆明了，今天还没来; 昨天去北京，请事假: gone, and not ill at home since."""
    if about.trip is not None and about.trip.seen_there:
        return about.absence is not None  # 请假去昆明看病，周六走的
    if about.absence is Absence.OTHER:
        return not (about.reason_known or about.is_ill)
    return about.absence is Absence.PERSONAL
