"""Are terms found in any form, and only those? On sentences planted for it, and a termbase for them (fixtures/terms).

    python benchmarks/terms.py [--show] [--news]

Each of 12 sentences stands in six languages, with a term that is inflected or in capitals, beside a translation that
renders it as the termbase says and one that does not. `found` counts the wrong ones that `term-translation` marks,
`false` the right ones, and the sentences that only have words like a term. `placed` are findings on less than the
whole segment, `corrected` those with a correction that holds the preferred term. The last line is `house-terms`
without the source, on the wrong translations that use a forbidden term.

With --news, human translations (wmt-news-21-22) are checked with a termbase of 12 everyday words: how many
of the units whose source has one of them are marked. People are free with such words, so this is more than terms get.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.types import Block, Document

if TYPE_CHECKING:
    from mtqa.types import Finding

FOLDER = Path(__file__).parents[1] / "fixtures" / "terms"
LANGUAGES = ("de", "es", "fr", "ru", "zh", "ja")
FORBIDDEN = ("Frontier controls", "withdrew")


def checker(rule: str) -> Checker:
    config = Config(select=(rule,), termbase=(str(FOLDER / "planted.csv"),), offline=True)
    return Checker(config, Models(config))


def findings(check: Checker, text: str, source: str | None, language: str | None) -> tuple[Finding, ...]:
    block = Block.plain(text, 0, source=source)
    return check.check(Document("unit", "text", text, (block,), source_language=language)).findings


def news(limit: int = 2000, show: int = 0) -> None:
    """How many units with a term of the everyday termbase are marked in human translations, per source language."""
    from corpora import rows

    from mtqa.terms.load import load
    from mtqa.terms.scope import Scope

    base = str(FOLDER / "news.csv")
    config = Config(select=("term-translation",), termbase=(base,), offline=True, suggest=False)
    check = Checker(config, Models(config))
    for language in ("de", "ru", "zh"):
        pair = f"{language}-en"
        sources = {(row["set"], row["line"]): row["source"] for row in rows("wmt-news-21-22-sources.jsonl.gz")
                   if row["languages"] == pair}  # fmt: skip
        human = [row for row in rows("wmt-news-21-22.jsonl.gz") if row["languages"] == pair and row["human"]][:limit]
        scope = Scope(load((base,)), "en", language)
        with_term = marked = 0
        for row in human:
            source = sources[row["set"], row["line"]]
            if scope.in_source(source):
                with_term += 1
                found = findings(check, row["text"], source, language)
                marked += bool(found)
                if found and marked <= show:
                    print(f"   {source} | {row['text']} | {found[0].message}")
        print(f"{language}: {len(human)} units, {with_term} with a term, {marked} marked ({marked / with_term:.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what was missed and what was false")
    parser.add_argument("--news", action="store_true", help="check human news with a termbase of everyday words")
    options = parser.parse_args()
    if options.news:
        news(show=20 if options.show else 0)
        return
    data = tomllib.loads((FOLDER / "planted.toml").read_text(encoding="utf-8"))
    check = checker("term-translation")
    print("        found  placed  corrected  false, right  false, alike")
    for language in LANGUAGES:
        bad = [(unit, findings(check, unit["bad"], unit[language], language)) for unit in data["unit"]]
        good = [(unit, findings(check, unit["good"], unit[language], language)) for unit in data["unit"]]
        alike = [(one, findings(check, one["en"], one[language], language)) for one in data["other"] if language in one]
        found = [one[0] for _, one in bad if one]
        whole = [one for (unit, _), one in zip([pair for pair in bad if pair[1]], found, strict=True)
                 if one.text == unit["bad"]]  # fmt: skip
        corrected = [one for one in found if one.suggestions]
        wrong, other = (sum(bool(one) for _, one in group) for group in (good, alike))
        print(
            f"{language:6} {len(found):3} of {len(bad)} {len(found) - len(whole):5} {len(corrected):8} "
            f"{wrong:8} of {len(good)} {other:8} of {len(alike)}"
        )
        if options.show:
            for unit, one in bad:
                print(f"   {'found' if one else 'MISSED'} {unit[language]} | {unit['bad']}")
                for each in one:
                    print(f"      [{each.text}] {each.message} -> {[s.text for s in each.suggestions]}")
            for unit, one in (*good, *alike):
                for each in one:
                    print(f"   FALSE {unit[language]} | {each.text} | {each.message}")
    alone = checker("house-terms")
    wrong = [unit["bad"] for unit in data["unit"] if any(term in unit["bad"] for term in FORBIDDEN)]
    marked = sum(bool(findings(alone, text, None, None)) for text in wrong)
    clean = sum(bool(findings(alone, unit["good"], None, None)) for unit in data["unit"])
    print(f"without the source: {marked} of {len(wrong)} forbidden terms found, {clean} of {len(data['unit'])} false")


if __name__ == "__main__":
    main()
