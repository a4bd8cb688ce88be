"""Reports on news translator people and by systems: do the rankings agree with references, are people on top?

Each year's news is a run of its own, since the systems of the two years translated different texts. A text is a run
of consecutive lines; every system of a language is taken with the same texts. The first people are the reference.
Needs the news beside the project (benchmarks/corpora.py) and the extra `batch`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpora import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.batch.report.groups import Group

YEARS = ("wmt21", "wmt22")
# Of the people who translated a set, the first are the reference.
PEOPLE = ("A", "B", "C")


def news() -> dict[tuple[str, str], dict[str, dict[int, dict[str, Any]]]]:
    """By (set, languages): by system, its lines by number."""
    found: dict[tuple[str, str], dict[str, dict[int, dict[str, Any]]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows("wmt-news-21-22.jsonl.gz"):
        found[row["set"], row["languages"]][row["system"]][row["line"]] = row
    return found


def texts(systems: dict[str, dict[int, dict[str, Any]]], blocks: int, lines: int) -> Iterator[dict[str, Any]]:
    """The same runs of lines of every system, spread over the set."""
    last = max(max(own) for own in systems.values())
    step = max(lines, (last - lines) // max(blocks, 1))
    for start in range(1, last - lines + 2, step)[:blocks]:
        numbers = range(start, start + lines)
        yardstick = next(name for name in PEOPLE if name in systems)
        reference = _text(systems[yardstick], numbers)
        for system, own in systems.items():
            text = _text(own, numbers)
            if text is None:
                continue
            row = own[start]
            yield {
                "id": f"{row['languages']} {system} {start}",
                "text": text,
                "from": row["languages"].split("-")[0],
                "reference": None if system == yardstick else reference,
                "system": f"people {system}" if row["human"] else system,
                "translator": "people" if row["human"] else "systems",
            }


def _text(own: dict[int, dict[str, Any]], numbers: range) -> str | None:
    return "\n".join(own[number]["text"] for number in numbers) if all(number in own for number in numbers) else None


def corpus(path: Path, year: str, total: int, lines: int) -> int:
    """Writes about so many texts of a year as JSON lines; gives how many."""
    pairs = {key[1]: systems for key, systems in news().items() if key[0] == year}
    blocks = max(1, round(total / sum(len(systems) for systems in pairs.values())))
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for _, systems in sorted(pairs.items()):
            for row in texts(systems, blocks, lines):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
    return count


def checked(path: Path, target: Path, jobs: int) -> None:
    """Runs `mtqa batch` as anybody would."""
    from mtqa.cli import app

    columns = ["--text", "text", "--language", "from", "--id", "id", "--reference", "reference"]
    groups = ["--group", "system", "--group", "translator"]
    options = ["--no-suggest", "--jobs", str(jobs), "--resume", "--quiet"]
    app(["batch", str(path), "-o", str(target), *columns, *groups, *options], standalone_mode=False)


def places(groups: Sequence[Group], figure: str, *, lowest: bool) -> str:
    """Where people stand among the groups, 1 the best; equal ones share the place."""
    values = {group.name: (1 if lowest else -1) * group.figures[figure].value for group in groups}
    people = [value for name, value in values.items() if name.startswith("people")]
    return ", ".join(str(1 + sum(other < value for other in values.values())) for value in people) or "-"


def shown(target: Path, year: str) -> None:
    """Prints what docs/benchmarks.md has: by language, who is best and where people are, and the agreement."""
    from mtqa.batch.report.analysis import analyse

    analysis = analyse(target)
    assert analysis.references is not None  # noqa: S101 - the corpus has some
    agreement = {one.within: one for one in analysis.references.tables if one.grouping == "system"}
    print(
        f"\n{year}: {len(analysis.corpus)} texts, {int(analysis.corpus.words.sum()):,} words, {analysis.total} findings"
    )
    print("| from | groups | best | worst | people's places: score | probability | rho | tau | rho by document |")
    print("|---|---:|---|---|---|---|---:|---:|---:|")
    for one in (one for one in analysis.within if one.grouping == "system"):
        groups, table = one.groups, agreement.get(one.within)
        rho, tau = table.agreement.get("chrF", (float("nan"),) * 2) if table else (float("nan"),) * 2
        by_document = table.by_document if table else float("nan")
        where = [places(groups, "quality", lowest=False), places(groups, "machine", lowest=True)]
        row = [one.within, len(groups), groups[0].name, groups[-1].name, *where]
        print("|", *(f"{cell} |" for cell in row), f"{rho:.2f} | {tau:.2f} | {by_document:.2f} |")
    for one in (one for one in analysis.comparisons if one.grouping == "translator"):
        for group in one.groups:
            own = {key: f"{value.value:.2f} ({value.low:.2f}-{value.high:.2f})" for key, value in group.figures.items()}
            print(f"{group.name}: {own}, p {group.p:.4f}, of machine translation {group.machine_p:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=2000, help="about how many texts, both years together")
    parser.add_argument("--lines", type=int, default=12, help="lines of a text")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--keep", type=Path, help="keep corpora and results in this folder; a second run goes on with them"
    )
    parser.add_argument("--years", nargs="+", default=YEARS, choices=YEARS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for year in chosen.years:
            path, target = folder / f"{year}.jsonl.gz", folder / year
            if not path.exists():
                corpus(path, year, chosen.texts // len(YEARS), chosen.lines)
            start = time.perf_counter()
            checked(path, target, chosen.jobs)
            print(f"{year}: {time.perf_counter() - start:.0f} s")
            shown(target, year)


if __name__ == "__main__":
    sys.exit(main())
