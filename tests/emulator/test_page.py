"""The chat page in a real browser, on the real emulator; the bot's side is played over HTTP."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from emulator.server import Emulator, running
from tests.wire import a_client

CHROMIUM = Path("/usr/bin/chromium")
TOKEN = "1:page"  # noqa: S105  (the emulator's own, worth nothing elsewhere)
MONDAY_0720 = 1_795_389_600_000  # 2026-11-23 07:20:00 +08:00
MINUTE = 60_000
TEACHER, PRINCIPAL, NEWCOMER = 1001, 1002, 1003

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        not CHROMIUM.exists(),
        reason=f"THE PAGE IS NOT TESTED: no {CHROMIUM}; Debian's package chromium has it",
    ),
]


@dataclass(slots=True)
class Desk:
    """The page in a browser, and beside it the bot and the emulator's controls."""

    page: Page
    client: httpx.AsyncClient
    address: str
    offset: int = 0
    faults: list[str] = field(default_factory=list)

    async def bot(self, method: str, **parameters: object) -> Any:
        """Call the Bot API as the bot does."""
        response = await self.client.post(f"{self.address}/bot{TOKEN}/{method}", json=parameters)
        assert response.status_code == 200, response.text
        return response.json()["result"]

    async def says(self, text: str, to: int = TEACHER, **parameters: object) -> int:
        """The bot sends a text; answers the message id."""
        sent = await self.bot("sendMessage", chat_id=to, text=text, **parameters)
        return int(sent["message_id"])

    async def hears(self, kind: str) -> Any:
        """The next update of this kind that reaches the bot."""
        while True:
            updates = await self.bot("getUpdates", offset=self.offset, timeout=10)
            assert updates, f"no {kind} came within ten seconds"
            for update in updates:
                self.offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]

    async def control(self, path: str, **body: object) -> Any:
        """Use the emulator's controls; without a body, read."""
        url = f"{self.address}/control/{path}"
        response = await (self.client.post(url, json=body) if body else self.client.get(url))
        assert response.status_code == 200, response.text
        return response.json()

    async def open(self) -> None:
        """Open the page and wait until the pinned phones are there."""
        await self.page.goto(self.address)
        await expect(self.phone(TEACHER)).to_be_visible()

    def phone(self, user_id: int) -> Locator:
        """A person's phone on the page."""
        return self.page.locator(f'.phone[data-user="{user_id}"]')

    def newest(self, user_id: int = TEACHER) -> Locator:
        """The last bubble on a phone."""
        return self.phone(user_id).locator(".message").last

    async def fits(self) -> bool:
        """Whether nothing has to be scrolled sideways."""
        script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        return bool(await self.page.evaluate(script))


def keys(*rows: str) -> dict[str, Any]:
    """An inline keyboard; a row is labels parted by a bar, the data is the label's first word."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": label.split()[0]} for label in row.split("|")]
            for row in rows
        ]
    }


async def settle(client: httpx.AsyncClient, address: str) -> None:
    """A head teacher and a principal who have pressed Start, and one who has not."""
    people = [
        (TEACHER, "王丽", "三年级2班 班主任 王丽", "head_teacher", True),
        (PRINCIPAL, "张建国", "校长 张建国", "principal", True),
        (NEWCOMER, "刘洋", "四年级3班 班主任 刘洋", "head_teacher", False),
    ]
    for user_id, name, title, role, pinned in people:
        about = {"title": title, "group": "和川镇中心小学", "role": role, "pinned": pinned}
        body = {"id": user_id, "first_name": name, "phone": "13800000000", "about": about}
        (await client.post(f"{address}/control/users", json=body)).raise_for_status()
        if pinned:
            start = f"{address}/control/users/{user_id}/start"
            (await client.post(start, json={})).raise_for_status()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield started
        finally:
            await started.close()


@asynccontextmanager
async def desk_at(browser: Browser, address: str, **options: Any) -> AsyncIterator[Desk]:
    """A fresh browser profile before an emulator that has people."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(a_client(timeout=20))
        await settle(client, address)
        view = {"viewport": {"width": 1366, "height": 768}} | options
        context = await browser.new_context(**view)
        stack.push_async_callback(context.close)
        desk = Desk(await context.new_page(), client, address)
        desk.page.on("pageerror", lambda error: desk.faults.append(str(error)))
        yield desk
        assert desk.faults == []


