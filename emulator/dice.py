"""Chance that can be had again: the same seed and the same calls give the same throws."""

import random
from collections import Counter


class Dice:
    """Throws by what is thrown for.

    The nth throw for a thing depends on the seed, the thing and n alone, so that how often
    something else is thrown for, such as a poll more or less, changes nothing.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._thrown: Counter[str] = Counter()

    def throw(self, *thing: str | int | None) -> random.Random:
        """The source of chance for the next occurrence of this thing."""
        name = "/".join(str(part) for part in thing)
        self._thrown[name] += 1
        # Chance for tests, not for secrets.
        return random.Random(f"{self.seed}/{name}/{self._thrown[name]}")  # noqa: S311
