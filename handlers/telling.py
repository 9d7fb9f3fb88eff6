"""What a whole message says of a class: a zero report counts at once, all else is read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from domain.check_in import NOTHING_SAID, CheckIn, Entry
from domain.choice import base36
from domain.message import Text
from domain.named_alone import filled_in
from domain.still_asked import STAYING, StillAsked, is_nowhere
from domain.telling import Told, told
from domain.temperature import Temperature
from domain.understanding import PupilSaid, Question, Status, Understood, understand
from domain.unsettled import Doubt, Unsettled
from handlers.desk import Desk
from handlers.filing import filing
from handlers.handing_in import all_normal
from handlers.lessons import without_lessons
from handlers.likeness import PinyinLikeness
from handlers.reopening import of_an_earlier_day
from handlers.settling import ask_whose, the_one_to_name
from handlers.small_talk import small_talk
from handlers.visit import Visit
from storage.class_context import class_context
from storage.rounds import Round
from views.days import day_name
from views.prompts import SETTLED, of_teachers, prompt
from views.review import Prompt, no_travel
from views.understanding import question_text
from views.words import text

_LIKENESS = PinyinLikeness()
_OF_ONE = {
    "why_absent": "why",
    "unreachable": "note",
    "household": "note",
    "travel_where": "place",
    "travel_place": "place",
    "travel_when": "when",
    "measure_now": "temp",
    "temperature_now": "temp",
    "fever_and_normal": "temp",
}
"""What a typed reply to a question about one pupil is (see handlers.answering)."""
_OF_SEVERAL = frozenset({"why_absent", "where_now"})
"""What may be answered of several pupils at once: 都在家."""
_MEASURED = frozenset({"measure_now", "temperature_now"})
_OF_THE_REST = frozenset({"rest", "travel", "temperature", "temperature_and_travel", "all_normal"})
_OF_WHOM = frozenset({"rest_of_whom"})
_ON_THE_CARD = frozenset({"above_highest"})
"""What every card points out by itself, whichever message made it so."""
_UNCLEAR = frozenset({"leftover", "unsure", "other_day"})
_FIGURE_READ_BACK = frozenset({"travel", "figure", "near_fever"})
"""What may be asked about a single figure for the class; answering about travel reads it back."""


def understood_at(desk: Desk, words: str) -> Understood:
    """The meaning of words for the class on the desk."""
    return understood_of(desk.visit, desk.round, words)


def understood_of(visit: Visit, round_: Round, words: str) -> Understood:
    """The meaning of words for the class of a round."""
    context = class_context(visit.tx, round_.unit, round_.day)
    limit = Temperature(round_.fever_threshold)
    return understand(words, replace(context, fever_threshold=limit), _LIKENESS)


def tell(desk: Desk, words: str, said: Understood) -> None:
    """Take up what was understood.

    A plain zero report counts at once. Everything else goes into the draft and is read back with
    what has to be asked, also where a teacher was told of beside the class; whoever must hear of it
    hears at once, submitted or not.
    """
    keys = {question.key for question in said.questions}
    if said.status is Status.NONE:
        small_talk(desk, said)
    elif said.correction and "other_day" in keys:
        _of_an_earlier_day(desk)
    elif "same" in keys and not said.pupils:
        _as_before(desk)
    elif "same" in keys and not desk.round.revision and desk.draft.is_empty:
        desk.rewrite(_said_last(desk) or NOTHING_SAID)
        _read_back(desk, words, said, keys)  # 同昨天，张三好了
    elif said.status is Status.ACCEPT and said.all_normal and not said.of_teachers:
        highest = None if said.class_max is None else said.class_max.hundredths
        all_normal(desk, seen=desk.round.revision, highest=highest)
    elif without_lessons(desk, words, said):
        pass
    elif _is_nothing(said, keys):
        desk.show(desk.so_far(_asked_first(desk, said)))
    else:
        _read_back(desk, words, said, keys)


def _is_nothing(said: Understood, keys: set[str]) -> bool:
    """Whether nothing was said that could be kept: words nobody knows, or of another class."""
    content = said.pupils or said.class_max or said.all_normal or said.rest_normal
    counted = said.present is not None or said.enrolled is not None or said.no_travel
    if content or counted:
        return False
    unclear = keys - _OF_THE_REST
    return "other_class" in keys or (bool(unclear) and unclear <= _UNCLEAR)


def _asked_first(desk: Desk, said: Understood) -> Text:
    """The question that tells most: what was not understood goes before what is still missing."""
    questions = [one for one in said.questions if one.key not in _OF_THE_REST]
    return Text.of(question_text(desk.visit.language, questions[0]))


def _read_back(desk: Desk, words: str, said: Understood, keys: set[str]) -> None:
    draft = desk.draft
    before = Told(draft.check_in, draft.unsettled)
    said = filled_in(before, said, desk.pupils, _threshold(desk))
    now = told(before, said, desk.pupils, _threshold(desk))
    unsettled = now.unsettled.asking(_asked_of_pupils(desk, now, said))
    doubted = {matter.raw for matter in unsettled.matters}
    rest_told = now.unsettled.rest_told or desk.round.revision > 0
    question = next(
        (one for one in said.questions if not _is_settled(one, doubted, rest_told)), None
    )
    who = None if question is None else _who(desk, question, said)
    step = step_of_all(unsettled)
    if not step or (who is not None and not step.startswith("all")):
        step = _step(question, who, words) or step
    if not step and unsettled.asked:
        step = step_of(unsettled.asked[-1])
    desk.rewrite(now.check_in, unsettled, step=step)
    highest = said.class_max
    beside = of_teachers(desk.cards, said)
    plain = desk.open is None and beside is None
    only_a_figure = not now.check_in.pupils and highest is not None and plain
    if only_a_figure and highest is not None and "travel" in keys and keys <= _FIGURE_READ_BACK:
        desk.asked(f"trip:{words}")
        desk.show(no_travel(desk.cards, now.check_in, highest))
        return
    nameless = the_one_to_name(desk)
    if nameless is not None and beside is None:
        desk.show(ask_whose(desk, nameless))
        return
    asked = _of_the_class(desk, said, doubted)
    desk.show(desk.review(prompt=asked.then(beside) if asked and beside else asked or beside,
                          brief=True))  # fmt: skip


def _is_settled(question: Question, doubted: set[str], rest_told: bool) -> bool:
    """Whether a question stands among what has to be settled, with buttons of its own, or was
    answered by an earlier message or by the answer that is corrected: the others are well.
    """
    if rest_told and question.key in _OF_THE_REST:
        return True
    return question.key in SETTLED or question.values.get("said") in doubted


def _asked_of_pupils(desk: Desk, now: Told, said: Understood) -> Iterator[StillAsked]:
    """What has to be asked about each pupil of whom something is kept."""
    threshold = desk.round.fever_threshold
    waiting = {matter.pupil_id for matter in now.unsettled.matters}
    for one in said.pupils:
        entry = None if one.pupil is None else now.check_in.pupils.get(one.pupil.id)
        if one.pupil is None or entry is None or not one.sure:
            continue
        place = "" if one.travel is None else one.travel.place
        # Where the pupil is comes after the temperature, where that is asked.
        warm = bool(_MEASURED & {*one.asks, *now.unsettled.keys_about(one.pupil.id)})
        nowhere = ("where_now",) if is_nowhere(entry, threshold) and not warm else ()
        for key in (*one.asks, *nowhere):
            if key in STAYING and not (key in _MEASURED and one.pupil.id in waiting):
                yield StillAsked(key=key, pupil_id=one.pupil.id, place=place, seen=entry)


def _of_the_class(desk: Desk, said: Understood, doubted: set[str]) -> Prompt | None:
    """What is asked of more than one pupil, and what was not understood. Whether the others are
    well stands on the button, where something else is asked.
    """
    asked, told_of = desk.draft.unsettled.asked, desk.draft.check_in.pupils
    rest_told = desk.draft.unsettled.rest_told or desk.round.revision > 0
    passed = {*_ON_THE_CARD, *(_OF_THE_REST if asked else ()), *(_OF_WHOM if told_of else ())}
    question = next(
        (
            one
            for one in said.questions
            if not _is_settled(one, doubted, rest_told)
            and one.key not in STAYING
            and one.key not in passed
        ),
        None,
    )
    shown = None if question is None else prompt(desk.cards, question, _who(desk, question, said))
    left = next((one for one in said.questions if one.key == "leftover"), None)
    if shown is None or left is None or left == question:
        return shown
    return shown.also(Text.of(question_text(desk.visit.language, left)))


def step_of_all(unsettled: Unsettled) -> str:
    """What typed words answer: the one pupil who is asked about, or all of whom the same is asked.
    Where different things are asked of several, words name the pupil.
    """
    matters, asked = unsettled.matters, unsettled.asked
    if unsettled.present is not None and not matters and not asked:
        return "heads:"
    if unsettled.present is not None or any(one.pupil_id is None for one in matters):
        return ""
    steps = [f"of:p{base36(one.pupil_id)}" for one in matters if one.pupil_id is not None]
    steps = steps or [step_of(one) for one in asked]
    if len(unsettled.asked_about) == 1:
        return steps[-1]
    only_named = not asked and all(one.doubt is Doubt.WHAT for one in matters)
    alike = not matters and len({one.key for one in asked}) == 1 and asked[0].key in _OF_SEVERAL
    return f"all:{steps[0].partition(':')[0]}" if steps and (only_named or alike) else ""


def step_of(asked: StillAsked) -> str:
    """What a typed reply to a question about one pupil is."""
    return f"{_OF_ONE.get(asked.key, 'of')}:p{base36(asked.pupil_id)}"


def _who(desk: Desk, question: Question, said: Understood) -> str | None:
    """The pupil a question is about, None where it is about the class or about nobody known."""
    about = next((one for one in said.pupils if _is_asked(one, question)), None)
    return None if about is None or about.pupil is None else desk.cards.who(about.pupil.id)


def _is_asked(said: PupilSaid, question: Question) -> bool:
    return said.pupil is not None and said.sure and question.key in said.asks


def _step(question: Question | None, who: str | None, words: str) -> str:
    if question is None:
        return ""
    if who is not None and question.key in _OF_ONE:
        return f"{_OF_ONE[question.key]}:{who}"
    return f"more:{words}" if question.key in _OF_THE_REST else ""


def _as_before(desk: Desk) -> None:
    """同昨天: what was said last comes as a draft to be looked over."""
    check_in = None if desk.round.revision else _said_last(desk)
    if check_in is None:
        desk.show(desk.so_far(text(desk.visit.language, "check_in.same_unknown")))
    elif check_in == NOTHING_SAID:
        desk.show(desk.question(text(desk.visit.language, "check_in.same_zero")))
    else:
        desk.rewrite(check_in)
        desk.show(desk.review(text(desk.visit.language, "check_in.same_filled"), brief=True))


def _said_last(desk: Desk) -> CheckIn | None:
    """What the class's last answer told; readings are not repeated, for they were yesterday's."""
    visit, round_ = desk.visit, desk.round
    last = visit.tx.rounds.last_before(round_.unit.id, round_.day)
    answer = None if last is None else visit.tx.answers.get(last[0], last[1])
    if answer is None:
        return None
    threshold, here = round_.fever_threshold, {pupil.id for pupil in desk.pupils}
    pupils = {
        key: _again(entry, threshold)
        for key, entry in answer.check_in.pupils.items()
        if key in here and entry.is_abnormal(threshold)
    }
    return CheckIn(pupils={key: entry for key, entry in pupils.items() if entry != Entry()})


def _again(entry: Entry, threshold: int) -> Entry:
    return entry.model_copy(
        update={
            "temperature": None,
            "said": None,
            "feverish": entry.has_fever(threshold),
            "travel": None,
        }
    )


def _of_an_earlier_day(desk: Desk) -> None:
    """昨天报错了: nothing of it belongs to today. The class's last answer before may be reopened;
    one that still takes answers is shown.
    """
    visit, round_ = desk.visit, desk.round
    last = visit.tx.rounds.latest_of_class(round_.unit.id, round_.day - timedelta(days=1))
    if last is None:
        day = day_name(visit.language, round_.day)
        words = text(visit.language, "check_in.earlier_day", unit=round_.unit.name, day=day)
        desk.show(desk.so_far(words))
    elif last.takes_answers_at(visit.at_ms):
        earlier = Desk(filing(visit, last.id))
        earlier.asked("")
        earlier.show(earlier.so_far())
    else:
        visit.reply(of_an_earlier_day(visit, last))


def _threshold(desk: Desk) -> Temperature:
    return Temperature(desk.round.fever_threshold)
