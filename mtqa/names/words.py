"""The words of names: how they are cut and normalised, and how two of them are related.

The relations come from `mtqa/data/names/related.txt`.
"""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words that names are joined with. They tell no two names apart.
FUNCTION_WORDS = frozenset(
    "of the for and on in to against at with by from de du des la le del y und e per as a an or between among s".split()  # noqa: SIM905
)
# Words that machines add to a name from languages that need them: "Commission for the Affairs of Refugees".
FILLERS = frozenset("affair matter issue question problem sphere field area work cause".split())  # noqa: SIM905
# The function words that a wrong translation changes.
JOINTS = frozenset({"of", "for", "on", "in", "to", "against", "with", "from"})
# Abbreviations that stand for words inside names: "UN Security Council".
ABBREVIATIONS = {
    "UN": ("united", "nations"),
    "U.N": ("united", "nations"),
    "EU": ("european", "union"),
    "E.U": ("european", "union"),
    "US": ("united", "states"),
    "U.S": ("united", "states"),
    "USA": ("united", "states", "america"),
    "UK": ("united", "kingdom"),
    "U.K": ("united", "kingdom"),
}
# Longer words in capitals are words.
LONGEST_ACRONYM = 4
# A prefix that is written with and without its hyphen.
_PREFIX = re.compile(r"\b(non|co|anti|counter|inter|trans|re|sub|pre|post)[-‑](?=\w)", re.IGNORECASE)
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*|&")
_BREAK = re.compile(r"[,;&()]|\band\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")


class Relation(enum.IntEnum):
    """How a word of a text stands to a word of a name, nearest first."""

    SAME = 0
    FORM = 1
    SPELLING = 2
    KIN = 3
    PLACE = 4
    NONE = 9


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a name: its place in the text, its normalised spelling, and the root of its family."""

    start: int
    end: int
    plain: str
    root: str
    abbreviation: str = ""


@dataclass(frozen=True)
class Relations:
    """The relations between words, read once."""

    spellings: dict[str, str]
    families: dict[str, str]
    kin: dict[str, frozenset[str]]
    places: frozenset[str]
    exonyms: frozenset[str]

    def root(self, plain: str) -> str:
        """The head of the family of a normalised word."""
        if plain in self.families:
            return self.families[plain]
        single = singular(plain)
        return self.families.get(single, single)

    def relation(self, text: Word, name: Word) -> Relation:
        """How `text`, found in a draft, is related to `name`, a word of a known name."""
        return related(text.plain, text.root, name.plain, name.root)


@lru_cache(maxsize=262_144)
def related(text: str, root: str, name: str, name_root: str) -> Relation:
    """How a word of a text, with its root, is related to a word of a name, with its root."""
    table = relations()
    if text == name:
        return Relation.SAME
    if root == name_root:
        return Relation.FORM
    if root in table.kin.get(name_root, ()):
        return Relation.KIN
    if near(text, name):
        return Relation.SPELLING
    if root in table.places and name_root in table.places:
        return Relation.PLACE
    return Relation.NONE


@lru_cache(maxsize=1)
def relations() -> Relations:
    """The relations of `related.txt`; takes about 2 ms."""
    groups: dict[str, list[list[str]]] = defaultdict(list)
    section = ""
    for line in files("mtqa").joinpath("data/names/related.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            groups[section].append(line.split())
    spellings = {word.replace("-", ""): group[0] for group in groups["spellings"] for word in group}
    families: dict[str, str] = {}
    for group in groups["places"] + groups["exonyms"] + groups["forms"]:
        for word in group:
            families.setdefault(spellings.get(word, word), group[0])
    bare = Relations(spellings, families, {}, frozenset(), frozenset())
    kin: dict[str, set[str]] = defaultdict(set)
    for head, *others in groups["kin"]:
        kin[bare.root(head)].update(bare.root(spellings.get(word, word)) for word in others)
    places = frozenset(families[spellings.get(group[0], group[0])] for group in groups["places"] + groups["exonyms"])
    foreign = frozenset(word for group in groups["exonyms"] for word in group[1:])
    return Relations(spellings, families, {head: frozenset(others) for head, others in kin.items()}, places, foreign)


@lru_cache(maxsize=65_536)
def normalised(word: str) -> tuple[str, str]:
    """The normalised spelling and the root of a word as it stands in a text."""
    known = relations()
    plain = _POSSESSIVE.sub("", word.lower()).replace("’", "").replace("'", "")
    plain = known.spellings.get(plain, plain)
    return plain, known.root(plain)


def words(text: str, start: int = 0) -> Iterator[Word]:
    """The content words of a stretch of text, with offsets from `start`; abbreviations count as their words."""
    # A joined prefix is shorter than the text by its hyphen: pad on the left, so that offsets stay.
    padded = _PREFIX.sub(lambda prefix: "\x00" + prefix.group(1), text) if "-" in text or "‑" in text else text
    for match in _WORD.finditer(padded):
        found = match.group()
        if found.lower() in FUNCTION_WORDS or found == "&":
            continue
        first = start + match.start() - (padded[match.start() - 1 : match.start()] == "\x00")
        last = start + match.end()
        expansion = ABBREVIATIONS.get(found.rstrip("."))
        if expansion:
            for part in expansion:
                plain, root = normalised(part)
                yield Word(first, last, plain, root, found)
            continue
        if found[-2:] in {"'s", "’s"}:
            last -= 2
        plain, root = normalised(found)
        short = found if len(found) <= LONGEST_ACRONYM and found.isupper() else ""
        yield Word(first, last, plain, root, short)


def breaks(text: str, content: Sequence[Word]) -> frozenset[int]:
    """The indices of the words that a comma, semicolon, bracket or "and" follows; offsets are those of `text`."""
    return frozenset(
        [i for i in range(len(content) - 1) if _BREAK.search(text, content[i].end, max(content[i + 1].start, 0))]
    )


def joints(text: str) -> list[str]:
    """The prepositions of a name, in order."""
    return [word for word in text.lower().split() if word in JOINTS]


def singular(word: str) -> str:
    """A word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004
        return word[:-1]
    return word


def near(text: str, name: str) -> bool:
    """Whether one is the other with a letter added, lost, changed, or two neighbours swapped; short words never are."""
    shortest = 5
    if abs(len(text) - len(name)) > 1 or max(len(text), len(name)) < shortest:
        return False
    if text[0] != name[0] and text[-1] != name[-1]:
        return False
    head = 0
    while head < min(len(text), len(name)) and text[head] == name[head]:
        head += 1
    rest, other = text[head:], name[head:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )
