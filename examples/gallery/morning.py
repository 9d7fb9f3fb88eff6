"""Takes the readme's picture of a morning: ``python -m examples.gallery.morning [zh|en ...]``.

It runs the demo, plays a head teacher and a health officer in Debian's chromium until the digest
has come, and takes three phones side by side. Times and pupils are those of the demo's script.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Error, Locator, Page, expect, sync_playwright

FOLDER = Path(__file__).parents[2] / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
PORT = 8397
SAID = "王小明38.2咳嗽在家 其余正常"
PATIENCE_MS = 90_000
TEACHER, PRINCIPAL, OFFICER = range(3)
CUT_OFF_MS = 1_795_395_640_000
"""2026-11-23 09:00:40 +08:00."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {"submit": "提交", "take": "我来处理", "called": "已联系家长",
           "digest": "应报 18 班", "waits": "起没有人处理"},
    "en": {"submit": "Submit", "take": "I'll take it",
           "called": "Parents called", "digest": "18", "waits": "Nobody has taken this over since"},
}  # fmt: skip


def picture(language: str, folder: Path) -> None:
    """Run a demo and take its picture."""
    environment = {**os.environ, "EMULATOR_PORT": str(PORT)}
    demo = subprocess.Popen(
        (sys.executable, "-m", "bot", "demo"), env=environment, stdout=subprocess.DEVNULL
    )
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            _open(page)
            _play(page, language)
            file = folder / ("morning.png" if language == "zh" else f"morning-{language}.png")
            page.screenshot(path=file)
            Image.open(file).convert("RGB").quantize(256).save(file, optimize=True)
            browser.close()
    finally:
        demo.terminate()
        demo.wait()


def _open(page: Page) -> None:
    """The page, once the demo serves it and everybody is enrolled."""
    for _ in range(60):
        try:
            page.goto(f"http://127.0.0.1:{PORT}/")
            expect(_phone(page, OFFICER)).to_be_visible(timeout=2_000)
            break
        except (AssertionError, Error):
            page.wait_for_timeout(500)
    else:
        raise SystemExit("the demo did not start")
    page.wait_for_timeout(1_000)
    while page.locator(".phone").count() > OFFICER + 1:
        page.locator(".phone").last.get_by_role("button", name="收起这部手机").click()


def _play(page: Page, language: str) -> None:
    """From the question to the digest."""
    words = WORDS[language]
    question = _phone(page, TEACHER).get_by_role("button", name="正常")
    question.first.wait_for(timeout=PATIENCE_MS)
    _clock(speed=1)
    if language == "en":
        page.get_by_role("button", name="English").click()
        for phone in (TEACHER, PRINCIPAL, OFFICER):
            _type(page, phone, "/language en")
    _type(page, TEACHER, SAID)
    _press(page, TEACHER, words["submit"])
    _press(page, OFFICER, words["take"])
    _press(page, OFFICER, words["called"])
    _clock(speed=60)
    _seen(page, PRINCIPAL, words["digest"], PATIENCE_MS * 3).last.wait_for()
    _clock(speed=0, now_ms=CUT_OFF_MS)
    page.wait_for_timeout(3_000)
    _to_top(_seen(page, PRINCIPAL, words["digest"]).last)
    _to_top(_seen(page, OFFICER, words["called"]).first)
    page.mouse.move(5, 895)
    page.wait_for_timeout(6_000)


def _phone(page: Page, number: int) -> Locator:
    return page.locator(".phone").nth(number)


def _type(page: Page, phone: int, words: str) -> None:
    box = _phone(page, phone).locator("textarea").first
    box.fill(words)
    box.press("Enter")
    page.wait_for_timeout(1_500)


def _press(page: Page, phone: int, label: str) -> None:
    _phone(page, phone).get_by_role("button", name=label).last.click(timeout=PATIENCE_MS)
    page.wait_for_timeout(1_500)


def _seen(page: Page, phone: int, words: str, patience_ms: int = PATIENCE_MS) -> Locator:
    """The bubbles of a phone that hold these words, once there is one."""
    found = _phone(page, phone).locator(".message").filter(has_text=words)
    found.first.wait_for(timeout=patience_ms)
    return found


def _to_top(bubble: Locator) -> None:
    bubble.evaluate("bubble => bubble.scrollIntoView({block: 'start'})")


def _clock(**turn: Any) -> None:
    """Turn the demo's clock."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/control/clock",
        json.dumps(turn).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request):  # noqa: S310
        pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Take what is named, or both."""
    parser = argparse.ArgumentParser(prog="python -m examples.gallery.morning", description=__doc__)
    parser.add_argument("languages", nargs="*", metavar="language", help=", ".join(WORDS))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args(arguments)
    if unknown := [one for one in asked.languages if one not in WORDS]:
        parser.error(f"no such language: {', '.join(unknown)}")
    for language in asked.languages or WORDS:
        picture(language, asked.folder)


if __name__ == "__main__":
    main()
