"""What is typed or sent about an alert: a note, a photo."""

from __future__ import annotations

from domain.alert import Alert, Happened
from domain.incoming import FileSent, Words
from domain.message import Message
from handlers.alert_news import show_everywhere
from handlers.alert_press import owns_under
from handlers.visit import Visit
from views.words import text

LONGEST = 500
"""Characters of a note."""
LONGEST_NUMBER = 60


def took_note(visit: Visit, words: Words) -> bool:
    """Whether these words were a note for an alert: a reply to its message, or typed after 备注."""
    if words.reply_to is None and _took_reference(visit, words.text):
        return True
    alert = _meant(visit, words.reply_to)
    if alert is None:
        return False
    note = " ".join(words.text.split())
    if len(note) > LONGEST:
        visit.reply(Message(text(visit.language, "alert.note_too_long", most=LONGEST)))
        return True
    _keep(visit, alert, Happened.NOTE, note)
    return True


def _took_reference(visit: Visit, words: str) -> bool:
    """Whether these words are the number under which a cluster was reported."""
    asked = _asked(visit, "reference")
    alert = None if asked is None else visit.tx.alerts.get(asked)
    reference = " ".join(words.split())
    if alert is None or not owns_under(visit, alert.unit_id) or len(reference) > LONGEST_NUMBER:
        return False
    visit.tx.chats.set_asked(visit.chat.id, None)
    visit.tx.alerts.set_reference(alert.id, reference)
    visit.tx.alerts.happened(
        alert.id, Happened.REFERENCE, visit.now_ms, by=visit.person_id, detail=reference
    )
    visit.reply(Message(text(visit.language, "alert.reference_kept", reference=reference)))
    show_everywhere(visit, alert)
    return True


def took_file(visit: Visit, sent: FileSent) -> bool:
    """Whether this was meant for an alert; only a photo is kept, by the channel's reference."""
    alert = _meant(visit, sent.reply_to)
    if alert is None:
        return _said_how(visit, sent)
    if sent.kind == "picture" and sent.file is not None:
        _keep(visit, alert, Happened.PHOTO, sent.file)
    else:
        visit.reply(Message(text(visit.language, "alert.only_photos")))
    return True


def _said_how(visit: Visit, sent: FileSent) -> bool:
    """Whoever is at an alert and sends a picture hears to which alert it could belong, and how."""
    if sent.kind != "picture" or not visit.tx.alerts.owned_by(visit.person_id):
        return False
    visit.reply(Message(text(visit.language, "alert_told.which_photo")))
    return True


def _meant(visit: Visit, reply_to: str | None) -> Alert | None:
    """The alert of the message replied to, or of the note that was asked for a while ago."""
    alert_id = _replied(visit, reply_to) if reply_to is not None else _asked(visit)
    alert = None if alert_id is None else visit.tx.alerts.get(alert_id)
    return alert if alert is not None and owns_under(visit, alert.unit_id) else None


def _replied(visit: Visit, reply_to: str) -> int | None:
    known = visit.tx.outbox.note_of_message(visit.chat.id, reply_to)
    if known is None or known["kind"] != "alert" or not known["subject"].isdecimal():
        return None
    return int(known["subject"])


def _asked(visit: Visit, for_what: str = "note") -> int | None:
    what, _, rest = (visit.chat.asked or "").partition("/")
    alert_id, _, until_ms = rest.partition("/")
    if what != for_what or visit.now_ms > int(until_ms):
        return None
    return int(alert_id)


def _keep(visit: Visit, alert: Alert, what: Happened, detail: str) -> None:
    if visit.chat.asked is not None:
        visit.tx.chats.set_asked(visit.chat.id, None)
    visit.tx.alerts.happened(alert.id, what, visit.now_ms, by=visit.person_id, detail=detail)
    unit = visit.tx.roster.unit(alert.unit_id)
    assert unit is not None, "alerts hold units by foreign key"  # noqa: S101
    visit.reply(Message(text(visit.language, "alert.note_kept", unit=unit.name)))
    show_everywhere(visit, alert)
