"""What somebody hears of a case without having asked: it is theirs, unwell, confirmed, released."""

from __future__ import annotations

from domain.case_facts import CaseFacts
from domain.choice import Choice
from domain.message import Button, Keyboard, Message
from views.case_tasks import tally_row
from views.case_words import SHOW, day_words, rule_words, said_words, who_words
from views.days import day_name
from views.words import say, text


def case_told(language: str, facts: CaseFacts, what: str, *, opens: bool) -> Message:
    """One sentence, and the button to the case for whoever may follow it."""
    case = facts.case
    said = ""
    if facts.today is not None:
        said = said_words(language, facts.today, facts.threshold)
    last = case.ends or case.last or facts.day
    words = text(
        language,
        f"case.told_{what}",
        number=facts.number,
        who=who_words(language, facts),
        rule=rule_words(language, case.rule),
        day=day_words(language, case, facts.day),
        last=day_name(language, last),
        said=said,
    )
    if what == "tasks":
        rows = (tally_row(language, case.id, facts.tallies),)
        return Message(words, Keyboard(rows) if opens else None, protect=True)
    button = Button(say(language, "case.button_file"), Choice(SHOW, case.id).encode())
    return Message(words, Keyboard(((button,),)) if opens else None, protect=True)
