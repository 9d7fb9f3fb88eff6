"""The page in a real browser: it is alive, it says when it is not, and everybody can read it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot import pages
from tests.bot.pages import HOURS, Office, an_office

CHROMIUM = Path("/usr/bin/chromium")
A, B, C = "一年级1班", "一年级2班", "二年级1班"
SIXTY = tuple(f"{grade}年级{number}班" for grade in "一二三四五六" for number in range(1, 11))

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.skipif(
        not CHROMIUM.exists(),
        reason=f"THE PAGE IS NOT TESTED: no {CHROMIUM}; Debian's package chromium has it",
    ),
]


@pytest.fixture(autouse=True)
def _oftener(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same loop, only oftener."""
    monkeypatch.setattr(pages, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(pages, "FRESH_S", {False: 0.0, True: 0.0})


@pytest_asyncio.fixture(loop_scope="module")
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with an_office(tmp_path) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield started
        finally:
            await started.close()


@asynccontextmanager
async def screen(browser: Browser, address: str, **options: Any) -> AsyncIterator[Page]:
    """A page in a fresh profile; nothing on it may go wrong."""
    context = await browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security" in said.text else None,
    )
    await page.goto(address)
    try:
        yield page
        assert faults == []
    finally:
        await context.close()


async def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    return bool(await page.evaluate(script))


async def test_an_answer_arrives_by_itself(office: Office, browser: Browser) -> None:
    async with screen(browser, office.link("principal")) as page:
        await expect(page.get_by_text("0/3")).to_be_visible()
        await expect(page.locator("#line")).to_have_text("· 实时")
        await page.evaluate("window.mark = 1")
        office.clock.set("08:07")
        await office.fever(B)
        await expect(page.get_by_text("1/3")).to_be_visible()
        await expect(page.locator("#as-of")).to_have_text("截至 08:07")
        tile = page.get_by_role("listitem").filter(has_text="2班")
        await expect(tile.first).to_have_class("fever")
        await expect(page.get_by_role("status").filter(has_text="已报 1 班")).to_have_count(1)
        assert await page.evaluate("window.mark") == 1, "the page was not loaded again"


async def test_a_cut_line_is_said_and_mends_itself(office: Office, browser: Browser) -> None:
    async with screen(browser, office.link("principal")) as page:
        await expect(page.locator("#line")).to_have_text("· 实时")
        office.web.end()
        await expect(page.locator("#line")).to_have_text("· 连接中断，正在重连")
        await expect(page.locator("#as-of")).to_have_text("截至 08:00")
        office.web._over = False
        await office.answer(A)
        await expect(page.get_by_text("1/3")).to_be_visible(timeout=15_000)
        await expect(page.locator("#line")).to_have_text("· 实时")


async def test_a_line_that_is_silent_for_long_is_asked_anew(
    office: Office, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is cut without a word looks like a quiet one."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.clock.install()
    await page.goto(office.link("principal"))
    await expect(page.locator("#line")).to_have_text("· 实时")
    monkeypatch.setattr(pages, "LOOK_EVERY_S", 600.0)
    await page.wait_for_timeout(200)
    await office.answer(A)
    await page.clock.run_for(19_000)
    await expect(page.get_by_text("0/3")).to_be_visible()
    await page.clock.run_for(2_000)
    await expect(page.get_by_text("1/3")).to_be_visible()
    await context.close()


async def test_a_link_that_ends_ends_the_page(office: Office, browser: Browser) -> None:
    async with screen(browser, office.link("principal")) as page:
        await expect(page.locator("#line")).to_have_text("· 实时")
        office.clock.advance(hours=HOURS)
        await expect(page.get_by_text("这个链接已过期")).to_be_visible()
        await expect(page.get_by_text("和川镇中心小学")).to_have_count(0)


async def test_whoever_leaves_sees_nothing_more(office: Office, browser: Browser) -> None:
    async with screen(browser, office.link("principal")) as page:
        await expect(page.locator("#line")).to_have_text("· 实时")
        person = office.school.people["principal"]
        await office.sql(
            "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", person
        )
        await expect(page.get_by_text("您现在不负责这个单位")).to_be_visible()
        await expect(page.get_by_text("一年级")).to_have_count(0)


async def test_a_forged_signature_shows_a_sentence(office: Office, browser: Browser) -> None:
    async with screen(browser, office.link("principal")[:-2] + "AA") as page:
        await expect(page.get_by_text("这个链接无效")).to_be_visible()
        await expect(page.get_by_text("和川镇中心小学")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 768, 1440])
