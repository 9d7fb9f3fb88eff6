"""A body temperature, and how it is read from what teachers really type."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from domain.errors import ChenjianError

_LOWEST = 3400
_HIGHEST = 4300


class ImpossibleTemperature(ChenjianError):
    """A figure below 34.0 or above 43.0 °C was to be kept as a body temperature."""


class UnreadableTemperature(ChenjianError):
    """What was typed is no body temperature, or could be one of several."""


@dataclass(frozen=True, slots=True, order=True)
class Temperature:
    """A body temperature in hundredths of a degree Celsius, 34.0 to 43.0.

    Hundredths, so that 37.25 is kept as typed and never rounded up into a fever.
    """

    hundredths: int

    def __post_init__(self) -> None:
        if not _LOWEST <= self.hundredths <= _HIGHEST:
            raise ImpossibleTemperature

    @classmethod
    def parse(cls, raw: str) -> Self:
        """Read what teachers really type: ``36.5``, ``３６．５``, ``36度5``, ``365``.

        Gives the only likely reading, even one that a person should be asked to confirm;
        read_temperature tells the two apart. Raises UnreadableTemperature.
        """
        match read_temperature(raw):
            case Accepted(temperature) | Confirm(temperature):
                return cls(temperature.hundredths)
            case _:
                raise UnreadableTemperature

    @classmethod
    def from_fahrenheit(cls, hundredths: int) -> Self:
        """Convert hundredths of a degree Fahrenheit, rounded half up to the hundredth.

        Raises ImpossibleTemperature outside 34.0 to 43.0 °C.
        """
        return cls(((hundredths - 3200) * 10 + 9) // 18)

    @property
    def celsius(self) -> float:
        """Degrees Celsius, for a table or JSON; compare the values themselves, not these."""
        return self.hundredths / 100

    def __str__(self) -> str:
        """``36.5`` or ``37.25``: one decimal at least, none lost."""
        degrees, rest = divmod(self.hundredths, 100)
        return f"{degrees}.{rest:02d}" if rest % 10 else f"{degrees}.{rest // 10}"


FEVER = Temperature(3730)
"""发热 where nobody has set another threshold: at or above it, so that 37.25 is none.

It is the Anhui school standard (China Education News, 2020-03-25: 腋温≥37.3℃), as seen on reposts;
the same text gives 36.8 for the forehead (额温), and the Education Ministry let in below 37.3 for
the 2020 高考. No rule is nationwide: the threshold is a unit's setting.
"""
PLAUSIBLE = (Temperature(3500), Temperature(4200))


class Doubt(StrEnum):
    """Why a temperature that could be read is read back before it counts."""

    IMPLAUSIBLE = "implausible"
    NO_POINT = "no_point"
    MISPLACED_POINT = "misplaced_point"
    FAHRENHEIT = "fahrenheit"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Plain and plausible: it counts."""

    temperature: Temperature


@dataclass(frozen=True, slots=True)
class Confirm:
    """One reading only, but a person has to say yes to it first."""

    temperature: Temperature
    why: Doubt


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Likely mistyped (``83``): offer the candidates, likeliest first, and never choose."""

    candidates: tuple[Temperature, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No body temperature: ask again."""


Read = Accepted | Confirm | Doubtful | Unreadable


def read_temperature(raw: str, plausible: tuple[Temperature, Temperature] = PLAUSIBLE) -> Read:
    """Read one typed temperature and say how sure that is; never raises.

    A figure inside `plausible` (both ends included, 35.0 to 42.0 by default) is accepted, one
    from 34.0 to 43.0 is confirmed, and so are ``365``, ``3725``, ``3.65`` and a Fahrenheit
    figure without its unit. Anything else is doubtful or unreadable. Whole degrees (``38``) are
    accepted; whether a bare 38 in a sentence counts pupils is for the reader of sentences.
    """
    typed = _typed(raw)
    if typed is None:
        return Unreadable()
    if typed.unit == "f":
        temperature = _fahrenheit(typed.hundredths)
        return _weigh(temperature, plausible) if temperature else Unreadable()
    if temperature := _possible(typed.hundredths):
        return _weigh(temperature, plausible)
    if len(typed.digits) in (3, 4) and (temperature := _possible(int(typed.digits.ljust(4, "0")))):
        return Confirm(temperature, Doubt.MISPLACED_POINT if typed.has_point else Doubt.NO_POINT)
    # A bare 99 may be Fahrenheit or a 39.9 that lost its first key; 99.1 and 101 can only be one.
    if (
        typed.unit != "c"
        and (typed.has_point or typed.hundredths >= 10000)
        and (temperature := _fahrenheit(typed.hundredths))
    ):
        return Confirm(temperature, Doubt.FAHRENHEIT)
    candidates = _slips(typed, plausible)
    return Doubtful(candidates) if candidates else Unreadable()


