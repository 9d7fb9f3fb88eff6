"""A pupil's name as it is compared with what was said: 王明, 小明 and 老王 for 王小明."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.roster import Pupil
from domain.understanding.cutting.name_forms import NICK, split_name
from domain.understanding.writing import same_spelling

_DOT = re.compile("[·・•.]")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A pupil with the name as it is compared, split into surname and given name."""

    pupil: Pupil
    name: str
    surname: str
    given: str

    @classmethod
    def of(cls, pupil: Pupil) -> KnownName:
        """The name as it stands in the roster, in one spelling."""
        name = same_spelling(pupil.name)
        return cls(pupil, name, *split_name(name))

    @property
    def parts(self) -> list[str]:
        """What stands for a long name: 欧阳 for 欧阳若曦, 阿依古丽 for 阿依古丽·买买提."""
        parts = self._between_dots()
        long = [part for part in parts if len(parts) > 1 and len(part) > 2]
        return [*long, *([self.surname] if len(self.surname) > 1 else [])]

    def lacks_one(self, said: str) -> bool:
        """王明 for 王小明, 古丽 for 阿依古丽·买买提."""
        name = self.name
        if len(name) < 3 or not 2 <= len(said) < len(name):
            return False
        if len(name) > 4:
            whole = (name, *self._between_dots())
            return any(part.startswith(said) or part.endswith(said) for part in whole)
        if len(said) != len(name) - 1 or said[0] != name[0]:
            return False
        return any(name[:n] + name[n + 1 :] == said for n in range(1, len(name)))

    def is_nicked(self, said: str) -> bool:
        """小明 for 王小明 or 李明, 小王 and 老王 for 王伟, 琪琪 and 阿强 for 刘思琪 and 林志强."""
        if len(said) != 2:
            return False
        if said[0] in NICK:
            return said[1] in (self.surname, self.given[-1:])
        return said[0] == said[1] and said[0] == self.given[-1:]

    def _between_dots(self) -> list[str]:
        return [same_spelling(part) for part in _DOT.split(self.pupil.name)]
