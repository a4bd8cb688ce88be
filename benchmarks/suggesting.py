"""What corrections cost: seconds for a draft of some 1,000 words without them, with them, and with a warm cache.

    python benchmarks/suggesting.py [--drafts FILE ...] [--words 1000]

Each run is a process of its own with an empty cache folder, but for the last one, which uses the cache of the one
before. The models' weights are linked into it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mtqa.models.catalogue import home

DRAFTS = Path(__file__).parents[1] / "fixtures" / "drafts"


def one(path: Path, *, suggest: bool) -> None:
    """Checks a draft in this process and prints what it took."""
    from mtqa.config import Config
    from mtqa.engine import Checker
    from mtqa.models import Models
    from mtqa.readers.text import TextReader

    config = Config(suggest=suggest, offline=True)
    checker = Checker(config, Models(config))
    checker.check(TextReader().read(b"One sentence loads the models, and finds nothing.", "a.txt"))
    model = checker.models.language_model
    model.score(["This loads the language model."])
    start = time.perf_counter()
    report = checker.check(TextReader().read(path.read_bytes(), str(path)))
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - start, "words": report.words, "findings": len(report.findings),
                "suggested": sum(bool(finding.suggestions) for finding in report.findings),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", nargs="*", type=Path, default=sorted(DRAFTS.glob("*.txt")))
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--no-suggest", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(options.one, suggest=not options.no_suggest)
        return
    weights = home() / "models"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draft = folder / "draft.txt"
        paragraphs = [line for path in options.drafts for line in path.read_text(encoding="utf-8").splitlines()]
        text = ""
        for paragraph in paragraphs:
            if len(text.split()) >= options.words:
                break
            text += paragraph + "\n"
        draft.write_text(text, encoding="utf-8")
        for label, cache, arguments in (
            ("without corrections", "a", ["--no-suggest"]),
            ("with corrections", "b", []),
            ("again, from the cache", "b", []),
        ):
            own = folder / cache
            own.mkdir(exist_ok=True)
            if weights.exists() and not (own / "models").exists():
                (own / "models").symlink_to(weights)
            command = [sys.executable, __file__, "--one", str(draft), *arguments]
            done = subprocess.run(
                command, env=os.environ | {"MTQA_HOME": str(own)}, capture_output=True, text=True, check=True
            )
            got = json.loads(done.stdout)
            print(
                f"{label:24} {got['seconds']:6.1f} s, {got['words']} words, {got['findings']} findings, "
                f"{got['suggested']} with a correction, {got['seconds'] / max(got['findings'], 1):.2f} s a finding, "
                f"{got['megabytes']:.0f} MB"
            )


if __name__ == "__main__":
    main()
