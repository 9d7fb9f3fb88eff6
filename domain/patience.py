"""How long we listen to somebody we do not know: who guesses codes, or talks too much."""

from __future__ import annotations

from dataclasses import dataclass

_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS

ANSWERS_AN_HOUR = 10
"""A stranger gets about this many answers an hour (ours)."""
_ONE_ANSWER_MS = _HOUR_MS // ANSWERS_AN_HOUR

FREE_GUESSES = 5
"""Wrong codes after which a wait begins; each further one makes it longer (ours)."""
_WAITS_MS = (_MINUTE_MS, 5 * _MINUTE_MS, 30 * _MINUTE_MS, 120 * _MINUTE_MS)
_FORGIVEN_MS = 24 * _HOUR_MS


@dataclass(frozen=True, slots=True)
class Patience:
    """What is left of our patience with one chat.

    We are silent until ``quiet_until_ms``. An instant in the past says how much patience has
    been regained since: each answer costs six minutes of it, and it fills up in an hour.
    """

    wrong_codes: int = 0
    quiet_until_ms: int = 0

    def answers(self, now_ms: int) -> bool:
        """Whether anything is answered now.

        A wait longer than any we give comes from a clock that was set back, and does not count.
        """
        return not now_ms < self.quiet_until_ms <= now_ms + _WAITS_MS[-1]

    def tries_codes(self, now_ms: int) -> bool:
        """Whether a code is tried now. Chatter alone never keeps out who holds a good code."""
        return self.answers(now_ms) or self.wrong_codes < FREE_GUESSES

    def after_answer(self, now_ms: int) -> Patience:
        """What is left after one answer more."""
        since = max(self._past(now_ms), now_ms - _HOUR_MS)
        return Patience(self._wrong_codes(now_ms), since + _ONE_ANSWER_MS)

    def after_wrong_code(self, now_ms: int) -> Patience:
        """What is left after a code that was wrong: from the fifth on, a growing wait."""
        wrong = self._wrong_codes(now_ms) + 1
        if wrong < FREE_GUESSES:
            return Patience(wrong, self.after_answer(now_ms).quiet_until_ms)
        wait_ms = _WAITS_MS[min(wrong - FREE_GUESSES, len(_WAITS_MS) - 1)]
        return Patience(wrong, now_ms + wait_ms)

    def wait_minutes(self, now_ms: int) -> int:
        """For how many minutes, rounded up, we are silent; 0 where we are not."""
        if self.answers(now_ms):
            return 0
        return -((now_ms - self.quiet_until_ms) // _MINUTE_MS)

    def _past(self, now_ms: int) -> int:
        return self.quiet_until_ms if self.quiet_until_ms <= now_ms + _WAITS_MS[-1] else 0

    def _wrong_codes(self, now_ms: int) -> int:
        """Wrong codes are forgiven after a day's rest."""
        return 0 if self.quiet_until_ms < now_ms - _FORGIVEN_MS else self.wrong_codes
