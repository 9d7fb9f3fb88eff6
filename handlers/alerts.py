"""The buttons under an alert: who takes it over, what became of it, notes and photos."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.alert import Alert, AlertKind, AlertPerson, Ending, Happened, Outcome
from domain.alert_rules import MINUTE_MS
from domain.case import may_direct, roles_about
from domain.choice import Choice, UnreadableChoice, from36
from domain.errors import NotYours
from domain.message import Message
from domain.note import Wanted
from domain.unit_settings import UnitSettings
from handlers.alert_news import show_everywhere, tell_former_owner, tell_teacher
from handlers.alert_press import (
    Press,
    ended,
    is_card,
    may_act,
    owns_under,
    refuse,
    show_again,
    taken,
)
from handlers.visit import Visit
from views.alert_buttons import (
    EVERYBODY,
    FILED,
    FINISH,
    NOTE,
    OUTCOME,
    PHOTO,
    SHOW,
    STOP,
    TAKE,
    TAKE_OVER,
    WHOM,
    WORDING,
    note_asked,
    reference_asked,
    which_card,
    whom_card,
)
from views.alert_report import report_wording
from views.alert_times import time_today
from views.words import say, text

ASKED_MS = 10 * MINUTE_MS
"""How long words or a photo are taken as the note that was asked for. Ours."""


def press(visit: Visit, choice: Choice) -> None:
    """A button of an alert. Raises NotYours (an alert that is not there is nobody's),
    UnreadableChoice.
    """
    alert = visit.tx.alerts.get(choice.subject)
    if alert is None or not owns_under(visit, alert.unit_id):
        raise NotYours
    _PRESSES[choice.action](Press(visit, alert), choice.argument)


def take(press: Press, argument: str) -> None:
    """我来处理: the first to press owns it; every copy of the message says who."""
    visit, alert = press.visit, press.alert
    if not alert.is_open:
        ended(press)
    elif press.mine:
        visit.toasted(say(visit.language, "alert.toast_already_yours"))
        show_again(press)
    elif visit.tx.alerts.claim(alert.id, visit.person_id, visit.now_ms, _remind_ms(press)):
        visit.tx.alerts.happened(alert.id, Happened.OWNED, visit.now_ms, by=visit.person_id)
        theirs = _take_their_alerts(press)
        key = "alert_told.toast_yours_too" if theirs else "alert.toast_yours"
        visit.toasted(say(visit.language, key, count=theirs))
        show_everywhere(visit, alert)
        if not is_card(press):
            visit.tx.alerts.tell(alert.id, [visit.chat.id], visit.now_ms)
        if alert.kind is AlertKind.CLUSTER:
            wording(press, "")
    else:
        taken(press)


def _take_their_alerts(press: Press) -> int:
    """Whoever takes a cluster over is at its pupils: what nobody owns and is about nobody else is
    theirs as well. Gives how many alerts.
    """
    visit, cluster, taken = press.visit, press.alert, 0
    if cluster.kind is not AlertKind.CLUSTER:
        return 0
    whom = {one.who for one in cluster.standing}
    for alert in visit.tx.alerts.open_in_school(cluster.school_id):
        about_them = {one.who for one in alert.standing} <= whom
        if alert.waits and about_them and alert.standing and owns_under(visit, alert.unit_id):
            visit.tx.alerts.claim(alert.id, visit.person_id, visit.now_ms, _remind_ms(press))
            visit.tx.alerts.happened(alert.id, Happened.OWNED, visit.now_ms, by=visit.person_id)
            show_everywhere(visit, alert)
            taken += 1
    return taken


def take_over(press: Press, argument: str) -> None:
    """改由我处理: whoever had it is told."""
    visit, alert, alerts = press.visit, press.alert, press.visit.tx.alerts
    if alert.owner is None or press.mine or not alert.is_open:
        take(press, argument)
        return
    alerts.take_over(alert.id, visit.person_id, visit.now_ms)
    alerts.happened(alert.id, Happened.TOOK_OVER, visit.now_ms, by=visit.person_id)
    visit.toasted(say(visit.language, "alert.toast_taken_over"))
    show_everywhere(visit, alert)
    tell_former_owner(visit, alert, alert.owner)


def whom(press: Press, argument: str) -> None:
    """Of whom is the outcome? Nothing named asks which of them."""
    visit, facts = press.visit, press.facts()
    if not may_act(press):
        return
    if not argument and len(facts.standing) > 1:
        _put(visit, which_card(visit.language, facts))
        return
    about = _about(facts.alert, argument)
    people = [one for one in facts.people if one.about in about]
    theirs = may_direct(roles_about(visit.roles_over(facts.alert.unit_id), staff=True))
    _put(visit, whom_card(visit.language, facts, people, argument, theirs))


def outcome(press: Press, argument: str) -> None:
    """What became of somebody, or of all: kept, shown on every copy, told to the teacher."""
    visit, alert, alerts = press.visit, press.alert, press.visit.tx.alerts
    whom_, _, value = argument.partition(".")
    if value not in list(Outcome):
        raise UnreadableChoice
    if not may_act(press):
        return
    done = Outcome(value)
    about = [one for one in _about(alert, whom_) if one.outcome is not done]
    for one in about:
        alerts.set_outcome(one, done)
        alerts.happened(
            alert.id, Happened.OUTCOME, visit.now_ms, by=visit.person_id, about=one.id, detail=value
        )
    _open_or_close(press)
    if done.was_nothing:
        alerts.mark_abnormal(alert.school_id, alert.day)
    told = bool(about) and tell_teacher(visit, alert, done)
    key = "toast_outcome_told" if told and not done.is_step else "toast_outcome"
    words = say(visit.language, f"alert.{done}")
    visit.toasted(say(visit.language, f"alert.{key}", outcome=words))
    show_everywhere(visit, alert)


def filed(press: Press, argument: str) -> None:
    """已报疾控/教育局: when and by whom is kept, under which number is asked next."""
    visit, alert, alerts = press.visit, press.alert, press.visit.tx.alerts
    if not alert.has_clock:
        raise UnreadableChoice
    if not alerts.file(alert.id, visit.person_id, visit.now_ms):
        facts = press.facts()
        at = time_today(visit.language, alert.filed_ms or 0, visit.day, visit.zone)
        refuse(press, "toast_filed_before", name=facts.filed_by, time=at)
        return
    alerts.happened(alert.id, Happened.FILED, visit.now_ms, by=visit.person_id)
    visit.toasted(say(visit.language, "alert.toast_filed"))
    if alert.kind is AlertKind.FINDING:
        _open_or_close(press)
    show_everywhere(visit, alert)
    until_ms = visit.now_ms + ASKED_MS
    visit.tx.chats.set_asked(visit.chat.id, f"reference/{alert.id}/{until_ms}")
    visit.reply(reference_asked(visit.language, alert.id))


def wording(press: Press, argument: str) -> None:
    """报告稿: the text of the report, without names, to be passed on."""
    visit = press.visit
    if not press.alert.has_clock:
        raise UnreadableChoice
    visit.reply(report_wording(visit.language, press.facts(), visit.zone))


def finish(press: Press, argument: str) -> None:
    """处置完毕: the owner of a cluster has done what is to be done."""
    visit, alert = press.visit, press.alert
    if not may_act(press):
        return
    visit.tx.alerts.close(alert.id, Ending.HANDLED, visit.now_ms)
    show_everywhere(visit, alert)


def note(press: Press, argument: str) -> None:
    """备注: what this person types or sends next is kept with the alert."""
    visit, alert = press.visit, press.alert
    until_ms = visit.now_ms + ASKED_MS
    visit.tx.chats.set_asked(visit.chat.id, f"note/{alert.id}/{until_ms}")
    visit.reply(note_asked(visit.language, alert.id))


def stop(press: Press, argument: str) -> None:
    """Nothing is to be noted after all."""
    visit = press.visit
    what, _, _ = (visit.chat.asked or "").partition("/")
    visit.tx.chats.set_asked(visit.chat.id, None)
    key = {"note": "no_note", "reference": "no_number"}.get(what, "nothing_asked")
    words = text(visit.language, f"alert.{key}")
    visit.toasted(words.plain)
    _put(visit, Message(words))


def photo(press: Press, argument: str) -> None:
    """A photo is shown once more, to whoever may see it now."""
    visit = press.visit
    event = from36(argument)
    facts = press.facts()
    if all(step.id != event or step.what is not Happened.PHOTO for step in facts.steps):
        raise UnreadableChoice
    visit.tx.audit.add(visit.now_ms, visit.person_id, "photo", press.alert.unit_id, str(event))
    visit.reply(Wanted("alert_photo", {"alert": press.alert.id, "event": event}), kind="file")


def show(press: Press, argument: str) -> None:
    """The card as it stands now; below a list as a new message."""
    if press.visit.message is None or is_card(press):
        show_again(press)
    else:
        press.visit.tx.alerts.tell(press.alert.id, [press.visit.chat.id], press.visit.now_ms)


_PRESSES: Mapping[str, Callable[[Press, str], None]] = {
    TAKE: take,
    TAKE_OVER: take_over,
    WHOM: whom,
    OUTCOME: outcome,
    NOTE: note,
    STOP: stop,
    PHOTO: photo,
    SHOW: show,
    FILED: filed,
    WORDING: wording,
    FINISH: finish,
}
PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = dict.fromkeys(_PRESSES, press)
"""What each action of a button does."""


def _about(alert: Alert, whom_: str) -> list[AlertPerson]:
    """Whom a button means: one of them by the id in the alert, or all that are open.

    Raises UnreadableChoice.
    """
    if whom_ == EVERYBODY:
        return [one for one in alert.people if one.is_open] or list(alert.standing)
    if not whom_ and len(alert.standing) == 1:
        return list(alert.standing)
    found = alert.person(from36(whom_))
    if found is None or not found.stands:
        raise UnreadableChoice
    return [found]


def _open_or_close(press: Press) -> None:
    """With the last outcome the alert is done, and with the report where one is owed; an outcome
    that is taken back opens it again.
    """
    visit, alerts = press.visit, press.visit.tx.alerts
    alert = alerts.get(press.alert.id)
    assert alert is not None  # noqa: S101
    if alert.is_open and not alert.to_do:
        alerts.close(alert.id, Ending.HANDLED, visit.now_ms)
    elif not alert.is_open and alert.to_do:
        alerts.go_on(alert.id, visit.now_ms)


def _remind_ms(press: Press) -> int | None:
    """When whoever takes it over is reminded of the outcome."""
    chain = press.visit.tx.settings.chain(press.alert.unit_id)
    minutes = UnitSettings.resolve(chain).alerts.outcome_minutes
    return press.visit.now_ms + minutes * MINUTE_MS if minutes else None


def _put(visit: Visit, card: Message) -> None:
    if visit.message is not None:
        visit.edit(visit.message, card)
