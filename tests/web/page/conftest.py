"""A server on a free port, and a browser, for the tests of the page."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from mtqa.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Rules that need neither the language model nor the tagger.
QUICK = ("names", "typography", "doubled-words", "repetition")
WIDE = {"width": 1280, "height": 800}


def chromium() -> str:
    """The path of the distribution's Chromium; skips the test where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine: tools/browser.sh, or apt-get install chromium")
    return found


@contextmanager
def running(config: Config) -> Iterator[str]:
    """The address of a server that runs within."""
    import uvicorn

    from mtqa.web.app import create_app
    from mtqa.web.settings import Settings

    server = uvicorn.Server(uvicorn.Config(create_app(Settings(config)), port=0, log_level="warning", lifespan="on"))
    started = threading.Event()
    startup = server.startup

    async def tell(sockets: object = None) -> None:
        await startup(sockets)
        started.set()

    server.startup = tell
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        assert started.wait(60)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="session")
def quick_address() -> Iterator[str]:
    """A server with the rules that start fast."""
    with running(Config(select=QUICK, offline=True, cache=False)) as place:
        yield place


@pytest.fixture(scope="session")
def whole_address() -> Iterator[str]:
    """A server with every rule and model."""
    from mtqa.models.store import DEFAULT, installed

    if installed(DEFAULT) is None:
        pytest.skip("the language model is not on this machine: mtqa models pull")
    with running(Config(offline=True)) as place:
        yield place


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """Where the page is: the server with quick rules, or the one that a test's parameter names."""
    place: str = request.getfixturevalue(getattr(request, "param", "quick_address"))
    return place


# Playwright's event loop runs in this thread until it ends, and other tests run loops of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    driver = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with driver.sync_playwright() as playwright:
        # Containers run tests as root, where Chromium's own sandbox does not start.
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def faults() -> list[str]:
    """What the console complained of; a test that provokes complaints empties it."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, faults: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page, empty; parameters are those of a browser's context, such as `viewport` and `color_scheme`."""
    context = browser.new_context(**{"viewport": WIDE} | getattr(request, "param", {}))
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
    opened.goto(address)
    opened.wait_for_selector("html[data-ready]")
    yield opened
    context.close()
    assert faults == []
