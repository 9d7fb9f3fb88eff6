"""Who fills in a form is no pupil: 班主任：陈静, 报告人：陈静, 联系电话：138…"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.roster import Pupil
from domain.understanding.cutting.name_forms import split_name, surnamed

_FILLS_IN = (
    "填报|填表|填写|上报|汇报|报告|报送|记录|登记|测温|测量|检测|检查|晨检|排查|统计"
    "|负责|责任|审核|经办|联系"
)
_LABEL = (
    rf"(?:副?班主任|(?:{_FILLS_IN})(?:人员?|教师|老师)|(?:带班|值班|任课|值日|当班)(?:教师|老师)"
    r"|教师(?=姓名|签名|签字|:))(?:姓名|签名|签字)?"
)
_NUMBER = r"(?<![\d.])(?:1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[ -]?\d{7,8})(?!\d)"
_SIGNED = re.compile(
    rf"(?:^|(?<=[\s,;。(])){_LABEL}\s?:?\s?(?P<name>[\u4e00-\u9fff]{{2,4}}?)"
    rf"(?:老师|\((?:签名|签字)\))?(?:\s?,?\s?{_NUMBER})?(?:\s?:|(?=[\s,;。)]|$))"
)
_SIGNED_EN = re.compile(
    r"(?:^|(?<=[\s,;.(]))(?:(?:class |form |homeroom |head )?teacher(?:'s name)?"
    r"|form tutor|reporter|(?:reported|submitted|filled(?: in)?|completed|checked|recorded|prepared"
    r"|sent|signed) by)"
    r"\s?:\s?(?P<name>(?-i:(?:M(?:r|s|rs|iss)\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}))"
    r"(?=\s*(?:[,;.\n)]|$))",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"[病假烧热咳吐泻疼痛没未无有请都到齐勤班均已吗吧呢么谁才差半]|正常|全部|全员|全体|可能|老师|部分"
    r"|(?i:\b(?:all|none|no|every\w*|nobody|normal|fine|well|ok|rest|class|fever|cough|absent|sick"
    r"|present|here|away|travel)\b)"
)
"""What is no name: 班主任：全勤, teacher: All Normal."""
_GIVEN = 2
"""Characters of a given name."""
_RINGS = r"\s?[,，]?\s?(?:打|没|无|不|关机|停机|空号|联系|占线)"
_REACHED_AT = re.compile(
    r"(?P<label>(?:联系|家长|办公|教师|老师|班主任|本人|手机)?(?:电话|手机|号码|联系方式)(?:号码?)?"
    r"|(?<![a-z])(?:tel|phone|mobile|contact)(?: number| no)?\.?)"
    rf"\s?:?\s?{_NUMBER}(?P<rings>(?={_RINGS}))?",
    re.IGNORECASE,
)


def without_signatures(text: str, pupils: Sequence[Pupil]) -> str:
    """The text without them. A name that a pupil bears stays, as it may be the pupil's."""
    names = {pupil.name for pupil in pupils}

    def left(found: re.Match[str]) -> str:
        name = found["name"]
        return " " if _is_a_name(name) and name not in names else found[0]

    plain = _SIGNED_EN.sub(left, _SIGNED.sub(left, text))
    plain = _REACHED_AT.sub(_unreached, plain)
    return plain if plain.strip(" ,;。.\n") else text


def _is_a_name(text: str) -> bool:
    if _TELLS.search(text):
        return False
    return text.isascii() or (surnamed(text) and len(split_name(text)[1]) <= _GIVEN)


def _unreached(found: re.Match[str]) -> str:
    """电话138…打不通 tells something without the number."""
    return found["label"] if found["rings"] is not None else ""
