"""A full stop inside a sentence: `avoid giving further reasons. to prolong the war`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span
from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Two letters before the stop are an abbreviation, unless they are one of these words.
_SHORT = r"it|us|me|up|so|do|go|on|him|we|be|is|by|of"
_STOP = re.compile(
    rf"(?<![\w.@/\\'’-])((?:[a-z]*[-'’])?[A-Za-zÀ-ÿ]{{3,}}|{_SHORT}|(?:19|20)\d\d)([”\")\]]?)\s?\.\s+"
    r"([a-zà-ÿ]+(?:['’-][a-z]+)*)(?![\w@/\\(_*]|[.:]\S| ?(?::|--|=|–) )(?: ([a-zà-ÿ]+)\b)?"
)
# After these a stop is not the end of anything (The Chicago Manual of Style, 10; AP for the states).
ABBREVIATIONS = frozenset(
    """
    abbr abs acad adj adv aka alt ala anon appx approx apr arg args ariz ark art arts assn assoc attr aug ave avg bat
    bibl bio blvd bros bzw calif cand capt cent cf chap circa cmdr col colo comp comps conn corp cub dec def del dept
    dipl diss div doz drs econ eds ehf elem esq est etc evtl excl ext fax feb fig figs fla gal gen geog geol ggf gmbh
    govt hab hist hon hrs ibid ill illus inc incl ind ing inkl inst int jan jnr jul jun jur kan lat lbs lieut llc lon
    ltd mag maj mar mass math max med messrs mich min mins minn mio misc miss mon mont mrd mrs nat neb nev nos nov obj
    oct okla ont ore orig par para param params pars pct penn phil pkg plc pos prof pres qty que red ref refs repr rer
    resp rev sarl sask sat sci sec secs sect sep sept seq ser sgt snr sqm spec std str sun supp tech tel temp tenn tex
    thu thur thurs trans transl tue tues univ ups usw ver viz vol vols vs wash wed wis wks wyo yds yrs zool
    """.split()  # noqa: SIM905 (one word a line would fill the file)
)
# Particles that begin a surname in lower case.
_PARTICLES = {"van", "von", "de", "da", "di", "del", "bin", "ibn", "al", "el", "la", "le", "du", "der", "den", "dos"}
# Words that begin a sentence of their own: there a capital is missing rather than a stop too many.
_SUBJECTS = {"i", "he", "she", "we", "they", "you", "it", "there", "this", "these", "those"}
_JOINED = (
    "to",
    "of",
    "in",
    "into",
    "by",
    "with",
    "from",
    "for",
    "on",
    "at",
    "about",
    "under",
    "between",
    "than",
    "until",
)
# In text that is written without capitals the stop is not what is wrong.
_CAPITAL = re.compile(r"[^\w]*[A-ZÀ-Þ0-9]")
MESSAGE = "The full stop cuts the sentence: what follows is not a sentence of its own."


def stray_stops(text: str) -> Iterator[Hit]:
    """Stops that a lower-case word follows, except after abbreviations, in definitions and in lower-case text."""
    if not _CAPITAL.match(text):
        return
    for match in _STOP.finditer(text):
        before, closer, after, second = match.groups()
        if is_abbreviation(before) or after in _PARTICLES:
            continue
        long = second is not None and after in (*_JOINED, "be", "as", "based")
        end = match.end() if long else match.end(3)
        left, right = before + closer, text[match.start(3) : end]
        if after in _SUBJECTS:
            yield Hit(
                Span(match.start(), end),
                "A sentence begins here without a capital, or the stop is one too many.",
                (f"{left}. {right[0].upper()}{right[1:]}", f"{left}, {right}"),
                confidence=0.7,
            )
            continue
        yield Hit(
            Span(match.start(), end),
            MESSAGE,
            _candidates(left, right, after),
            confidence=0.4 if _is_named(match) else _confidence(before, after),
        )


def _is_named(match: re.Match[str]) -> bool:
    """Whether the stop stands by itself in text that no tokenizer has spaced (`with . as an argument`)."""
    stop = match.string.index(".", match.end(2))
    return stop > match.end(2) and not match.string.rstrip().endswith(" .")


def _confidence(before: str, after: str) -> float:
    """Of 31 hits on human news 22 went before a word that no list knows: an agency's mark, the name of a parameter."""
    if after.partition("-")[0] not in common_words():
        return 0.4
    return 0.85 if before[0].islower() else 0.75


def is_abbreviation(word: str) -> bool:
    """Whether a stop after the word may belong to it: a known abbreviation, or letters without a vowel."""
    lower = word.lower()
    if re.fullmatch(r"[IVXLC]+", word):
        return True
    return lower in ABBREVIATIONS or (not word.isdigit() and not re.search(r"[aeiouyà-ÿ]", lower))


def _candidates(left: str, right: str, after: str) -> tuple[str, ...]:
    joined, comma = f"{left} {right}", f"{left}, {right}"
    capital = f"{left}. {right[0].upper()}{right[1:]}"
    if after == "be":
        return (f"{left} is{right[2:]}", f"{left} be{right[2:]}", f"{left} to be{right[2:]}")
    if after in _JOINED:
        return (joined, comma)
    # A participle cannot open a sentence that lacks its other verb.
    return (comma, joined) if after.endswith(("ed", "ing")) else (comma, joined, capital)
