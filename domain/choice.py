"""A button's payload: one codec for every button of the product.

A payload comes back from outside and can be forged. It holds ids and a verb, never a name, and
whoever reads it asks the roster whether this person may do this now.
"""

from __future__ import annotations

from typing import Self

from msgspec import Struct

from domain.errors import ChenjianError

VERSION = "1"
LIMIT = 64
"""Bytes a payload may have (Telegram's callback_data)."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class UnreadableChoice(ChenjianError):
    """A button's payload that this program never wrote, or wrote in an older version."""


class Choice(Struct, frozen=True):
    """What a button means.

    ``action`` is a short verb (``[a-z0-9_]``), ``subject`` the id of what it is about (a round, a
    unit), ``revision`` the state the button was made for, ``argument`` one short free part.
    Encoded: ``1:action:subject36:revision36:argument``, at most 64 bytes.
    """

    action: str
    subject: int = 0
    revision: int = 0
    argument: str = ""

    def encode(self) -> str:
        """The payload. Raises ValueError where it would not fit a button."""
        payload = (
            f"{VERSION}:{self.action}:{base36(self.subject)}:{base36(self.revision)}"
            f":{self.argument}"
        )
        if len(payload.encode()) > LIMIT:
            raise ValueError(f"payload over {LIMIT} bytes: {payload!r}")
        return payload

    @classmethod
    def decode(cls, payload: str) -> Self:
        """The choice of a payload. Raises UnreadableChoice."""
        parts = payload.split(":", 4)
        if len(parts) != 5 or parts[0] != VERSION or not parts[1].isidentifier():
            raise UnreadableChoice
        try:
            subject, revision = int(parts[2], 36), int(parts[3], 36)
        except ValueError:
            raise UnreadableChoice from None
        if not (0 <= subject < 2**53 and 0 <= revision < 2**53):
            raise UnreadableChoice
        return cls(parts[1], subject, revision, parts[4])


def from36(digits: str) -> int:
    """The number that ``base36`` wrote. Raises UnreadableChoice."""
    try:
        number = int(digits if digits.isascii() and digits.isalnum() else "", 36)
    except ValueError:
        raise UnreadableChoice from None
    if number >= 2**53:
        raise UnreadableChoice
    return number


def base36(number: int) -> str:
    """A number that is not negative, in digits and small letters."""
    if number < 0:
        raise ValueError(number)
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits
