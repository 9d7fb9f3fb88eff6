"""已返校, 还在发烧, 在家 without a name: said of the pupil who was unwell or missing last time."""

from __future__ import annotations

from collections.abc import Mapping

from domain.open_pupil import Outcome, outcomes
from domain.spelling import plain
from handlers import steps
from handlers.desk import Desk
from handlers.replies import of_one
from views.words import text

_WORDS: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.WELL: (
        *(
            "好了",
            "已好",
            "痊愈了",
            "康复了",
            "来了",
            "已返校",
            "返校了",
            "回来了",
            "到校了",
            "已到校",
        ),
        *("上学了", "来上学了", "back", "isback", "recovered", "backatschool"),
    ),
    Outcome.STILL: (
        *("还在发烧", "还在发热", "仍发热", "仍发烧", "还发烧", "还在烧", "没退烧", "还没退烧"),
        *("stillfever", "stillfeverish", "stillhasafever", "stillill"),
    ),
    Outcome.HOME: ("在家", "还在家", "仍在家", "在家休息", "athome", "stillathome"),
    Outcome.HOSPITAL: ("在医院", "住院", "住院了", "就医", "去医院了", "inhospital"),
    Outcome.AWAY: ("没来", "还没来", "仍未到", "未到校", "还没到校", "notback", "stillabsent"),
    Outcome.GONE: ("转学了", "转走了", "已转学"),
}
_OUTCOMES = {words: outcome for outcome, all_ in _WORDS.items() for words in all_}


def of_who_is_open(desk: Desk, raw: str) -> bool:
    """Take bare words as said of the only pupil who is still to be spoken for. Where there are
    several, each is asked about once more.
    """
    outcome = _OUTCOMES.get(plain(raw))
    draft = desk.draft
    if outcome is None or desk.round.revision or draft.unsettled.is_open or draft.unsettled.asked:
        return False
    waiting = [one for one in desk.class_day.waiting(draft.check_in) if one.bars]
    if not waiting:
        return False
    if len(waiting) > 1:
        desk.show(desk.so_far(text(desk.visit.language, "refusal.still_open")))
        return True
    one = waiting[0]
    who = desk.cards.who(one.pupil_id)
    if outcome in outcomes(one.openness, at_home=desk.round.mode.at_home):
        desk.show(steps.still_open(desk, who, outcome.value))
        return True
    return of_one(desk, who, raw)