@pytest_asyncio.fixture(loop_scope="module")
async def address() -> AsyncIterator[str]:
    emulator = Emulator(token=TOKEN, clock_start_ms=MONDAY_0720, speed=0, enforce_pace=False)
    async with running(emulator, port=0) as where:
        yield where


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, address: str) -> AsyncIterator[Desk]:
    async with desk_at(browser, address) as made:
        await made.open()
        yield made


async def test_an_ask_appears_and_a_press_turns_it_into_the_receipt_in_place(desk: Desk) -> None:
    ask = await desk.says(
        "三年级2班 晨检", reply_markup=keys("✅ 全班正常 42/42", "🚫 缺勤|✈️ 外出")
    )
    bubble = desk.phone(TEACHER).locator(f'[data-message="{ask}"]')
    button = bubble.get_by_role("button", name="全班正常 42/42")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")

    query = await desk.hears("callback_query")
    assert query["data"] == "✅"
    assert query["message"]["message_id"] == ask
    await desk.bot("answerCallbackQuery", callback_query_id=query["id"], text="已记录")
    await expect(desk.phone(TEACHER).locator(".toast")).to_have_text("已记录")
    await expect(button).not_to_have_attribute("aria-busy", "true")

    count = await desk.phone(TEACHER).locator(".message").count()
    receipt = "✅ 07:41 已上报 三年级2班"
    await desk.bot(
        "editMessageText",
        chat_id=TEACHER,
        message_id=ask,
        text=receipt,
        reply_markup=keys("✏️ 更正"),
    )
    await expect(bubble.locator(".words")).to_have_text(receipt)
    await expect(bubble.locator(".marks")).to_contain_text("已编辑")
    await expect(bubble.locator(".key")).to_have_text(["✏️ 更正"])
    await expect(desk.phone(TEACHER).locator(".message")).to_have_count(count)


async def test_a_press_needs_no_mouse_and_the_focus_stays_with_the_message(desk: Desk) -> None:
    ask = await desk.says("三年级2班 晨检", reply_markup=keys("✅ 全班正常 42/42"))
    bubble = desk.phone(TEACHER).locator(f'[data-message="{ask}"]')
    await expect(bubble).to_be_visible()
    await desk.phone(TEACHER).locator(".log").focus()
    # /start, which this person sent, is a pressable command too; the ask's keys come after.
    for _ in range(8):
        await desk.page.keyboard.press("Tab")
        if await bubble.locator(".key:focus").count():
            break
    await desk.page.keyboard.press("Enter")
    query = await desk.hears("callback_query")
    assert query["message"]["message_id"] == ask
    await desk.bot(
        "editMessageText",
        chat_id=TEACHER,
        message_id=ask,
        text="已上报",
        reply_markup=keys("✏️ 更正"),
    )
    await expect(bubble.locator(".key", has_text="更正")).to_be_focused()


async def test_typed_text_arrives_at_the_bot(desk: Desk) -> None:
    field = desk.phone(TEACHER).get_by_role("textbox")
    await field.fill("张三38.2咳嗽 其余正常")
    await field.press("Enter")
    message = await desk.hears("message")
    while message["text"].startswith("/start"):
        message = await desk.hears("message")
    assert (message["from"]["id"], message["text"]) == (TEACHER, "张三38.2咳嗽 其余正常")
    await expect(desk.newest()).to_contain_text("张三38.2咳嗽 其余正常")
    await expect(field).to_have_value("")


