"""What can go wrong with a call or an update: the table of kinds, and one fault of a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from emulator.refusal import Refusal, bad_request, forbidden, too_many


class Where(Enum):
    """Where on its way something is struck."""

    WAY_THERE = auto()  # before the call is accepted
    REFUSED = auto()  # instead of being accepted
    WAY_BACK = auto()  # decided and on record; only the answer suffers
    UPDATE = auto()  # an update on its way to the bot


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table of faults.

    Where no method is named, ``speaking`` ones strike only calls that put, change or delete
    messages. ``by_itself`` ones come and go with a bad line; the others say something lasting.
    ``seconds`` is how long it takes unless told, in monotonic time.
    """

    where: Where
    refuse: Callable[["Fault"], Refusal] | None = None
    speaking: bool = False
    by_itself: bool = True
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault as it strikes; aimed at one chat, or at whatever comes."""

    kind: str
    chat_id: int | None = None
    seconds: float = 0.0
    retry_after: int = 1
    description: str | None = None

    @property
    def where(self) -> Where:
        """Where it strikes."""
        return KINDS[self.kind].where

    def refusal(self) -> Refusal | None:
        """What the call is refused with, if it is."""
        refuse = KINDS[self.kind].refuse
        return refuse(self) if refuse is not None else None


def _refused(fault: Fault) -> Refusal:
    if fault.description is not None:
        return Refusal(400, fault.description)
    return bad_request("the emulator was told to refuse this")


KINDS: dict[str, Kind] = {
    # 400 with any ``description``.
    "refused": Kind(Where.REFUSED, _refused, speaking=True, by_itself=False),
    "403": Kind(
        Where.REFUSED,
        lambda _: forbidden("bot was blocked by the user"),
        speaking=True,
        by_itself=False,
    ),
    "429": Kind(Where.REFUSED, lambda fault: too_many(fault.retry_after)),
    "5xx": Kind(Where.REFUSED, lambda _: Refusal(502, "Bad Gateway")),
    # The connection is closed; nothing was accepted. The caller cannot know that.
    "cut": Kind(Where.WAY_THERE),
    # The call is accepted only after ``seconds``, even if the caller gave up waiting over HTTP.
    "latency": Kind(Where.WAY_THERE, seconds=1.0),
    # Decided and on record; the connection is closed without an answer.
    "drop_answer": Kind(Where.WAY_BACK),
    # Decided; half of the answer comes ``seconds`` after the other.
    "slow_body": Kind(Where.WAY_BACK, seconds=1.0),
    # Decided; the answer breaks off in the middle of its JSON.
    "invalid_json": Kind(Where.WAY_BACK),
    # The same update again, under the same id, ``seconds`` later.
    "duplicate": Kind(Where.UPDATE),
    # The next update overtakes this one; without a next one it comes after ``seconds``.
    "reorder": Kind(Where.UPDATE, seconds=1.0),
    # The update comes ``seconds`` later; it keeps its id and its date.
    "delay": Kind(Where.UPDATE, seconds=1.0),
    # Something broken stands in the queue before the update; the update itself is whole.
    "malformed": Kind(Where.UPDATE, by_itself=False),
}


def broken_updates(update_id: int) -> tuple[object, ...]:
    """Updates that make no sense, each in another way; all but the last bear the id."""
    return (
        {"update_id": update_id, "message": "not an object"},
        {"update_id": update_id, "message": {"message_id": "seven", "date": None, "chat": []}},
        {"update_id": update_id, "callback_query": {"id": 7, "from": "nobody", "data": ["x"]}},
        {"update_id": update_id, "message": {"text": "half a pair: \ud83d"}},
        {"update_id": update_id},
        ["no update at all"],
    )
