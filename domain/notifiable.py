"""Diseases of which one pupil is enough (传染病): by the teacher's word, and how soon to report."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from domain.check_in import Finding, FindingKind

RULE = "notifiable"
"""What the rule of an alert begins with whose clock runs for one of these."""


class DiseaseClass(StrEnum):
    """The class of the law, the most pressing first; ``local`` is none of it (see the toml)."""

    A = "a"
    B = "b"
    C = "c"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Notifiable:
    """A disease, and its class."""

    key: str
    disease_class: DiseaseClass

    @property
    def rule(self) -> str:
        """What an alert keeps of it."""
        return f"{RULE}/{self.key}"


@dataclass(frozen=True, slots=True)
class NotifiableHours:
    """Until how many hours later one pupil has to be reported, by class; 0 asks for no report."""

    a: int
    b: int
    c: int

    def of(self, found: Notifiable) -> int:
        """The hours of a disease; what no class holds is reported like 丙类."""
        match found.disease_class:
            case DiseaseClass.A:
                return self.a
            case DiseaseClass.B:
                return self.b
            case DiseaseClass.C | DiseaseClass.LOCAL:
                return self.c


def notifiable(findings: Iterable[Finding]) -> Notifiable | None:
    """The most pressing disease that is named of somebody, None where none is.

    Words about somebody at home are not about the pupil.
    """
    named = [
        _BY_WORD[word[0].casefold()]
        for finding in findings
        if finding.kind is not FindingKind.TRAVEL
        for word in _WORDS.finditer(finding.remark or "")
    ]
    order = list(DiseaseClass)
    return min(named, key=lambda one: order.index(one.disease_class), default=None)


def of_rule(rule: str | None) -> Notifiable | None:
    """The disease for which an alert's clock runs, None where it runs for none."""
    head, _, key = (rule or "").partition("/")
    return _DISEASES.get(key) if head == RULE else None


_TABLES = tomllib.loads(Path(__file__).with_name("notifiable.toml").read_text(encoding="utf-8"))
_DISEASES = {key: Notifiable(key, DiseaseClass(table["class"])) for key, table in _TABLES.items()}
_BY_WORD = {
    word.casefold(): _DISEASES[key] for key, table in _TABLES.items() for word in table["words"]
}
_WORDS = re.compile(
    "|".join(
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in sorted(_BY_WORD, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
