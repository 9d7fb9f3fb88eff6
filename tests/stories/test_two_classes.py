"""One teacher, two classes: each is asked about, and words without a class are asked back."""

from __future__ import annotations

from domain.roster import Role
from storage.transaction import Transaction
from tests.stories.morning import Morning

FIRST, SECOND = "三年级1班", "三年级2班"


def _takes_over(morning: Morning) -> None:
    """The head teacher of the first class has the second one as well."""

    def piece(tx: Transaction) -> None:
        second = morning.school.classes[SECOND]
        tx.connection.execute(
            "UPDATE membership SET person_id = ? WHERE unit_id = ? AND role = ?",
            (morning.school.people[FIRST], second, Role.HEAD_TEACHER.value),
        )

    morning.write(piece)


async def test_words_without_a_class_are_asked_back(morning: Morning) -> None:
    _takes_over(morning)
    await morning.at("07:30")
    teacher = morning.teacher(FIRST)
    assert teacher.heard == ["晨检", "晨检"]
    await teacher.type("全班正常")
    assert (morning.revisions(FIRST), morning.revisions(SECOND)) == (0, 0)
    await teacher.press(SECOND)
    assert (morning.revisions(FIRST), morning.revisions(SECOND)) == (0, 1)
    await teacher.type("全班正常")
    assert (morning.revisions(FIRST), morning.revisions(SECOND)) == (1, 1)


async def test_a_reply_to_a_question_means_its_class(morning: Morning) -> None:
    _takes_over(morning)
    await morning.at("07:30")
    teacher = morning.teacher(FIRST)
    question = next(m for m in (await teacher.screen()).messages if SECOND in m["text"])
    await teacher.type("全班正常", reply_to=question["message_id"])
    assert (morning.revisions(FIRST), morning.revisions(SECOND)) == (0, 1)


async def test_a_named_class_is_the_one_that_is_meant(morning: Morning) -> None:
    _takes_over(morning)
    await morning.at("07:30")
    await morning.teacher(FIRST).type(f"{SECOND}全班正常")
    assert (morning.revisions(FIRST), morning.revisions(SECOND)) == (0, 1)
