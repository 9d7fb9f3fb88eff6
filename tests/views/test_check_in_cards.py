"""The cards of the check-in: what stands on them, and that they always fit."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from domain.check_in import Absence, CheckIn, Entry, Symptom, Where
from domain.choice import Choice
from domain.leave import EVER, ends_offered
from domain.message import Message
from domain.open_pupil import Openness, OpenPupil
from domain.roster import Away, Pupil
from domain.temperature import Temperature
from tests.views.worst import (
    EVERYTHING,
    FINDINGS,
    LARGE,
    LONG,
    class_day,
    fits,
    payloads,
    pupils,
    review,
)
from views.check_in_cards import Cards
from views.leaves import OnLeave, leaves_card
from views.review import Review, no_travel, sure_less, sure_submit, sure_zero
from views.review import review as review_card

WHO = f"p{LARGE:x}"
MONTH_AGO = date(2026, 10, 23)
DAY = replace(
    class_day(), class_name="三年级2班", enrolled=4, isolated=0, on_leave=0, round_id=7, revision=0
)
CLASS = [Pupil(n, f"N{n}", name, None, n) for n, name in enumerate("甲乙丙丁", 1)]


def labels(message: Message) -> list[list[str]]:
    assert message.keyboard is not None
    return [[button.label for button in row] for row in message.keyboard.rows]


def flat(message: Message) -> list[str]:
    return [label for row in labels(message) for label in row]


def every_card(cards: Cards) -> dict[str, Message]:
    """Each card at its worst, by name."""
    who, everybody = cards.who(LARGE), pupils()
    lost, value = review(everybody), Temperature(4200)
    open_pupil = OpenPupil(LARGE, "1", LONG, FINDINGS)
    made = {
        f"pick {action}": cards.pick(action, pupils(300), 1, 90, named=range(LARGE, LARGE + 400))
        for action in ("fever", "absent", "travel")
    }
    return made | {
        "choose": cards.choose("whose", "abcdef.", pupils(300), cards.text("skip"), 1, 90),
        "which": cards.which("absent", LONG, pupils(90)),
        "whole": cards.whole(who, LONG, (Temperature(3400), Temperature(4300))),
        "tenth": cards.tenth(who, LONG, 42, (Temperature(3400), Temperature(4300))),
        "confirm": cards.confirm(who, LONG, "9" * 40, value),
        "doubtful": cards.doubtful(who, LONG, "9" * 40, [value] * 5),
        "symptoms": cards.symptoms(who, LONG, Entry(symptoms=tuple(Symptom))),
        "where": cards.where(who, LONG),
        "reason": cards.reason(who, LONG),
        "place": cards.place(who, LONG),
        "when": cards.when(who, LONG, "瑞" * 40),
        **{
            f"open {openness}": cards.open(replace(open_pupil, openness=openness, since=MONTH_AGO))
            for openness in Openness
        },
        "until": cards.until(who, LONG, Absence.PERSONAL, ends_offered(cards.class_day.day)),
        "leaves": leaves_card(cards, [OnLeave(who, LONG, Away.SICK, EVER)] * 60),
        "review": review_card(cards, lost, cards.text("has_draft")),
        "no travel": no_travel(cards, lost.check_in, value),
        "sure zero": sure_zero(cards, lost, lost.check_in),
        "sure less": sure_less(cards, lost, lost.check_in.mark),
        "sure submit": sure_submit(cards, lost, lost.check_in.mark),
    }


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(every_card(Cards("zh", class_day()))))
def test_a_card_fits_whatever_the_names_and_however_large_the_ids(language: str, name: str) -> None:
    message = every_card(Cards(language, class_day()))[name]
    fits(message)
    assert message.protect
    for payload in payloads(message):
        assert Choice.decode(payload).encode() == payload


def test_every_maker_of_a_card_is_measured() -> None:
    makers = {
        name
        for name, function in inspect.getmembers(Cards, inspect.isfunction)
        if function.__annotations__.get("return") == "Message"
    }
    assert makers <= {name.split()[0] for name in every_card(Cards("zh", class_day()))}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_review_with_sixty_open_pupils_fits(language: str) -> None:
    cards = Cards(language, class_day(open_pupils=60))
    fits(review_card(cards, replace(review(pupils()), check_in=CheckIn())))


class TestPick:
    def test_names_stand_in_threes_with_a_way_back(self) -> None:
        card = Cards("zh", DAY).pick("fever", CLASS)
        assert labels(card) == [["甲", "乙", "丙"], ["丁"], ["← 返回"]]

    @pytest.mark.parametrize(
        ("count", "page", "shown", "turns"),
        [
            (60, 0, 60, []),
            (61, 0, 60, ["下一页 ▸"]),
            (61, 1, 1, ["◂ 上一页"]),
            (121, 1, 60, ["◂ 上一页", "下一页 ▸"]),
            # A forged page is the last one.
            (61, 99, 1, ["◂ 上一页"]),
            (0, 0, 0, []),
        ],
    )
    def test_more_than_sixty_are_paged(
        self, count: int, page: int, shown: int, turns: list[str]
    ) -> None:
        made = [Pupil(n, str(n), f"P{n}") for n in range(count)]
        named = flat(Cards("zh", DAY).pick("fever", made, page))
        assert sum(label.startswith("P") for label in named) == shown
        assert [label for label in named if "页" in label] == turns

    def test_pupils_of_one_name_are_told_apart_by_seat_or_number_and_sex(self) -> None:
        alike = [
            Pupil(1, "20260001", "张伟", "男", 7),
            Pupil(2, "20260002", "张伟", "女", None),
            Pupil(3, "20260003", "张伟", None, 31),
            Pupil(4, "20260004", "张玮", "男", 8),
        ]
        card = Cards("zh", DAY).pick("absent", alike)
        assert flat(card)[:4] == ["张伟(7 男)", "张伟(0002 女)", "张伟(31)", "张玮"]
        card = Cards("en", DAY).pick("absent", alike)
        assert flat(card)[:2] == ["张伟 (7 boy)", "张伟 (0002 girl)"]

    def test_who_is_away_and_who_was_named_is_marked(self) -> None:
        away = [
            structs.replace(CLASS[0], away="isolation"),
            structs.replace(CLASS[1], away="leave"),
            *CLASS[2:],
        ]
        assert flat(Cards("zh", DAY).pick("absent", away, named={3}))[:4] == [
            "甲(隔离)",
            "乙(请假)",
            "✔ 丙",
            "丁",
        ]


class TestKeypad:
    def test_whole_degrees_are_those_that_need_no_second_question(self) -> None:
        card = Cards("zh", DAY).whole("p1", "甲")
        assert labels(card)[:2] == [["35", "36", "37", "38"], ["39", "40", "41", "42"]]
        assert labels(card)[2:] == [["未测", "跳过(没有体温数字)"], ["← 返回"]]

    @pytest.mark.parametrize(
        ("whole", "first", "last"),
        [(35, "35.0", "35.9"), (37, "37.0", "37.9"), (42, "42.0", "42.0")],
    )
    def test_tenths_end_where_the_plausible_range_ends(
        self, whole: int, first: str, last: str
    ) -> None:
        tenths = [
            label for label in flat(Cards("zh", DAY).tenth("p1", "甲", whole)) if "." in label
        ]
        assert (tenths[0], tenths[-1]) == (first, last)


class TestSymptoms:
    def test_a_fever_without_a_figure_may_be_marked_only_where_there_is_no_figure(self) -> None:
        cards = Cards("zh", DAY)
        assert flat(cards.symptoms("p1", "甲", Entry()))[0] == "发热(没有度数)"
        assert flat(cards.symptoms("p1", "甲", Entry(feverish=True)))[0] == "✔ 发热(没有度数)"
        assert flat(cards.symptoms("p1", "甲", Entry(temperature=3820)))[0] == "咳嗽"

    def test_what_is_marked_shows_and_skipping_becomes_going_on(self) -> None:
        cards = Cards("zh", DAY)
        assert flat(cards.symptoms("p1", "甲", Entry(temperature=3820)))[-2:] == ["← 返回", "跳过"]
        marked = flat(cards.symptoms("p1", "甲", Entry(symptoms=(Symptom.COUGH,))))
        assert "✔ 咳嗽" in marked
        assert marked[-1] == "下一步 ▸"

    def test_where_somebody_is_may_be_pressed_at_once(self) -> None:
        shown = labels(Cards("zh", DAY).symptoms("p1", "甲", Entry(temperature=3820)))
        assert shown[-2] == ["🏠 在家", "🏥 在医院", "🏫 在学校"]


class TestReview:
    def test_the_rest_are_those_who_should_be_there_and_were_not_named(self) -> None:
        away = [structs.replace(CLASS[0], away="isolation"), *CLASS[1:]]
        day = replace(DAY, isolated=1)
        said = CheckIn(pupils={2: Entry(temperature=3820, where=Where.HOME)})
        card = review_card(Cards("zh", day), Review(said, {"p2": "乙"}, 3730, away))
        assert card.text.plain == (
            "三年级2班 · 11月23日(周一) 填报，请核对后提交\n"
            "· 乙 发热 38.2(在家)\n"
            "其余 2 人：正常在校，未外出(另有隔离 1，单独随访)"
        )
        assert flat(card)[0] == "✅ 提交(其余 2 人正常)"

    def test_nothing_abnormal_is_submitted_as_all_normal(self) -> None:
        said = CheckIn(pupils={2: Entry(temperature=3680)}, class_max=3690)
        card = review_card(Cards("zh", DAY), Review(said, {"p2": "乙"}, 3730, CLASS))
        assert flat(card)[0] == "✅ 提交：全班正常 4/4"
        assert "· 乙 36.8\n全班最高体温 36.9℃\n其余 3 人" in card.text.plain

    def test_who_waits_withholds_the_submission_and_is_not_among_the_rest(self) -> None:
        waiting = tuple(OpenPupil(n, str(n), name, ()) for n, name in ((1, "甲"), (2, "乙")))
        day = replace(DAY, open_pupils=waiting)
        said = CheckIn(pupils={1: Entry(back=True)})
        card = review_card(Cards("zh", day), Review(said, {"p1": "甲"}, 3730, CLASS))
        assert "· 甲 已返校\n其余 2 人" in card.text.plain
        assert "还需说明：乙" in card.text.plain
        assert flat(card)[0] == "乙 今天怎样？"
        assert not any("提交" in label for label in flat(card))

    def test_a_correction_is_discarded_by_another_word_than_a_draft(self) -> None:
        nothing = Review(CheckIn(), {}, 3730, CLASS)
        assert flat(review_card(Cards("zh", DAY), nothing))[-1] == "🗑 放弃填报"
        answered = Cards("zh", replace(DAY, revision=1))
        assert flat(review_card(answered, nothing))[-1] == "🗑 放弃更正"

    def test_the_submission_bears_the_mark_of_what_is_shown(self) -> None:
        said = CheckIn(pupils={2: Entry(**EVERYTHING.model_dump())})
        card = review_card(Cards("zh", DAY), Review(said, {"p2": "乙"}, 3730, CLASS))
        assert Choice.decode(next(payloads(card))).argument == said.mark

    def test_more_lines_than_fit_are_counted(self) -> None:
        card = review_card(Cards("zh", class_day()), review(pupils()))
        assert "……还有 " in card.text.plain
