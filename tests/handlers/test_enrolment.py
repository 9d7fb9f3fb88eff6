import pytest

from domain.incoming import FileSent, Ignored, Reachable
from domain.roster import Role
from handlers.enrolment import code_in
from storage.invites import VALID_MS
from tests.clock import instant
from tests.handlers.doorstep import DAY, Doorstep
from tests.school import a_person
from views.words import say

CLASS = "一年级1班"
STRANGER = "4711"


def zh(key: str, **values: object) -> str:
    return say("zh", f"enrolment.{key}", **values)


async def open_round(door: Doorstep, class_name: str = CLASS) -> int:
    unit = door.school.classes[class_name]

    def piece(tx):  # type: ignore[no-untyped-def]
        tx.rounds.open(
            DAY,
            unit,
            door.school.id,
            cut_off_ms=instant("09:00"),
            lock_ms=instant("18:00"),
            fever_threshold=3730,
        )
        return tx.rounds.of_class(unit, DAY).id

    round_id: int = await door.database.write(piece)
    return round_id


async def test_a_code_behind_start_enrols_with_no_further_press(door: Doorstep) -> None:
    code = await door.code_for(door.school.people[CLASS])
    heard = await door.types(STRANGER, f"/start {code}")
    assert await door.owner(STRANGER) == door.school.people[CLASS]
    assert heard.text.startswith("老师 hc-一年级1班，您好！")
    assert "班主任：一年级1班(和川镇中心小学)" in heard.text
    assert "07:30" in heard.text
    assert "/help" in heard.text
    assert heard.only.buttons == {}
    assert heard.menus == [heard.only.chat_id]


@pytest.mark.parametrize("dressed", ["{}", " {} ", "邀请码：{}", "https://t.me/x_bot?start={}"])
async def test_a_code_alone_enrols_too(door: Doorstep, dressed: str) -> None:
    code = await door.code_for(door.school.people[CLASS])
    spaced = f"{code[:4].lower()}-{code[4:8]}-{code[8:]}" if dressed == " {} " else code
    await door.types(STRANGER, dressed.format(spaced))
    assert await door.owner(STRANGER) == door.school.people[CLASS]


async def test_the_school_s_own_times_stand_in_the_welcome(door: Doorstep) -> None:
    await door.types("admin", "设置 发起 07:45")
    code = await door.code_for(door.school.people[CLASS])
    assert "07:45" in (await door.types(STRANGER, code)).text


async def test_every_role_held_is_named_in_the_welcome(door: Doorstep) -> None:
    people, classes = door.school.people, door.school.classes
    await door.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'head_teacher', ?)",
        people["principal"],
        classes["二年级1班"],
    )
    code = await door.code_for(people["principal"])
    heard = await door.types(STRANGER, code)
    assert "校长：和川镇中心小学" in heard.text
    assert "班主任：二年级1班" in heard.text


async def test_an_open_question_of_today_follows_the_welcome(door: Doorstep) -> None:
    round_id = await open_round(door)
    code = await door.code_for(door.school.people[CLASS])
    welcome, question = (await door.types(STRANGER, code, at="07:50")).said
    assert welcome.kind == "reply"
    assert (question.kind, question.subject, question.round_id) == ("ask", str(round_id), round_id)


async def test_a_round_already_answered_or_locked_is_not_asked(door: Doorstep) -> None:
    round_id = await open_round(door)
    code = await door.code_for(door.school.people[CLASS])
    await door.write("UPDATE round SET state = 'locked' WHERE id = ?", round_id)
    assert (await door.types(STRANGER, code)).only.kind == "reply"
    await door.write("UPDATE round SET state = 'open', revision = 1 WHERE id = ?", round_id)
    code = await door.code_for(door.school.people[CLASS])
    assert (await door.types(STRANGER, code)).only.kind == "reply"


async def test_wrong_used_and_expired_codes_sound_the_same(door: Doorstep) -> None:
    people = door.school.people
    used = await door.code_for(people["principal"])
    await door.types("5000", used)
    await door.types("5001", await door.code_for(people["principal"]))
    expired = await door.code_for(people[CLASS])
    await door.write(
        "UPDATE invite SET expires_ms = ? WHERE used_ms IS NULL", instant("06:00") - VALID_MS
    )
    answers = {
        (await door.types(address, f"/start {code}")).only.text
        for address, code in (("1", "A" * 12), ("2", used), ("3", expired), ("4", "nonsense"))
    }
    assert answers == {zh("wrong_code")}
    assert await door.owner("3") is None


async def test_pressing_the_same_link_again_greets_its_owner(door: Doorstep) -> None:
    code = await door.code_for(door.school.people[CLASS])
    await door.types(STRANGER, f"/start {code}")
    again = await door.types(STRANGER, f"/start {code}")
    assert "您好" in again.text
    assert zh("wrong_code") not in again.text


async def test_guessing_is_met_with_growing_silence_announced_once(door: Doorstep) -> None:
    for _ in range(4):
        assert (await door.types(STRANGER, "A" * 12, at="06:00")).only.text == zh("wrong_code")
    fifth = (await door.types(STRANGER, "A" * 12, at="06:00")).only.text
    assert fifth == zh("wrong_code") + "\n" + zh("wait", minutes=1)
    good = await door.code_for(door.school.people[CLASS])
    assert (await door.types(STRANGER, good, at="06:00")).said == []
    assert await door.owner(STRANGER) is None
    sixth = (await door.types(STRANGER, "A" * 12, at="06:02")).only.text
    assert zh("wait", minutes=5) in sixth
    assert (await door.types(STRANGER, "hello", at="06:03")).said == []
    await door.types(STRANGER, good, at="06:08")
    assert await door.owner(STRANGER) == door.school.people[CLASS]


async def test_a_stranger_gets_one_plain_sentence_for_anything(door: Doorstep) -> None:
    for what in ("你好", "/report", "/start", "全班正常", "/help"):
        said = (await door.types(STRANGER, what)).only
        assert said.text == zh("stranger")
        assert said.buttons == {}
        assert said.message is not None
        assert said.message.contact_button is None
    assert (await door.comes(STRANGER, FileSent("voice"))).only.text == zh("stranger")
    assert "小学" not in zh("stranger")


async def test_a_stranger_s_press_is_answered_on_the_button(door: Doorstep) -> None:
    heard = await door.presses(STRANGER, "1:zero:1:0:")
    assert heard.said == []
    assert heard.toast == zh("stranger")


async def test_a_talkative_stranger_is_slowed_down_and_told_so(door: Doorstep) -> None:
    answers = [(await door.types(STRANGER, "喂", at="06:00")).text for _ in range(30)]
    heard = [answer for answer in answers if answer]
    assert 10 <= len(heard) <= 12
    assert [zh("wait", minutes=6) in answer for answer in heard] == [False] * (len(heard) - 1) + [
        True
    ]
    assert (await door.types(STRANGER, "喂", at="06:07")).text
    assert (await door.types(STRANGER, "喂", at="06:08")).text == ""


async def test_chatter_does_not_keep_out_who_has_a_good_code(door: Doorstep) -> None:
    for _ in range(20):
        await door.types(STRANGER, "喂")
    await door.types(STRANGER, await door.code_for(door.school.people[CLASS]))
    assert await door.owner(STRANGER) == door.school.people[CLASS]


async def test_a_group_hears_nothing_and_enrols_nobody(door: Doorstep) -> None:
    code = await door.code_for(door.school.people[CLASS])
    assert (await door.types("-100", code, private=False)).said == []
    assert await door.owner("-100") is None
    assert (await door.comes(STRANGER, Ignored("edited"))).said == []


@pytest.mark.parametrize("asked", ["/phone", "手机号", "/PHONE@some_bot"])
async def test_phone_offers_the_key_that_shares_one_s_own_number(
    door: Doorstep, asked: str
) -> None:
    said = (await door.types(STRANGER, asked)).only
    assert said.message is not None
    assert said.message.contact_button == zh("share_phone")


@pytest.mark.parametrize("written", ["{}", "+86{}", "86{}", "+86 {}"])
async def test_one_s_own_number_enrols_however_it_is_written(door: Doorstep, written: str) -> None:
    person = door.school.people[CLASS]
    await door.write("UPDATE person SET phone = '+86 138-7777-7777' WHERE id = ?", person)
    heard = await door.shares(STRANGER, written.format("13877777777"))
    assert await door.owner(STRANGER) == person
    assert heard.only.message is not None
    assert heard.only.message.drop_keys


async def test_somebody_else_s_card_enrols_nobody(door: Doorstep) -> None:
    await door.write(
        "UPDATE person SET phone = '13877777777' WHERE id = ?", door.school.people[CLASS]
    )
    heard = await door.shares(STRANGER, "13877777777", own=False)
    assert heard.text == zh("not_own")
    assert await door.owner(STRANGER) is None


async def test_a_number_of_two_people_sounds_like_a_number_of_nobody(door: Doorstep) -> None:
    people = door.school.people
    for person in (people[CLASS], people["principal"]):
        await door.write("UPDATE person SET phone = '13877777777' WHERE id = ?", person)
    two = await door.shares(STRANGER, "13877777777")
    nobody = await door.shares("4712", "13811111111")
    assert two.text == nobody.text == zh("phone_no_match")
    assert await door.owner(STRANGER) is None


async def test_a_fresh_code_moves_the_person_and_tells_the_old_chat(door: Doorstep) -> None:
    people, chats = door.school.people, door.school.chats
    old = chats["一年级2班"]
    waiting = await open_round(door, "一年级2班")
    await door.write(
        "INSERT INTO outbox (kind, subject, chat_id, version, priority, round_id, body, created_ms)"
        " VALUES ('ask', ?, ?, 0, 4, ?, '{\"want\": \"ask\"}', 0)",
        str(waiting),
        old,
        waiting,
    )
    heard = await door.types(STRANGER, await door.code_for(people["一年级2班"]))
    told = [said.text for said in heard.said if said.chat_id == old]
    assert told == [zh("moved")]
    assert await door.owner(STRANGER) == people["一年级2班"]
    assert await door.owner(str(door.school.address("一年级2班"))) is None
    assert set(heard.menus) > {old}
    [[chat]] = await door.ask(
        "SELECT address FROM chat c JOIN outbox o ON o.chat_id = c.id"
        " WHERE o.kind = 'ask' AND o.state = 'pending'"
    )
    assert chat == STRANGER


