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


_NAMED = r"[\u3400-\u9fff·]{2,4}(?:[和、][\u3400-\u9fff·]{2,4}){0,3}"
_NONE_BUT = re.compile(
    r"(?:没有?|无)(?:人|同学|学生|孩子)?(?P<what>咳嗽|发烧|发热|请假|缺勤|没来|呕吐|拉肚子|流鼻涕|头疼|生病)"
    rf"(?:的|的人|的同学|的学生)?\s?[,，]\s?除[了开去](?P<who>{_NAMED})(?=\s?(?:[,，。;!]|\d|$))"
)
_TELLS_MORE = re.compile(r"[假烧热咳吐泻疼痛病没未去回来]")


def none_but(text: str) -> str:
    """没有咳嗽的，除了胡明轩: he coughs."""
    return _NONE_BUT.sub(
        lambda one: one[0] if _TELLS_MORE.search(one["who"]) else one["who"] + one["what"], text
    )


def with_except(text: str) -> str:
    """The text with 除 before those who are left out."""
    return _BUT.sub(_except, _ALL_HERE_BUT.sub("", text))


def _except(found: re.Match[str]) -> str:
    line = found.string[: found.start()].rpartition("\n")[2]
    return found[0] if "除" in line else f"除{found['but']}以外,"
