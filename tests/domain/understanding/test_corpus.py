"""Every message of the corpus is understood as its label says, to the last field."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from domain.understanding import understand
from tests.domain.understanding.roll import LIKENESS, a_class, as_json, labelled

CORPUS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8")
)
CLASS = a_class()


@pytest.mark.parametrize("section", CORPUS)
def test_messages_are_understood_as_labelled(section: str) -> None:
    for message, label in CORPUS[section].items():
        assert as_json(understand(message, CLASS, LIKENESS)) == labelled(label), message


def test_there_are_thousands_of_messages() -> None:
    assert sum(len(messages) for messages in CORPUS.values()) >= 4000


ZERO_REPORTS = [
    message
    for messages in CORPUS.values()
    for message, label in messages.items()
    if label.startswith("accept; all")
]
DOUBTS = ("吗", "可能", "一半", "大部分", "才怪", "五(3)班", "差点")


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_zero_report_with_a_doubt_in_it_is_never_accepted(doubt: str) -> None:
    accepted = [
        said
        for message in ZERO_REPORTS
        for said in (f"{doubt}{message}", f"{message}{doubt}")
        if "[" not in message and understand(said, CLASS, LIKENESS).status == "accept"
    ]
    assert accepted == []


@pytest.mark.parametrize("finding", ["张三发烧", "张三38.2", "有2人发烧", "李四联系不上"])
def test_a_finding_after_a_zero_report_is_never_lost(finding: str) -> None:
    for message in ZERO_REPORTS:
        understood = understand(f"{message}\n{finding}", CLASS, LIKENESS)
        assert understood.status == "alert", message
        assert not understood.all_normal, message
