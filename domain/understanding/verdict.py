"""What has to happen with a teacher's words: accept, ask, alert, or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from domain.roster import Pupil
from domain.understanding.chatter import Chatter, Small, is_withdrawn, small_talk
from domain.understanding.context import ClassContext, Likeness
from domain.understanding.cutting.cutter import Cutter
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Roll
from domain.understanding.cutting.pieces import clauses_of
from domain.understanding.cutting.tokens import Token
from domain.understanding.heard import Claim, Heard, Snag
from domain.understanding.listening import listen
from domain.understanding.settling.asked import Asked, Asking
from domain.understanding.settling.teachers import told_of_teachers
from domain.understanding.settling.told import said_of
from domain.understanding.settling.weighing import Weighing
from domain.understanding.understood import PupilSaid, Question, Status, Understood
from domain.understanding.wording.of_teachers import teachers_apart, without_stand_ins
from domain.understanding.wording.plainer import in_plainer_words
from domain.understanding.wording.until import LeaveEnd, cut_ends, with_ends
from domain.understanding.writing import written

LONGEST = 1200
"""Characters of a message that are read; a longer one is asked to be sent in parts."""
MOST_PIECES = 480
"""Pieces that are read: a line of eight for each of sixty pupils."""
CLASSES = 64
"""Classes whose names are kept ready."""
_NOT_SO = frozenset({Snag.NOT_NORMAL, Snag.PARTLY, Snag.UNSURE, Snag.OTHER_CLASS})
"""After these nobody is called normal."""
_COUNTED = frozenset({Kind.COUNT, Kind.SOMEBODY})
_SAYS_SOMETHING = frozenset({Kind.UNKNOWN, Kind.NOT})
_NO_PUPILS = frozenset({Kind.TOPIC, Kind.RELATIVE, Kind.OTHER_CLASS, Kind.ASKING, Kind.MARK})
"""Two parents asked, two kids forgot their books: nobody is told to be ill."""
_BESIDE_ALL = frozenset({"near_fever", "own_fever", "yourself"})
"""Questions that leave the whole class normal."""


def understand(text: str, class_: ClassContext, likeness: Likeness) -> Understood:
    """Read what a teacher typed about a class on a day. Pure, and never raises.

    What the grammar does not cover wholly is never accepted: any leftover is asked about.
    """
    if len(text) > LONGEST:
        return Understood(text, Status.ASK, questions=(Question("too_long"),))
    roll = _roll_of(tuple(class_.pupils), likeness)
    spelt = written(text).strip()
    if is_withdrawn(spelt):
        return Understood(text, Status.NONE, chatter=Chatter.WITHDRAWN)
    plain, ends = cut_ends(spelt, class_)
    told, stand_in = without_stand_ins(plain)
    tokens = Cutter(class_, roll).cut(in_plainer_words(teachers_apart(told), class_))
    if len(tokens) > MOST_PIECES:
        return Understood(text, Status.ASK, questions=(Question("too_long"),))
    heard = listen(tokens, class_, roll)
    heard.stand_in = stand_in
    small = _no_answer(plain, tokens, heard)
    if small is not None:
        return Understood(
            text,
            Status.NONE,
            chatter=small.chatter,
            teacher=small.teacher,
            asked_of=small.pupil,
        )
    return _verdict(text, class_, heard, ends)


@lru_cache(maxsize=CLASSES)
def _roll_of(pupils: tuple[Pupil, ...], likeness: Likeness) -> Roll:
    """The names of a class, made ready once for as long as the class stays as it is."""
    return Roll(pupils, likeness)


def _verdict(raw: str, class_: ClassContext, heard: Heard, ends: Sequence[LeaveEnd]) -> Understood:
    weighing = Weighing(class_, heard)
    asked = Asking(class_, heard, weighing).all()
    questions = tuple(one.question for one in asked)
    exceptions = bool(heard.about) or Claim.UNMEASURED in heard.claims or weighing.rest_of_whom
    exceptions = exceptions or weighing.others_than_the_missing
    rest = Claim.REST_NORMAL in heard.claims and Snag.OTHER_DAY not in heard.snags
    mended = Snag.WRONG not in heard.snags or weighing.given_anew or rest
    not_so = _NOT_SO - {Snag.NOT_NORMAL} if weighing.wrong_was_told else _NOT_SO
    told = not heard.snags & not_so and mended and weighing.complete
    normal = told and not weighing.class_fever
    whole = normal and not exceptions and all(one.key in _BESIDE_ALL for one in questions)
    return Understood(
        raw=raw,
        status=_status(questions, alarming=weighing.alarming),
        all_normal=whole,
        rest_normal=normal and exceptions and Claim.UNMEASURED not in heard.claims,
        class_max=weighing.highest,
        enrolled=heard.enrolled,
        present=heard.present,
        no_travel=Claim.NO_TRAVEL in heard.claims,
        unmeasured=Claim.UNMEASURED in heard.claims,
        correction=Snag.WRONG in heard.snags,
        pupils=with_ends(_pupils(class_, heard, asked), ends),
        questions=questions,
        teacher=heard.stand_in,
        of_teachers=told_of_teachers(heard, weighing),
    )


def _status(questions: Sequence[Question], *, alarming: bool) -> Status:
    if alarming:
        return Status.ALERT
    return Status.ASK if questions else Status.ACCEPT


def _no_answer(plain: str, tokens: Sequence[Token], heard: Heard) -> Small | None:
    """What was said that answers nothing; None where an answer was given. A hand-over with nothing
    told beside it is no answer either.
    """
    answers = _is_answer(heard)
    if (answers and _tells(heard)) or (not answers and _may_be_of_pupils(tokens, heard)):
        return None
    small = small_talk(plain, tokens)
    return small if not answers or small.chatter is Chatter.HAND_OVER else None


def _may_be_of_pupils(tokens: Sequence[Token], heard: Heard) -> bool:
    """Two kids feel funny: pupils who were counted, and words nobody knows are said of them; so
    with two pupils who are not themselves.
    """
    if heard.snags & {Snag.ASKING, Snag.WAIT, Snag.SELF} or not heard.leftover:
        return False
    for clause in clauses_of(tokens):
        kinds = [one.kind for one in clause]
        counted = next((n for n, kind in enumerate(kinds) if kind in _COUNTED), None)
        beside = any(kind in _NO_PUPILS for kind in kinds)
        if counted is not None and not beside and _SAYS_SOMETHING & set(kinds[counted:]):
            return True
    return False


def _is_answer(heard: Heard) -> bool:
    """Whether anything was said that an answer can hold."""
    of_class = heard.claims or heard.figures or heard.normal_heads
    wrong = Snag.NOT_NORMAL in heard.snags
    if Snag.SELF in heard.snags and not (heard.about or of_class or wrong):
        return False
    if _is_no_figure(heard):
        return False
    unmeasured = heard.claims <= {Claim.UNMEASURED} and not heard.broken
    if Snag.WAIT in heard.snags and unmeasured and not heard.figures:
        # 还没量，一会儿报; 稍等，还有两个没量
        return any(one.who is not None or not one.only_unmeasured for one in heard.about)
    return bool(
        any(not about.says_nothing or about.who is not None for about in heard.about)
        or heard.claims
        or (heard.told and Snag.ASKING not in heard.snags)
        or heard.class_figures
        or heard.rest_figures
        or heard.enrolled is not None
        or heard.present is not None
        or heard.normal_heads
        or heard.snags & {Snag.NOT_NORMAL, Snag.SAME, Snag.CLASS_AWAY, Snag.WRONG}
    )


def _tells(heard: Heard) -> bool:
    """Whether anything was told beside a hand-over: 今明两天由赵婷老师代班 tells nothing."""
    known = any(about.who is not None and about.who.candidates for about in heard.about)
    ill = any(
        about.symptoms or about.feverish or about.figures or about.vague or about.hot
        for about in heard.about
    )
    of_all = heard.claims or heard.class_figures or heard.normal_heads
    return known or ill or bool(of_all or heard.snags & {Snag.NOT_NORMAL})


def _is_no_figure(heard: Heard) -> bool:
    """666: three digits and more that can be no temperature at all, and nothing else."""
    figures = heard.figures
    senseless = bool(figures) and all(
        one.whole is not None and one.whole > 430 and one.temperature is None and not one.candidates
        for one in figures
    )
    return senseless and not (heard.about or heard.claims or heard.leftover)


def _pupils(class_: ClassContext, heard: Heard, asked: Sequence[Asked]) -> tuple[PupilSaid, ...]:
    said: list[PupilSaid] = []
    keys = _keys(asked)
    for about in heard.about:
        one = said_of(about, keys.get(id(about), ()))
        said.extend([one] * min(about.times, class_.enrolled or 1))
    if Claim.UNMEASURED in heard.claims:
        named = {one.pupil.id for one in said if one.pupil is not None}
        said.extend(
            PupilSaid(pupil, pupil.name, (pupil,), unmeasured=True)
            for pupil in class_.pupils
            if pupil.id not in named and pupil.away is None
        )
    return tuple(said)


def _keys(asked: Sequence[Asked]) -> dict[int, tuple[str, ...]]:
    """What is asked of each pupil, by the ``id`` of what was said of the pupil."""
    keys: dict[int, list[str]] = {}
    for one in asked:
        keys.setdefault(id(one.about), []).append(one.question.key)
    return {about: tuple(dict.fromkeys(several)) for about, several in keys.items()}