async def test_a_chat_that_uses_another_person_s_code_becomes_theirs(door: Doorstep) -> None:
    people, chats = door.school.people, door.school.chats
    await door.write(
        "INSERT INTO outbox (kind, subject, chat_id, version, priority, body, created_ms)"
        " VALUES ('news', 'x', ?, 0, 2, '{\"want\": \"x\"}', 0)",
        chats["一年级2班"],
    )
    await door.types("一年级2班", await door.code_for(people[CLASS]))
    assert await door.owner(str(door.school.address("一年级2班"))) == people[CLASS]
    assert await door.database.read(lambda tx: tx.chats.of_person(people["一年级2班"])) is None
    assert await door.ask("SELECT state FROM outbox WHERE subject = 'x'") == [("obsolete",)]


async def test_who_has_left_is_a_stranger_with_a_kinder_sentence(door: Doorstep) -> None:
    person = door.school.people["一年级2班"]
    code = await door.code_for(person)
    await door.write("UPDATE person SET until_day = '2026-11-22' WHERE id = ?", person)
    assert (await door.types("一年级2班", "/report")).only.text == zh("no_duty")
    assert (await door.presses("一年级2班", "1:zero:1:0:")).toast == zh("no_duty")
    assert (await door.types(STRANGER, code)).only.text == zh("no_duty")
    assert await door.owner(STRANGER) is None


async def test_a_member_of_staff_without_a_duty_has_no_business_here(door: Doorstep) -> None:
    person = await door.database.write(
        lambda tx: a_person(tx, "hc-staff", {Role.STAFF: door.school.id})
    )
    assert (await door.types(STRANGER, await door.code_for(person))).only.text == zh("no_duty")


async def test_who_begins_later_is_enrolled_and_told_from_when(door: Doorstep) -> None:
    person = door.school.people[CLASS]
    await door.write("UPDATE membership SET from_day = '2026-11-25' WHERE person_id = ?", person)
    heard = await door.types(STRANGER, await door.code_for(person))
    assert await door.owner(STRANGER) == person
    assert "11月25日" in heard.text
    assert "/help" not in heard.text, "there is nothing to do yet"
    assert "11月25日" in (await door.types(STRANGER, "/help")).text


async def test_start_greets_who_is_enrolled_and_shows_the_help(door: Doorstep) -> None:
    heard = await door.types("一年级2班", "/start")
    assert heard.said[0].text == "老师 hc-一年级2班，您好！"
    assert "/checkin" in heard.said[1].text
    assert heard.menus == [door.school.chats["一年级2班"]]


async def test_letting_the_bot_in_again_brings_the_question_that_was_lost(door: Doorstep) -> None:
    round_id = await open_round(door, "一年级2班")
    chat = door.school.chats["一年级2班"]
    await door.comes("一年级2班", Reachable(False))
    assert await door.ask("SELECT reachable FROM chat WHERE id = ?", chat) == [(0,)]
    await door.write(
        "INSERT INTO outbox (kind, subject, chat_id, version, priority, round_id, body, created_ms,"
        " state) VALUES ('ask', ?, ?, 0, 4, ?, '{}', 0, 'unreachable')",
        str(round_id),
        chat,
        round_id,
    )
    back = await door.comes("一年级2班", Reachable(True))
    assert await door.ask("SELECT reachable FROM chat WHERE id = ?", chat) == [(1,)]
    assert (back.only.kind, back.only.round_id) == ("ask", round_id)
    assert (await door.comes("一年级2班", Reachable(True))).said == []


async def test_start_brings_the_question_that_was_lost(door: Doorstep) -> None:
    round_id = await open_round(door, "一年级2班")
    await door.comes("一年级2班", Reachable(False))
    first = await door.types("一年级2班", "/start")
    assert [said.round_id for said in first.said] == [None, None, round_id]
    again = await door.types("一年级2班", "/start")
    assert [said.kind for said in again.said] == ["reply", "reply"]


async def test_who_is_enrolled_need_not_share_a_number(door: Doorstep) -> None:
    assert (await door.types("admin", "/phone")).only.text == zh("enrolled_already")
    assert (await door.shares("admin", "13800000000")).only.text == zh("enrolled_already")


def test_what_is_no_code_is_not_taken_for_one() -> None:
    for typed in ("全班正常", "36.5", "张三38.2咳嗽 其余正常", "", "/start", "A" * 11, "ＯＯ"):
        assert code_in(typed) is None
    assert code_in("ＡＢＣＤＥＦＧＨＪＫＬＭ") == "ABCDEFGHJKLM"
