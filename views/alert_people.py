"""Whom an alert is about, in a few words: with names, or as counts."""

from __future__ import annotations

from domain.alert import AlertKind
from domain.alert_facts import AlertFacts, Involved
from domain.unsettled import Doubt
from domain.unwell import Unwell
from views.entry import entry_words, findings_words, reading
from views.figures import kind_counts
from views.open_pupils import since_words
from views.unsettled import matter_told
from views.words import say

MOST_NAMED = 3
"""Names that stand in one line, or on one button."""


def who_words(language: str, one: Involved) -> str:
    """The name, with 教职工 for staff; what was typed, or somebody (不明), while nobody knows who
    it is.
    """
    if not one.name:
        matter = one.matter
        typed = matter.raw if matter is not None and matter.doubt is not Doubt.WORDS else ""
        key = "digest.typed" if typed else "alert.somebody"
        return say(language, key, name=typed)
    return say(language, "alert.staff", name=one.name) if one.staff else one.name


def masked_counts(language: str, facts: AlertFacts) -> str:
    """``发热 1 · 不适 2``: what an alert is about without saying who."""
    people = [
        Unwell(facts.unit, facts.school, "", one.staff, one.findings)
        for one in facts.standing
        if one.findings
    ]
    return kind_counts(language, people) if people else ""


def masked_words(language: str, facts: AlertFacts) -> str:
    """The same in a list."""
    counts = masked_counts(language, facts)
    return _kind(language, facts, counts) if counts else ""


def named_words(language: str, facts: AlertFacts) -> str:
    """``王小明 发热 38.2(在家)、李四 咳嗽``: what an alert is about, the first few by name."""
    shown = [_of_one(language, facts, one) for one in facts.standing[:MOST_NAMED]]
    words = say(language, "entry.join").join(shown)
    if len(facts.standing) > MOST_NAMED:
        words += say(language, "check_in.and_others", count=len(facts.standing))
    return _kind(language, facts, words) if words else ""


def _kind(language: str, facts: AlertFacts, words: str) -> str:
    """A cluster is called one, so that nobody takes it for the alert of the same pupils."""
    if facts.alert.kind is AlertKind.FINDING:
        return words
    return say(language, "alert_told.cluster", what=words)


def shown_names(language: str, facts: AlertFacts) -> str:
    """The first few names, for a button."""
    return say(language, "entry.join").join(
        who_words(language, one) for one in facts.standing[:MOST_NAMED]
    )


def _of_one(language: str, facts: AlertFacts, one: Involved) -> str:
    if one.matter is not None:
        return matter_told(language, one.matter, facts.threshold)
    if one.class_name:
        return f"{who_words(language, one)} {findings_words(language, one.findings)}"
    if one.entry is None:
        return who_words(language, one)
    since = since_words(language, one.since, facts.alert.day).plain
    return f"{who_words(language, one)} {said_words(language, facts, one)}{since}"


def said_words(language: str, facts: AlertFacts, one: Involved) -> str:
    """``38.2 → 发热 38.5(在家)``: what is said of somebody now, and what a correction changed."""
    if one.entry is None:
        return ""
    what = entry_words(language, one.entry, facts.threshold)
    if one.was is None:
        return what
    return say(language, "alert_told.reading_changed", before=reading(one.was), what=what)


def says_unsettled(facts: AlertFacts) -> bool:
    """Whether the words about the people say by themselves that something is to be confirmed."""
    people = [one for one in facts.people if one.about.stands]
    matters = [one.matter for one in people if one.matter is not None]
    to_confirm = [one for one in matters if not one.raw or one.doubt is Doubt.WORDS]
    return 0 < len(to_confirm) == len(people)
