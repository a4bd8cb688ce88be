"""Batch runs: kills, throughput, processes, Ray, memory. Each prints what docs/benchmarks.md quotes.

    python benchmarks/batch.py kills [--engine process|pool|ray] [--times 20] [--documents 300]
    python benchmarks/batch.py throughput [--documents 40]
    python benchmarks/batch.py engines [--documents 300]
    python benchmarks/batch.py memory [--most 100000]

The texts are systems' English of the news sets, 12 lines each; `memory` makes tiny texts of its own.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpora import news_texts

FAST = ["--select", "typography,repetition", "--no-suggest"]
WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""
ENGINES = {
    "process": ["--jobs", "1"], "pool": ["--jobs", "2"], "ray": ["--engine", "ray", "--jobs", "2"],
    "pool-1": ["--jobs", "1"],
}  # fmt: skip


def corpus(path: Path, count: int) -> None:
    """Writes `count` texts as JSON lines, every tenth of them twice."""
    texts = itertools.islice(((key, group) for key, group in news_texts() if not key[2]), count)
    with path.open("w", encoding="utf-8") as stream:
        for number, (key, group) in enumerate(texts):
            row = json.dumps({"text": "\n".join(group), "languages": key[1], "system": key[3]}) + "\n"
            stream.write(row * (1 + (number % 10 == 9)))


def command(folder: Path, target: str, *arguments: str) -> list[str]:
    source = str(folder / "corpus.jsonl")
    common = ["--no-report", "--shard-size", "10", "--offline", "-q", "-o", str(folder / target)]
    return [sys.executable, "-m", "mtqa", "batch", source, *common, *arguments]


def content(target: Path) -> dict[str, bytes]:
    files = (path for path in target.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(target)): path.read_bytes() for path in files}


def kills(engine: str, times: int, documents: int) -> None:
    """Kills a run at random moments, lets it go on, and compares every byte with a run that nothing disturbed."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus(folder / "corpus.jsonl", documents)
        subprocess.run(command(folder, "whole", *FAST, *ENGINES[engine]), check=True)
        whole = content(folder / "whole")
        total = sum(file.startswith("done") for file in whole)
        same, shards = 0, []
        for number in range(times):
            target = f"killed-{number}"
            process = subprocess.Popen(command(folder, target, *FAST, *ENGINES[engine]), stderr=subprocess.DEVNULL)
            # A moment of the work: half of the time would go to runs that only start.
            wanted = chance.randrange(total)
            while process.poll() is None and len(list((folder / target).glob("done/*.json"))) < wanted:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.1))
            process.kill()
            process.wait()
            shards.append(len(list((folder / target).glob("done/*.json"))))
            subprocess.run(command(folder, target, "--resume", *FAST, *ENGINES[engine]), check=True)
            same += content(folder / target) == whole
        print(f"{engine}: {same} of {times} the same; shards done when killed: {sorted(shards)} of {total}")


def throughput(documents: int) -> None:
    """Words in a second of one core's processor time, models loaded."""
    from mtqa.batch.checks import DocumentChecker
    from mtqa.batch.values import Item
    from mtqa.config import Config, Resolved
    from mtqa.registry import detectors

    rules = detectors.all().values()
    modelled = tuple(rule.name for rule in rules if "language_model" in rule.models)
    tagged = tuple(rule.name for rule in rules if "tagger" in rule.models)
    settings = {
        "rules without models": {"ignore": modelled + tagged, "suggest": False},
        "rules and tagger": {"ignore": modelled, "suggest": False},
        "everything": {},
    }
    texts = ["\n".join(group) for key, group in itertools.islice(news_texts(), 0, documents * 29, 29)]
    words = sum(len(text.split()) for text in texts)
    for name, values in settings.items():
        config = Config(cache=False, offline=True, **values)
        checker = DocumentChecker(Resolved(config, None, {}))
        checker.result(Item("warm", "warm", content=texts[0]))
        start = time.process_time()
        for text in texts:
            checker.result(Item("one", "one", content=text))
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name}: {words / seconds:,.0f} words, {documents / seconds:.1f} documents a second; peak {peak:.0f} MB")


def engines(documents: int) -> None:
    """Wall time of a run with the rules that ask no language model, start included, against one process."""
    arguments = ["--no-suggest", "--ignore", "confusions,comparison"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus(folder / "corpus.jsonl", documents)
        first = 0.0
        for engine in ("pool-1", "pool", "ray"):
            start = time.perf_counter()
            subprocess.run(command(folder, engine, *arguments, *ENGINES[engine]), check=True)
            seconds = time.perf_counter() - start
            first = first or seconds
            print(f"{engine}: {seconds / first:.2f} of the time of one process ({seconds:.0f} s)")
        print("same bytes:", content(folder / "pool-1") == content(folder / "pool") == content(folder / "ray"))


def memory(most: int) -> None:
    """Peak memory over ten times and a hundred times as many tiny documents, in one process."""
    for count in (most // 100, most // 10, most):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with (folder / "corpus.jsonl").open("w", encoding="utf-8") as stream:
                for number in range(count):
                    text = f"In the year {number} the bridge cost $ {number % 97} million, said the mayor."
                    stream.write(json.dumps({"text": text, "group": number % 7}) + "\n")
            start = time.perf_counter()
            run = command(folder, "out", "--select", "typography", "--no-suggest", "--jobs", "1", "--shard-size", "200")
            peak = subprocess.run([sys.executable, "-c", WATCHED, *run], check=True, capture_output=True, text=True)
            seconds = time.perf_counter() - start
            print(f"{count} documents: peak {peak.stdout.strip()} MB, {count / seconds:.0f} documents a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["kills", "throughput", "engines", "memory"])
    parser.add_argument("--engine", choices=["process", "pool", "ray"], default="process")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--documents", type=int)
    parser.add_argument("--most", type=int, default=100_000)
    chosen = parser.parse_args()
    if chosen.what == "kills":
        kills(chosen.engine, chosen.times, chosen.documents or 300)
    elif chosen.what == "throughput":
        throughput(chosen.documents or 40)
    elif chosen.what == "engines":
        engines(chosen.documents or 300)
    else:
        memory(chosen.most)


if __name__ == "__main__":
    main()
