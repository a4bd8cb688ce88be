"""Places whose English name is several words, letters or an English word: how other languages begin to write them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from mtqa.types import Span

# Languages that the list has the words of.
LANGUAGES = frozenset(["ar", "cs", "de", "es", "fr", "hi", "it", "ja", "pl", "pt", "ru", "sk", "uk", "vi", "zh"])
# So many letters tell a name inside a compound.
_LONG = 5
_CHARACTERS = re.compile(r"[\u2e80-\uffff]")


def exonyms(text: str) -> list[Span]:
    """Where an English text has a place of the list."""
    return [Span(match.start(), match.end()) for match in _english().finditer(text)]


def is_exonym(name: str) -> bool:
    """Whether a name is one of the list."""
    return name.lower() in _table()


def has_exonym(name: str, source: str) -> bool:
    """Whether a source has a word that begins as another language's name of the place does.

    False for what is no name of the list.
    """
    pattern = _table().get(name.lower())
    return pattern is not None and bool(pattern.search(_bare(source)))


@lru_cache(maxsize=256)
def _bare(source: str) -> str:
    """A source in lower case, with a blank for every mark but the dots inside abbreviations, which fall: यू.एस., ЄС."""
    text = re.sub(r"[^\S ]|[,;:!?()\"„“”«»]", " ", source.lower()) + " "
    undotted = re.sub(r"(?<=[^\W\d_]|[\u0900-\u0963])\.(?=\s|[^\W\d_])", "", re.sub(r"\b(\w)\. (?=\w\.)", r"\1.", text))
    return f"{text}| {undotted}"


@cache
def _english() -> re.Pattern[str]:
    names = sorted(_table(), key=len, reverse=True)
    spelled = (name.upper() if len(name.replace(".", "")) <= 3 else name.title() for name in names)
    return re.compile(rf"(?<![\w.&-])(?:{'|'.join(map(re.escape, spelled))})(?![\w&-]| dollars?\b)")


@cache
def _table() -> dict[str, re.Pattern[str]]:
    lines = files("mtqa").joinpath("data/bilingual/exonyms.tsv").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        if not line.startswith("#"):
            names, *forms = line.split("\t")
            free = "|".join(re.escape(form) for form in forms if _CHARACTERS.match(form))
            begins = "|".join(re.escape(form) for form in forms if not _CHARACTERS.match(form))
            # Niederbayern, jihoevropský
            inside = "|".join(re.escape(form) for form in forms if len(form) >= _LONG and not _CHARACTERS.match(form))
            pattern = re.compile(rf"(?<!\w)(?:{begins}|\w{{1,7}}(?:{inside}))" + (f"|{free}" if free else ""))
            found.update(dict.fromkeys(names.split("|"), pattern))
    return found
