"""What in an Office file reaches out (外部内容): it runs, fetches, or carries something away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from domain.paper import Fault, NotATemplate

LONGEST_FORMULA = 8192
"""Characters; Excel's own bound."""
_FORMULA = re.compile(
    r"\[\d+\]|\][^\[\]\"&,;()+*/<>=|]*!|\|[^|!]*!|://|\\\\"
    r"|\b(?:WEBSERVICE|IMAGE|HYPERLINK|IMPORT\w+|RTD|DDE|CALL|REGISTER(?:\.ID)?|EVALUATE|EXEC"
    r"|CUBE\w+)\s*\(",
    re.IGNORECASE,
)
"""A formula that asks another file, another program or the net, or leads there with a press."""
_RUNS = frozenset({"vbaproject", "wordvbadata", "control", "activexcontrolbinary"})
_FETCHES = frozenset(
    {"afchunk", "attachedtemplate", "externallinkpath", "frame", "oleobject", "subdocument"}
)
"""Kinds of links: a page of the web within the document, an object of another program, and such."""
_HARMLESS = frozenset(
    """= ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT CREATEDATE DATE DOCPROPERTY EDITTIME EQ
    FILENAME FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX KEYWORDS LISTNUM NOTEREF NUMCHARS
    NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ
    STYLEREF SUBJECT SYMBOL TC TIME TITLE TOC XE""".split()  # noqa: SIM905
)
"""Fields of Word that look no further than the document. A link must not be put together."""
_NAMED_FORMULAS = frozenset(
    {"definedName", "formula", "formula1", "formula2", "calculatedColumnFormula",
     "totalsRowFormula"}
)  # fmt: skip


def trees_of(parts: Mapping[str, bytes]) -> dict[str, Element]:
    """The parts that are XML, by name. What Office takes for XML must be readable as such.

    Raises NotATemplate.
    """
    found = {}
    for name, content in parts.items():
        if name.casefold().endswith((".xml", ".rels")):
            try:
                # A DOCTYPE has been refused by now.
                found[name] = ElementTree.fromstring(content)  # noqa: S314
            except (ElementTree.ParseError, ValueError, LookupError) as error:
                raise NotATemplate from error
    if not all(map(_is_named_so, found.get("[Content_Types].xml", ()))):
        raise NotATemplate
    return found


def faults_of_links(trees: Mapping[str, Element]) -> Iterator[Fault]:
    """Macros, and whatever a program would fetch on opening; a plain link that one presses may
    stay.
    """
    kinds = [
        (link.get("Type", "").rpartition("/")[2].casefold(), link.get("TargetMode", "").casefold())
        for name, tree in trees.items()
        if name.casefold().endswith(".rels")
        for link in tree.iter()
    ]
    if any(kind in _RUNS for kind, _ in kinds):
        yield Fault("", "macros")
    if any(
        kind in _FETCHES or (mode == "external" and kind != "hyperlink") for kind, mode in kinds
    ):
        yield Fault("", "outside")


def faults_of_fields(trees: Mapping[str, Element]) -> Iterator[Fault]:
    """Fields of Word that would fetch something."""
    for tree in trees.values():
        for field in _fields(tree):
            word = (field.words.split() or [""])[0].upper()
            word = "=" if word.startswith("=") else word
            if word not in _HARMLESS or (word == "HYPERLINK" and field.is_put_together):
                yield Fault("", "field", word[:20] or "?")


def reaches_out(formula: str) -> bool:
    """Whether a formula does."""
    return len(formula) > LONGEST_FORMULA or _FORMULA.search(formula) is not None


def faults_of_names(trees: Mapping[str, Element]) -> Iterator[Fault]:
    """Formulas that stand in no cell: behind names, checks and colours."""
    for part, tree in trees.items():
        for element in tree.iter():
            if _local(element) in _NAMED_FORMULAS and reaches_out("".join(element.itertext())):
                yield Fault(element.get("name") or PurePosixPath(part).stem, "reaches_out")


@dataclass(slots=True)
class _Field:
    """A field while it is read; ``is_put_together`` where another field gives part of its words."""

    words: str = ""
    in_words: bool = True
    is_put_together: bool = False


def _fields(tree: Element) -> Iterator[_Field]:
    """Every field, also one that Word has cut into pieces."""
    begun: list[_Field] = []
    for element in tree.iter():
        match _local(element), _attribute(element, "fldCharType"):
            case "fldSimple", _:
                yield _Field(_attribute(element, "instr"))
            case "fldChar", "begin":
                if begun and begun[-1].in_words:
                    begun[-1].is_put_together = True
                begun.append(_Field())
            case "fldChar", "separate" if begun:
                begun[-1].in_words = False
            case "fldChar", "end" if begun:
                yield begun.pop()
            case (("instrText" | "delInstrText"), _) if begun:
                begun[-1].words += element.text or ""
    yield from begun


def _is_named_so(declared: Element) -> bool:
    """Whether a part that is declared as XML is called so, and was read with the others."""
    kind = declared.get("ContentType", "").casefold()
    name = declared.get("PartName", "") or f".{declared.get('Extension', '')}"
    is_xml = kind.endswith(("+xml", "/xml")) and not kind.startswith("image/")
    return not is_xml or name.casefold().endswith((".xml", ".rels"))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
