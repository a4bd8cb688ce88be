"""Words per second, cold starts, memory and growth, all in one run; read the ratios, not the seconds.

    python benchmarks/speed.py [--words 4000] [--skip-growth]

The text is systems' English from the news sets, where they are there, else the project's own drafts over and over.
Each measurement is a fresh process without the result cache, run three times; the median counts. The loop of
plain transformers is timed only where torch and transformers are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpora import DATA, news_texts

ROOT = Path(__file__).parents[1]
DRAFTS = ROOT / "fixtures" / "drafts"

HARPER = """
import sys, time
from pathlib import Path
from harper import Linter
linter = Linter()
text = Path(sys.argv[1]).read_text(encoding="utf-8")
linter.lint("Warm.")
start = time.perf_counter()
for line in text.splitlines():
    if line.strip():
        linter.lint(line)
print(time.perf_counter() - start)
"""

MTQA = """
import json, sys, time
from pathlib import Path
from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.readers.text import TextReader
settings = json.loads(sys.argv[2])
values = {key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()}
config = Config(cache=False, **values)
checker = Checker(config, Models(config))
reader = TextReader()
data = Path(sys.argv[1]).read_bytes()
warm = b"The comission have decided to open the light, said the boss. It dont works. Nato could Endangers it."
checker.check(reader.read(warm, "warm"))
start = time.perf_counter()
checker.check(reader.read(data, "text"))
print(time.perf_counter() - start)
"""


def run(script: str, *arguments: str) -> tuple[float, float]:
    """Median seconds that the script reports over three fresh processes, and the largest peak memory in MB."""
    seconds, peak = [], 0.0
    for _ in range(3):
        seconds.append(
            float(
                subprocess.run(
                    [sys.executable, "-c", script, *arguments], check=True, capture_output=True, text=True
                ).stdout
            )
        )
        peak = max(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return statistics.median(seconds), peak


def cold(*arguments: str) -> float:
    """Median seconds of a whole command."""
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "mtqa", *arguments], check=False, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def sample_text(words: int) -> str:
    """About `words` words of drafts."""
    lines: list[str] = []
    total = 0
    if (DATA / "wmt-news-21-22.jsonl.gz").exists():
        groups = (group for key, group in news_texts() if not key[2])
        for index, group in enumerate(groups):
            if index % 37 == 0:
                lines += [*group, ""]
                total += sum(len(line.split()) for line in group)
            if total >= words:
                break
    else:
        own = "\n".join(path.read_text(encoding="utf-8") for path in sorted(DRAFTS.glob("*.txt")))
        while total < words:
            lines.append(own)
            total += len(own.split())
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=4000)
    parser.add_argument("--skip-growth", action="store_true")
    parser.add_argument("--only-growth", action="store_true")
    arguments = parser.parse_args()
    from mtqa.registry import detectors

    modelled = [rule.name for rule in detectors.all().values() if "language_model" in rule.models]
    tagged = [rule.name for rule in detectors.all().values() if "tagger" in rule.models]
    settings = {
        "rules that ask neither model": {"ignore": modelled + tagged, "suggest": False},
        "rules and language model": {"ignore": tagged},
        "everything": {},
        "everything, no corrections": {"suggest": False},
    }
    if arguments.only_growth:
        with tempfile.TemporaryDirectory() as folder:
            growth(Path(folder))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(sample_text(arguments.words), encoding="utf-8")
        words = len(path.read_text(encoding="utf-8").split())
        base, _ = run(HARPER, str(path))
        print(f"{words} words; harper-py alone, a paragraph a call: 1.00 ({words / base:.0f} words/s)")
        for name, values in settings.items():
            seconds, peak = run(MTQA, str(path), json.dumps(values))
            print(f"{name:40} {base / seconds:6.2f} of harper-py ({words / seconds:.0f} words/s), peak {peak:.0f} MB")
        if not arguments.skip_growth:
            growth(Path(folder))
    for command in (["--help"], ["check", "--select", "typography", str(next(DRAFTS.glob("*.txt")))]):
        print(f"cold start of mtqa {' '.join(command[:3])}: {cold(*command):.2f} s on {os.cpu_count()} cores")


def growth(folder: Path) -> None:
    """Time from 1 to 100 times 600 words, as ratios to once. No two parts are alike, so that no cache helps."""
    first = 0.0
    for times in (1, 10, 100):
        path = folder / f"{times}.txt"
        path.write_text(sample_text(600 * times), encoding="utf-8")
        seconds, peak = run(MTQA, str(path), "{}")
        first = first or seconds
        print(f"{times:4} times 600 words: {seconds / first:7.1f} times the time, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