async def test_an_answer_to_a_question_says_which_question(desk: Desk) -> None:
    ask = await desk.says("三年级2班 晨检")
    await desk.newest().hover()
    await desk.newest().get_by_role("button", name="回复这条消息").click()
    await desk.phone(TEACHER).get_by_role("textbox").fill("全班正常")
    await desk.page.keyboard.press("Enter")
    message = await desk.hears("message")
    while message["text"] != "全班正常":
        message = await desk.hears("message")
    assert message["reply_to_message"]["message_id"] == ask
    await expect(desk.newest().locator(".quote")).to_have_text("三年级2班 晨检")


async def test_a_command_is_chosen_from_the_menu(desk: Desk) -> None:
    commands = [
        {"command": "report", "description": "报表"},
        {"command": "help", "description": "帮助"},
    ]
    await desk.bot("setMyCommands", commands=commands)
    await desk.says("好")
    await expect(desk.newest()).to_contain_text("好")
    phone = desk.phone(TEACHER)
    await phone.get_by_role("textbox").press_sequentially("/re")
    await expect(phone.get_by_role("menuitem")).to_have_text(["/report报表"])
    await desk.page.keyboard.press("ArrowDown")
    await desk.page.keyboard.press("Enter")
    await expect(desk.newest()).to_contain_text("/report")


async def test_a_file_can_be_downloaded(desk: Desk) -> None:
    content = "学校,应到\n和川镇中心小学,1012\n".encode()
    response = await desk.client.post(
        f"{desk.address}/bot{TOKEN}/sendDocument",
        data={"chat_id": str(PRINCIPAL), "caption": "明细", "protect_content": "true"},
        files={"document": ("晨检-2026-11-23.csv", content, "text/csv")},
    )
    assert response.status_code == 200, response.text
    card = desk.newest(PRINCIPAL).get_by_role("link", name="晨检-2026-11-23.csv")
    async with desk.page.expect_download() as waiting:
        await card.click()
    download = await waiting.value
    assert download.suggested_filename == "晨检-2026-11-23.csv"
    assert (await download.path()).read_bytes() == content
    await expect(desk.newest(PRINCIPAL).get_by_role("img", name="禁止转发和保存")).to_be_visible()


async def test_a_picture_is_shown_in_the_chat_and_in_full(desk: Desk) -> None:
    picture = await desk.page.screenshot()
    response = await desk.client.post(
        f"{desk.address}/bot{TOKEN}/sendPhoto",
        data={"chat_id": str(PRINCIPAL), "caption": "班级墙"},
        files={"photo": ("wall.png", picture, "image/png")},
    )
    assert response.status_code == 200, response.text
    shot = desk.newest(PRINCIPAL).get_by_role("button", name="查看大图")
    await shot.click()
    full = desk.page.get_by_role("dialog").get_by_role("img")
    await expect(full).to_be_visible()
    await expect(full).to_have_js_property("naturalWidth", 1366)
    await desk.page.keyboard.press("Escape")
    await expect(full).to_be_hidden()


async def test_the_clock_pauses_and_goes_on_at_the_speed_it_had(desk: Desk) -> None:
    await desk.page.get_by_role("button", name="10 倍速").click()
    await expect(desk.page.get_by_role("button", name="暂停时钟")).to_be_visible()
    assert (await desk.control("clock"))["speed"] == 10
    await desk.page.get_by_role("button", name="暂停时钟").click()
    await expect(desk.page.get_by_role("button", name="继续走时")).to_be_visible()
    await expect(desk.page.locator(".held")).to_be_visible()
    assert (await desk.control("clock"))["speed"] == 0
    await desk.page.get_by_role("button", name="继续走时").click()
    await expect(desk.page.get_by_role("button", name="暂停时钟")).to_be_visible()
    assert (await desk.control("clock"))["speed"] == 10


