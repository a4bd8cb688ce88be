"""Units and currencies beside the numbers of a text (`mtqa/data/bilingual/units.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = {"€": "euro", "$": "dollar", "₽": "rouble", "₹": "rupee"}
_SIGNED = re.compile(r"(?:US)?([€$₽₹])\s?\d")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it is called, what it measures, and the words for it in other languages."""

    name: str
    of: str
    other: re.Pattern[str]


@cache
def units() -> dict[str, Unit]:
    data = _data()
    return {name: Unit(name, entry["of"], re.compile(entry["other"], re.IGNORECASE)) for name, entry in data.items()}


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("mtqa").joinpath("data/bilingual/units.toml").read_text(encoding="utf-8"))


@cache
def _english() -> re.Pattern[str]:
    parts = "|".join(f"(?P<{name}>(?:{entry['english']})\\b)" for name, entry in _data().items())
    return re.compile(
        rf"(?<=\d)(?:[\s-]|\s(?:hundred|thousand|million|billion|trillion)\s)?(?:US\s)?(?:{parts})", re.IGNORECASE
    )


def english_units(text: str) -> Iterator[tuple[Span, Unit]]:
    """The units that stand beside a number in an English text."""
    # A lookbehind has one width, so the words between number and unit are blanked.
    scaled = re.sub(r"(?<=\d)\s(hundred|thousand|million|billion|trillion)(?=\s)", lambda m: "0" * len(m.group()), text)
    for match in _english().finditer(scaled):
        name = match.lastgroup or ""
        yield Span(match.start(name), match.end(name)), units()[name]
    for match in _SIGNED.finditer(text):
        yield Span(match.start(1), match.end(1)), units()[_SIGNS[match[1]]]


def source_has(unit: Unit, source: str) -> bool:
    return bool(unit.other.search(source))


def source_measures(kind: str, source: str) -> list[str]:
    """The units of a kind that stand beside a number in the source."""
    return [
        unit.name
        for unit in units().values()
        if unit.of == kind
        and re.search(
            rf"(?:\d|тыс\.|млн|млрд|mio\.?|mil\w*|百|千|万|亿|億)\s*-?(?:{unit.other.pattern})", source, re.IGNORECASE
        )
    ]
