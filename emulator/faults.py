"""Faults on demand: what shall go wrong with the next calls and updates."""

from dataclasses import dataclass

from emulator.body import number, text, whole
from emulator.dice import Dice
from emulator.fault import KINDS, Fault, Where
from emulator.parameters import Json
from emulator.refusal import BadCall
from emulator.weather import LONGEST_S, Weather, read_weather

__all__ = ["KINDS", "Fault", "Faults", "Waiting", "Weather", "Where"]

ANY = "*"


@dataclass(slots=True)
class Waiting:
    """A fault that waits for a call or an update, and how many more it strikes."""

    fault: Fault
    method: str | None
    update: str | None
    count: int
    probability: float
    dice: Dice

    def as_json(self) -> Json:
        """The fault as GET /control/faults lists it."""
        return {
            "kind": self.fault.kind,
            "method": self.method,
            "update": self.update,
            "chat_id": self.fault.chat_id,
            "count": self.count,
            "probability": self.probability,
            "seed": self.dice.seed,
            "seconds": self.fault.seconds,
            "retry_after": self.fault.retry_after,
            "description": self.fault.description,
        }

    def means(self, method: str, chat_id: int | None, *, speaks: bool) -> bool:
        """Whether this call is meant.

        Without a method only calls that put, change or delete messages are (``speaks``), so that
        a waiting getUpdates or an acknowledged press does not swallow the fault; ``*`` is any.
        """
        if self.fault.where is Where.UPDATE or self.fault.chat_id not in (None, chat_id):
            return False
        if self.method is None:
            return speaks
        return self.method in (ANY, method) or self.method.lower() == method.lower()

    def means_update(self, update: str, chat_id: int | None) -> bool:
        """Whether this update is meant: ``message``, ``callback_query`` and so on."""
        return (
            self.fault.where is Where.UPDATE
            and self.fault.chat_id in (None, chat_id)
            and self.update in (None, update)
        )

    def falls(self, *thing: str | int | None) -> bool:
        """Whether chance lets it strike."""
        return self.probability >= 1 or self.dice.throw(*thing).random() < self.probability


class Faults:
    """The faults that wait, of which the oldest that fits strikes; then the weather."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self.weather: Weather | None = None

    def add(self, body: Json) -> Waiting | Weather:
        """Take what POST /control/faults says: one ``kind``, or a weather in place of the last.

        Raises BadCall for what cannot be.
        """
        if "kind" in body or not body.keys() & {"weather", "kinds", "rate"}:
            waiting = _read_fault(body)
            self._waiting.append(waiting)
            return waiting
        self.weather = read_weather(body)
        return self.weather

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()
        self.weather = None

    def as_json(self) -> Json:
        """What is on: the faults that still wait, and the weather."""
        return {
            "faults": [waiting.as_json() for waiting in self._waiting],
            "weather": self.weather.as_json() if self.weather is not None else None,
        }

    def strike(self, method: str, chat_id: int | None, *, speaks: bool) -> Fault | None:
        """The fault that strikes this call, used up by one."""
        for waiting in self._waiting:
            if waiting.means(method, chat_id, speaks=speaks) and waiting.falls(method, chat_id):
                return self._use(waiting)
        if self.weather is None:
            return None
        return self.weather.strike(method, chat_id, speaks=speaks)

    def strike_update(self, update: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes an update on its way to the bot, used up by one."""
        for waiting in self._waiting:
            if waiting.means_update(update, chat_id) and waiting.falls("update", update, chat_id):
                return self._use(waiting)
        return self.weather.strike_update(update, chat_id) if self.weather is not None else None

    def _use(self, waiting: Waiting) -> Fault:
        waiting.count -= 1
        if not waiting.count:
            self._waiting.remove(waiting)
        return waiting.fault


def _read_fault(body: Json) -> Waiting:
    kind = text(body, "kind")
    if kind not in KINDS:
        raise BadCall(f"kind must be one of {', '.join(KINDS)}")
    count, retry_after = whole(body, "count"), whole(body, "retry_after")
    seconds, probability = number(body, "seconds"), number(body, "probability")
    method, update = text(body, "method"), text(body, "update")
    if (count is not None and count < 1) or (retry_after is not None and retry_after < 1):
        raise BadCall("count and retry_after must be at least 1")
    if seconds is not None and not 0 <= seconds <= LONGEST_S:
        raise BadCall(f"seconds must be from 0 to {LONGEST_S:g}")
    if probability is not None and not 0 <= probability <= 1:
        raise BadCall("probability must be from 0 to 1")
    if (method if KINDS[kind].where is Where.UPDATE else update) is not None:
        raise BadCall("method goes with faults of calls, update with faults of updates")
    return Waiting(
        fault=Fault(
            kind,
            chat_id=whole(body, "chat_id"),
            seconds=KINDS[kind].seconds if seconds is None else float(seconds),
            retry_after=retry_after or 1,
            description=text(body, "description"),
        ),
        method=method,
        update=update,
        count=count or 1,
        probability=1.0 if probability is None else float(probability),
        dice=Dice(whole(body, "seed") or 0),
    )
