"""Which candidates bring a marked place nearer to the post-edit: by source and by what the language model gains.

    python benchmarks/candidates.py [--set mlqe-pe-dev.jsonl.gz] [--pairs ro ru] [--limit 150] [--infill] [--json FILE]

The places are the words that the data marks as changed (MLQE-PE), so this measures candidates apart from what finds
the places. Nearer is by edit distance in words over the sentence.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from corpora import rows
from corrections import distance

from mtqa import candidates
from mtqa.candidates.ranking import ranked
from mtqa.models.embedded import Embedded
from mtqa.train.detokenise import detokenise
from mtqa.types import Span

GAINS = (-99.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
LONGEST = 6


def places(name: str, language: str, limit: int) -> list[tuple[candidates.Place, str]]:
    """The runs of changed words of the first sentences of a pair, each with the post-edit."""
    found = []
    seen = 0
    for row in rows(name):
        if not row["languages"].startswith(language):
            continue
        seen += 1
        if seen > limit:
            break
        text, spans = detokenise(row["target"].split(" "))
        edited = detokenise(row["post_edit"].split(" "))[0]
        run: list[tuple[int, int]] = []
        for span, tag in zip([*spans, (0, 0)], [*row["word_tags"].split(" "), "OK"], strict=True):
            if tag == "BAD":
                run.append(span)
            elif run:
                if len(run) <= LONGEST:
                    found.append((candidates.Place(text, Span(run[0][0], run[-1][1])), edited))
                run = []
    return found


def line(name: str, group: list[dict[str, Any]]) -> str:
    better, worse = sum(one["nearer"] > 0 for one in group), sum(one["nearer"] < 0 for one in group)
    return f"  {name:28} {len(group):5}  nearer {better:4}  as near {len(group) - better - worse:4}  farther {worse:4}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="mlqe-pe-dev.jsonl.gz")
    parser.add_argument("--pairs", nargs="*", default=["ro", "ru"])
    parser.add_argument("--limit", type=int, default=150)
    parser.add_argument("--infill", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    model = Embedded()
    found = [place for pair in options.pairs for place in places(options.set, pair, options.limit)]
    every = [place for place, _ in found]
    start = time.perf_counter()
    lists = [candidates.cheap(place) for place in every]
    if options.infill:
        lists = [one + two for one, two in zip(lists, candidates.by_model(every, model), strict=True)]
    best = []
    for (place, edited), results in zip(found, ranked(every, lists, model), strict=True):
        old = distance(place.text, edited)
        for rank, (candidate, gain) in enumerate(results):
            nearer = old - distance(candidate.applied(place.text), edited)
            marked = place.text[candidate.span.start : candidate.span.end]
            best.append(
                {
                    "rank": rank, "source": candidate.source, "gain": gain, "nearer": nearer, "old": marked,
                    "new": candidate.text, "place": place.text[place.span.start : place.span.end],
                }
            )  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(best, ensure_ascii=False), encoding="utf-8")
    print(f"{len(found)} places, {sum(map(len, lists))} candidates, {time.perf_counter() - start:.0f} s")
    oracle = sum(any(one["nearer"] > 0 for one in group) for group in grouped(best))
    print(f"a candidate is nearer at {oracle} places")
    first = [one for one in best if one["rank"] == 0]
    for source in sorted({one["source"] for one in first}):
        print(source)
        for low, high in zip(GAINS, [*GAINS[1:], 1e9], strict=True):
            group = [one for one in first if one["source"] == source and low <= one["gain"] < high]
            if group:
                print(line(f"gain from {low:g}", group))
    for one in sorted(first, key=lambda one: -one["gain"])[: options.show]:
        print(
            f"{one['gain']:6.1f} {one['nearer']:+d} {one['source']:12} [{one['old']}|{one['new']}] in [{one['place']}]"
        )


def grouped(found: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: list[list[dict[str, Any]]] = []
    for one in found:
        if one["rank"] == 0:
            groups.append([])
        groups[-1].append(one)
    return groups


if __name__ == "__main__":
    main()
