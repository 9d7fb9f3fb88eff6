"""张伟和张伟都没来: as many in a row as bear the name are all of them, where the same is told."""

from __future__ import annotations

from dataclasses import replace

from domain.understanding.about import About
from domain.understanding.heard import Heard
from domain.understanding.settling.told import said_of


def settle_one_name(heard: Heard) -> None:
    """Each of them is one of those who bear the name. Where one is told apart from another (38.1
    and 37.9), or was told of by seat as well, nobody knows which of them is meant.
    """
    for alike in heard.of_one_name:
        bearers = alike[0].who.candidates if alike[0].who is not None else ()
        known = {one.who.pupil for one in heard.about if one.who is not None}
        if _is_same_of_all(alike) and not known & set(bearers):
            for about, pupil in zip(alike, bearers, strict=True):
                if about.who is not None:
                    about.who = replace(about.who, candidates=(pupil,))


def _is_same_of_all(alike: tuple[About, ...]) -> bool:
    told = [replace(said_of(one, ()), raw="") for one in alike]
    return all(one == told[0] for one in told)
