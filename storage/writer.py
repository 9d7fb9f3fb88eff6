"""The one writer: pieces of work, many to a commit, reported only after it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.errors import StorageTrouble
from storage.runner import Runner
from storage.transaction import Transaction, TransactionEnded

T = TypeVar("T")
Piece = Callable[[Transaction], T]

BATCH = 64
"""Pieces to a commit, at most."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Waiting:
    piece: Piece[Any]
    future: asyncio.Future[Any]


class Writer:
    """Runs pieces one after another in the order they were given, each in its own savepoint.

    A piece that raises is rolled back alone and its caller gets the error. A future is set only
    after the commit. Where an error ended the whole transaction, nothing of the batch is reported
    and it is run again piece by piece. ``stirred`` is called after a commit with the names of
    what was changed (see Transaction.stir).
    """

    def __init__(self, runner: Runner, stirred: Callable[[set[str]], None]) -> None:
        self._runner = runner
        self._stirred = stirred
        self._waiting: deque[_Waiting] = deque()
        self._news = asyncio.Event()
        self._tx: Transaction | None = None

    def submit(self, piece: Piece[T]) -> asyncio.Future[T]:
        """Queue a piece; the future holds its result once it is on disk.

        It raises what the piece raised, or StorageTrouble where the database could not write.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(piece, future))
        self._news.set()
        return future

    async def serve(self) -> None:
        """Take what waits, batch after batch, until cancelled; what waits then is not run."""
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                while self._waiting:
                    take = min(BATCH, len(self._waiting))
                    await self._commit([self._waiting.popleft() for _ in range(take)])
        finally:
            while self._waiting:
                self._waiting.popleft().future.cancel()

    async def _commit(self, batch: list[_Waiting]) -> None:
        pieces = [waiting.piece for waiting in batch]
        try:
            outcomes, stirred = await self._runner.call(lambda c: self._attempt(c, pieces))
        except asyncio.CancelledError:
            for waiting in batch:
                waiting.future.cancel()
            raise
        if stirred:
            self._stirred(stirred)
        for waiting, (result, error) in zip(batch, outcomes, strict=True):
            if waiting.future.done():
                continue
            if error is None:
                waiting.future.set_result(result)
            else:
                waiting.future.set_exception(error)

    def _attempt(
        self, connection: sqlite3.Connection, pieces: Sequence[Piece[Any]]
    ) -> tuple[list[tuple[Any, BaseException | None]], set[str]]:
        if self._tx is None:
            self._tx = Transaction(connection)
        tx = self._tx
        tx.stirred.clear()
        try:
            return _transact(connection, tx, pieces), set(tx.stirred)
        except (TransactionEnded, sqlite3.Error) as error:
            if len(pieces) == 1:
                return [(None, _trouble(error))], set()
            log.warning("a batch of %d was undone and is run piece by piece", len(pieces))
        outcomes: list[tuple[Any, BaseException | None]] = []
        stirred: set[str] = set()
        for piece in pieces:
            tx.stirred.clear()
            try:
                outcomes += _transact(connection, tx, [piece])
                stirred |= tx.stirred
            except (TransactionEnded, sqlite3.Error) as error:
                outcomes.append((None, _trouble(error)))
        return outcomes, stirred


def _trouble(error: BaseException) -> StorageTrouble:
    trouble = StorageTrouble(str(error))
    trouble.__cause__ = error
    return trouble


def _transact(
    connection: sqlite3.Connection, tx: Transaction, pieces: Sequence[Piece[Any]]
) -> list[tuple[Any, BaseException | None]]:
    """One transaction over the pieces; raises where it could not be committed."""
    outcomes: list[tuple[Any, BaseException | None]] = []
    connection.execute("BEGIN IMMEDIATE")
    try:
        for piece in pieces:
            try:
                outcomes.append((tx.alone(piece), None))
            except TransactionEnded:
                raise
            except Exception as error:
                outcomes.append((None, error))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return outcomes
