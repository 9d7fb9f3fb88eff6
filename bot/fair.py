"""How the threads of a running program share it, so that no answer waits for what can wait."""

from __future__ import annotations

import gc
import sys

TURN_S = 0.0005
"""A thread that draws a picture or writes a workbook gives way after so long. An answer changes
hands some thirty times between Python and SQLite; at Python's own 5 ms it took most of a second."""


def share_fairly() -> None:
    """Once, when everything is in memory. What stands by then stays, so the collector looks through
    it no more: a pause of 40 ms bunches the requests of a wave.
    """
    sys.setswitchinterval(TURN_S)
    gc.collect()
    gc.freeze()
