"""Builds `mtqa/data/bilingual/calendar.tsv`: months and weekdays in other languages, from CLDR.

    python -m mtqa.bilingual.build_calendar

Needs the extra `names` (babel). Sources and licences: mtqa/data/bilingual/README.md.
"""

from __future__ import annotations

from pathlib import Path

OUTPUT = Path(__file__).parents[1] / "data" / "bilingual" / "calendar.tsv"
LANGUAGES = "ar bg bn ca cs da de el es et fa fi fr ha he hi hr hu id is it lt lv nb ne nl pl pt ro ru sk sl sq sr sv ta th tr uk vi".split()  # noqa: E501
# Endings change; so many letters stay.
_STEM = 4


def main() -> None:
    from babel.dates import get_day_names, get_month_names

    lines = ["# Made by python -m mtqa.bilingual.build_calendar; sources and licences: README.md"]
    lines.append("# language, month or day, its number (1 is January, Monday), its names without inflected ends")
    for language in LANGUAGES:
        for kind, names_of in (("month", get_month_names), ("day", get_day_names)):
            names = [dict(names_of("wide", context, language)) for context in ("format", "stand-alone")]
            # Where a language has no names of its own for a context, those of another one came out of babel 2.18.
            first = names[0]
            own = [one for one in names if 2 * sum(one[key][:2] == first[key][:2] for key in first) >= len(first)]
            for number in first:
                forms = sorted({_stem(one[number]) for one in own})
                lines.append("\t".join([language, kind, str(number + (kind == "day")), *forms]))
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _stem(name: str) -> str:
    lower = name.lower().strip(".")
    # A vowel at the end, or two, is what is inflected.
    return lower[:-1] if len(lower) > _STEM and ord(lower[0]) < 0x0530 and " " not in lower else lower


if __name__ == "__main__":
    main()
