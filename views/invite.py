"""Invitations as an admin sees them: who is missing, whom is meant, and what to pass on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.choice import Choice
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Duty, Person
from views.duties import role_name
from views.words import say, text

ACTION = "inv"
MOST = 40
"""People shown with a button each; the rest are a number."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to be invited, by the first of the duties; ``named`` where the name may be shown."""

    person: Person
    duty: Duty
    enrolled: bool
    named: bool

    @property
    def called(self) -> str:
        """The name, or the code for a viewer above the school."""
        return self.person.name if self.named else self.person.code


def missing(language: str, people: Sequence[Invitee], others: Mapping[str, int]) -> Message:
    """Who has not enrolled; ``others`` counts those whom their own schools invite."""
    if not people and not others:
        return Message(text(language, "invite.all_enrolled"))
    parts = []
    if people:
        lines = [text(language, "invite.who_missing", count=len(people))]
        lines += [Text.of(_label(language, one)) for one in people[:MOST]]
        if len(people) > MOST:
            lines.append(text(language, "invite.more", count=len(people) - MOST))
        parts.append(joined("\n", lines))
    if others:
        lines = [text(language, "invite.others")]
        lines += [
            text(language, "invite.others_line", school=school, count=count)
            for school, count in list(others.items())[:MOST]
        ]
        parts.append(joined("\n", lines))
    if people:
        parts.append(text(language, "invite.hint"))
    keyboard = _keyboard([(one, one.called) for one in people[:MOST]], 3)
    return Message(joined("\n\n", parts), keyboard, protect=True)


def choose(language: str, typed: str, people: Sequence[Invitee]) -> Message:
    """Several people are meant by one name."""
    labels = [(one, _label(language, one)) for one in people[:MOST]]
    return Message(text(language, "invite.choose", name=typed), _keyboard(labels, 1), protect=True)


def made(language: str, invitee: Invitee, day: str, time: str) -> Message:
    """For the admin: whose code it is and how long it is good."""
    return Message(
        text(
            language,
            "invite.made",
            name=invitee.called,
            role=role_name(language, invitee.duty.role),
            unit=invitee.duty.unit.name,
            day=day,
            time=time,
        ),
        protect=True,
    )


def forward(language: str, code: str, link: str | None) -> Message:
    """For the person invited, to be forwarded: no name, so it is not protected."""
    if link is None:
        return Message(text(language, "invite.forward_code", code=code))
    return Message(text(language, "invite.forward", code=code, link=link))


def _label(language: str, one: Invitee) -> str:
    role = role_name(language, one.duty.role)
    return say(language, "invite.person", name=one.called, role=role, unit=one.duty.unit.name)


def _keyboard(people: Sequence[tuple[Invitee, str]], wide: int) -> Keyboard | None:
    buttons = [Button(label, Choice(ACTION, one.person.id).encode()) for one, label in people]
    rows = tuple(tuple(buttons[n : n + wide]) for n in range(0, len(buttons), wide))
    return Keyboard(rows) if rows else None
