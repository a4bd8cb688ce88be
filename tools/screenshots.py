"""Takes the pictures of the page for docs/page.md.

    python tools/screenshots.py

Needs the dev tools, the models and the distribution's Chromium (tools/browser.sh). Colours are cut to a palette, so
that a picture is small.
"""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from mtqa.config import Config
from mtqa.web.app import create_app
from mtqa.web.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
FIGURES = ROOT / "docs" / "figures"
UNITS = ROOT / "fixtures" / "page" / "units.xlf"
PORT = 8976
COLOURS = 128
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def opened(browser: Browser, scheme: str, size: dict[str, int]) -> Page:
    page = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce").new_page()
    page.goto(f"http://127.0.0.1:{PORT}/")
    page.wait_for_selector("html[data-ready]")
    return page


def sample(page: Page) -> None:
    page.click("#sample")
    page.wait_for_selector('#status[data-state="done"]', timeout=120_000)


def beside_the_mark(page: Page) -> None:
    sample(page)
    page.locator(".field").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    page.keyboard.press("F8")


def in_the_list(page: Page) -> None:
    sample(page)
    page.click("#handle")
    page.locator("#list .entry", has_text="North American").click()


def units(page: Page) -> None:
    page.set_input_files("#file", UNITS)
    page.wait_for_selector('#status[data-state="done"]', timeout=120_000)


SCENES = (
    ("page-light", "light", WIDE, beside_the_mark),
    ("page-dark", "dark", WIDE, beside_the_mark),
    ("page-narrow", "light", NARROW, in_the_list),
    ("page-source", "light", WIDE, units),
)


def main() -> None:
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(Config(offline=True))), port=PORT, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, scheme, size, scene in SCENES:
            page = opened(browser, scheme, size)
            scene(page)
            page.wait_for_timeout(300)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.quantize(COLOURS).save(FIGURES / f"{name}.png", optimize=True)
            print(FIGURES / f"{name}.png")
        browser.close()
    server.should_exit = True


if __name__ == "__main__":
    main()
