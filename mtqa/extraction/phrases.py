"""Noun phrases of English that may be terms: nouns with the nouns, names and adjectives before them (spaCy)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.extraction.kept import kept
from mtqa.terms.forms import english

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

# Longer phrases are descriptions.
LONGEST = 5
# Adjectives and nouns that belong to what is said, not to the term.
_LOOSE = frozenset(
    """
    able additional available best better big bigger biggest certain clear close common current different difficult
    due early easy entire far few final first following former full further general given good great high higher
    highest huge important known large larger largest last late later latest least less likely little local long low
    main major many more most much necessary new next old only other overall own particular past possible present
    previous real recent right same second several short significant similar single small special specific strong such
    sure third top total true various very whole wide wrong young today yesterday tomorrow
    way thing lot kind sort part number case time year month week day hour minute moment percent per cent
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn winter morning evening afternoon night
    mr mrs ms dr one two three four five six seven eight nine ten hundred thousand million billion dozen half
    """.split()  # noqa: SIM905 (one word a line would fill the file)
)
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_POS = frozenset(("NOUN", "PROPN", "ADJ"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a text: its words in lower case with the last one in the singular, and as they stand there."""

    key: tuple[str, ...]
    text: str
    whole: bool = True


def phrases(doc: Doc) -> Iterator[Phrase]:
    """The phrases of a text, and with `whole` unset the shorter ones that end as they do."""
    for run in _runs(doc):
        for start in range(len(run)):
            part = run[start:]
            if len(part) > LONGEST or (start and not _separable(run, start)):
                continue
            yield Phrase(_key(part), doc.text[part[0].idx : part[-1].idx + len(part[-1])], not start)


def _runs(doc: Doc) -> Iterator[Sequence[Token]]:
    """The longest runs of nouns, names and adjectives that end in a noun or name."""
    run: list[Token] = []
    untouched = kept(doc.text)
    for token in (*doc, None):
        fits = (
            token is not None
            and token.pos_ in _POS
            and _WORD.fullmatch(token.text)
            and not _is_loose(token)
            and token.idx not in untouched
        )
        if fits and token is not None and (not run or doc.text[run[-1].idx + len(run[-1]) : token.idx] in (" ", "-")):
            run.append(token)
            continue
        if token is not None and token.text == "-" and run:
            # spaCy takes `free-trade` apart; the run goes on behind the hyphen.
            continue
        while run and run[-1].pos_ == "ADJ":
            run.pop()
        if run and any(len(one) > 1 for one in run):
            yield run
        run = [token] if fits and token is not None else []


def _is_loose(token: Token) -> bool:
    return token.lower_ in _LOOSE or token.ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY")


def _separable(run: Sequence[Token], start: int) -> bool:
    """Whether what is left without the first words is a phrase too: the head of a compound by itself is not."""
    return start < len(run) - 1 or run[start - 1].pos_ == "ADJ"


def _key(part: Sequence[Token]) -> tuple[str, ...]:
    *before, last = (token.lower_ for token in part)
    single = next((form for form, tag in english(last, "n").items() if tag == "NN"), last)
    return (*before, last if part[-1].pos_ == "PROPN" else single)
