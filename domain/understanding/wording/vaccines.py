"""What somebody is vaccinated against is no illness of theirs: 流感疫苗, a flu shot."""

from __future__ import annotations

import re

_AGAINST = re.compile(
    r"(?:新冠(?:病毒)?|流感|水痘|麻疹|腮腺炎|麻腮风|风疹|乙肝|甲肝|乙脑|流脑|肺炎|结核|手足口病?"
    r"|百白破|脊灰)(?=疫苗|加强针|预防针)"
    r"|\b(?:flu|influenza|covid(?:-19)?|chickenpox|measles|mumps|hepatitis b?)\s"
    r"(?=vaccin\w+|jab|shot|booster)",
    re.I,
)


def vaccines_alone(text: str) -> str:
    """The text with the vaccine alone."""
    return _AGAINST.sub("", text)
