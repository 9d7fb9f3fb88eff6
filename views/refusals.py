"""The one place that turns a domain error into the sentence a person reads."""

from __future__ import annotations

import re
from datetime import date

from domain.errors import ChenjianError
from views.days import day_name
from views.words import catalogue, say


def sentence(language: str, error: ChenjianError) -> str:
    """One clear sentence saying what is wrong and what to do.

    The key is the error's class name in snake_case; a class without a sentence of its own gets
    its parent's. A day among the error's values is named as people name it.
    """
    values = {
        name: day_name(language, value) if isinstance(value, date) else value
        for name, value in error.values.items()
    }
    for kind in type(error).__mro__:
        key = "refusal." + re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
        if key in catalogue(language):
            return say(language, key, **values)
    return say(language, "refusal.chenjian_error")
