"""How well the language model tells a person's wording from a machine's, on fixtures/preference.toml.

    python benchmarks/preference.py [--contexts] [--show]

A pair is right when the person's wording is likelier, by total and by mean log-probability. A keep is right when
the wording that stands there is. The table of margins says how much likelier a candidate should be.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa import preference
from mtqa.models.embedded import Embedded
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = Path(__file__).parents[1] / "fixtures" / "preference.toml"
PLACE = re.compile(r"\{(.+?)\|(.+?)\}")
MARGINS = (0, 1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class Case:
    kind: str
    pair: bool
    before: str
    choice: preference.Choice


def cases() -> list[Case]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = []
    for key in ("pair", "keep"):
        for item in data[key]:
            place = PLACE.search(item["text"])
            if place is None:
                raise ValueError(item["text"])
            text = item["text"][: place.start()] + place[1] + item["text"][place.end() :]
            span = Span(place.start(), place.start() + len(place[1]))
            found.append(
                Case(item["kind"], key == "pair", item.get("context", ""), preference.Choice(text, span, (place[2],)))
            )
    return found


def with_context(case: Case) -> preference.Choice:
    lead = f"{case.before} " if case.before else ""
    return preference.Choice(lead + case.choice.text, case.choice.span.shift(len(lead)), case.choice.candidates)


def by_token(model: Embedded, choices: Sequence[preference.Choice]) -> list[float]:
    """The gain in mean log-probability, for comparison with the gain in total."""
    result = []
    for choice in choices:
        other = choice.text[: choice.span.start] + choice.candidates[0] + choice.text[choice.span.end :]
        old, new = (
            sum(token.log_probability for token in tokens) / len(tokens)
            for tokens in model.tokens([choice.text, other])
        )
        result.append(new - old)
    return result


def right(found: Sequence[Case], gains: Sequence[float], *, pair: bool) -> str:
    wanted = [gain for case, gain in zip(found, gains, strict=True) if case.pair is pair]
    return f"{sum((gain > 0) is pair for gain in wanted)} of {len(wanted)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contexts", action="store_true", help="compare sizes of the context")
    parser.add_argument("--show", action="store_true", help="list every case with its gain")
    options = parser.parse_args()
    model, found = Embedded(), cases()
    choices = [case.choice for case in found]
    totals = [values[0] for values in preference.gains(model, choices)]
    means = by_token(model, choices)
    print(model.signature)
    print(f"pairs right: by total {right(found, totals, pair=True)}, by token {right(found, means, pair=True)}")
    print(f"keeps right: by total {right(found, totals, pair=False)}, by token {right(found, means, pair=False)}")
    for kind in sorted({case.kind for case in found}):
        chosen = [(case, gain) for case, gain in zip(found, totals, strict=True) if case.kind == kind]
        part, values = [case for case, _ in chosen], [gain for _, gain in chosen]
        print(f"  {kind:12} pairs {right(part, values, pair=True)}, keeps {right(part, values, pair=False)}")
    print("margin in nats: pairs found, keeps wrongly changed")
    for margin in MARGINS:
        counts = [
            sum(gain >= margin for case, gain in zip(found, totals, strict=True) if case.pair is pair)
            for pair in (True, False)
        ]
        print(f"  {margin:3} {counts[0]:4} {counts[1]:4}")
    if options.show:
        for gain, case in sorted(zip(totals, found, strict=True), key=lambda item: item[0]):
            place = case.choice.text[case.choice.span.start : case.choice.span.end]
            print(f"{gain:7.2f} {'pair' if case.pair else 'keep'} {place} -> {case.choice.candidates[0]}")
    if options.contexts:
        contexts(model, found)


def contexts(model: Embedded, found: Sequence[Case]) -> None:
    print("context: pairs right, keeps right, by total")
    sentence, more = [case.choice for case in found], [with_context(case) for case in found]
    for label, choices, before, after in (
        ("sentence", sentence, 99, 99),
        ("16 words before, 8 after", sentence, 16, 8),
        ("8 before, 4 after", sentence, 8, 4),
        ("8 before, 1 after", sentence, 8, 1),
        ("and the sentence before", more, 99, 99),
    ):
        gains = [values[0] for values in preference.gains(model, choices, before, after)]
        print(f"  {label:26} {right(found, gains, pair=True)}, {right(found, gains, pair=False)}")


if __name__ == "__main__":
    main()
