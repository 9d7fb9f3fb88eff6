"""Of many measured times, the one that counts."""

from __future__ import annotations

import math
from collections.abc import Sequence


def quantile(times: Sequence[float], share: float) -> float:
    """The time that ``share`` of them do not exceed (0.5: the median, 0.99: the p99)."""
    ordered = sorted(times)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def ms(seconds: float) -> float:
    """Milliseconds, to a hundredth."""
    return round(seconds * 1000, 2)
