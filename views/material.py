"""The daily written material (每日工作动态) as a Word document or a PDF, for the bureau."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.paper import PaperFacts
from views.docx_filling import filled_docx
from views.paper_values import filling

FOLDER = Path(__file__).parent / "papers"


def material_docx(
    language: str,
    facts: PaperFacts,
    *,
    as_of_ms: int,
    zone: ZoneInfo,
    template: bytes | None = None,
) -> bytes:
    """The material of a unit's days; from a ``template`` of the unit's own where it has one.

    It names nobody, so that it may be passed on.
    """
    return filled_docx(
        template or built_in(language),
        filling(language, facts, as_of_ms=as_of_ms, zone=zone, names=False),
    )


def material_pdf(language: str, facts: PaperFacts, *, as_of_ms: int, zone: ZoneInfo) -> bytes:
    """The same in the program's own form, to print."""
    # The printer takes 26 MB of memory, which nobody pays before the first page.
    from views.printed import printed

    paper = material_docx(language, facts, as_of_ms=as_of_ms, zone=zone)
    return printed(language, paper, datetime.fromtimestamp(as_of_ms / 1000, zone))


@cache
def built_in(language: str) -> bytes:
    """The template that comes with the program."""
    return (FOLDER / language / "material.docx").read_bytes()
