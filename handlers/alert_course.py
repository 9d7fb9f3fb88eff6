"""The course of the alerts of one answer: raised, grown, more or less urgent, kept or let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.alert import (
    Alert,
    AlertKind,
    Ending,
    Happened,
    Standing,
    Urgency,
    Who,
    by_who,
    nobody_yet,
    urgency_of,
)
from domain.check_in import Finding, findings_of
from domain.errors import ChenjianError
from domain.filing import alarming
from domain.unit_settings import UnitSettings
from handlers.alert_keepers import Keeper, keepers, says_no_more, told_before
from handlers.report_clock import run_report_clock
from handlers.visit import Visit
from handlers.watching import Watching
from storage.alerts import NewAlert
from storage.chats import Chat
from storage.hearers import first_hearers
from storage.rounds import Round

Said = Mapping[Who, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Words:
    """What was said now, of whom nobody had said anything (``news``), and of whom it says something
    else than before. ``many`` where one sentence counts as many as a cluster has.
    """

    said: Said
    news: Sequence[Who]
    changed: frozenset[Who]
    standing: Standing
    many: bool = False


@dataclass(frozen=True)
class Course:
    """The alerts of one round after something was said; ``round`` is as it was before."""

    visit: Visit
    round: Round

    @cached_property
    def settings(self) -> UnitSettings:
        """What is set for the class; what contradicts itself keeps nobody from being told."""
        try:
            return UnitSettings.resolve(self.visit.tx.settings.chain(self.round.unit.id))
        except ChenjianError:
            return UnitSettings.resolve([])

    @cached_property
    def watching(self) -> Watching:
        """What raises an alert in this class."""
        return Watching(self.visit, self.round, self.settings)

    @cached_property
    def answered(self) -> Sequence[Finding]:
        """What the answer says that counted until now."""
        answer = self.visit.tx.answers.latest(self.round)
        return () if answer is None else findings_of(answer.check_in, self.round.fever_threshold)

    @cached_property
    def keepers(self) -> Mapping[Who, Keeper]:
        """By whom each is followed since the class's last answer."""
        return keepers(self.visit, self.round)

    @cached_property
    def told_before(self) -> Said:
        """What the class's last answer before told of those who are open still."""
        return told_before(self.visit, self.round)

    def waits_for_the_answer(self, who: Who, drafted: Sequence[Finding]) -> bool:
        """Whether a draft says of a pupil whom nobody took over no more than the day before: the
        submitted answer tells of all of these at once.
        """
        before = self.told_before.get(who, ())
        high = self.settings.high_fever.hundredths
        return who not in self.keepers and says_no_more(drafted, before, high)

    def drafted(self) -> Said:
        """What drafts say that no answer has said, and somebody has to hear of."""
        tx, threshold = self.visit.tx, self.round.fever_threshold
        found: list[Finding] = []
        for draft in tx.drafts.of_round(self.round.id):
            if draft.told:
                found += findings_of(draft.check_in, threshold)
                found += nobody_yet(draft.unsettled.findings(threshold), draft.person_id)
        news = [finding for finding in found if finding not in self.answered]
        return by_who(self.watching.loud(alarming(news)))

    def many_at_once(self) -> bool:
        """3人发烧: as many as make a cluster, before anybody has named them; three journeys make
        none.
        """
        threshold = self.round.fever_threshold
        return any(
            matter.times >= self.settings.clusters.day_count and matter.is_illness(threshold)
            for draft in self.visit.tx.drafts.of_round(self.round.id)
            if draft.told
            for matter in draft.unsettled.matters
        )

    def follow(self, told: Sequence[Alert], words: Words) -> None:
        """Every alert of the round follows what was said; who was not in one before joins the one
        of this revision. Whoever followed somebody the day before goes on with them.
        """
        shares = self._shares(words)
        for alert in told:
            keeper = alert.owner if alert.is_kept else None
            of_now = alert.base == self.round.revision
            self._follow(alert, words, shares.pop(keeper, ()) if of_now else ())
        for keeper, whom in shares.items():
            self._raise(words, whom, keeper)
        self._run_report_clocks(words)

    def _run_report_clocks(self, words: Words) -> None:
        """A notifiable disease has to be reported; where one is named or taken back, that shows."""
        alerts, now_ms = self.visit.tx.alerts, self.visit.now_ms
        for alert in alerts.of_round(self.round.id):
            if run_report_clock(self.visit.tx, alert, words.said, self.settings, now_ms):
                self._open_or_close(self._alert(alert.id), words.standing)
                alerts.change(alert.id, now_ms)

    def _shares(self, words: Words) -> dict[int | None, list[Who]]:
        """Those of whom nobody had said anything, by who goes on with them; None is nobody."""
        shares: dict[int | None, list[Who]] = {}
        for who in words.news:
            shares.setdefault(self._keeper(who, words), []).append(who)
        return shares

    def _keeper(self, who: Who, words: Words) -> int | None:
        keeper = None if words.many else self.keepers.get(who)
        if keeper is None or not keeper.goes_on_at(self._urgency(words, [who])):
            return None
        return keeper.chat.person_id

    # -- an alert that is there already ----------------------------------------------------------

    def _follow(self, was: Alert, words: Words, news: Sequence[Who]) -> None:
        alerts, now_ms = self.visit.tx.alerts, self.visit.now_ms
        if news:
            alerts.join(was.id, news, words.standing, now_ms)
        again = self._said_again(was, words)
        alert = self._alert(was.id)
        urgency = self._urgency_by_now(alert, words)
        told_else = words.changed & {one.who for one in alert.standing}
        if alert.people == was.people and not told_else and urgency is alert.urgency:
            return
        self._open_or_close(alert, words.standing)
        over = words.standing is Standing.DRAFT and not self._alert(alert.id).is_open
        # What is dealt with takes no turn by words that nobody has submitted.
        turn = None if over else self._turn(alert, urgency)
        self._pass_on(alert.id, words, turn)
        had, alert = alerts.change(alert.id, now_ms), self._alert(alert.id)
        more = len(alert.standing) > len(was.standing) and not alert.is_kept
        lead = "lead_more" if was.standing else ""  # 放弃 has left nothing to add to.
        confirmed = words.standing is Standing.SAID and was.is_draft and not alert.is_kept
        hearers = self._hearers_of(alert)
        if again:
            self._tell(alert.id, hearers, lead="lead_again")
        elif turn is Happened.WORSE:
            self._tell(alert.id, hearers, lead="lead_worse")
        elif more:
            self._tell(alert.id, hearers, lead=lead)
        elif confirmed:
            self._tell(alert.id, [one for one in hearers if one.id not in had])
        elif was.is_open and not alert.standing and words.standing is Standing.SAID:
            self._tell(alert.id, self._owner_of(was), lead="lead_withdrawn")

    def _owner_of(self, alert: Alert) -> list[Chat]:
        """Whoever is at it, and may be on the way to a pupil who is well."""
        at_it = alert.owner is not None and not alert.is_kept
        chat = self.visit.tx.chats.of_person(alert.owner) if at_it and alert.owner else None
        return [] if chat is None else [chat]

    def _said_again(self, alert: Alert, words: Words) -> bool:
        """复测正常 or 误报 holds until an answer says something else of the pupil: then somebody
        has to look again. Gives whether it was so.
        """
        found = [
            one
            for one in alert.standing
            if one.who in words.changed and one.outcome is not None and one.outcome.was_nothing
        ]
        if words.standing is Standing.DRAFT or not found:
            return False
        for one in found:
            self.visit.tx.alerts.set_outcome(one, None)
        return True

    def _open_or_close(self, alert: Alert, standing: Standing) -> None:
        """Taken back by all is an end; somebody to act for opens it again, for whoever presses."""
        alerts, now_ms = self.visit.tx.alerts, self.visit.now_ms
        to_do = alert.to_do
        if alert.is_open and not to_do:
            ending = Ending.HANDLED
            if not alert.standing:
                drafts = standing is Standing.DRAFT
                ending = Ending.CANCELLED if drafts else Ending.WITHDRAWN
            alerts.close(alert.id, ending, now_ms)
        elif not alert.is_open and to_do:
            alerts.reopen(alert.id, now_ms, self._next_ms(alert.urgency))

    def _pass_on(self, alert_id: int, words: Words, turn: Happened | None) -> None:
        """What goes on from the day before is everybody's again where it has become worse, and goes
        on where it has not after all and nobody has taken it over meanwhile.
        """
        alerts, alert, now_ms = self.visit.tx.alerts, self._alert(alert_id), self.visit.now_ms
        if turn is Happened.WORSE and alert.is_kept:
            alerts.release(alert_id, now_ms)
            alerts.set_next(alert_id, self._next_ms(alert.urgency))
        elif turn is Happened.MILDER and alert.waits and alert.first_owned_ms is None:
            former = {self._keeper(one.who, words) for one in alert.standing}
            keeper = former.pop() if len(former) == 1 else None
            if keeper is not None:
                alerts.keep(alert_id, keeper, now_ms)

    def _turn(self, alert: Alert, urgency: Urgency) -> Happened | None:
        """It is as urgent as what is said of its people by now; gives which turn it took."""
        if urgency is alert.urgency:
            return None
        turn = Happened.WORSE if urgency is Urgency.HIGH else Happened.MILDER
        self.visit.tx.alerts.set_urgency(alert.id, urgency)
        self.visit.tx.alerts.happened(alert.id, turn, self.visit.now_ms, by=self.visit.person_id)
        return turn

    def _urgency_by_now(self, alert: Alert, words: Words) -> Urgency:
        """What was urgent for how many they are stays so while they are as many."""
        whom = [one.who for one in alert.standing]
        if not whom or len(whom) >= self.settings.clusters.day_count:
            return max(alert.urgency, self._urgency(words, whom), key=list(Urgency).index)
        return self._urgency(words, whom)

    # -- a new one -------------------------------------------------------------------------------

    def _raise(self, words: Words, whom: Sequence[Who], keeper: int | None) -> None:
        """Told to everybody who hears of alerts, or without a sound to who goes on with them."""
        visit, round_, alerts = self.visit, self.round, self.visit.tx.alerts
        urgency = self._urgency(words, whom)
        alert_id = alerts.raise_(
            NewAlert(
                kind=AlertKind.FINDING,
                day=round_.day,
                school_id=round_.school_id,
                unit_id=round_.unit.id,
                urgency=urgency,
                said_ms=visit.at_ms,
                round_id=round_.id,
                base=round_.revision,
            )
        )
        alerts.join(alert_id, whom, words.standing, visit.now_ms)
        chat = None if keeper is None else visit.tx.chats.of_person(keeper)
        if keeper is not None and chat is not None:
            alerts.keep(alert_id, keeper, visit.now_ms)
            alerts.tell(alert_id, [chat.id], visit.now_ms, silent=True)
        else:
            alerts.set_next(alert_id, self._next_ms(urgency))
            self._tell(alert_id, self._hearers(words.standing))

    def _urgency(self, words: Words, whom: Sequence[Who]) -> Urgency:
        if words.many:
            return Urgency.HIGH
        findings = [finding for who in whom for finding in words.said.get(who, ())]
        if self.watching.was_there(findings):
            return Urgency.HIGH
        return urgency_of(findings, self.settings.high_fever.hundredths)

    def _alert(self, alert_id: int) -> Alert:
        alert = self.visit.tx.alerts.get(alert_id)
        assert alert is not None, "alerts are never deleted here"  # noqa: S101
        return alert

    def _next_ms(self, urgency: Urgency) -> int | None:
        """When the ladder goes on, counted from when it may be told."""
        rungs = self.settings.alerts.rungs
        return self._told_from(urgency) + rungs[0].after_ms if rungs else None

    def _told_from(self, urgency: Urgency) -> int:
        if urgency is Urgency.HIGH:
            return self.visit.now_ms
        return self.settings.alerts.told_from(self.visit.now_ms, self.visit.zone)

    def _hearers_of(self, alert: Alert) -> list[Chat]:
        """Who hears of an alert as it stands; nobody of one that was taken back."""
        stage = Standing.DRAFT if alert.is_draft else Standing.SAID
        return self._hearers(stage) if alert.standing else []

    def _hearers(self, standing: Standing) -> list[Chat]:
        return first_hearers(
            self.visit.tx,
            self.round.unit.id,
            self.visit.day,
            self.settings.alerts,
            draft=standing is Standing.DRAFT,
        )

    def _tell(self, alert_id: int, chats: Sequence[Chat], lead: str = "") -> None:
        if not chats:
            return
        alerts, now_ms = self.visit.tx.alerts, self.visit.now_ms
        not_before_ms = self._told_from(self._alert(alert_id).urgency)
        alerts.tell(
            alert_id,
            [chat.id for chat in chats],
            now_ms,
            not_before_ms=not_before_ms if not_before_ms > now_ms else 0,
            lead=lead,
        )
