"""The link to a page (大屏): for one person and one unit, until an instant, and signed.

A signature says that the program wrote the link, and nothing more: whoever opens it is looked up
in the roster each time, as a press is, and so is the enrolment that it was given under: a phone
that is lost takes no link along.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from domain.choice import base36
from domain.errors import ChenjianError

HOUR_MS = 3_600_000
SERVED = "pages"
"""Under this key the program remembers that it serves pages now; empty where it does not."""
_NUMBER = "[0-9a-z]{1,11}"
_TOKEN = re.compile(rf"({_NUMBER}(?:\.{_NUMBER}){{4}})\.([A-Za-z0-9_-]{{43}})")
_FOR = b"chenjian wall page 2\n"
"""What is signed begins so: the secret guards other doors as well."""


class LinkForged(ChenjianError):
    """A link that this program did not write, or wrote under another secret."""


class LinkExpired(ChenjianError):
    """A link whose time is over."""


class PagesClosed(ChenjianError):
    """A page was asked for where none is served."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Which chat is somebody's, and since when (epoch ms): another phone has another."""

    chat_id: int
    since_ms: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """Who may look at which unit, until when (epoch ms), and under which enrolment."""

    person_id: int
    enrolment: Enrolment
    unit_id: int
    until_ms: int

    def signed(self, secret: str) -> str:
        """``person.chat.since.unit.until.signature``, all of it fit for an address."""
        under = (self.enrolment.chat_id, self.enrolment.since_ms)
        said = ".".join(map(base36, (self.person_id, *under, self.unit_id, self.until_ms)))
        return f"{said}.{_signature(said, secret)}"

    @classmethod
    def read(cls, token: str, secret: str, now_ms: int) -> Self:
        """The link that was signed. Raises LinkForged, LinkExpired."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            raise LinkForged
        said, signature = found.groups()
        if not hmac.compare_digest(signature, _signature(said, secret)):
            raise LinkForged
        person, chat, since, unit, until = (int(number, 36) for number in said.split("."))
        link = cls(person, Enrolment(chat, since), unit, until)
        if now_ms >= link.until_ms:
            raise LinkExpired
        return link


@dataclass(frozen=True, slots=True)
class Pages:
    """Where pages are reached, what signs their links, and for how many hours one is good."""

    address: str
    secret: str = field(repr=False)
    hours: int

    def until_ms(self, now_ms: int) -> int:
        """When a link that is given now ends."""
        return now_ms + self.hours * HOUR_MS

    def link(self, person_id: int, enrolment: Enrolment, unit_id: int, now_ms: int) -> str:
        """The address of a unit's page for one person."""
        link = PageLink(person_id, enrolment, unit_id, self.until_ms(now_ms))
        return f"{self.address}/wall/{link.signed(self.secret)}"


def _signature(said: str, secret: str) -> str:
    digest = hmac.digest(secret.encode(), _FOR + said.encode(), sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
