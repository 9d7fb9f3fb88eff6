"""/help (帮助): what this person may do, and nothing else."""

from __future__ import annotations

from domain.message import Message
from domain.roster import FILES_FOR_CLASS
from handlers.command_rules import listed_for
from handlers.visit import Visit
from views.help import help_text


def show_help(visit: Visit, argument: str = "") -> None:
    """Everything this person may ask for, a line each."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    answers = any(duty.role in FILES_FOR_CLASS for duty in duties)
    visit.reply(Message(help_text(visit.language, listed_for(duties), answers=answers)))
