"""What a piece of work may touch: the tables, each behind the noun it keeps."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar

from domain.errors import StorageTrouble
from storage.alerts import Alerts
from storage.answers import Answers
from storage.areas import Areas
from storage.audit import Audit
from storage.calendar import Calendar
from storage.calendar_changes import CalendarChanges
from storage.case_tasks import CaseTasks
from storage.cases import Cases
from storage.chats import Chats
from storage.contacts import Contacts
from storage.days import Days
from storage.deliveries import Deliveries
from storage.drafts import Drafts
from storage.exposures import Exposures
from storage.histories import Histories
from storage.inbox import InboxRows
from storage.invites import Invites
from storage.lateness import Lateness
from storage.leaves import Leaves
from storage.ledger import Ledger
from storage.liaisons import Liaisons
from storage.moves import Moves
from storage.nudges import Nudges
from storage.outbox import Outbox
from storage.packs import Packs
from storage.papers import Papers
from storage.people import People
from storage.plans import Plans
from storage.processes import Processes
from storage.reopenings import Reopenings
from storage.reports import Reports
from storage.return_logs import ReturnLogs
from storage.reveals import Reveals
from storage.roster import Roster
from storage.roster_changes import RosterChanges
from storage.roster_days import RosterDays
from storage.rounds import Rounds
from storage.sent_files import SentFiles
from storage.setters import Setters
from storage.settings import UnitSettingRows
from storage.templates import Templates
from storage.vitals import Vitals
from storage.walls import Walls

T = TypeVar("T")


class TransactionEnded(StorageTrouble):
    """The database itself failed, as a full disk does: nothing of the transaction was kept."""


class SharedSavepoint(Exception):
    """A piece of work wants to be undone alone, and has written together with others."""


class Transaction:
    """One connection's tables. Handed to pieces; nothing here may be awaited.

    ``stir`` names what has changed (inbox, outbox, day), so that whoever waits for it is woken
    after the commit.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.stirred: set[str] = set()
        self._is_shared = False

    def stir(self, topic: str) -> None:
        """Wake those who wait for this topic after the commit."""
        self.stirred.add(topic)

    def alone(self, work: Callable[[Transaction], T]) -> T:
        """Do a piece of work in a savepoint of its own: where it raises, it is undone alone.

        Raises what the work raised, or TransactionEnded.
        """
        connection, shared = self.connection, self._is_shared
        connection.execute("SAVEPOINT piece")
        self._is_shared = False
        try:
            result = work(self)
        except Exception as error:
            if not connection.in_transaction or _is_trouble(error):
                raise TransactionEnded(str(error)) from error
            connection.execute("ROLLBACK TO piece")
            connection.execute("RELEASE piece")
            raise
        finally:
            self._is_shared = shared
        connection.execute("RELEASE piece")
        return result

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Several pieces of work write in the savepoint that stands; none can be undone alone."""
        self._is_shared = True
        try:
            yield
        finally:
            self._is_shared = False

    def undo(self) -> None:
        """Forget what this piece has written so far; it may then write something else.

        Raises SharedSavepoint where others' work would be forgotten with it.
        """
        if self._is_shared:
            raise SharedSavepoint
        self.connection.execute("ROLLBACK TO piece")

    @cached_property
    def inbox(self) -> InboxRows:
        return InboxRows(self.connection, self.stir)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection, self.stir)

    @cached_property
    def deliveries(self) -> Deliveries:
        return Deliveries(self.connection)

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.connection)

    @cached_property
    def roster_days(self) -> RosterDays:
        return RosterDays(self.connection)

    @cached_property
    def roster_changes(self) -> RosterChanges:
        return RosterChanges(self.connection)

    @cached_property
    def people(self) -> People:
        return People(self.connection)

    @cached_property
    def moves(self) -> Moves:
        return Moves(self.connection, self.stir)

    @cached_property
    def setters(self) -> Setters:
        return Setters(self.connection)

    @cached_property
    def chats(self) -> Chats:
        return Chats(self.connection)

    @cached_property
    def invites(self) -> Invites:
        return Invites(self.connection)

    @cached_property
    def rounds(self) -> Rounds:
        return Rounds(self.connection)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.connection, self.stir)

    @cached_property
    def leaves(self) -> Leaves:
        return Leaves(self.connection)

    @cached_property
    def alerts(self) -> Alerts:
        return Alerts(self.connection, self.outbox, self.stir)

    @cached_property
    def areas(self) -> Areas:
        return Areas(self.connection, self.stir)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self.connection)

    @cached_property
    def exposures(self) -> Exposures:
        return Exposures(self.connection)

    @cached_property
    def cases(self) -> Cases:
        return Cases(self.connection, self.stir)

    @cached_property
    def case_tasks(self) -> CaseTasks:
        return CaseTasks(self.connection)

    @cached_property
    def reopenings(self) -> Reopenings:
        return Reopenings(self.connection)

    @cached_property
    def reveals(self) -> Reveals:
        return Reveals(self.connection)

    @cached_property
    def liaisons(self) -> Liaisons:
        return Liaisons(self.connection, self.roster)

    @cached_property
    def nudges(self) -> Nudges:
        return Nudges(self.connection)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.connection, self.stir)

    @cached_property
    def days(self) -> Days:
        return Days(self.connection, self.stir)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self.connection)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.connection)

    @cached_property
    def calendar_changes(self) -> CalendarChanges:
        return CalendarChanges(self.connection, self.stir)

    @cached_property
    def sent_files(self) -> SentFiles:
        return SentFiles(self.connection, self.stir)

    @cached_property
    def return_logs(self) -> ReturnLogs:
        return ReturnLogs(self.connection, self.calendar, self.roster)

    @cached_property
    def settings(self) -> UnitSettingRows:
        return UnitSettingRows(self.connection)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.connection)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.connection, self.roster, self.answers, self.days, self.papers)

    @cached_property
    def papers(self) -> Papers:
        return Papers(self.connection)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.connection, self.roster, self.reports, self.alerts)

    @cached_property
    def packs(self) -> Packs:
        return Packs(self.connection, self.outbox, self.stir)

    @cached_property
    def histories(self) -> Histories:
        return Histories(self.connection, self.roster)

    @cached_property
    def templates(self) -> Templates:
        return Templates(self.connection)

    @cached_property
    def walls(self) -> Walls:
        return Walls(self.connection, self.roster, self.reports)

    @cached_property
    def vitals(self) -> Vitals:
        return Vitals(self.connection)

    @cached_property
    def lateness(self) -> Lateness:
        return Lateness(self.connection)

    @cached_property
    def processes(self) -> Processes:
        return Processes(self.connection)


def _is_trouble(error: Exception) -> bool:
    """Whether the database itself failed, rather than the piece being wrong."""
    if isinstance(error, TransactionEnded):
        return True
    return isinstance(error, sqlite3.OperationalError) and getattr(
        error, "sqlite_errorcode", sqlite3.SQLITE_ERROR
    ) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    )
