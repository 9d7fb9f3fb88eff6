"""The teacher's own people: 我儿子, 自家娃, my husband, 同办公室的老师. None of them is a pupil."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_MINE = (
    r"(?:我自己家?的?|我们?家里?的?|我的?|(?<!他)(?<!她)自己家的?|(?<!他)(?<!她)自家的?"
    r"|俺家?的?|咱家的?)"
)
_CHILD = (
    "儿子|女儿|闺女|娃娃|娃儿|娃|孩子|小孩|宝宝|小宝|老大|老二|大宝|二宝|崽崽|侄子|侄女"
    "|外甥女?|孙子|孙女"
)
_SPOUSE = "老公|老婆|媳妇儿?|爱人|先生|太太|丈夫|妻子|对象|男朋友|女朋友|那口子|未婚[夫妻]"
_ELDER = (
    "爸爸|妈妈|父亲|母亲|父母|爸妈|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|丈母娘"
    "|老丈人|老人|老爸|老妈"
    "|[爸妈爹娘](?!呀|呢)|哥哥?|姐姐?|弟弟?|妹妹?|嫂子|家人|家里人|亲戚|邻居|室友|朋友|同事"
)
_FAMILY = re.compile(rf"{_MINE}(?:{_CHILD}|{_SPOUSE}|{_ELDER})(?![们些都均全个群班])")
_COLLEAGUE = re.compile(
    r"(?:我们?)?(?:同?办公室|搭班|同年级|年级组)的?(?:[\u4e00-\u9fff]?老师|同事)"
    r"|同事(?:[\u4e00-\u9fff]老师)?"
)
_MY = re.compile(
    r"my (?:own |little |younger |older |elder |eldest |youngest |baby |poor |dear "
    r"|\w+[- ]year[- ]old )*"
    r"(?:son|daughter|kid|child|toddler|baby|husband|wife|partner|fianc[eé]e?|boyfriend|girlfriend"
    r"|mum|mom|mother|dad|father|grandma|grandpa|grandmother|grandfather|sister|brother|aunt|uncle"
    r"|cousin|nephew|niece|roommate|flatmate|housemate|neighbou?r|colleague|coworker|co-worker"
    r"|(?<=own )(?:kids|children|boys|girls))(?:[- ]in[- ]law)?(?![\w'])",
    re.IGNORECASE,
)


def own_people_at(text: str, at: int) -> tuple[int, Token] | None:
    """我老公, my own son: of the teacher's family, or a colleague."""
    if text[at] in "mM":
        found = None if at and text[at - 1].isalnum() else _MY.match(text, at)
    elif text[at] in "我自俺咱同搭年办":
        found = _FAMILY.match(text, at) or _COLLEAGUE.match(text, at)
    else:
        return None
    return (len(found[0]), Token(Kind.SELF, found[0], OWN)) if found else None


OWN = "own"
"""The value of a piece that means somebody of the teacher's own."""
