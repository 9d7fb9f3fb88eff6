"""Phone numbers, as far as two of them can be the same."""

from __future__ import annotations

import re

_MOBILE_OF_CHINA = re.compile(r"(?:00)?86(1[0-9]{10})")


def phone_digits(raw: str) -> str:
    """The digits of a number, without the country code of a Chinese mobile phone.

    ``+86 138-0000-0000`` and ``13800000000`` are the same number.
    """
    digits = "".join(sign for sign in raw if sign in "0123456789")
    found = _MOBILE_OF_CHINA.fullmatch(digits)
    return found[1] if found else digits


def is_abroad(raw: str) -> bool:
    """Whether a number bears the code of another country: ``+1 380-000-0000`` has the digits of a
    Chinese mobile phone and is somebody else's.
    """
    return raw.strip().startswith("+") and not raw.strip("+ ").startswith("86")
