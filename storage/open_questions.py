"""Today's questions that may be changed in place: who should be there has changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from storage.outbox import Question
from storage.transaction import Transaction


def unanswered_copies(
    tx: Transaction, class_ids: Iterable[int], day: date
) -> list[tuple[int, Question]]:
    """Every copy of a question that a chat shows and nobody has answered, with its round.

    A card on which somebody is in the midst of answering is none of them.
    """
    found = []
    for class_id in dict.fromkeys(class_ids):
        round_ = tx.rounds.of_class(class_id, day)
        if round_ is None or round_.state != "open" or round_.revision:
            continue
        busy = _in_the_midst(tx, round_.id)
        found += [
            (round_.id, copy)
            for copy in tx.outbox.questions_of(round_.id)
            if copy.state != "pending" and copy.chat_id not in busy
        ]
    return found


def _in_the_midst(tx: Transaction, round_id: int) -> set[int]:
    """The chats of those who have said or begun something about the round."""
    drafts = tx.drafts.of_round(round_id)
    begun = [draft.person_id for draft in drafts if draft.step or not draft.is_empty]
    return {chat.id for one in begun if (chat := tx.chats.of_person(one)) is not None}
