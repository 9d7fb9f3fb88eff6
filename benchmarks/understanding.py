"""Reading what teachers type: every message of the corpus, and the longest texts that are read."""

from __future__ import annotations

import time
import tomllib
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
)


def understanding(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Processor time of one message, so that no other work on the machine counts."""
    class_ = roll.a_class([*roll.NAMES, *(f"学生{n}" for n in range(PUPILS - len(roll.NAMES)))])
    corpus = tomllib.loads(_CORPUS.read_text(encoding="utf-8"))
    messages = [message for section in corpus.values() for message in section]
    times = _times(messages[: None if sizes.pupils > 3 else 20], class_)
    longest = (LONGEST, MOST)
    worst = max(_times([(sign * MOST)[:most] for sign in _HARD for most in longest], class_))
    return {
        "understand_p50_ms": ms(quantile(times, 0.5)),
        "understand_p99_ms": ms(quantile(times, 0.99)),
        "understand_worst_ms": ms(worst),
    }


def _times(messages: Sequence[str], class_: ClassContext) -> list[float]:
    understand("张三38.2", class_, roll.LIKENESS)
    times = []
    for message in messages:
        before = time.process_time()
        understand(message, class_, roll.LIKENESS)
        times.append(time.process_time() - before)
    return times
