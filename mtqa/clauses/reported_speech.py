"""Clauses that run into one another around reported words, agreements and hopes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTICIPLE = {
    "said": "saying", "says": "saying", "revealed": "revealing", "reveals": "revealing", "stated": "stating",
    "announced": "announcing", "claimed": "claiming", "confirmed": "confirming", "noted": "noting",
    "reported": "reporting", "stressed": "stressing", "emphasized": "emphasizing", "added": "adding",
}  # fmt: skip
_SAID = "|".join(_PARTICIPLE)
_OPEN_CLASS = (
    r"(?!(?:as|who|that|which|whom|whose|and|or|but|had|has|have|was|were|is|are|when|while|by|said)\b)[\w'’-]+"
)
_QUOTED = re.compile(
    rf"(?<!be )(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )\b(quoted|quotes|quoting|cited|cites|interviewed)"
    rf" (?!(?:in|on|at|from|above|below|earlier|here)\b)((?:{_OPEN_CLASS} ){{1,8}}?)({_SAID})( that\b|,)"
)
_ACCORDING = re.compile(
    rf"\b([Aa])ccording to ((?:{_OPEN_CLASS} ){{1,6}}?)(said|says|stated|stressed|added|noted) that\b"
)
_AGREEMENT = "agreement|deal|treaty|contract|pact|accord|resolution|protocol|convention|memorandum|plan|commitment"
_AS_AGREED = re.compile(
    rf"(?<=, )as (the|this|that|its|their|an?) ((?:[\w-]+ ){{0,2}}(?:{_AGREEMENT})s?)"
    r" (signed|reached|concluded|made|adopted|approved|announced)\b"
    r"((?: (?:(?:last|this) \w+|in \w+(?: \d{4})?|on \w+ \d+|earlier|yesterday))?)"
    r"(?=[.,;”\"]|$)"
)
_TRANSITIVE = (
    "fulfill|fulfil|achieve|implement|accomplish|ensure|provide|obtain|attain|maintain|protect|overcome|resolve|bring"
    "|make|take"
)
_HOPES = re.compile(rf"\b(hopes?|hoped|expects?|expected|wants?|intends?) (will|would) ({_TRANSITIVE})\b(?=\s?[.,;])")


def reported_speech(text: str) -> Iterator[Hit]:
    """Two clauses that share a noun without a word that joins them, and verbs left without their object."""
    for match in _QUOTED.finditer(text):
        verb, who, said, tail = match.groups()
        yield Hit(
            Span(match.start(), match.end() - (tail == ",")),
            f"“{verb}” and “{said}” are two verbs in one clause: nothing joins them.",
            tuple(dict.fromkeys(f"{verb} {who}as {word}{tail.rstrip(',')}" for word in (_PARTICIPLE[said], "saying"))),
            confidence=0.85,
        )
    for match in _ACCORDING.finditer(text):
        capital, who, said = match.groups()
        subject = f"{who[0].upper()}{who[1:]}" if capital == "A" else who
        yield Hit(
            Span(*match.span()),
            f"“according to” and “{said} that” say the same: one of them is too many.",
            (f"{capital}ccording to {who.rstrip()},", f"{subject}{said} that"),
            confidence=0.85,
        )
    for match in _AS_AGREED.finditer(text):
        what = f"{match.group(1)} {match.group(2)} {match.group(3)}{match.group(4)}"
        yield Hit(
            Span(*match.span()),
            "After “as” a clause begins that has no verb of its own.",
            (f"as required by {what}", f"as set out in {what}", f"under {what}"),
            confidence=0.75,
        )
    for match in _HOPES.finditer(text):
        hope, _, verb = match.groups()
        yield Hit(
            Span(*match.span()),
            f"“{verb}” has no subject or no object here: the clause is not finished.",
            (f"{hope} to {verb}",),
            confidence=0.8,
        )
