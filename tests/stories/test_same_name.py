"""A class with two of a name: nobody is guessed, and a press tells them apart."""

from __future__ import annotations

from storage.transaction import Transaction
from tests.stories.morning import Morning

CLASS = "三年级2班"


def _two_of_a_name(morning: Morning) -> tuple[int, int]:
    """The first two pupils are called alike, a boy and a girl."""
    first, second = morning.school.pupils[CLASS][:2]

    def piece(tx: Transaction) -> None:
        for pupil_id, sex in ((first, "男"), (second, "女")):
            tx.connection.execute(
                "UPDATE pupil SET name = '张玮玮', sex = ? WHERE id = ?", (sex, pupil_id)
            )

    morning.write(piece)
    return first, second


async def test_the_one_with_a_fever_is_chosen_before_it_counts(morning: Morning) -> None:
    first, second = _two_of_a_name(morning)
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    await teacher.type("张玮玮38.2咳嗽在家，其余正常")
    assert await teacher.shows("“张玮玮”")
    assert await morning.health_officer.shows("“张玮玮” 发热 38.2")
    await teacher.type("提交")
    assert morning.revisions(CLASS) == 0

    await teacher.press("张玮玮(2 女)")
    await teacher.press("提交")
    assert morning.revisions(CLASS) == 1
    round_ = morning.round(CLASS)
    answer = morning.read(lambda tx: tx.answers.latest(round_))
    assert answer is not None
    assert list(answer.check_in.pupils) == [second]
    assert first not in answer.check_in.pupils
    assert await teacher.shows("· 张玮玮(2) 发热 38.2、咳嗽(在家)")
    assert await morning.health_officer.shows("· 张玮玮(2) 发热 38.2、咳嗽(在家)")


async def test_a_seat_or_a_sex_in_the_words_tells_them_apart(morning: Morning) -> None:
    first, second = _two_of_a_name(morning)
    await morning.at("07:30")
    teacher = morning.teacher(CLASS)
    await teacher.type("张玮玮(女)38.2在家，1号张玮玮事假，其余正常")
    await teacher.press("提交")
    round_ = morning.round(CLASS)
    answer = morning.read(lambda tx: tx.answers.latest(round_))
    assert answer is not None
    assert set(answer.check_in.pupils) == {first, second}
    assert answer.check_in.pupils[second].temperature == 3820
