"""How much the rules' findings may say about who wrote a text: MOST_EVIDENCE of mtqa/models/verdict.py.

    python benchmarks/verdict_evidence.py [--texts 200] [--seed 1]

Texts of 12 lines of WMT 2022, as many by people as by systems. For each cap on the log-odds that findings add: how
often they alone decide, that is, the probability of machine translation is over one half with them and not without.
"""

from __future__ import annotations

import argparse
import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora import news_texts

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.models.verdict import evidence, sentences
from mtqa.readers.text import TextReader
from mtqa.segmentation import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

CAPS = (3.0, 4.0, 5.0, 6.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Log-odds that a machine wrote a text: the tagger's, and what findings would add if nothing capped it."""

    tagger: float
    findings: float

    def decided(self, cap: float) -> bool:
        return self.tagger <= 0 < self.tagger + min(cap, self.findings)


def weighed(checker: Checker, text: str) -> Weighed | None:
    """What speaks for a machine in a text; None where it holds no sentence."""
    examined = checker.examined(TextReader().read(text.encode(), "text"))
    kept = sentences([one for one in examined.document.segments if one.id not in examined.excluded])
    if not kept:
        return None
    tagger = checker.models.tagger
    tagging = {rule.name for rule in checker.rules if "tagger" in rule.models}
    found = checker.report(examined, {}).findings
    count = sum(finding.severity.weight > 0 and finding.rule not in tagging for finding in found)
    words = sum(count_words(segment.text) for segment in kept)
    tagged = tagger.read([segment.text for segment in kept])
    return Weighed(tagger.calibration.machine_log_odds(tagged), evidence(count, words, most=math.inf))


def row(name: str, cells: Sequence[object]) -> str:
    return f"{name:8}" + "".join(f"{cell!s:>18}" for cell in cells)


def table_row(found: Sequence[Weighed]) -> list[object]:
    """Texts, those over one half by the tagger alone, those whose findings add something, and the same by cap."""
    alone, speaking = sum(one.tagger > 0 for one in found), sum(one.findings > 0 for one in found)
    reaching = "/".join(str(sum(one.findings >= cap for one in found)) for cap in CAPS)
    decided = "/".join(str(sum(one.decided(cap) for one in found)) for cap in CAPS)
    return [len(found), alone, speaking, reaching, decided]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=200, help="texts by people, and as many by systems")
    parser.add_argument("--set", default="wmt22", help="whose lines; the models have learned from those of wmt21")
    parser.add_argument("--seed", type=int, default=1, help="draws another sample")
    arguments = parser.parse_args()
    texts: dict[bool, list[str]] = {True: [], False: []}
    for (name, _, human, _), lines in news_texts():
        if name == arguments.set:
            texts[human].append("\n".join(lines))
    config = Config(suggest=False)
    checker = Checker(config, Models(config))
    caps = "/".join(f"{cap:g}" for cap in CAPS)
    print(row("", ["texts", "tagger over .5", "findings add", f"add {caps}", f"decide at {caps}"]))
    for human, given in texts.items():
        drawn = random.Random(arguments.seed).sample(given, min(arguments.texts, len(given)))  # noqa: S311
        found = [one for text in drawn if (one := weighed(checker, text))]
        print(row("people" if human else "systems", table_row(found)), flush=True)


if __name__ == "__main__":
    main()