async def test_the_clock_steps_forward_and_never_back(desk: Desk) -> None:
    shown = desk.page.locator("#now")
    await expect(shown).to_have_text("07:20:00")
    await desk.page.get_by_role("button", name="+1 分").click()
    await expect(shown).to_have_text("07:21:00")
    await desk.page.get_by_role("button", name="+10 分").click()
    await expect(shown).to_have_text("07:31:00")
    await desk.page.get_by_role("button", name="跳到 08:00").click()
    await expect(shown).to_have_text("08:00:00")
    assert (await desk.control("clock"))["now_ms"] == MONDAY_0720 + 40 * MINUTE
    past = desk.page.get_by_role("button", name="08:00 催报,今日已过")
    await expect(past).to_have_attribute("aria-disabled", "true")
    await past.click(force=True)
    await desk.page.get_by_role("button", name="跳到 07:30 次日").click()
    await expect(desk.page.locator("#day")).to_contain_text("11月24日 星期二")
    assert (await desk.control("clock"))["now_ms"] == MONDAY_0720 + (24 * 60 + 10) * MINUTE


async def test_a_clock_set_elsewhere_is_shown_here(desk: Desk) -> None:
    await desk.control("clock", iso="2026-11-23T09:00:00+08:00")
    await expect(desk.page.locator("#now")).to_have_text("09:00:00")


@pytest.mark.parametrize("width", [320, 360])
async def test_a_phone_of_360_pixels_has_no_sideways_scroll(
    browser: Browser, address: str, width: int
) -> None:
    view = {"viewport": {"width": width, "height": 740}}
    async with desk_at(browser, address, **view) as desk:
        await desk.says("长" * 300 + "http://example.org/" + "x" * 200)
        await desk.says("名单", reply_markup=keys("|".join(f"{n}号 欧阳娜娜" for n in range(8))))
        await desk.open()
        await expect(desk.newest()).to_contain_text("名单")
        assert await desk.fits()
        await desk.page.locator("#when").click()
        await expect(desk.page.get_by_role("button", name="+10 分")).to_be_visible()
        assert await desk.fits()
        await desk.page.locator("#when").click()
        # One phone at a time; the tab leads to the other.
        await expect(desk.phone(PRINCIPAL)).not_to_be_in_viewport()
        await desk.page.locator("#tabs").get_by_role("button", name="张建国").click()
        await expect(desk.phone(PRINCIPAL)).to_be_in_viewport(ratio=0.9)
        await expect(desk.phone(TEACHER)).not_to_be_in_viewport()


async def test_what_people_write_is_never_markup(desk: Desk) -> None:
    nasty = "<img src=x onerror=\"document.title='broken'\"><b>粗</b>"
    await desk.says(nasty, reply_markup=keys("<i>按钮</i>"))
    field = desk.phone(TEACHER).get_by_role("textbox")
    await expect(desk.newest().locator(".words")).to_have_text(nasty)
    await expect(desk.newest().locator(".key")).to_have_text("<i>按钮</i>")
    await field.fill(nasty)
    await field.press("Enter")
    await expect(desk.newest().locator(".words")).to_have_text(nasty)
    await desk.control("users", id=1004, first_name=nasty, about={"title": nasty, "group": nasty})
    await expect(desk.page.locator("#groups")).to_contain_text(nasty)
    assert await desk.page.locator(".words img, .words b, .key i, #groups img").count() == 0
    assert await desk.page.title() == "晨检 Chenjian 演示"


async def test_spans_land_on_their_words_behind_an_emoji(desk: Desk) -> None:
    # 🌡 is two UTF-16 units; a page that counts characters would cut 发热 in two.
    entities = [
        {"type": "bold", "offset": 3, "length": 9},
        {"type": "italic", "offset": 6, "length": 4},
        {"type": "text_link", "offset": 13, "length": 2, "url": "https://example.org/a"},
    ]
    await desk.says("🌡 发热 38.2 在家 明细", entities=entities)
    words = desk.newest().locator(".words")
    await expect(words).to_have_text("🌡 发热 38.2 在家 明细")
    await expect(words.locator("strong")).to_have_text("发热 38.2 在")
    await expect(words.locator("strong em")).to_have_text("38.2")
    await expect(words.locator("a")).to_have_attribute("href", "https://example.org/a")


