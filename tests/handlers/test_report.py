"""/report and /status: what may be asked for, by whom, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.check_in import Entry, Where
from domain.choice import Choice
from domain.errors import NotYours
from domain.incoming import Incoming, Press, Words
from domain.message import File, Message
from domain.note import Wanted
from domain.report_request import Format, PeriodTooLong, PictureOfManyDays, ReportRequest
from domain.roster import Role, UnitKind
from handlers.report import UnknownUnit, report, report_pressed, status, status_pressed
from handlers.visit import Toast, Visit
from scheduler.report_renderers import RENDERERS
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, open_rounds, transaction
from tests.school import School, a_chat, a_person, a_school, a_unit

NOW = instant("09:05")
A, B, C = "一年级1班", "一年级2班", "二年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    school = a_school(tx)
    open_rounds(tx, school.id)
    fever = {school.pupils[A][0]: Entry(temperature=3820, where=Where.HOME)}
    answer(tx, school.classes[A], school.people[A], fever)
    return school


def visit_of(tx: Transaction, chat_id: int, *, pressed: str | None = None) -> Visit:
    """A visit of a person: typed, or a press on the message ``pressed``."""
    chat = tx.chats.get(chat_id)
    assert chat is not None
    # What was said before has been sent: the next note of the chat is the newest.
    tx.connection.execute("UPDATE outbox SET state = 'sent' WHERE state = 'pending'")
    number = tx.connection.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]
    what = Press("q", "", pressed) if pressed else Words("/report", "5")
    return Visit(
        tx=tx,
        incoming=Incoming("telegram", 1000 + number, chat.address, True, what),
        chat=chat,
        language="zh",
        at_ms=NOW,
        now_ms=NOW,
        day=DAY,
        zone=ZONE,
        toast=Toast("q") if pressed else None,
    )


def heard(tx: Transaction) -> Message | File:
    """What the newest note says, rendered as the pump would."""
    note = max(tx.outbox.due(NOW, 100), key=lambda note: note.id)
    if isinstance(note.say, Message):
        return note.say
    said = RENDERERS[note.say.view](tx, note, NOW, ZONE, "zh")
    assert said is not None
    return said


def words_of(tx: Transaction) -> str:
    said = heard(tx)
    assert isinstance(said, Message)
    return said.text.plain


def labels(tx: Transaction) -> list[str]:
    said = heard(tx)
    assert isinstance(said, Message)
    assert said.keyboard is not None
    return [button.label for row in said.keyboard.rows for button in row]


def asked_for(tx: Transaction, chat_id: int, argument: str) -> dict[str, object]:
    report(visit_of(tx, chat_id), argument)
    note = max(tx.outbox.due(NOW, 100), key=lambda note: note.id)
    assert isinstance(note.say, Wanted)
    return note.say.about


def test_a_principal_hears_of_the_own_school_with_names(tx: Transaction, school: School) -> None:
    report(visit_of(tx, school.chats["principal"]), "")
    words = words_of(tx)
    assert words.startswith("和川镇中心小学 11月23日(周一) 晨检报表 · 截至 09:05")
    assert "一年级1班 张伟 发热 38.2(在家)" in words
    assert heard(tx).protect


def test_a_district_admin_hears_counts_with_enrolled_and_present(
    tx: Transaction, school: School
) -> None:
    report(visit_of(tx, school.chats["district"]), "")
    words = words_of(tx)
    assert "云岭区" in words
    assert "应到 9 · 实到 2" in words
    assert "张伟" not in words
    assert "老师" not in words


def test_a_liaison_hears_of_the_school_without_names(tx: Transaction, school: School) -> None:
    report(visit_of(tx, school.chats["liaison"]), "")
    words = words_of(tx)
    assert "和川镇中心小学" in words
    assert "张伟" not in words
    assert "老师" not in words


def test_a_head_teacher_hears_of_the_own_class_only(tx: Transaction, school: School) -> None:
    report(visit_of(tx, school.chats[A]), "")
    assert "和川镇中心小学 一年级1班" in words_of(tx)
    with pytest.raises(UnknownUnit):
        report(visit_of(tx, school.chats[A]), B)


def test_a_unit_outside_sounds_like_one_that_does_not_exist(
    tx: Transaction, school: School
) -> None:
    other = a_school(tx, name="柳坝村小", code="lb", classes=("三年级1班",))
    for name in ("柳坝村小", "lb", "三年级1班", "没有这所学校"):
        with pytest.raises(UnknownUnit) as told:
            report(visit_of(tx, school.chats["principal"]), name)
        assert told.value.values == {"name": name}
    visit = visit_of(tx, school.chats["principal"], pressed="9")
    with pytest.raises(NotYours):
        report_pressed(visit, ReportRequest.of_day(DAY).choice(other.id))
    with pytest.raises(NotYours):
        status_pressed(visit, Choice("st", other.id))


@pytest.mark.parametrize(
    ("typed", "first", "last", "format_", "unit"),
    [
        ("昨天", -1, -1, "text", "hc"),
        ("昨天 一年级 Excel", -1, -1, "xlsx", "hc-g1"),
        ("表格 一年级1班 11-20", -3, -3, "xlsx", "hc-c1"),
        ("csv", 0, 0, "csv", "hc"),
        ("文字材料", 0, 0, "docx", "hc"),
        ("打印 昨天", -1, -1, "pdf", "hc"),
        ("PDF 一年级 本周", 0, 0, "pdf", "hc-g1"),
        ("一年级 Word 本周", 0, 0, "docx", "hc-g1"),
        ("图片", 0, 0, "png", "hc"),
        ("昨天 PNG 一年级", -1, -1, "png", "hc-g1"),
        ("一览 1.1", 0, 0, "png", "hc-c1"),
        ("JSON 一年级 2班", 0, 0, "json", "hc-c2"),
        ("一年级（2）班", 0, 0, "text", "hc-c2"),
        ("中心小学 1班", 0, 0, "text", None),
        ("本周", 0, 0, "text", "hc"),
        ("上周 HC-C1", -7, -1, "text", "hc-c1"),
        ("11月16日 - 11月20日 一年级", -7, -3, "text", "hc-g1"),
        ("1.1", 0, 0, "text", "hc-c1"),
    ],
)
def test_day_unit_and_format_are_told_apart_in_any_order(
    tx: Transaction,
    school: School,
    typed: str,
    first: int,
    last: int,
    format_: str,
    unit: str | None,
) -> None:
    for alias in ("1.1", "一年级(2)班"):
        of = A if alias == "1.1" else B
        tx.connection.execute("INSERT INTO unit_alias VALUES (?, ?)", (school.classes[of], alias))
    if unit is None:
        report(visit_of(tx, school.chats["principal"]), typed)
        assert labels(tx) == ["和川镇中心小学 一年级1班", "和川镇中心小学 二年级1班"]
        return
    about = asked_for(tx, school.chats["principal"], typed)
    found = tx.roster.unit_by_code(unit)
    assert found is not None
    assert about == {
        "unit": found.id,
        "first": (DAY + timedelta(days=first)).isoformat(),
        "last": (DAY + timedelta(days=last)).isoformat(),
        "format": format_,
        "page": 1,
    }


def test_an_unknown_word_is_said_back_and_nothing_is_sent(tx: Transaction, school: School) -> None:
    with pytest.raises(UnknownUnit) as told:
        report(visit_of(tx, school.chats["principal"]), "昨天 明明小学")
    assert told.value.values == {"name": "明明小学"}


def test_a_year_is_too_long_for_one_report(tx: Transaction, school: School) -> None:
    with pytest.raises(PeriodTooLong):
        report(visit_of(tx, school.chats["principal"]), "2026-01-01..2026-11-23")


def test_a_picture_of_many_days_is_refused(tx: Transaction, school: School) -> None:
    with pytest.raises(PictureOfManyDays):
        report(visit_of(tx, school.chats["principal"]), "上周 图片")


def test_several_own_units_are_offered_as_buttons_and_one_below_another_is_not(
    tx: Transaction, school: School
) -> None:
    other = a_school(tx, name="柳坝村小", code="lb")
    duties = {Role.PRINCIPAL: school.id, Role.LIAISON: other.id}
    person = a_person(tx, "两校", {**duties, Role.HEAD_TEACHER: school.classes[C]})
    report(visit_of(tx, a_chat(tx, person)), "昨天")
    assert labels(tx) == ["和川镇中心小学", "柳坝村小"]
    said = heard(tx)
    assert isinstance(said, Message)
    assert said.keyboard is not None
    payload = said.keyboard.rows[1][0].payload
    assert payload is not None
    report_pressed(visit_of(tx, a_chat(tx, person), pressed="77"), Choice.decode(payload))
    assert words_of(tx).startswith("柳坝村小 11月22日(周日)")
    assert heard(tx).protect, "a button may lead from here to the school whose names are seen"


def test_a_file_comes_as_a_file_with_its_day_in_the_name(tx: Transaction, school: School) -> None:
    visit = visit_of(tx, school.chats["principal"], pressed="77")
    report_pressed(visit, ReportRequest.of_day(DAY, Format.XLSX).choice(school.classes[A]))
    said = heard(tx)
    assert isinstance(said, File)
    assert said.name == "晨检_和川镇中心小学_一年级1班_2026-11-23.xlsx"
    assert said.content.startswith(b"PK")
    assert said.protect
    assert visit.toast is not None
    assert visit.toast.text


@pytest.mark.parametrize("who", ["principal", "district", A, "liaison"])
def test_a_picture_is_shown_in_the_chat(tx: Transaction, school: School, who: str) -> None:
    visit = visit_of(tx, school.chats[who], pressed="77")
    unit = {"district": school.district, A: school.classes[A]}.get(who, school.id)
    report_pressed(visit, ReportRequest.of_day(DAY, Format.PNG).choice(unit))
    said = heard(tx)
    assert isinstance(said, File)
    assert said.content.startswith(b"\x89PNG")
    assert (said.picture, said.protect) == (True, False)
    assert visit.toast is not None
    assert visit.toast.text == "正在画图…"


def test_nobody_gets_the_picture_of_another_school(tx: Transaction, school: School) -> None:
    other = a_school(tx, name="柳坝村小", code="lb")
    visit = visit_of(tx, school.chats["principal"], pressed="77")
    with pytest.raises(NotYours):
        report_pressed(visit, ReportRequest.of_day(DAY, Format.PNG).choice(other.id))


@pytest.mark.parametrize(("format_", "start"), [("csv", b"\xef\xbb\xbf"), ("json", b"{")])
def test_other_formats_come_as_files_too(
    tx: Transaction, school: School, format_: str, start: bytes
) -> None:
    report(visit_of(tx, school.chats["district"]), format_)
    said = heard(tx)
    assert isinstance(said, File)
    assert said.content.startswith(start)
    assert "张伟" not in said.content.decode()
    assert not said.protect


def test_a_button_changes_the_report_in_place_but_never_the_living_digest(
    tx: Transaction, school: School
) -> None:
    chat = school.chats["principal"]
    for number, kind in enumerate(("reply", "digest")):
        tx.connection.execute(
            "INSERT INTO outbox (kind, subject, chat_id, version, priority, body, state,"
            " reference, created_ms) VALUES (?, 'x', ?, 0, 1, '', 'sent', ?, 0)",
            (kind, chat, f"{50 + number}"),
        )
    choice = ReportRequest.of_day(DAY, Format.LIST).choice(school.id)
    targets = []
    for reference in ("50", "51"):
        report_pressed(visit_of(tx, chat, pressed=reference), choice)
        targets.append(
            tx.connection.execute("SELECT target FROM outbox ORDER BY id DESC LIMIT 1").fetchone()[
                0
            ]
        )
    assert targets == ["50", None]


def test_the_list_page_holds_everything_abnormal_and_missing(
    tx: Transaction, school: School
) -> None:
    choice = ReportRequest.of_day(DAY, Format.LIST).choice(school.id)
    report_pressed(visit_of(tx, school.chats["principal"], pressed="50"), choice)
    words = words_of(tx)
    assert "第 1/1 页" in words
    assert "张伟 发热 38.2" in words
    assert "· 一年级2班" in words


def test_a_period_has_a_line_for_each_school_day_and_sums(tx: Transaction, school: School) -> None:
    open_rounds(tx, school.id, DAY - timedelta(days=3))
    report(visit_of(tx, school.chats["principal"]), "11-16..11-23")
    words = words_of(tx)
    assert words.startswith("和川镇中心小学 11月16日–11月23日")
    assert "合计 2 天 · 应报 6 班次 · 已报 1" in words
    assert "11月20日(周五) 已报 0/3 · 情况未知" in words, "silence is no nought"
    assert "11月21日" not in words


def test_the_way_up_ends_at_the_own_unit(tx: Transaction, school: School) -> None:
    report(visit_of(tx, school.chats["leader 一年级"]), A)
    assert "⬆ 一年级" in labels(tx)
    report(visit_of(tx, school.chats["leader 一年级"]), "一年级")
    assert not any(label.startswith("⬆") for label in labels(tx))
    assert {A, B} <= set(labels(tx))


def test_a_day_without_school_is_said_plainly(tx: Transaction, school: School) -> None:
    report(visit_of(tx, school.chats["principal"]), "昨天")
    assert "没有要上报的班级" in words_of(tx)


FILES = ("🖼", "📊", "📝", "PDF", "CSV", "JSON", "台账", "查看姓名")


@pytest.mark.parametrize("asked", ["昨天", "11-14..11-15", "11月15日 一年级1班"])
def test_no_file_and_no_name_is_offered_where_no_class_owed_anything(
    tx: Transaction, school: School, asked: str
) -> None:
    report(visit_of(tx, school.chats["principal"]), asked)
    offered = labels(tx)
    assert offered, "the days before and after are still there"
    assert [label for label in offered if any(word in label for word in FILES)] == []


def test_the_files_and_names_of_days_with_school_are_offered(
    tx: Transaction, school: School
) -> None:
    report(visit_of(tx, school.chats["principal"]), "11-16..11-23")
    offered = " ".join(labels(tx))
    assert all(word in offered for word in FILES[1:]), offered
    report(visit_of(tx, school.chats["principal"]), "")
    offered = " ".join(labels(tx))
    assert all(word in offered for word in FILES[:-2]), offered


def test_somebody_who_lost_the_duty_gets_nothing(tx: Transaction, school: School) -> None:
    report(visit_of(tx, school.chats["principal"]), "")
    tx.connection.execute("DELETE FROM membership WHERE role = 'principal'")
    [note] = tx.outbox.due(NOW, 100)
    assert RENDERERS["report"](tx, note, NOW, ZONE, "zh") is None
    with pytest.raises(NotYours):
        report(visit_of(tx, school.chats["principal"]), "")


def test_status_tells_who_is_in_who_is_missing_and_their_numbers(
    tx: Transaction, school: School
) -> None:
    status(visit_of(tx, school.chats["principal"]), "")
    words = words_of(tx)
    assert "应报 3 班 · 已报 1 · 未报 2" in words
    assert "一年级1班 07:41" in words
    assert "· 一年级2班 老师 hc-一年级2班 138" in words
    assert labels(tx) == ["🔄 刷新", "⏰ 催报未报", "📞 电话名单/代报"]


def test_status_above_the_school_counts_and_names_nobody(tx: Transaction, school: School) -> None:
    status(visit_of(tx, school.chats["district"]), "")
    words = words_of(tx)
    assert "和川镇中心小学 已报 1/3" in words
    assert "老师" not in words
    assert "138" not in words


def test_a_class_teacher_has_no_status_of_the_school(tx: Transaction, school: School) -> None:
    with pytest.raises(NotYours):
        status(visit_of(tx, school.chats[A]), "")


def test_a_school_of_another_township_is_not_reached_through_the_tree(
    tx: Transaction, school: School
) -> None:
    away = a_unit(tx, "qy", "青岩区", UnitKind.DISTRICT, None)
    a_unit(tx, "qy-1", "青岩一小", UnitKind.SCHOOL, away)
    with pytest.raises(UnknownUnit):
        report(visit_of(tx, school.chats["district"]), "青岩一小")
