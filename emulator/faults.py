"""Faults on demand: what shall go wrong with the next calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator.parameters import Json
from emulator.refusal import BadCall, Refusal, forbidden, too_many


@dataclass(slots=True)
class Fault:
    """One fault and how many more calls it strikes."""

    kind: str
    method: str | None
    chat_id: int | None
    count: int
    retry_after: int

    def as_json(self) -> Json:
        """The fault as GET /control/faults lists it."""
        return {
            "kind": self.kind,
            "method": self.method,
            "chat_id": self.chat_id,
            "count": self.count,
            "retry_after": self.retry_after,
        }


# What refuses the call before it is accepted; None lets it be accepted and loses the answer.
KINDS: dict[str, Callable[[Fault], Refusal] | None] = {
    "429": lambda fault: too_many(fault.retry_after),
    "403": lambda fault: forbidden("bot was blocked by the user"),
    "5xx": lambda fault: Refusal(502, "Bad Gateway"),
    "drop_answer": None,
}


class Faults:
    """The faults that wait for a call; the oldest that fits strikes."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, body: Json) -> Fault:
        """Take a fault from POST /control/faults. Raises BadCall for an unknown kind or number."""
        kind = body.get("kind")
        if kind not in KINDS:
            raise BadCall(f"kind must be one of {', '.join(KINDS)}")
        method = body.get("method")
        if method is not None and not isinstance(method, str):
            raise BadCall("method must be a text")
        fault = Fault(
            kind=str(kind),
            method=method,
            chat_id=_whole(body.get("chat_id"), "chat_id", None),
            count=_whole(body.get("count"), "count", 1) or 0,
            retry_after=_whole(body.get("retry_after"), "retry_after", 1) or 0,
        )
        if fault.count < 1 or fault.retry_after < 1:
            raise BadCall("count and retry_after must be at least 1")
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()

    def as_json(self) -> list[Json]:
        """The faults that still wait."""
        return [fault.as_json() for fault in self._waiting]

    def strike(self, method: str, chat_id: int | None, *, speaks: bool) -> Fault | None:
        """The fault that strikes this call, used up by one.

        A fault that names no method strikes only calls that put, change or delete messages
        (``speaks``), so that a waiting getUpdates or an acknowledged press does not swallow it.
        """
        for fault in self._waiting:
            if fault.chat_id is not None and fault.chat_id != chat_id:
                continue
            if fault.method is None:
                if not speaks:
                    continue
            elif fault.method.lower() != method.lower():
                continue
            fault.count -= 1
            if not fault.count:
                self._waiting.remove(fault)
            return fault
        return None


def _whole(value: Any, name: str, otherwise: int | None) -> int | None:
    if value is None:
        return otherwise
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadCall(f"{name} must be a whole number")
    return value
