"""A form's fields in one wording: 是否就医：否, 病假：－, 住院人数：0, fever: n/a hold nothing."""

from __future__ import annotations

import re

_NO = r"(?:不是|没有|否|无|没|未|0\s?[人个名例]?|no|none|nil)"
_END = r"(?=\s|[,;。.、)]|$)"
_DASHED = re.compile(
    rf"(?P<name>[\u4e00-\u9fffa-z)])\s?:[^\S\n]*(?:-{{1,4}}|/|\\|[×✕✗]|n\s?/\s?a|na|nil){_END}",
    re.I,
)
"""病假：－, fever: n/a."""
_GOOD = (
    r"[^\s:]{0,4}?(?:到|返|来校|上学|上课|在校|在班|正常|测|量|健康|康复|痊愈|退烧|消失|联系|通知|告知"
    r"|戴|接种|消毒|合格|符合)"
)
"""是否到校：否 tells something."""
_ASKED = re.compile(
    rf"(?:是否|有无|有没有)(?:有|出现|存在)?(?!{_GOOD})(?P<what>[^\s:,;。、()]{{1,12}})"
    rf"\s?:\s?{_NO}{_END}",
    re.I,
)
_YES = re.compile(
    r"(?:是否|有无|有没有)(?:有|出现|存在)?(?P<what>[^\s:,;。、()]{1,12})\s?:\s?(?:是|有|yes)"
    rf"{_END}",
    re.I,
)
"""是否就医：是."""
_HEADS = re.compile(
    r"(?<!应到)(?<!实到)(?<!到校)(?<!在校)(?<!在班)(?<!出勤)(?<!正常)(?<!健康)(?<!已测)(?<!学生)(?<!全班)"
    rf"(?<=[\u4e00-\u9fff])(?<![总实应])人数(?=\s?:?\s?{_NO}{_END})"
)
_MET = re.compile(
    r"(?:与|和|有|近期)?(?:密切|直接)?接触过?(?:的|了)?"
    r"(?:确诊|阳性|疑似|密接|感染|发热|中?高风险(?:地?区)?|外来|境外|病例|患者|病人|人员|者|史)*"
    rf"(?:\(.{{0,8}}\))?\s?:\s?{_NO}{_END}"
    r"|\b(?:close )?contacts?(?: history| with \w+(?: \w+)?)?\s?:\s?(?:none|no|0|nil)\b",
    re.I,
)


def plain_fields(text: str) -> str:
    """The text with each field that holds nothing as its name and 无."""
    if ":" not in text and "人数" not in text:
        return text
    text = _YES.sub(r"\g<what>", text)
    text = _DASHED.sub(r"\g<name>:无", text)
    text = _MET.sub("接触史:无", _ASKED.sub(r"\g<what>:无", text))
    return _HEADS.sub("", text)
