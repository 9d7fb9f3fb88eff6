"""A mishap: what the log says of an error, without a name or a reading.

An error's own words may quote what somebody typed, and so may the errors it came from.
"""

from __future__ import annotations

import traceback
from pathlib import PurePath


def where(error: BaseException) -> str:
    """The kind of an error and the line it came from; never its words, which may name somebody."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} in {last.name} ({PurePath(last.filename).name}:{last.lineno})"


def the_way(error: BaseException) -> str:
    """The kind of an error and every line on the way to it, outermost first: for a bug."""
    frames = traceback.extract_tb(error.__traceback__)
    steps = [f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return " > ".join([*steps, type(error).__name__])
