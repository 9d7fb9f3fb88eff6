"""From the pieces of a message to what was said of whom: put in order, heard and settled."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding.context import ClassContext
from domain.understanding.cutting.names import Roll
from domain.understanding.cutting.tokens import Token
from domain.understanding.grammar.sentence import Listener
from domain.understanding.heard import Heard, Snag
from domain.understanding.ordering.in_order import in_order
from domain.understanding.settling.accounting import lost_in
from domain.understanding.settling.attendance import settle_gap, settle_here
from domain.understanding.settling.groups import settle_groups
from domain.understanding.settling.mix_up import mixed_up
from domain.understanding.settling.one_name import settle_one_name
from domain.understanding.settling.teachers import may_be_a_pupil, may_be_the_teacher


def listen(tokens: Sequence[Token], class_: ClassContext, roll: Roll) -> Heard:
    """Take up every piece of a message; what no rule takes up is left over."""
    ordered = in_order(tokens, class_)
    listener = Listener(class_, roll)
    heard = listener.hear(ordered.pieces)
    heard.snags |= ordered.snags
    settle_groups(heard)
    settle_here(heard)
    settle_gap(heard, class_)
    settle_one_name(heard)
    heard.maybe_teacher = may_be_the_teacher(ordered.pieces, heard)
    lost = lost_in(ordered.told, heard, class_.day) or mixed_up(listener.tokens)
    if lost or may_be_a_pupil(ordered.pieces, heard):
        heard.snags.add(Snag.UNSURE)
    return heard
