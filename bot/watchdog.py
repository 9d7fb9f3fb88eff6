"""The watchdog: a loop that no longer answers is ended, so that a supervisor starts anew."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LIMIT_S = 60.0
LOOK_EVERY_S = 1.0
SAYING_S = 2.0
STUCK_CODE = 70
"""The exit code, EX_SOFTWARE of sysexits.h."""

log = logging.getLogger(__name__)


@contextmanager
def watched(limit_s: float = LIMIT_S, *, look_every_s: float = LOOK_EVERY_S) -> Iterator[None]:
    """While the block runs, a thread asks the running loop for an answer; without one for
    ``limit_s`` it logs one line and ends the process, exit code 70.

    Under systemd with WatchdogSec= each answer is passed on (sd_notify, WATCHDOG=1).
    """
    dog = _Watchdog(asyncio.get_running_loop(), limit_s, look_every_s)
    thread = threading.Thread(target=dog.watch, name="watchdog", daemon=True)
    thread.start()
    try:
        yield
    finally:
        dog.ended.set()
        thread.join()


class _Watchdog:
    def __init__(
        self, loop: asyncio.AbstractEventLoop, limit_s: float, look_every_s: float
    ) -> None:
        self._loop = loop
        self._looks = max(round(limit_s / look_every_s), 1)
        self._limit_s = limit_s
        self._look_every_s = look_every_s
        self._answered = threading.Event()
        self.ended = threading.Event()

    def watch(self) -> None:
        # Looks are counted, not seconds: a process that was held (SIGSTOP, a sleeping machine)
        # has missed no look.
        unanswered = 0
        self._ask()
        while not self.ended.wait(self._look_every_s):
            if self._answered.is_set():
                unanswered = 0
                _notify_supervisor()
                self._ask()
                continue
            unanswered += 1
            if unanswered >= self._looks:
                self._end()

    def _end(self) -> None:
        # The loop may be stuck in writing its log: then our line cannot come out either.
        line = "the event loop has not answered for %g s; ending"
        saying = threading.Thread(target=log.critical, args=(line, self._limit_s), daemon=True)
        saying.start()
        saying.join(SAYING_S)
        os._exit(STUCK_CODE)

    def _ask(self) -> None:
        self._answered.clear()
        with suppress(RuntimeError):  # the loop is closed: the program ends anyway
            self._loop.call_soon_threadsafe(self._answered.set)


def _notify_supervisor() -> None:
    """``WATCHDOG=1`` to systemd, where it listens (man 3 sd_notify)."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    place = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)  # a supervisor that does not read must not hold the watchdog
        line.sendto(b"WATCHDOG=1", place)
