"""A team's first day: 300 drafts are checked, a baseline is written, one draft is edited, and all are checked again.

    python benchmarks/repository.py [--drafts 300] [--words 300] [--jobs 2] [--select RULES]

Half of the drafts are Markdown, half HTML; their text is systems' English from the news sets where they are there,
else sentences put together from parts with a fault in every third. The cache begins empty. Read the ratios of CPU
seconds, not the seconds: they hold on a busy machine too. Ends with 1 where the second run reports anything but the
new findings, or takes a tenth of the first run or more.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from corpora import DATA, news_texts

from mtqa.models.catalogue import home

ONE_TENTH = 0.1
# Of a news story; about 23 words each.
LINES = 16
NEW = "He wrote about it on Linkedin , and left."
SUBJECTS = (
    "The minister",
    "A spokesman",
    "The council",
    "Her lawyer",
    "The club",
    "Nobody",
    "The driver",
    "Their guide",
)
VERBS = ("visited", "praised", "left", "mended", "sold", "described", "closed", "painted", "crossed", "refused")
OBJECTS = ("the old bridge", "a new school", "the harbour", "that report", "the northern road", "her second offer")
ENDS = ("in spring", "before noon", "without a word", "for the third time", "as planned", "last week", "in {year}")
FAULTS = ("He said : it is over.", "It costs $ 20 a day.", "It was seen on Youtube.", "They met at the the station.")


class Run(NamedTuple):
    """A finished command: CPU seconds of it and its children, seconds on the clock, and what it printed."""

    cpu: float
    clock: float
    output: str
    code: int


def made_up(words: int, generator: random.Random) -> list[str]:
    """Paragraphs of about so many words in all."""
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        sentences = [
            " ".join(generator.choice(parts) for parts in (SUBJECTS, VERBS, OBJECTS, ENDS)).format(
                year=generator.randint(1900, 2020)
            )
            + "."
            for _ in range(3)
        ]
        paragraphs.append(" ".join([*sentences[:2], generator.choice([*FAULTS, *sentences])]))
    return paragraphs


def texts(drafts: int, words: int) -> list[list[str]]:
    """The paragraphs of each draft."""
    generator = random.Random(5)  # noqa: S311
    if not (DATA / "wmt-news-21-22.jsonl.gz").exists():
        return [made_up(words, generator) for _ in range(drafts)]
    groups = [group for key, group in news_texts(LINES) if not key[2]]
    result = []
    for group in generator.sample(groups, drafts):
        paragraphs: list[str] = []
        for line in group:
            if sum(len(paragraph.split()) for paragraph in paragraphs) < words:
                paragraphs.append(line)
        result.append(paragraphs)
    return result


def write_repository(folder: Path, drafts: int, words: int) -> None:
    """Drafts in ten folders, every other one HTML."""
    for number, paragraphs in enumerate(texts(drafts, words)):
        target = folder / f"part{number % 10}"
        target.mkdir(exist_ok=True)
        if number % 2:
            body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
            page = f"<!doctype html>\n<title>Draft {number}</title>\n<nav><a href=/>Home</a></nav>\n{body}\n"
            (target / f"draft{number}.html").write_text(page, encoding="utf-8")
        else:
            text = "\n\n".join([f"# Draft {number}", *paragraphs])
            (target / f"draft{number}.md").write_text(text + "\n", encoding="utf-8")


def run(folder: Path, *arguments: str) -> Run:
    """Runs mtqa in the folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "mtqa", *arguments]
    environment = os.environ | {"MTQA_HOME": str(folder / ".home")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode > 1:
        sys.exit(f"mtqa {' '.join(arguments)}: {done.stderr}")
    return Run(cpu, clock, done.stdout, done.returncode)


def shown(output: str) -> list[dict[str, Any]]:
    """The findings of a JSON report, each with its document's path."""
    documents = json.loads(output)["documents"]
    return [finding | {"path": document["path"]} for document in documents for finding in document["findings"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", type=int, default=300)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=0, help="time a first run with so many processes too")
    parser.add_argument("--select", help="only these rules")
    arguments = parser.parse_args()
    chosen = ["--select", arguments.select] if arguments.select else []
    check = ["check", ".", "--format", "json", "--fail-on", "never", *chosen]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_repository(folder, arguments.drafts, arguments.words)
        # The model is there already; what was said of a draft is not.
        (folder / ".home").mkdir()
        (folder / ".home" / "models").symlink_to(home() / "models")
        first = run(folder, *check)
        report(folder, check, chosen, first, arguments.jobs)


def report(folder: Path, check: list[str], chosen: list[str], first: Run, jobs: int) -> None:
    """Prints the table, and ends with 1 where the aims are missed."""
    documents = json.loads(first.output)["documents"]
    words = sum(document["words"] for document in documents)
    print(f"{len(documents)} drafts, {words} words, {len(shown(first.output))} findings in the first run")
    print(f"{'run':44}{'CPU s':>8}{'ratio':>8}{'clock':>8}")
    config = folder / "mtqa.toml"
    if chosen:
        config.write_text(f"select = {json.dumps(chosen[1].split(','))}\n", encoding="utf-8")
    rows = [("first run, empty cache", first)]
    if jobs > 1:
        rows.append((f"the same with --jobs {jobs}", run(folder, *check, "--no-cache", "--jobs", str(jobs))))
        rows.append(("the same with --no-cache", run(folder, *check, "--no-cache")))
    rows.append(("baseline, nothing changed", run(folder, "baseline", ".", "--output", "known.json")))
    rows.append(("check against it, nothing changed", run(folder, *check, "--baseline", "known.json")))
    quiet = shown(rows[-1][1].output)
    edited = folder / "part0" / "draft0.md"
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text.replace("\n\n", f"\n\n{NEW}\n\n", 1), encoding="utf-8")
    second = run(folder, *check, "--baseline", "known.json")
    rows.append(("check against it, one draft edited", second))
    for what, done in rows:
        print(f"{what:44}{done.cpu:8.1f}{done.cpu / first.cpu:8.3f}{done.clock / first.clock:8.3f}")
    new = shown(second.output)
    print(f"findings against the baseline: {len(quiet)} before the edit, {len(new)} after it:")
    for finding in new:
        print(f"  {finding['path']}:{finding['line']} {finding['rule']}: {finding['text']}")
    only_new = not quiet and new and all(finding["path"].endswith("draft0.md") for finding in new)
    if not only_new or second.cpu >= ONE_TENTH * first.cpu:
        sys.exit(1)


if __name__ == "__main__":
    main()
