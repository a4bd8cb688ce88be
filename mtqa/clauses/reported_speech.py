"""Clauses that run into one another around reported words, agreements and hopes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span
from mtqa.vocabulary import common_words

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
    rf"\b(quoted|quotes|quoting|cited|cites|interviewed) ((?:{_OPEN_CLASS} ){{1,8}}?)({_SAID})( that\b|,)"
)
# `A lawyer quoted yesterday said` is right: the first verb counts as finite only after the name of a source, a pronoun
# or a publication, and only before people (`two former ministers`).
_WHEN = r"(?: (?:on|in) [A-Z]\w+(?: \d{1,4})?| yesterday| today| on \w+day| \w+day| also| later| then| \w+ly)?"
_NAME = r"(?P<name>[A-Z][\w.-]*)"
_MEDIUM = (
    r"(?:[Tt]he|[Tt]his|[Aa]n?|[Tt]heir|[Ii]ts|[\w’']+[’']s)(?: [\w-]+){0,2}? (?:agency|newspaper|paper|magazine"
    r"|site|website|channel|station|network|broadcaster|report|article|daily|weekly|journal|journalists?|reporters?|author|outlet"
    r"|media|press|story|statement|study|portal)"
)
_SOURCE = re.compile(rf"(?:\b(?i:he|she|it|they|we|i)|{_MEDIUM}|{_NAME}){_WHEN} $")
_PERSON = (
    r"(?:officials?|sources?|experts?|people|persons?|diplomats?|residents?|witness(?:es)?|locals?|relatives?|chiefs?|heads?"
    r"|villagers?|analysts?|\w*(?:men|women|man|woman)|pundits?|guests?|aides?|students?|friends?|parents?|presidents?"
    r"|\w{3,}(?:ers|ors|ists|ians|ants|ents|ees)|(?:lead|minist|offic|lawy|teach|work|speak|memb|report|manag|farm)er"
    r"|(?:doct|profess|direct|senat|act|ambassad|govern|may)or|\w{3,}(?:ologist|omist|alist|ician))"
)
_NOT_PEOPLE = (
    r"(?:papers|newspapers|letters|numbers|quarters|hours|years|months|months|orders|documents|moments|events|comments)"
)
_PEOPLE = re.compile(
    rf"(?:(?:the|an?|this|these|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|other|another|senior"
    rf"|former|unnamed|anonymous|local|his|her|its|their|\d+) (?:[\w'’-]+ )*?)?(?!{_NOT_PEOPLE}\b){_PERSON} $"
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


def _is_finite(before: str) -> bool:
    """Whether what stands before `quoted` can be its subject: a publication, a pronoun or a name."""
    source = _SOURCE.search(before)
    if source is None:
        return False
    name = source.group("name")
    # `Residents interviewed…`: a common noun that begins the sentence is no name.
    return name is None or (
        name.lower() not in common_words() and not (name.endswith("s") and name[:-1].lower() in common_words())
    )


def reported_speech(text: str) -> Iterator[Hit]:
    """Two clauses that share a noun without a word that joins them, and verbs left without their object."""
    for match in _QUOTED.finditer(text):
        verb, who, said, tail = match.groups()
        if not _is_finite(text[: match.start()]) or not _PEOPLE.match(who):
            continue
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
