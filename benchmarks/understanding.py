"""Reading what teachers type: every message of the corpus, and the longest texts that are read."""

from __future__ import annotations

import time
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from domain.understanding import ClassContext, understand
from domain.understanding.verdict import LONGEST
from tests.domain.understanding import roll

PUPILS = 60
MOST = 4096
"""Characters of the longest message that a channel brings."""
_CORPUS = Path(roll.__file__).with_name("corpus.toml")
_HARD = (
    *("张", "没有", "36.5", "王小明38.2咳嗽，", "阿依古丽", "测", "a ", "(", "9", "去", "妈妈"),
    *("1. 张三 36.5\n", "张三、", "不是张三是李四，", "2人请假", "李小雷发烧", "Li Lei ", "发梢"),
    *("，", "一个都", "也是", "到", "20号", "45来44，", "原因：、", "，周五", "其实是", "有个"),
    *("李雷周五去北京，", "姓名：李雷 症状：发烧 ", "李雷\n咳嗽\n", "student 12 ", "三"),
    *(
        "刚才",
        "有事儿 ",
        "回来",
        "同组的 ",
        "后桌、",
        "分别 ",
        "今早 ",
        "今天复学 ",
        "在屋企",
        "漏报",
    ),
    *("3:38.2 ", "未测：0 ", "后排的发烧，", "李雷没来他发烧", "5号 6号 ", "he is ill she is ill "),
)


def understanding(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Processor time of one message, so that no other work on the machine counts."""
    class_ = roll.a_class([*roll.NAMES, *(f"学生{n}" for n in range(PUPILS - len(roll.NAMES)))])
    corpus = tomllib.loads(_CORPUS.read_text(encoding="utf-8"))
    messages = [message for section in corpus.values() for message in section]
    times = _times(messages[: None if sizes.pupils > 3 else 20], class_)
    cut = [(sign * MOST)[:most] for sign in _HARD for most in (LONGEST, MOST)]
    worst = max(_times([*cut, *(_longest_read(sign, class_) for sign in _HARD)], class_))
    return {
        "understand_p50_ms": ms(quantile(times, 0.5)),
        "understand_p99_ms": ms(quantile(times, 0.99)),
        "understand_worst_ms": ms(worst),
    }


def _longest_read(sign: str, class_: ClassContext) -> str:
    """The sign as often as it may stand in a message of so many characters and pieces."""

    def is_too_long(times: int) -> bool:
        asked = understand(sign * times, class_, roll.LIKENESS).questions
        return any(one.key == "too_long" for one in asked)

    return sign * (bisect_left(range(LONGEST // len(sign) + 1), 1, key=is_too_long) - 1)


def _times(messages: Sequence[str], class_: ClassContext) -> list[float]:
    understand("张三38.2", class_, roll.LIKENESS)
    times = []
    for message in messages:
        before = time.process_time()
        understand(message, class_, roll.LIKENESS)
        times.append(time.process_time() - before)
    return times
