"""Looking for a pupil who has not come: 去家里找也没人, 到处找不到. It is no journey."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_HOME = r"(?:[他她其]|学生|孩子|娃儿?)?的?(?:家里?|屋里|屋头|寝室|宿舍)[里头]?"
_LOOK = r"(?:找|看|敲门?|家访|问|喊|叫|接)[了过人他她门]{0,3}"
_NOBODY = (
    r"(?:没在|(?:没有?|没得|无)人(?:应声?|开门|在家?|(?=了?\s*(?:[,;。!]|$)))|没找[到着]|找不[到着]|人?不在家?"
    r"|没开门|门锁着?了?|锁着?门了?)"
)
_IN_VAIN = re.compile(
    rf"(?:派人|班长|老师|家长)?[去到上]{_HOME}[去来]?(?:{_LOOK})?[,、]?[也都却又]{{0,2}}{_NOBODY}"
    r"|(?:到处|四处|各处)[都也去]{0,2}[找问][了遍过]{0,2}(?:[,]?[都也却]{0,2}"
    r"(?:不[到着]|没找[到着]|找不[到着]|没有)[人他她]?|[人他她]?(?=\s*(?:[,;。!]|$)))"
    rf"|(?:到处|四处)[都也]?(?:找不[到着]|没找[到着])[人他她]?"
)
_NOBODY_HOME = re.compile(r"家[里中]?(?:敲门)?没有?人(?=\s*(?:[,;。!]|$))")
_MISSED = re.compile(r"(?:没[来到]|未[来到]|缺|不见)[^。;!\n]*$")
_LOOKS = re.compile(
    r"(?:到处|四处|各处)[都也去]{0,2}[找问][了遍过]{0,2}(?![医大工老妈爸食吃])|"
    rf"(?:派人|班长|老师|家长|已经?|正)?[去到](?:{_HOME})?[去来]?{_LOOK}(?=\s*(?:[,;。!也都没]|$))"
)
_SIGNS = frozenset("派班老家已正去到上四各处")


def search_at(text: str, at: int) -> tuple[int, Token] | None:
    """Nobody was found: not reached. That somebody looks for a pupil says nothing more."""
    if text[at] not in _SIGNS:
        return None
    missed = _NOBODY_HOME.match(text, at) if _MISSED.search(text[:at]) else None
    if found := _IN_VAIN.match(text, at) or missed:
        return len(found[0]), Token(Kind.UNREACHABLE, found[0])
    found = _LOOKS.match(text, at)
    searches = found is not None and ("找" in found[0] or "家访" in found[0])
    return (len(found[0]), Token(Kind.FILLER, found[0])) if found and searches else None