async def test_only_harmless_addresses_become_links(desk: Desk) -> None:
    safe = "async () => (await import('/page/spans.js')).safeAddress"
    script = f"async (url) => (await ({safe})())(url)"
    assert await desk.page.evaluate(script, "javascript:alert(1)") is None
    assert await desk.page.evaluate(script, "data:text/html,x") is None
    assert await desk.page.evaluate(script, "example.org") == "https://example.org/"


async def test_new_messages_do_not_pull_away_who_reads_older_ones(desk: Desk) -> None:
    for number in range(12):
        await desk.says(f"第 {number} 条\n二\n三\n四")
    log = desk.phone(TEACHER).locator(".log")
    await expect(desk.newest()).to_contain_text("第 11 条")
    await expect(desk.newest()).to_be_in_viewport()
    await log.evaluate("log => { log.scrollTop = 0; }")
    await log.evaluate("() => new Promise(requestAnimationFrame)")
    await desk.says("新来的")
    pill = desk.phone(TEACHER).get_by_role("button", name="1 条新消息")
    await expect(pill).to_be_visible()
    assert await log.evaluate("log => log.scrollTop") == 0
    await pill.click()
    await expect(desk.newest()).to_be_in_viewport()
    await expect(pill).to_be_hidden()
    await desk.says("又一条")
    await expect(desk.newest()).to_contain_text("又一条")
    await expect(desk.newest()).to_be_in_viewport()


async def test_the_end_stays_in_sight_while_a_long_text_is_typed(desk: Desk) -> None:
    for number in range(12):
        await desk.says(f"第 {number} 条\n二\n三\n四")
    await expect(desk.newest()).to_contain_text("第 11 条")
    await desk.phone(TEACHER).get_by_role("textbox").focus()
    for line in ("张三38.2咳嗽", "李四事假", "其余正常", "以上"):
        await desk.page.keyboard.type(line)
        await desk.page.keyboard.press("Shift+Enter")
    await desk.page.keyboard.press("Backspace")
    await desk.page.evaluate("() => new Promise(requestAnimationFrame)")
    await expect(desk.newest()).to_be_in_viewport(ratio=0.99)
    await desk.says("新来的")
    await expect(desk.newest()).to_contain_text("新来的")
    await expect(desk.newest()).to_be_in_viewport(ratio=0.99)


async def test_an_edit_far_up_does_not_move_what_is_being_read(desk: Desk) -> None:
    first = await desk.says("第一条")
    for number in range(12):
        await desk.says(f"第 {number} 条\n二\n三\n四")
    await expect(desk.newest()).to_contain_text("第 11 条")
    log = desk.phone(TEACHER).locator(".log")
    read = desk.phone(TEACHER).locator(".message", has_text="第 5 条")
    await log.evaluate(
        "(log, read) => { log.scrollTop = read.offsetTop; }", await read.element_handle()
    )
    await log.evaluate("() => new Promise(requestAnimationFrame)")
    # Where it stands on the screen, whatever animation is still under way.
    place = "read => read.offsetTop - read.closest('.log').scrollTop"
    before = await read.evaluate(place)
    longer = "第一条\n" * 9
    await desk.bot("editMessageText", chat_id=TEACHER, message_id=first, text=longer)
    edited = desk.phone(TEACHER).locator(f'[data-message="{first}"]')
    await expect(edited).to_have_class(re.compile("changed"))
    assert await read.evaluate(place) == before


