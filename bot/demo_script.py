"""The scripted morning of the sample township: who does what, and when.

A step is ``[label]`` (press the button that bears these words), ``(words)`` (wait to see them),
``<voice>`` (send a voice message), or else words to be typed. Whoever is not named is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
BLOCKS = "HCZX-T18"
"""李秀英 (六年级1班) enrols and then blocks the bot."""


@dataclass(frozen=True, slots=True)
class Act:
    """What one person does at one time; ``about`` names the class where there are several."""

    at: str
    who: str
    does: tuple[str, ...]
    about: str = ""

    def due_ms(self, day: date = MONDAY) -> int:
        """When, in ms since the epoch."""
        return instant(self.at, day)


def instant(at: str, day: date = MONDAY) -> int:
    """Ms since the epoch of a time of a day in the township."""
    moment = datetime.combine(day, time.fromisoformat(at), tzinfo=ZONE)
    return int(moment.timestamp() * 1000)


ENROLMENT_MS = instant("19:30", MONDAY - timedelta(days=1))
"""Sunday evening: the codes have been handed out, everybody enrols."""
START_MS = instant("07:28")
END_MS = instant("09:20")


def _act(at: str, who: str, *does: str, about: str = "") -> Act:
    return Act(at, who, does, about)


ONE_PRESS = tuple(
    _act(at, who, "[正常]")
    for at, codes in {
        "07:31": "HCZX-T04 HCZX-T10 HCCZ-T04 LBXX-T03 SQXX-T04",
        "07:32": "HCZX-T07 HCCZ-T09 LBXX-T04 YGYE-T03",
        "07:33": "HCZX-T20 SQXX-T05 HCYE-T04 LDXX-T08",
        "07:34": "LBXX-T06 YGYE-T04 HCZX-T12",
        "07:35": "HCZX-T11 HCYE-T06 LDXX-T05 SQXX-T07",
        "07:36": "HCCZ-T08 LBXX-T07 SQXX-T08",
        "07:38": "HCCZ-T13 LDXX-T06",
        "07:40": "HCZX-T36 YGYE-T05 LBXX-T08",
    }.items()
    for who in codes.split()
)
"""全班正常 42/42: most classes on most days. In 四年级3班 there is only the deputy to ask."""

OTHERS = (
    # Typed, not pressed.
    _act("07:34", "HCZX-T05", "全班正常"),
    _act("07:37", "HCZX-T08", "36.5 无"),
    # "Received" is no answer; three minutes later comes one.
    _act("07:36", "HCZX-T13", "收到"),
    _act("07:39", "HCZX-T13", "[正常]"),
    # A kindergarten teacher speaks where one has to press or type.
    _act("07:34", "HCYE-T05", "<voice>"),
    _act("07:50", "HCYE-T05", "[正常]"),
    # Two classes: 罗浩 and 周敏 press under each question, 陈静 types and is asked which class.
    _act("07:33", "HCCZ-T05", "[正常]", about="七(2)班"),
    _act("07:34", "HCCZ-T05", "[正常]", about="九(3)班"),
    _act("07:36", "LDXX-T04", "[正常]", about="一年级"),
    _act("07:37", "LDXX-T04", "[正常]", about="二年级"),
    _act("07:37", "SQXX-T06", "全班正常", "[三年级]"),
    _act("07:39", "SQXX-T06", "全班正常"),
    # 赵婷 stands in for 刘洋, who is on leave.
    _act("07:35", "HCCZ-T22", "[正常]"),
    # "Ask me again in ten minutes."
    _act("07:33", "HCCZ-T12", "[分钟后再问]"),
    _act("07:48", "HCCZ-T12", "[正常]"),
    # A fever by buttons, two by typed numbers, one of them with a typed name. Some fall together,
    # so that a headless morning does not wait for each.
    _act(
        "07:43",
        "HCZX-T06",
        *("[发热]", "[蒋建华]", "[38]", "[38.4]", "[咳嗽]", "[下一步]", "[在家]", "[提交]"),
    ),
    _act("07:46", "HCYE-T08", "[发热]", "[高兴]", "37.6", "[跳过]", "[在家]", "[提交]"),
    _act(
        "07:46",
        "HCCZ-T06",
        *("[发热]", "何平安", "38.6", "[头痛]", "[下一步]", "[在医院]", "[提交]"),
    ),
    # Vomiting without a temperature; absences; a journey; the teacher is unwell.
    _act(
        "07:43",
        "HCCZ-T07",
        *("[发热]", "[王昱辰]", "[跳过]", "[呕吐]", "[腹泻]", "[下一步]", "[在学校]", "[提交]"),
    ),
    _act("07:43", "HCZX-T09", "[缺勤]", "[李四]", "[事假]", "[提交]"),
    _act("07:43", "LBXX-T05", "[缺勤]", "[张斌]", "[病假]", "[提交]"),
    _act("07:43", "HCZX-T14", "[外出]", "[刘小雅]", "瑞丽", "[昨天]", "[提交]"),
    _act("07:46", "HCCZ-T11", "[我本人]", "37.8", "[跳过]", "[在家]", "[提交]"),
    # Filled in and never submitted.
    _act("07:46", "HCZX-T17", "[发热]", "[宋美琳]", "38.1", "[跳过]"),
    # Somebody who has nothing to do with it.
    _act("07:50", "HCZX-T37", "你好，这是什么？"),
    # Chased, then answered: after the first reminder, and by the deputy after the second.
    _act("08:00", "HCZX-T19", "(还没有上报)"),
    _act("08:03", "HCZX-T19", "[正常]"),
    _act("08:05", "HCYE-T07", "[正常]"),
    _act("08:20", "HCCZ-T20", "(协助)"),
    _act("08:24", "HCCZ-T20", "[正常]"),
    # Escalated: the grade leader files for 五年级2班, the admin for 冉光明's 复式班.
    _act("08:40", "HCZX-T25", "(尚未上报)"),
    _act("08:44", "HCZX-T25", "[代报 五年级2班]", "[正常]"),
    _act("08:40", "LDXX-T02", "(复式班)"),
    _act("08:45", "LDXX-T02", "[代报 复式班]", "[正常]"),
    # After the cut-off: late answers, and a correction.
    _act("09:00", "HCZX-T01", "(第1版)"),
    _act("09:00", "LDXX-T01", "(第1版)"),
    _act("09:00", "HCYE-T01", "(第1版)"),
    _act("09:03", "HCYE-T09", "[正常]"),
    _act("09:05", "HCZX-T15", "[正常]"),
    _act("09:08", "LDXX-T07", "[正常]"),
    _act(
        "09:10",
        "HCZX-T12",
        *("[更正]", "[发热]", "[侯成林]", "37.9", "[跳过]", "[在家]", "[提交]"),
    ),
    _act("09:15", "HC-T02", "(第1版)"),
)

MORNING = tuple(sorted((*ONE_PRESS, *OTHERS), key=lambda act: act.at))
