"""The words of the settings that say what raises an alert: symptoms and journeys."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.alert_watch import TravelAlerts
from domain.check_in import Symptom

NONE = "none"
"""What is stored for no symptom at all."""
_NONE = frozenset({NONE, "无", "没有"})
TRAVEL_WORDS: Mapping[str, str] = {
    **{one.value: one.value for one in TravelAlerts},
    **dict.fromkeys(
        ("风险", "风险地区", "到过风险地区", "仅风险地区", "into a risk area"),
        TravelAlerts.RISKY.value,
    ),
    **dict.fromkeys(("全部", "所有", "都报", "全部外出", "every journey"), TravelAlerts.ALL.value),
    **dict.fromkeys(("无", "没有", "不报", "不预警", "no journey"), TravelAlerts.NONE.value),
}
_SYMPTOM_WORDS: Mapping[str, Symptom] = {
    word: symptom
    for symptom, words in {
        Symptom.COUGH: "咳嗽 咳",
        Symptom.SORE_THROAT: "咽痛 嗓子痛 喉咙痛",
        Symptom.RUNNY_NOSE: "流涕 流鼻涕",
        Symptom.HEADACHE: "头痛 头疼",
        Symptom.FATIGUE: "乏力",
        Symptom.VOMITING: "呕吐",
        Symptom.DIARRHOEA: "腹泻 拉肚子",
        Symptom.RASH: "皮疹",
        Symptom.ABDOMINAL_PAIN: "腹痛 肚子痛",
        Symptom.RED_EYE: "红眼 眼红",
        Symptom.PAROTID_SWELLING: "腮腺肿大",
        Symptom.OTHER: "不适 其他 其他不适",
    }.items()
    for word in (symptom.value, *words.split())
}
_EVERY_SYMPTOM = frozenset({"全部", "所有", "全部症状", "all", "all symptoms"})
MARKED = "#"
"""Before the symptoms of a button, a bit each: their codes would not fit it."""


def read_symptoms(stored: str) -> frozenset[Symptom]:
    """The symptoms of a stored text."""
    return frozenset() if stored == NONE else frozenset(map(Symptom, stored.split(",")))


def symptoms_marked(symptoms: frozenset[Symptom]) -> str:
    """``#ff0``: what a button holds of symptoms."""
    bits = sum(1 << place for place, one in enumerate(Symptom) if one in symptoms)
    return f"{MARKED}{bits:x}"


def symptoms_text(text: str) -> str | None:
    """Codes in their own order, whatever the order and the language they were typed in."""
    if text in _EVERY_SYMPTOM:
        return ",".join(Symptom)
    if re.fullmatch(f"{MARKED}[0-9a-f]{{1,4}}", text):
        bits = int(text[1:], 16)
        chosen = {one for place, one in enumerate(Symptom) if bits >> place & 1}
        return ",".join(one for one in Symptom if one in chosen) or NONE
    for symptom in Symptom:
        text = text.replace(symptom.replace("_", " "), symptom)
    words = [word for word in re.split(r"[\s,、，;；/和]+", text) if word]
    if len(words) == 1 and words[0] in _NONE:
        return NONE
    named = {_SYMPTOM_WORDS.get(word) for word in words}
    if not named or None in named:
        return None
    return ",".join(one for one in Symptom if one in named)
