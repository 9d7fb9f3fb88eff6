"""Filing: one person answering one round, from the right to do so to the receipt."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from domain.check_in import NOTHING_SAID, CheckIn, Finding, findings_of
from domain.class_day import unspoken, with_returned
from domain.class_figures import figures_of, zero_figures
from domain.day_plan import is_late
from domain.errors import NotOwedToday, NotYours, Outdated, RoundLocked, StillOpen
from domain.filing import alarming, emptied, forgotten, left_out, may_file
from domain.note import Edit, Note, Wanted
from domain.roster import Role
from domain.unsettled import Matter
from handlers import leaves
from handlers.alarms import alarm_after_answer
from handlers.nudging import notice
from handlers.visit import Visit
from storage.answers import Answer
from storage.class_day import open_pupils
from storage.drafts import Draft
from storage.outbox import Question
from storage.rounds import Round


class Filing(Struct, frozen=True):
    """A round somebody may answer now, and by which role."""

    visit: Visit
    round: Round
    role: Role


def filing(visit: Visit, round_id: int) -> Filing:
    """The round, if this person may answer for its class at this moment.

    Raises NotYours (a round that is not there is nobody's), RoundLocked, NotOwedToday.
    """
    found = visit.tx.rounds.with_roles(round_id, visit.person_id, visit.day)
    if found is None:
        raise NotYours
    round_, roles = found
    role = may_file(roles)
    if role is None:
        raise NotYours
    if round_.state == "not_required":
        raise NotOwedToday(unit=round_.unit.name, day=round_.day)
    if not round_.takes_answers_at(visit.at_ms):
        raise RoundLocked(round_.id, unit=round_.unit.name, day=round_.day)
    return Filing(visit, round_, role)


class Kept(Struct, frozen=True):
    """An answer was recorded as this revision."""

    revision: int


class Same(Struct, frozen=True):
    """Exactly this was said before: two identical answers are one."""

    answer: Answer


class WouldLose(Struct, frozen=True):
    """Something that was said before would be gone; ask first. ``drafted`` where somebody else
    has said it and not submitted it; ``matters`` could not be counted yet even there.
    """

    before: CheckIn
    drafted: bool = False
    matters: tuple[Matter, ...] = ()


def submit(
    filing_: Filing,
    check_in: CheckIn,
    drafts: Sequence[Draft],
    *,
    seen: int,
    sure: bool = False,
) -> Kept | Same | WouldLose:
    """Record an answer, or say why it is not recorded yet.

    ``drafts`` are all that stand for the round: the answer takes their place. ``seen`` is the
    revision the person saw, ``sure`` says that what would be lost was shown.
    Raises StillOpen, Outdated.
    """
    visit, round_ = filing_.visit, filing_.round
    check_in = round_.mode.settled(check_in)
    waiting = unspoken(open_pupils(visit.tx, round_), check_in)
    if any(one.bars for one in waiting):
        raise StillOpen
    if not round_.mode.at_home:
        check_in = with_returned(check_in, waiting)
    said = check_in.without_nothing(round_.fever_threshold)
    before = visit.tx.answers.latest(round_)
    if before is not None and before.check_in == said:
        return Same(before)
    if seen != round_.revision:
        raise Outdated
    lost = None if sure else _lost(filing_, check_in, before, drafts)
    return lost or Kept(_record(filing_, said, before, drafts))


def _lost(
    filing_: Filing, check_in: CheckIn, before: Answer | None, drafts: Sequence[Draft]
) -> WouldLose | None:
    """What would be gone unasked: an abnormal answer wiped by a zero report, what the answer that
    counts told and this one does not mention, or what another person has said and not submitted.
    """
    threshold = filing_.round.fever_threshold
    if before is not None:
        lost = left_out(before.check_in, check_in, threshold)
        if not check_in.abnormal_people(threshold):
            wiped = emptied(before.check_in, check_in, threshold)
            lost = lost.model_copy(
                update={"pupils": wiped.pupils | lost.pupils, "staff": wiped.staff | lost.staff}
            )
        if lost != NOTHING_SAID:
            return WouldLose(lost)
    mine = filing_.visit.person_id
    return _lost_of_others(
        [draft for draft in drafts if draft.person_id != mine], check_in, threshold
    )


def _lost_of_others(drafts: Sequence[Draft], check_in: CheckIn, threshold: int) -> WouldLose | None:
    """What others have said and not submitted, and this answer does not tell."""
    lost = NOTHING_SAID
    for draft in drafts:
        more = forgotten(draft.check_in, check_in, threshold) if draft.abnormal else NOTHING_SAID
        lost = CheckIn(pupils=lost.pupils | more.pupils, staff=lost.staff | more.staff)
    matters = tuple(
        matter for draft in drafts for matter in draft.unsettled.untold(check_in, threshold)
    )
    if lost == NOTHING_SAID and not matters:
        return None
    return WouldLose(lost, drafted=True, matters=matters)


def _record(
    filing_: Filing, check_in: CheckIn, before: Answer | None, drafts: Sequence[Draft]
) -> int:
    visit, round_, tx = filing_.visit, filing_.round, filing_.visit.tx
    said_before = None if before is None else before.check_in
    leaves.take_back(tx, round_, said_before)
    findings = findings_of(check_in, round_.fever_threshold)
    if check_in.pupils or findings:
        pupils = tx.roster.pupils_of(round_.unit.id, round_.day)
        figures = figures_of(check_in, pupils, round_.fever_threshold)
    else:
        count = tx.roster.head_count(round_.unit.id, round_.day)
        figures = zero_figures(count)
    for_person = _answered_for(filing_)
    uncertain = _time_uncertain(visit, round_)
    revision = tx.answers.record(
        round_,
        check_in,
        figures,
        findings,
        by=visit.person_id,
        for_=for_person,
        at_ms=visit.at_ms,
        recorded_ms=visit.now_ms,
        late=not uncertain and is_late(visit.at_ms, round_.cut_off_ms),
        time_uncertain=uncertain,
    )
    leaves.keep(tx, round_, check_in)
    if drafts:
        tx.drafts.drop_round(round_.id)
    notice(visit, round_, filing_.role, check_in, zero=figures.zero)
    say_receipts(filing_, revision)
    leaves.tell_gone(visit, round_, said_before, check_in)
    alarm_after_answer(
        visit,
        round_,
        alarming(findings),
        () if before is None else alarming(tx.answers.findings(round_.id, before.revision)),
        [finding for draft in drafts if draft.told for finding in _told(draft, round_)],
    )
    if for_person is not None:
        _tell(filing_, for_person)
    return revision


def _told(draft: Draft, round_: Round) -> Sequence[Finding]:
    threshold = round_.fever_threshold
    return alarming(findings_of(draft.check_in, threshold)) + draft.unsettled.findings(threshold)


def _time_uncertain(visit: Visit, round_: Round) -> bool:
    """A press bears no time of its own: where it may have been made before the cut-off, while
    nobody was there to store it, it counts as on time and says so.
    """
    away = visit.away_since_ms
    if away is None or round_.is_reopened_at(visit.at_ms):
        return False
    return away < round_.cut_off_ms <= visit.at_ms


def _answered_for(filing_: Filing) -> int | None:
    """Whom this answer was given for, where it was somebody else's to give."""
    if filing_.role is Role.HEAD_TEACHER:
        return None
    visit, round_ = filing_.visit, filing_.round
    asked = [m.person.id for m in visit.tx.roster.reporters(round_.unit.id, round_.day)]
    if filing_.role is Role.SUBSTITUTE and visit.person_id in asked:
        members = visit.tx.roster.members(round_.unit.id, round_.day)
        asked = [m.person.id for m in members if m.role is Role.HEAD_TEACHER]
    return asked[0] if asked and visit.person_id not in asked else None


def _tell(filing_: Filing, person_id: int) -> None:
    """The teacher hears that somebody else has filed, unless that was arranged beforehand."""
    if filing_.role is Role.SUBSTITUTE:
        return
    visit, round_ = filing_.visit, filing_.round
    chat = visit.tx.chats.of_person(person_id)
    if chat is None:
        return
    note = Note(
        kind="news",
        subject=f"filed/{round_.id}/{round_.revision + 1}",
        chat_id=chat.id,
        say=Wanted("filed", {"round": round_.id, "by": visit.person_id}),
    )
    visit.tx.outbox.put(note, visit.now_ms)


def say_receipts(filing_: Filing, revision: int) -> None:
    """Every open copy of the question becomes the receipt; what waits to ask is not sent.

    Typed words get a receipt below them as well, so that "did it go through?" needs no scrolling.
    """
    visit, round_ = filing_.visit, filing_.round
    outbox = visit.tx.outbox
    want = Wanted("receipt", {"round": round_.id})
    pressed = visit.message if visit.toast is not None else None
    copies = outbox.questions_of(round_.id)
    if pressed is not None and _settles(copies, visit.chat.id, pressed):
        outbox.settle_unknown(visit.chat.id, round_.id, pressed)
        copies = outbox.questions_of(round_.id)
    shown = [copy for copy in copies if copy.state != "pending"]
    if len(shown) < len(copies):
        outbox.outdate_questions(round_.id)
    here = visit.chat.id
    mine = [copy for copy in shown if copy.reference == pressed and copy.chat_id == here]
    if pressed is not None and not mine:
        _receipt(visit, round_.id, revision, visit.chat.id, Edit(reference=pressed), want)
    elif pressed is None and visit.toast is None:
        visit.reply(want, kind="receipt", round_id=round_.id)
    # What was pressed is looked at now, so it changes first.
    for copy in sorted(shown, key=lambda copy: copy not in mine):
        edit = Edit(note_id=copy.note_id)
        _receipt(visit, round_.id, revision, copy.chat_id, edit, want)


def _settles(copies: Sequence[Question], chat_id: int, pressed: str) -> bool:
    """Whether a press shows that a copy whose sending was cut short has arrived after all."""
    doubt = [copy for copy in copies if copy.in_doubt and copy.chat_id == chat_id]
    return bool(doubt) and all(
        copy.reference != pressed for copy in copies if copy.chat_id == chat_id
    )


def _receipt(
    visit: Visit, round_id: int, revision: int, chat_id: int, edit: Edit, want: Wanted
) -> None:
    target = edit.note_id if edit.note_id is not None else f"m{edit.reference}"
    note = Note(
        kind="receipt",
        subject=f"{round_id}/{target}",
        chat_id=chat_id,
        say=want,
        version=revision,
        edit=edit,
        round_id=round_id,
    )
    visit.tx.outbox.put(note, visit.now_ms)
