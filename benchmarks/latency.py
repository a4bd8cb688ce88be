"""How soon findings are back after an edit of a 2,000-word draft, and how long a check from the start takes.

    python benchmarks/latency.py --edits 40

Prints medians and 90th percentiles in milliseconds: in the engine, and over HTTP on the loopback interface.
"""

from __future__ import annotations

import argparse
import random
import statistics
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import uvicorn

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.incremental import Session
from mtqa.models import Models
from mtqa.readers.text import TextReader
from mtqa.registry import detectors
from mtqa.web.server import configured
from mtqa.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIXTURES = Path(__file__).parents[1] / "fixtures"
WORDS = 2000
INSERTED = ("however", "the the", "$ 5", "according of", "North American Treaty Organization", "quickly", ". and")


def draft() -> str:
    """Machine translations and people's texts of this project, about 2,000 words of different sentences."""
    paths = [*sorted((FIXTURES / "drafts").glob("*.txt")), *sorted((FIXTURES / "clean").glob("*.*"))]
    paths.append(FIXTURES.parent / "docs" / "architecture.md")
    text = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in paths)
    words = 0
    for position, character in enumerate(text):
        words += character.isspace()
        if words > WORDS and character == "\n":
            return text[:position]
    return text


def edits(text: str, count: int) -> Iterator[str]:
    """The draft after one more edit each: a word put in, changed or left out somewhere."""
    draw = random.Random(0)  # noqa: S311 - the same edits each time
    for _ in range(count):
        spaces = [index for index, character in enumerate(text) if character == " "]
        start = draw.choice(spaces) + 1
        end = text.find(" ", start) if draw.random() < 0.5 else start
        text = text[:start] + draw.choice(INSERTED) + " " + text[max(start, end) :].lstrip(" ")
        yield text


def timed(action: Callable[[], Any]) -> float:
    began = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - began)


def in_engine(config: Config, models: Models, count: int) -> dict[str, list[float]]:
    """Milliseconds of checks: `fresh`, from the start; `edit`, findings alone; `corrected`, with corrections behind."""
    session, text = Session(Checker(config, models)), draft()
    times: dict[str, list[float]] = {"fresh": [], "edit": [], "corrected": []}
    times["fresh"].append(timed(lambda: session.check(read(text))))
    for changed in edits(text, count):
        document = read(changed)
        times["edit"].append(timed(lambda: session.check(document, suggest=False)))  # noqa: B023 - run at once
        times["corrected"].append(timed(lambda: session.check(document)))  # noqa: B023
    return times


def over_http(config: Config, count: int) -> dict[str, list[float]]:
    server = uvicorn.Server(configured(Settings(config)))
    server.config.port = 0
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    times: dict[str, list[float]] = {"edit": [], "corrected": []}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600) as client:
        text = draft()
        times["fresh"] = [timed(lambda: client.post("/api/check", json={"text": text}).raise_for_status())]
        for changed in edits(text, count):
            for name, suggest in (("edit", False), ("corrected", True)):
                body = {"text": changed, "suggest": suggest}
                times[name].append(timed(lambda: client.post("/api/check", json=body).raise_for_status()))  # noqa: B023
    server.should_exit = True
    thread.join()
    return times


def read(text: str) -> Any:
    return TextReader().read(text.encode(), "draft.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=40)
    count = parser.parse_args().edits
    weights = {"language_model", "tagger"}
    plain = tuple(name for name, rule in detectors.all().items() if not rule.models & weights)
    print(f"{len(draft().split())} words, {count} edits; milliseconds")
    print(f"{'':28}{'fresh':>8}{'edit':>8}{'p90':>8}{'ratio':>8}{'corrected':>11}{'p90':>8}")
    for label, select in (("rules", plain), ("rules and models", ())):
        config = Config(select=select, offline=True, cache=False)
        shown(label, in_engine(config, Models(config), count))
        shown(f"{label}, over HTTP", over_http(config, count))


def shown(label: str, times: dict[str, list[float]]) -> None:
    fresh, edit, corrected = times["fresh"][0], times["edit"], times["corrected"]
    ninth = [statistics.quantiles(values, n=10)[-1] for values in (edit, corrected)]
    middle = [statistics.median(values) for values in (edit, corrected)]
    print(
        f"{label:28}{fresh:8.0f}{middle[0]:8.0f}{ninth[0]:8.0f}{fresh / middle[0]:8.0f}{middle[1]:11.0f}{ninth[1]:8.0f}"
    )


if __name__ == "__main__":
    main()
