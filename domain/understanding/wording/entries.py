"""A form that was filled for each pupil: 姓名：李雷 症状：发烧 姓名：林志强 症状：咳嗽."""

from __future__ import annotations

import re

_BEGIN = re.compile(
    r"(?:学生姓名|学生名字|姓名|名字|(?<![a-z])(?:student|pupil|name)"
    r"|(?:^|(?<=[\s,;。]))学生(?=\s?:\s?[^\d\s]{2,12}\s?[\n,;。 ]))\s?:",
    re.I,
)
_OF_NO_USE = re.compile(r"(?:性别|年龄|民族|(?:联系|家长)?(?:电话|手机)号?)\s?:\s?[^\s,;。、]*")
_ENDS = re.compile(
    r"[\n;。]\s*(?:其余|其他|其它|剩下|余下|全班|应到|应有|实到|出勤|班级"
    r"|the rest|rest|others|every)"
    r"|\s(?=其余|其他人|其他同学|其它同学|剩下)",
    re.I,
)
_LABEL = re.compile(
    r"(?:(?:主要|具体|有何|目前|现有|身体)?(?:症状|病情|表现)|(?:去向|现状|地点|所在地|现在位置)|(?:学生)?(?:情况|状况|状态)"
    r"|(?:就诊|就医|处理|处置)(?:情况|结果|措施|方式)?|(?:具体)?(?:原因|事由|缘由)|备注|说明"
    r"|(?<![a-z])(?:symptoms?|reason|status|where|location|notes?))\s?:",
    re.I,
)
_ASKED = re.compile(
    r"(?:是否|有无)(?P<what>[^\s:,;。、()]{1,8}):\s?(?P<says>不是|没有|是|有|否|无|没)(?=[\s,;。]|$)"
)
_EMPTY = re.compile(
    rf"(?:{_LABEL.pattern})\s?(?:否|无|没有|没|none|no|nil)(?=\s*(?:[,;。\n]|$)|\s)", re.I
)
"""症状：无 beside a reading tells nothing more."""
_YES = re.compile(r"(?P<what>就医|就诊|送医)(?:情况)?\s?:\s?(?:是|有|已)(?=[\s,;。]|$)")
"""就医：是 tells where the pupil is."""
_SEEN_BY = frozenset(["就医", "就诊", "送医", "住院"])
"""That nobody went there tells nothing of this morning."""
_NO = frozenset(["不是", "没有", "否", "无", "没"])


def plain_entries(text: str) -> str:
    """The text with each pupil's entry in a sentence of its own, without labels that only ask."""
    starts = [found.start() for found in _BEGIN.finditer(text)]
    if not any(_says_more(text[start:]) for start in starts):
        return text  # 四人咳嗽，名字：张三、李四
    parts = [text[: starts[0]].rstrip(" ,;\n")]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        entry, rest = _apart(text[start:end])
        parts += [_one_sentence(entry), rest]
    return "\n".join(part for part in parts if part.strip())


def _says_more(entry: str) -> bool:
    """Whether another label follows the name's."""
    return entry.count(":") > 1


def _apart(entry: str) -> tuple[str, str]:
    """What is said of the pupil, and what is said of the class behind it."""
    end = _ENDS.search(entry)
    return (entry[: end.start()], entry[end.start() :].strip(" \n")) if end else (entry, "")


def _one_sentence(entry: str) -> str:
    said = _OF_NO_USE.sub("", _BEGIN.sub("", entry))
    if ":" in (filled := _EMPTY.sub("", said)) or re.search(r"[34]\d", filled):
        said = filled
    said = _LABEL.sub("", _YES.sub(r"\g<what>", _ASKED.sub(_answered, said)))
    return ",".join(
        part for part in (one.strip(" ,;。") for one in re.split(r"[\n;。]", said)) if part
    )


def _answered(found: re.Match[str]) -> str:
    if found["says"] not in _NO:
        return found["what"]
    return "" if found["what"] in _SEEN_BY else f"没{found['what']}"