async def test_nothing_is_scrolled_sideways(tmp_path: Path, browser: Browser, width: int) -> None:
    async with an_office(tmp_path, SIXTY) as office:
        for class_name in SIXTY[:30]:
            await office.answer(class_name)
        await office.fever(SIXTY[30])
        for language in ("zh", "en"):
            await office.sql("UPDATE chat SET language = ?", language)
            view = {"viewport": {"width": width, "height": 760}}
            async with screen(browser, office.link("principal"), **view) as page:
                assert await fits(page), language
                await expect(page.locator(".tiles li")).to_have_count(60)


async def test_a_keyboard_reaches_what_can_be_scrolled(office: Office, browser: Browser) -> None:
    async with screen(browser, office.link("principal")) as page:
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("#wall")).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(page.locator(".scroll")).to_be_focused()


async def test_the_page_reads_as_headings_lists_and_a_table(
    office: Office, browser: Browser
) -> None:
    await office.fever(A)
    await office.answer(B)
    async with screen(browser, office.link("principal")) as page:
        await expect(page.get_by_role("heading", level=1)).to_have_text("和川镇中心小学")
        for heading in ("上报情况", "人数(已报班级)", "一年级", "二年级", "第一个上报日"):
            await expect(page.get_by_role("heading", name=heading, level=2)).to_have_count(1)
        await expect(page.get_by_role("list")).to_have_count(3)
        told = re.sub(r"\s+", " ", await page.locator(".tiles").first.inner_text())
        assert "1班 发热 发热1" in told
        assert "2班 零报告 实到 3/3" in told
        await expect(page.get_by_role("columnheader", name="出勤率")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_what_is_behind_them(
    office: Office, browser: Browser, scheme: str
) -> None:
    """At least 4.5 to 1 everywhere, in both schemes."""
    await office.fever(A)
    await office.answer(B)
    async with screen(browser, office.link("principal"), color_scheme=scheme) as page:
        weak = await page.evaluate(_CONTRAST)
        assert weak == []
        paper = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        light = sum(int(part) for part in re.findall(r"\d+", paper)) > 3 * 128
        assert light is (scheme == "light")


async def test_tiles_differ_without_their_colours(office: Office, browser: Browser) -> None:
    """Each standing has a mark of its own, and says itself in a word."""
    await office.fever(A)
    await office.answer(B)
    async with screen(browser, office.link("principal")) as page:
        tiles = page.locator(".tiles li")
        marks = [await tiles.nth(n).locator(".mark").inner_html() for n in range(3)]
        states = [await tiles.nth(n).locator(".unseen").inner_text() for n in range(3)]
        assert len(set(marks)) == 3
        assert states == ["发热", "零报告", "未报"]


async def test_without_scripts_it_is_a_page_that_loads_itself_again(
    office: Office, browser: Browser
) -> None:
    await office.answer(A)
    async with screen(browser, office.link("principal"), java_script_enabled=False) as page:
        await expect(page.get_by_text("1/3")).to_be_visible()
        assert 'http-equiv="refresh"' in (await office.get(page.url)).text


_CONTRAST = """() => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = rgb(colour).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const grounds = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const stripes = style.backgroundImage.match(/rgba?\\([^)]*\\)/g);
      if (stripes) return stripes;
      if (!/, 0\\)$/.test(style.backgroundColor)) return [style.backgroundColor];
    }
    return ["rgb(255, 255, 255)"];
  };
  const weak = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    if (!own || node.matches(".unseen, .skip, noscript, script, style")) continue;
    for (const ground of grounds(node)) {
      const [high, low] = [luminance(getComputedStyle(node).color), luminance(ground)]
        .sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) weak.push(`${node.textContent.trim()} ${ratio.toFixed(2)}`);
    }
  }
  return weak;
}"""
