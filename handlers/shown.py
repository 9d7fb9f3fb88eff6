"""Where an answer to a press stands: in place of the message pressed, unless that must stay."""

from __future__ import annotations

from domain.message import Message
from domain.note import CAPTION, Wanted
from handlers.visit import Visit

LIVING = frozenset({"digest", "roll_up", "wall"})
"""Messages that a button must not turn into something else."""


def show_in_place(visit: Visit, say: Message | Wanted) -> None:
    """In place of the message whose button was pressed, else as a new one. A digest stays."""
    reference = visit.message if visit.toast is not None else None
    if reference is not None:
        note = visit.tx.outbox.note_of_message(visit.chat.id, reference)
        if note is not None and note["kind"] not in LIVING:
            visit.edit(reference, say)
            return
    visit.reply(say)


def show_below_file(visit: Visit, say: Message) -> None:
    """In place of what stands below the file whose button was pressed, else as a new message."""
    reference = visit.message if visit.toast is not None else None
    note = visit.tx.outbox.note_of_message(visit.chat.id, reference) if reference else None
    if reference is not None and note is not None and note["kind"] == "file":
        visit.edit(reference, say, kind=CAPTION)
    else:
        visit.reply(say)
