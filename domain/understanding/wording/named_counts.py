"""Two students, Li Lei and Xu Jingyi, have a cough: the names tell how many they are."""

from __future__ import annotations

import re

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5}
_NAME = r"[A-Z][\w-]*(?: [A-Z][\w-]*){1,2}"
_COUNTED = re.compile(
    rf"(?P<many>\b(?i:{'|'.join(_NUMBERS)}))(?i: of (?:my|our|the|them|us)\b)?"
    r"(?i: (?:students|pupils|kids|children|boys|girls|of them))*\s?[,:(-]\s?"
    rf"(?P<names>{_NAME}(?:(?:, and |, | and | & ){_NAME})+)\s?[,)-]\s?(?=(?:have|has|are"
    rf"|were|got|had|did|came|went|both|all)\b)"
)
_BETWEEN = re.compile(r", and |, | and | & ")
_OF_ALL = re.compile(
    r"\b(?P<here>\d{2}) (?:out )?of (?:the |our )?(?P<all>\d{2})(?: pupils| students| kids"
    r"| children)?"
    r"(?: are| were)? (?:in|at) school\b",
    re.I,
)


def names_alone(text: str) -> str:
    """The text with the names alone, where as many were named; 42 of 45 in school are present."""
    return _COUNTED.sub(_named, _OF_ALL.sub(r"\g<here> of \g<all> present", text))


def _named(found: re.Match[str]) -> str:
    named = len(_BETWEEN.split(found["names"]))
    return f"{found['names']} " if named == _NUMBERS[found["many"].lower()] else found[0]
