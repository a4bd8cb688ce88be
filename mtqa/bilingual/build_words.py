"""Builds `stop-words.tsv` and `german-nouns.txt` of `mtqa/data/bilingual` from spaCy's lists and parallel news.

    python -m mtqa.bilingual.build_words --data FOLDER

FOLDER holds `wmt-news-21-22.jsonl.gz` and `wmt-news-21-22-sources.jsonl.gz`. Sources and licences are in
mtqa/data/bilingual/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT = Path(__file__).parents[1] / "data" / "bilingual"
# Languages in Latin script whose words can stand in English unnoticed.
LANGUAGES = [
    "ca",
    "cs",
    "da",
    "de",
    "es",
    "et",
    "fi",
    "fr",
    "hr",
    "hu",
    "id",
    "is",
    "it",
    "lt",
    "lv",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sq",
    "sv",
    "tr",
    "vi",
]
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# A noun that this share of translations keeps is a name or a loan.
_MOST_KEPT = 0.04
_SHORTEST = 4


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def stop_words(language: str) -> list[str]:
    """The stop words of a language that English does not have."""
    from mtqa.language import FUNCTION_WORDS
    from mtqa.vocabulary import common_words

    english = common_words() | FUNCTION_WORDS | set("aeiou")
    words = importlib.import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    return sorted(word for word in {word.lower() for word in words} if word.isalpha() and word not in english)


def german_nouns(folder: Path) -> list[str]:
    """Words with a capital in German news that translations do not keep: nouns, not names."""
    from mtqa.bilingual.english_words import is_english

    sources = {
        (row["set"], row["line"]): row["source"]
        for row in rows(folder / "wmt-news-21-22-sources.jsonl.gz")
        if row["languages"] == "de-en"
    }
    seen: Counter[str] = Counter()
    kept: dict[str, int] = defaultdict(int)
    for row in rows(folder / "wmt-news-21-22.jsonl.gz"):
        if row["languages"] != "de-en":
            continue
        english = {word.lower() for word in _WORD.findall(row["text"])}
        inner = _WORD.findall(sources[row["set"], row["line"]])[1:]
        for word in {word for word in inner if word[0].isupper() and word[1:].islower() and len(word) >= _SHORTEST}:
            seen[word] += 1
            kept[word] += word.lower() in english
    return sorted(word for word, times in seen.items() if kept[word] <= _MOST_KEPT * times and not is_english(word))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    lines = [f"{language}\t{' '.join(stop_words(language))}" for language in LANGUAGES]
    head = "# Made by python -m mtqa.bilingual.build_words; sources and licences: README.md\n"
    (OUTPUT / "stop-words.tsv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    (OUTPUT / "german-nouns.txt").write_text(head + "\n".join(german_nouns(folder)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
