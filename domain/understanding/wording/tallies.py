"""Heads told by the way: 45来44，差赵六; 43好，2病假; 44个好，李四37.6."""

from __future__ import annotations

import re

from domain.understanding.context import ClassContext
from domain.understanding.cutting.figures import numeral

_N = r"(?:\d{1,3}|[二三四五]?十[一二三四五六七八九]?)"
_HEADS = r"(?:个|人|名|位)?(?:学生|同学|孩子|小朋友|娃儿?|幼儿)?"
_BEGINS = r"(?:^|(?<=[\s,;。!:、班])|(?<=今天)|(?<=今早)|(?<=早上))"
_CAME = re.compile(
    rf"{_BEGINS}(?:应[来到])?(?P<due>{_N}){_HEADS}\s?,?(?:实到|来到?|到|实|在)了?"
    rf"(?P<here>{_N}){_HEADS}(?![\d.号日月度点%/一二三四五六七八九十])",
    re.MULTILINE,
)
_FINE = re.compile(
    rf"{_BEGINS}(?P<many>{_N})(?:个|人|名|位)?(?:学生|同学|孩子|娃儿?)?的?好的?"
    r"(?=[\s,;。!、]|\d|[一两]个|$)",
    re.MULTILINE,
)
_NONE_TWICE = re.compile(r"(?<=\d)\s?[/,]\s?无\s?[/,]\s?无(?=\s*$)")
"""36.5/无/无: whatever is asked besides, there is none of it."""
_WARMEST = 42
_MEASURED = re.compile(
    rf"(?:已经?|实|都|应)?(?:测|量)(?:温|体温|了)?(?:人数)?\s?:?\s?(?P<many>{_N}){_HEADS}(?=[\s,;。、]|$)"
)
_LIST = re.compile(
    r"(?P<start>^|班\s?|^[一二三四五六七八九]\d{1,2}\s|^\d\.\d{1,2}\s)\s*(?P<due>[1-9]\d)人?(?P<by>\s?[/,、|;-]\s?|\s+)(?P<here>[1-9]\d)人?(?:(?P=by))"
    r"(?=(?P<degrees>3[5-9]\.\d|4[0-2]\.\d)|[\u4e00-\u9fffa-z])(?P<rest>[^\n]*)",
    re.I | re.M,
)
"""45/45/36.8/无: due, here, highest, journeys."""
_WELL = re.compile(rf"{_N}{_HEADS}的?(?:都|全)?(?:好|正常|没事|没问题|健康)")
_UNWELL = re.compile(
    r"(?<=[\s,;。、常好事题康])(?P<many>[12]?\d|3[0-4])"
    r"(?=病假|事假|请假|缺|没[来到]|未[来到]|咳|发[烧热]|感冒|头[疼痛]|拉|吐|呕|腹|肚|流)"
)


def counted_lines(text: str, class_: ClassContext) -> str:
    """The text with such heads spelled out."""
    sizes = (class_.enrolled, class_.enrolled - class_.away)

    def due_and_here(found: re.Match[str]) -> str:
        due, here = numeral(found["due"]), numeral(found["here"])
        if due not in sizes or not here <= due <= here * 2:
            return found[0]
        return f"应到{due}实到{here},"

    def in_a_list(found: re.Match[str]) -> str:
        due, here = int(found["due"]), int(found["here"])
        likely = due in sizes or (found["degrees"] and due > _WARMEST)
        if not likely or not here <= due <= here * 2:
            return found[0]
        rest = re.sub(r"(?<=[\d无])\s?/\s?(?=[\u4e00-\u9fff])", ",", found["rest"])
        return f"{found['start']}应到{due}实到{here},{rest}"

    text = _NONE_TWICE.sub(",无异常,无外出", text)
    text = _LIST.sub(in_a_list, text)
    text = _CAME.sub(due_and_here, text)
    text = _MEASURED.sub(lambda n: "" if numeral(n["many"]) in sizes else n[0], text)
    if _WELL.search(text):
        text = _UNWELL.sub(r"\g<many>人", _FINE.sub(lambda n: f"{numeral(n['many'])}人都好,", text))
    return text
