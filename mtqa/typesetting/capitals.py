"""Capitals in mid-sentence on words that are no names: `could Endangers peace`, `although It is`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtqa.types import Hit, Severity, Span
from mtqa.vocabulary import common_names, common_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that are in no name where small words stand on both sides. `He`, `His` and `You` may speak of God.
_SMALL = frozenset(
    """
    a also although an and are as at be because been but by can could did do does from had has have if in into is it
    its of on or she should so some such than that the their then there these they this those to very was we were when
    which while with would
    """.split()  # noqa: SIM905 (one word a line would fill the file)
)
_BETWEEN = re.compile(r"(?<![\w'’/.#@-])([a-z]{2,}) ([A-Z][a-z]*) ([a-z]{2,})\b(?!['’./])")
_AFTER_MODAL = re.compile(
    r"(?<![\w-])([A-Za-z]+) (could|would|should|must|cannot|might|can|will|may) ([A-Z][a-z]{3,})\b(?! [A-Z]|['’-])"
)
# After these a modal verb comes before its subject, which may be a name (`only then could Spain leave`).
_INVERTED = re.compile(
    r"\b(?:(?:only|nor|neither|never|not)\b|"
    r"(?:what|which|who|whom|how|where|when|why|whose|so|as|than|such|if)(?:\W+\w+){0,5}\W*$)",
    re.IGNORECASE,
)
# In titles and headings capitals are a matter of style.
MOST_CAPITALS = 0.4


def capitals(text: str) -> Iterator[Hit]:
    """Words with a capital that nothing explains. Title case, and what stands in quotation marks, is left out."""
    words = re.findall(r"[A-Za-z]+", text)
    if sum(word[0].isupper() for word in words) > MOST_CAPITALS * len(words):
        return
    for match in _BETWEEN.finditer(text):
        before, word, after = match.groups()
        if word.lower() in _SMALL and word != "A" and before in common_words() and not _quoted(text, match.start(2)):
            candidates = (f"{before} {word.lower()} {after}", f"{before}. {word} {after}")
            # No sentence ends in a small word, so there the capital is what is wrong.
            best_first = candidates if before in _SMALL else candidates[::-1]
            yield Hit(
                Span(*match.span()),
                f"“{word}” has a capital in mid-sentence: it should be small, or a full stop is missing before it.",
                best_first,
                confidence=0.7,
            )
    for match in _AFTER_MODAL.finditer(text):
        if "?" not in text and not _INVERTED.search(text[: match.start(2)]) and not _quoted(text, match.start(3)):
            yield from _verb(match)


def _verb(match: re.Match[str]) -> Iterator[Hit]:
    modal, word = match.group(2), match.group(3)
    base = _base(word.lower())
    inflected = base != word.lower()
    if word in common_names() or not (inflected or base in common_words()):
        return
    yield Hit(
        Span(match.start(2), match.end()),
        f"After “{modal}” stands a verb: it is no name, and has no capital" + (" and no -s." if inflected else "."),
        (f"{modal} {base}",),
        confidence=0.75,
        severity=Severity.MAJOR if inflected else None,
    )


def _base(word: str) -> str:
    """A verb without the -s of its third person; `focus` and `address` have none."""
    if not word.endswith("s") or word.endswith(("ss", "us")) or word in {"always", "perhaps", "this"}:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zzes")) else word[:-1]


def _quoted(text: str, at: int) -> bool:
    before = text[:at]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”") or before.rfind("‘") > before.rfind("’")
