"""A seeded weather of faults: a bad line for as long as it lasts, and the same one again."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from emulator.body import number, text, whole
from emulator.dice import Dice
from emulator.fault import KINDS, Fault, Where
from emulator.parameters import Json
from emulator.refusal import BadCall

Span = tuple[float, float]

LONGEST_S = 600.0
SECONDS: Span = (1.0, 3.0)

# What the page offers as 差 and 很差: how often each kind strikes, and for how long.
NAMED: dict[str, Json] = {
    "bad": {"kinds": {"latency": 0.10, "5xx": 0.05, "drop_answer": 0.03}, "seconds": [1, 3]},
    "very_bad": {
        "kinds": {"latency": 0.20, "5xx": 0.10, "cut": 0.08, "drop_answer": 0.06, "429": 0.02},
        "seconds": [1, 5],
        "retry_after": [2, 5],
    },
}


@dataclass(slots=True)
class Weather:
    """How probable each kind is, per call and per update.

    It strikes every method, getUpdates too, unless one is named; at most one kind a call.
    """

    name: str | None
    rates: Mapping[str, float]
    dice: Dice
    seconds: Span
    retry_after: Span
    method: str | None
    chat_id: int | None
    struck: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> Json:
        """The weather as GET /control/faults tells it, with how often each kind has struck."""
        return {
            "weather": self.name,
            "seed": self.dice.seed,
            "rates": dict(self.rates),
            "seconds": list(self.seconds),
            "retry_after": list(self.retry_after),
            "method": self.method,
            "chat_id": self.chat_id,
            "struck": dict(self.struck),
        }

    def strike(self, method: str, chat_id: int | None, *, speaks: bool) -> Fault | None:
        """The fault that strikes this call, if one does."""
        if self.chat_id not in (None, chat_id):
            return None
        if self.method is not None and self.method.lower() != method.lower():
            return None
        chance = self.dice.throw(method, chat_id)
        kind = self._pick(chance, updates=False)
        if kind is None or (KINDS[kind].speaking and not speaks):
            return None
        return self._fault(kind, chance)

    def strike_update(self, update: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this update, if one does."""
        if self.chat_id not in (None, chat_id):
            return None
        chance = self.dice.throw("update", update, chat_id)
        kind = self._pick(chance, updates=True)
        return None if kind is None else self._fault(kind, chance)

    def _pick(self, chance: random.Random, *, updates: bool) -> str | None:
        thrown = chance.random()
        for kind, rate in self.rates.items():
            if (KINDS[kind].where is Where.UPDATE) is not updates:
                continue
            if thrown < rate:
                return kind
            thrown -= rate
        return None

    def _fault(self, kind: str, chance: random.Random) -> Fault:
        self.struck[kind] = self.struck.get(kind, 0) + 1
        seconds = round(chance.uniform(*self.seconds), 3)
        # Half of the duplicates come at once, in the same batch.
        if kind == "duplicate" and chance.random() < 0.5:
            seconds = 0.0
        pause = round(chance.uniform(*self.retry_after))
        return Fault(kind, self.chat_id, seconds, retry_after=pause)


def read_weather(body: Json) -> Weather:
    """Take a weather from POST /control/faults.

    ``kinds`` names rates by kind; or lists kinds, which then share ``rate`` among those that
    strike calls and again among those that strike updates. Without ``kinds``: all that a bad
    line brings about by itself. ``weather`` fills in what a named one says.
    Raises BadCall for what cannot be.
    """
    name = text(body, "weather")
    if name is not None:
        if name not in NAMED:
            raise BadCall(f"weather must be one of {', '.join(NAMED)}")
        body = NAMED[name] | body
    return Weather(
        name=name,
        rates=_rates(body),
        dice=Dice(whole(body, "seed") or 0),
        seconds=_span(body, "seconds", SECONDS, longest=LONGEST_S),
        retry_after=_span(body, "retry_after", (1.0, 1.0), shortest=1.0),
        method=text(body, "method"),
        chat_id=whole(body, "chat_id"),
    )


def _rates(body: Json) -> dict[str, float]:
    kinds = body.get("kinds")
    if kinds is None:
        kinds = [kind for kind, row in KINDS.items() if row.by_itself]
    if isinstance(kinds, list):
        rate = number(body, "rate")
        if rate is None:
            raise BadCall("rate must say how often, from 0 to 1")
        kinds = {kind: rate / _sharing(kind, kinds) for kind in map(str, kinds)}
    elif "rate" in body:
        raise BadCall("rate goes with a list of kinds; rates by kind say it themselves")
    if not isinstance(kinds, dict) or not kinds:
        raise BadCall("kinds must be a list of kinds, or an object of rates by kind")
    for kind in kinds:
        if kind not in KINDS:
            raise BadCall(f"kinds must be among {', '.join(KINDS)}")
    rates = {kind: number(kinds, kind) or 0.0 for kind in kinds}
    for updates in (False, True):
        shares = [r for kind, r in rates.items() if (KINDS[kind].where is Where.UPDATE) is updates]
        if any(share < 0 for share in shares) or not sum(shares) <= 1.000001:
            raise BadCall("rates must be at least 0, and together at most 1")
    return rates


def _sharing(kind: str, kinds: list[object]) -> int:
    """How many of the listed kinds share the rate with this one."""
    listed = [row for other in kinds if (row := KINDS.get(str(other))) is not None]
    updates = kind in KINDS and KINDS[kind].where is Where.UPDATE
    return max(sum((row.where is Where.UPDATE) is updates for row in listed), 1)


def _span(
    body: Json, name: str, otherwise: Span, *, shortest: float = 0.0, longest: float = 3600.0
) -> Span:
    value = body.get(name)
    if value is None:
        return otherwise
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) == 2:
        low, high = (number({name: end}, name) for end in ends)
        if low is not None and high is not None and shortest <= low <= high <= longest:
            return float(low), float(high)
    raise BadCall(f"{name} must be a number or [least, most], from {shortest:g} to {longest:g}")
