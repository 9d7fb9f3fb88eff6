"""The door: who is it, what was said, and which handler answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct

from domain.choice import Choice, UnreadableChoice
from domain.day_plan import school_day_of
from domain.errors import ChenjianError, RoundLocked
from domain.incoming import Contact, FileSent, Ignored, Incoming, Press, Reachable, Words
from domain.message import Message, Text
from handlers.alert_words import took_file, took_note
from handlers.calendar import typed_for_calendar
from handlers.case_words import took_visit
from handlers.check_in_words import no_words, typed
from handlers.commands import Commands
from handlers.enrolment import phone, reachable, stranger, took_code
from handlers.haste import heard
from handlers.reopening import offer_reopening
from handlers.reopening_words import typed_reason
from handlers.reveal import typed_reveal
from handlers.roster_change import asked_again, typed_for_change
from handlers.table_file import took_table
from handlers.visit import Toast, Visit
from storage.transaction import Transaction
from views.refusals import sentence
from views.words import text

PressHandler = Callable[[Visit, Choice], None]


class Effects(Struct, frozen=True):
    """What is done outside the database after the commit: best effort, never twice by itself."""

    toast: Toast | None = None
    menus: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """Leads each incoming to its handler.

    ``presses`` by action, ``commands`` by word. ``channel_time`` says whether a text counts from
    when its channel received it (in a rehearsal our clock holds).
    """

    commands: Commands
    presses: Mapping[str, PressHandler]
    zone: ZoneInfo
    language: str
    channel_time: bool = True

    def answer(
        self,
        tx: Transaction,
        incoming: Incoming,
        *,
        stored_ms: int,
        now_ms: int,
        away_since_ms: int | None = None,
    ) -> Effects:
        """Handle one update inside its transaction. What a person can put right is said, and
        whatever the handler had written is undone first.
        """
        visit = self._visit(tx, incoming, stored_ms, now_ms, away_since_ms)
        if not incoming.private or isinstance(incoming.what, Ignored):
            return Effects(visit.toast)
        try:
            self._lead(visit)
        except ChenjianError as error:
            tx.undo()
            visit = self._visit(tx, incoming, stored_ms, now_ms, away_since_ms)
            heard(visit)
            words = sentence(visit.language, error)
            visit.toasted(words, alert=True)
            if isinstance(error, RoundLocked):
                offer_reopening(visit, words, error)
            elif visit.toast is None:
                visit.reply(Message(Text.of(words)))
        return Effects(visit.toast, tuple(visit.menus))

    def apologise(self, tx: Transaction, incoming: Incoming, now_ms: int) -> Effects:
        """A handler failed: one sentence, no detail; a press is answered as well."""
        visit = self._visit(tx, incoming, now_ms, now_ms, None)
        if incoming.private:
            visit.reply(Message(text(visit.language, "trouble.sorry")))
        return Effects(visit.toast)

    def day_of(self, at_ms: int) -> date:
        """The school day of an instant."""
        return school_day_of(at_ms, self.zone)

    def _visit(
        self,
        tx: Transaction,
        incoming: Incoming,
        stored_ms: int,
        now_ms: int,
        away_since_ms: int | None,
    ) -> Visit:
        pressed = isinstance(incoming.what, Press)
        at_ms = stored_ms
        if self.channel_time and incoming.at_ms is not None:
            at_ms = min(incoming.at_ms, stored_ms)
        day = school_day_of(at_ms, self.zone)
        chat, admitted = tx.chats.caller(incoming.channel, incoming.address, day)
        return Visit(
            tx=tx,
            incoming=incoming,
            chat=chat,
            language=chat.language or self.language,
            at_ms=at_ms,
            now_ms=now_ms,
            day=day,
            zone=self.zone,
            admitted=admitted,
            away_since_ms=away_since_ms if pressed else None,
            toast=Toast(incoming.what.query) if isinstance(incoming.what, Press) else None,
        )

    def _lead(self, visit: Visit) -> None:
        what = visit.incoming.what
        if isinstance(what, Reachable):
            reachable(visit, what)
            return
        if not visit.chat.reachable:
            visit.tx.chats.set_reachable(visit.chat.id, True)
        if not heard(visit):
            return
        if not visit.admitted:
            stranger(visit)
        elif isinstance(what, Contact):
            phone(visit)
        elif isinstance(what, Press):
            self._press(visit, what)
        elif isinstance(what, Words):
            self._words(visit, what)
        elif isinstance(what, FileSent) and not (took_file(visit, what) or took_table(visit, what)):
            no_words(visit)

    def _press(self, visit: Visit, press: Press) -> None:
        choice = Choice.decode(press.payload)
        handler = self.presses.get(choice.action)
        if handler is None:
            raise UnreadableChoice
        handler(visit, choice)

    def _words(self, visit: Visit, words: Words) -> None:
        if self.commands.run(visit, words.text) or took_code(visit) or took_note(visit, words):
            return
        if took_visit(visit, words):
            return
        if typed_for_change(visit, words) or typed_for_calendar(visit, words):
            return
        if typed_reason(visit, words) or typed_reveal(visit, words):
            return
        if not (typed(visit, words) or asked_again(visit)):
            visit.reply(Message(text(visit.language, "check_in.nothing_to_do")))