async def test_an_alert_waits_until_it_is_confirmed(desk: Desk) -> None:
    await desk.says("三年级2班 晨检", reply_markup=keys("✅ 正常 42/42"))
    await desk.newest().get_by_role("button", name="正常").click()
    query = await desk.hears("callback_query")
    text = "已锁定,请联系管理员"
    await desk.bot("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=True)
    alert = desk.phone(TEACHER).get_by_role("alertdialog")
    await expect(alert).to_contain_text(text)
    await desk.page.keyboard.press("Enter")
    await expect(alert).to_be_hidden()


async def test_the_network_is_made_bad_and_good_again_and_says_so(desk: Desk) -> None:
    strip = desk.page.locator("#weather")
    await expect(strip).to_be_hidden()
    await desk.page.get_by_role("button", name="网络:正常").click()
    choices = desk.page.locator("#network button b")
    await expect(choices).to_have_text(["正常", "差", "很差"])
    await choices.nth(2).click()
    await expect(choices.nth(2)).to_be_hidden()
    await expect(strip).to_contain_text("正在模拟网络故障:很差")
    assert (await desk.control("faults"))["weather"]["weather"] == "very_bad"

    # Another page, and whoever opens this one anew, sees the same.
    await desk.page.reload()
    await expect(desk.page.get_by_role("button", name="网络:很差")).to_be_visible()
    await desk.control("faults", weather="bad")
    await expect(strip).to_contain_text("故障:差")
    await desk.page.locator("#language").click()
    await expect(strip).to_contain_text("simulated: Bad")
    await desk.page.get_by_role("button", name="Network: Bad").click()
    pressed = desk.page.locator('#network [aria-pressed="true"]')
    await expect(pressed).to_contain_text("3% lose their answer")
    await expect(pressed).to_be_focused()
    await desk.page.keyboard.press("Escape")
    await desk.control("faults", kinds={"cut": 1})
    await expect(strip).to_contain_text("simulated: Custom")

    await desk.page.get_by_role("button", name="Back to good").click()
    await expect(strip).to_be_hidden()
    await expect(desk.page.get_by_role("button", name="Network: Good")).to_be_focused()
    assert await desk.control("faults") == {"faults": [], "weather": None}


async def test_the_network_can_be_switched_on_a_narrow_telephone(desk: Desk) -> None:
    for width in (360, 320):
        await desk.page.set_viewport_size({"width": width, "height": 640})
        await desk.page.get_by_role("button", name="网络:正常").click()
        for choice in await desk.page.locator("#network button").all():
            await expect(choice).to_be_in_viewport(ratio=1)
        await desk.page.locator("#network button").nth(1).click()
        await expect(desk.page.locator("#weather")).to_contain_text("故障:差")
        back = desk.page.get_by_role("button", name="恢复正常")
        await expect(back).to_be_in_viewport(ratio=1)
        await expect(desk.phone(TEACHER).get_by_role("textbox")).to_be_in_viewport(ratio=1)
        assert await desk.fits()
        await back.click()
        await expect(desk.page.locator("#weather")).to_be_hidden()


async def test_people_are_found_by_class_and_role_and_remembered(desk: Desk) -> None:
    seek = desk.page.get_by_role("searchbox")
    await seek.fill("班主任 四年级")
    await expect(desk.page.locator(".person:visible")).to_have_count(1)
    await seek.fill("principal")
    await expect(desk.page.locator(".person:visible b").first).to_have_text("张建国")
    await seek.fill("刘洋")
    await seek.press("Enter")
    await expect(desk.phone(NEWCOMER)).to_be_visible()
    await desk.phone(PRINCIPAL).get_by_role("button", name="收起这部手机").click()
    await expect(desk.phone(PRINCIPAL)).to_have_count(0)
    await desk.page.reload()
    await expect(desk.phone(NEWCOMER)).to_be_visible()
    await expect(desk.page.locator(".phone")).to_have_count(2)


async def test_four_hundred_people_are_found_as_easily(desk: Desk) -> None:
    for number in range(400):
        about = {
            "title": f"{number}班 班主任",
            "group": f"学校{number % 9}",
            "role": "head_teacher",
        }
        await desk.control("users", id=2000 + number, first_name=f"老师{number}", about=about)
    await expect(desk.page.locator("#found")).to_have_text("403 人")
    await desk.page.get_by_role("searchbox").fill("老师399")
    await expect(desk.page.locator(".person:visible")).to_have_count(1)
    await expect(desk.page.locator("#found")).to_have_text("找到 1 人")


async def test_what_is_not_read_yet_is_counted_until_the_phone_is_opened(desk: Desk) -> None:
    await desk.control(f"users/{NEWCOMER}/start", payload="CODE")
    await desk.says("欢迎", to=NEWCOMER)
    row = desk.page.locator(f'.person[data-person="{NEWCOMER}"]')
    await expect(row.locator(".badge")).to_have_text("1")
    await expect(row.locator(".last")).to_have_text("欢迎")
    await row.click()
    await expect(desk.newest(NEWCOMER)).to_contain_text("欢迎")
    await expect(row.locator(".badge")).to_be_hidden()


async def test_who_never_started_is_offered_start_with_a_code(desk: Desk) -> None:
    await desk.page.locator(f'.person[data-person="{NEWCOMER}"]').click()
    phone = desk.phone(NEWCOMER)
    await phone.get_by_label("邀请码").fill("ABC123")
    await phone.get_by_role("button", name="开始", exact=True).click()
    message = await desk.hears("message")
    while message["from"]["id"] != NEWCOMER:
        message = await desk.hears("message")
    assert message["text"] == "/start ABC123"
    await expect(phone.get_by_label("写消息")).to_be_visible()


async def test_a_blocked_bot_can_be_taken_back(desk: Desk) -> None:
    phone = desk.phone(TEACHER)
    await phone.get_by_role("button", name="更多操作").click()
    await phone.get_by_role("menuitem", name="停用机器人").click()
    assert (await desk.hears("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(phone.get_by_text("已停用机器人")).to_be_visible()
    await phone.get_by_role("button", name="恢复机器人").click()
    assert (await desk.hears("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(phone.get_by_label("写消息")).to_be_visible()


async def test_the_phone_number_is_shared_from_the_reply_keyboard(desk: Desk) -> None:
    markup = {"keyboard": [[{"text": "发送我的手机号码", "request_contact": True}]]}
    await desk.says("请核对手机号", reply_markup=markup)
    await desk.phone(TEACHER).get_by_role("button", name="发送我的手机号码").click()
    message = await desk.hears("message")
    while "contact" not in message:
        message = await desk.hears("message")
    assert message["contact"]["phone_number"] == "13800000000"
    await desk.says("谢谢", reply_markup={"remove_keyboard": True})
    await expect(desk.phone(TEACHER).locator(".choices")).to_be_hidden()


async def test_the_bot_is_seen_typing(desk: Desk) -> None:
    await desk.bot("sendChatAction", chat_id=TEACHER, action="typing")
    dots = desk.phone(TEACHER).get_by_role("img", name="晨检正在输入")
    await expect(dots).to_be_visible()
    await desk.says("好了")
    await expect(dots).to_have_count(0)


async def test_the_language_is_switched_and_remembered(desk: Desk) -> None:
    html = desk.page.locator("html")
    await expect(html).to_have_attribute("lang", "zh-CN")
    await desk.page.get_by_role("button", name="Switch to English").click()
    await expect(html).to_have_attribute("lang", "en")
    await expect(desk.page.locator(".changed")).to_have_count(0)
    await expect(desk.phone(TEACHER).get_by_role("textbox")).to_have_attribute(
        "placeholder", "Write a message…"
    )
    # What stands in the chats stays what it is, and says so to a screen reader.
    await expect(desk.newest().locator(".words")).to_have_attribute("lang", "zh-CN")
    await desk.page.reload()
    await expect(html).to_have_attribute("lang", "en")
    await expect(desk.page.get_by_role("button", name="Pause the clock")).to_have_count(0)
    await expect(desk.page.get_by_role("button", name="Let the clock run")).to_be_visible()


async def test_both_languages_say_everything_with_the_same_places(desk: Desk) -> None:
    words: dict[str, dict[str, str]] = json.loads(
        await desk.page.evaluate(
            "async () => JSON.stringify((await import('/page/words.js')).everyWord())"
        )
    )
    assert words["zh"].keys() == words["en"].keys()
    for key, chinese in words["zh"].items():
        places = sorted(re.findall(r"\{\w+\}", chinese))
        assert places == sorted(re.findall(r"\{\w+\}", words["en"][key])), key


async def test_a_server_that_went_is_reported_and_found_again(browser: Browser) -> None:
    emulator = Emulator(token=TOKEN, clock_start_ms=MONDAY_0720, speed=0, enforce_pace=False)
    async with AsyncExitStack() as stack:
        async with running(emulator, port=0) as address:
            desk = await stack.enter_async_context(desk_at(browser, address))
            await desk.open()
            await expect(desk.page.locator("#gone")).to_be_hidden()
        await expect(desk.page.locator("#gone")).to_contain_text("失去联系")
        again = Emulator(token=TOKEN, clock_start_ms=MONDAY_0720, speed=0, enforce_pace=False)
        async with running(again, port=int(address.rsplit(":", 1)[1])):
            await settle(desk.client, address)
            await expect(desk.page.locator("#gone")).to_be_hidden()
            await desk.says("我又在了")
            await expect(desk.newest()).to_contain_text("我又在了")


async def test_the_bar_fits_at_every_width_in_both_languages(desk: Desk) -> None:
    # Nothing sticks out of the bar, no word out of its button, and no button lies on another.
    fits = """bar => {
      const boxes = [...bar.querySelectorAll("button")]
        .filter((button) => button.checkVisibility())
        .map((button) => [button.getBoundingClientRect(), button.scrollWidth - button.clientWidth]);
      const apart = ([a], [b]) =>
        a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top || b.bottom <= a.top;
      return (
        bar.scrollWidth <= bar.clientWidth &&
        boxes.every((box, at) => box[1] <= 1 && boxes.slice(at + 1).every((b) => apart(box, b)))
      );
    }"""
    for _ in range(2):
        for width in (1440, 1366, 1320, 1280, 1180, 1024, 900, 768, 720, 480, 360, 320):
            await desk.page.set_viewport_size({"width": width, "height": 740})
            assert await desk.page.locator(".bar").evaluate(fits), width
            assert await desk.fits(), width
        await desk.page.locator("#language").click()


CONTRAST = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const line = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba(getComputedStyle(document.documentElement).getPropertyValue("--sky"));
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== "");
    if (!own || !element.checkVisibility({ opacityProperty: true })) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_can_be_read(browser: Browser, address: str, scheme: str) -> None:
    async with desk_at(browser, address, color_scheme=scheme, reduced_motion="reduce") as desk:
        await desk.says(
            "三年级2班 晨检 /help", reply_markup=keys("✅ 正常 42/42", "🚫 缺勤|✈️ 外出")
        )
        await desk.says("通知", to=PRINCIPAL, disable_notification=True, protect_content=True)
        await desk.open()
        await expect(desk.newest()).to_contain_text("晨检")
        await expect(desk.newest(PRINCIPAL)).to_contain_text("通知")
        await desk.control("faults", weather="very_bad")
        await expect(desk.page.locator("#weather")).to_be_visible()
        await desk.page.locator("#networkButton").click()
        await expect(desk.page.locator("#network")).to_be_visible()
        assert await desk.page.evaluate(CONTRAST) == []
