"""How long the page takes, after an edit of a draft of 2,000 words, to show what is found in the new text.

    python benchmarks/page_latency.py [--edits 40] [--models]

Runs the server and Chromium on this machine. Each edit types ` $ 5` between two words, into a sentence that
was not edited before; the time is from the last key, which makes it a fault, until it is marked, the page's wait for
a pause in typing included. Without --models, the rules that need neither the language model nor the tagger run.
"""

from __future__ import annotations

import argparse
import re
import statistics
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from mtqa.config import Config
from mtqa.registry import detectors
from mtqa.web.app import create_app
from mtqa.web.settings import Settings

ROOT = Path(__file__).parent.parent
DRAFTS = [*sorted((ROOT / "fixtures" / "drafts").glob("*.txt")), *sorted((ROOT / "fixtures" / "clean").glob("*.*"))]
WORDS = 2000
MODELS = {"language_model", "tagger"}
# Between two words of lower case.
PLACE = re.compile(r"\b[a-z]+(?= [a-z])")
# Waits for one more mark of the fault, on the page's own clock.
WATCH = """() => {
  const count = () => [...document.querySelectorAll('mark')].filter((one) => one.textContent.includes('$ 5')).length;
  const before = count();
  const field = document.querySelector('.field');
  window.seen = new Promise((resolve) => {
    let start = 0;
    field.addEventListener('input', () => { start = performance.now(); });
    const look = () => { if (count() > before) { watch.disconnect(); resolve(performance.now() - start); } };
    const watch = new MutationObserver(look);
    setTimeout(() => resolve(-1), 10000);
    watch.observe(document.querySelector('.layer'), { childList: true, subtree: true });
  });
}"""


def draft() -> str:
    """About 2,000 words of different drafts, so that no sentence is known already."""
    words: list[str] = []
    lines: list[str] = []
    for line in "\n\n".join(path.read_text(encoding="utf-8") for path in DRAFTS).splitlines():
        if len(words) >= WORDS:
            break
        words += line.split()
        lines.append(line)
    return "\n".join(lines)


def edit(page: Page, place: int) -> float:
    """Milliseconds from the last key to the mark, for a fault typed at an offset of the text."""
    page.wait_for_selector('#status[data-state="done"]')
    page.wait_for_timeout(300)
    page.evaluate(
        "(at) => { const f = document.querySelector('.field'); f.focus(); f.setSelectionRange(at, at); }", place
    )
    page.evaluate(WATCH)
    page.keyboard.type(" $ 5", delay=60)
    return float(page.evaluate("window.seen"))


def measured(address: str, text: str, edits: int) -> list[float]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        page.locator(".field").focus()
        page.keyboard.insert_text(text)
        page.wait_for_selector('#status[data-state="done"]', timeout=300_000)
        places = [match.end() for match in PLACE.finditer(text)]
        # From the end, so that earlier places keep their offsets.
        chosen = places[:: max(1, len(places) // edits)][:edits][::-1]
        times = [edit(page, place) for place in chosen]
        browser.close()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edits", type=int, default=40)
    parser.add_argument("--models", action="store_true", help="every rule, with the language model and the tagger")
    arguments = parser.parse_args()
    quick = tuple(name for name, rule in detectors.all().items() if not rule.models & MODELS)
    config = Config(select=() if arguments.models else quick, offline=True)
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(config)), port=8975, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    text = draft()
    every = measured("http://127.0.0.1:8975/", text, arguments.edits)
    # Where another rule's finding covers the fault, there is nothing to wait for.
    times = sorted(one for one in every if one >= 0)
    at = statistics.quantiles(times, n=20)
    what = "every rule" if arguments.models else f"{len(quick)} rules without those models"
    print(f"{what}; {len(text.split())} words; {len(times)} of {len(every)} edits were marked")
    print(f"median {statistics.median(times):.0f} ms, 95th percentile {at[-1]:.0f} ms, most {times[-1]:.0f} ms")
    server.should_exit = True


if __name__ == "__main__":
    main()
