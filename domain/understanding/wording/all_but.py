"""All but one, without 除: 林志强病假外，全班正常 is 除林志强病假以外，全班正常."""

from __future__ import annotations

import re

_BUT = re.compile(
    r"(?:^|(?<=[\n。;,]))(?P<but>[^\n。;除\d:]{2,24}?)(?P<end>以外|之外"
    r"|(?<=[假席勤来到烧热嗽疼痛])外)"
    r"[,，]?\s?(?=(?:全班|其[余他它]|都|全部|全体|大家|均|别的|剩下))",
    re.MULTILINE,
)


# 都来了，就李四没来: all but one, and no contradiction.
_ALL_HERE_BUT = re.compile(
    r"(?:人|全班|学生|同学)?(?:都|全|全部|全都)(?:来|到|到齐|来齐)(?:校|学校)?了[,，\s]?"
    r"(?=(?:就|只有|只|唯独|就是|除了)(?!是|有人)[^,，。;\n]{2,6}(?:没|未|请|病|事|缺))"
)


def with_except(text: str) -> str:
    """The text with 除 before those who are left out."""
    return _BUT.sub(_except, _ALL_HERE_BUT.sub("", text))


def _except(found: re.Match[str]) -> str:
    line = found.string[: found.start()].rpartition("\n")[2]
    return found[0] if "除" in line else f"除{found['but']}以外,"