@dataclass(frozen=True, slots=True)
class _Typed:
    """A figure as typed: its digits without the point, its value, its unit (c, f or empty)."""

    digits: str
    hundredths: int
    has_point: bool
    unit: str


_FIGURE = re.compile(
    r"""
    (?: (?:体温|腋温|额温|耳温|口温) \s* [是为:]? \s* )?
    (?P<scale> 摄氏 | 华氏 )? \s*
    (?P<whole> [1-9][0-9]{0,3} )
    (?: \s* (?: [.,。、·・:]{1,2} | [度点] | °c? ) \s* (?P<part> [0-9]+ | 半 ) )?
    \s* (?P<unit> (?:°|度)?[cf] | 摄氏度 | 华氏度 | 度 | ° )?
    \s* [.,。、!;]*
    """,
    re.VERBOSE,
)
# Normalising turns these two degree signs into a letter and an accent.
_DEGREE_SIGNS = str.maketrans({"º": "°", "˚": "°"})
# Only two digits and one: 45 43 is an attendance, 2 3 a list.
_SPACED = re.compile(r"\b([1-9][0-9])\s+([0-9])\b(?![.])")
_TENS = re.compile("([一二三四五六七八九])十([一二三四五六七八九]?)")
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _typed(raw: str) -> _Typed | None:
    text = unicodedata.normalize("NFKC", raw.translate(_DEGREE_SIGNS)).lower()
    # Zero-width marks come along when a figure is copied from a web page.
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = " ".join(text.split())
    text = _TENS.sub(lambda tens: tens[1] + (tens[2] or "0"), text).translate(_NUMERALS)
    found = _FIGURE.fullmatch(_SPACED.sub(r"\1.\2", text))
    if found is None:
        return None
    part = "5" if found["part"] == "半" else (found["part"] or "")
    if len(part) > 2:
        part = part[:2] + part[2:].rstrip("0")
    if len(part) > 2:
        return None  # a third decimal could not be kept as typed
    unit = (found["scale"] or "") + (found["unit"] or "")
    letters = {"c" for mark in ("c", "摄氏") if mark in unit}
    letters |= {"f" for mark in ("f", "华氏") if mark in unit}
    if len(letters) > 1:
        return None
    return _Typed(
        digits=found["whole"] + part,
        hundredths=int(found["whole"]) * 100 + int(part.ljust(2, "0")),
        has_point=bool(part),
        unit=letters.pop() if letters else "",
    )


def _possible(hundredths: int) -> Temperature | None:
    return Temperature(hundredths) if _LOWEST <= hundredths <= _HIGHEST else None


def _fahrenheit(hundredths: int) -> Temperature | None:
    try:
        return Temperature.from_fahrenheit(hundredths)
    except ImpossibleTemperature:
        return None


def _weigh(temperature: Temperature, plausible: tuple[Temperature, Temperature]) -> Read:
    lowest, highest = plausible
    if lowest <= temperature <= highest:
        return Accepted(temperature)
    return Confirm(temperature, Doubt.IMPLAUSIBLE)


def _slips(typed: _Typed, plausible: tuple[Temperature, Temperature]) -> tuple[Temperature, ...]:
    """What the fingers may have meant: a lost key, two keys swapped, the key beside the 3."""
    digits = typed.digits
    if len(digits) not in (2, 3, 4):
        return ()
    first, second, rest = digits[0], digits[1], digits[2:]
    guesses: list[int] = []
    if not rest:
        guesses.append(int(f"3{first}{second}0"))
        guesses.append(int(f"{first}{second}00"))
    guesses.append(int((second + first + rest).ljust(4, "0")))
    if first in "234":
        guesses.append(int(("3" + second + rest).ljust(4, "0")))
    if not rest and "3" in digits:
        # 36 is the commonest beginning, so the 6 is the key most often lost between the others.
        guesses.append(int(f"36{digits.replace('3', '', 1)}0"))
    likely = [_possible(guess) for guess in guesses]
    if typed.unit != "c" and not typed.has_point:
        likely.append(_fahrenheit(int(digits) * (100 if not rest else 10)))
    lowest, highest = plausible
    kept = [guess for guess in likely if guess is not None and lowest <= guess <= highest]
    return tuple(dict.fromkeys(kept))
