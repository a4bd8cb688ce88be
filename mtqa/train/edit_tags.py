"""The edit tags that bring a text nearer to its correction: what an edit tagger learns (see `mtqa.models.edits`)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from mtqa.grammar.transforms import TRANSFORMS, changed, written_small
from mtqa.models.edited_words import ARTICLES, Sentence, recased
from mtqa.models.edits import KEEP, applied
from mtqa.models.pieces import word_spans
from mtqa.train.word_alignment import alignment

if TYPE_CHECKING:
    from mtqa.train.word_alignment import Step

_CASES = ("CASE_LOWER", "CASE_CAPITAL", "CASE_UPPER")
_OTHERS = tuple(tag for tag in TRANSFORMS if tag not in _CASES and tag not in {"SPELL", "SPLIT_HYPHEN", "SPLIT_WORD"})
# Slips of more letters have no correction.
_MOST_SLIPS = 2
_AUXILIARIES = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "have", "has", "had", "having"})
_BEFORE_VERBS = frozenset(
    [
        "he",
        "she",
        "it",
        "who",
        "which",
        "that",
        "this",
        "i",
        "you",
        "we",
        "they",
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "not",
        "also",
        "do",
        "does",
        "did",
    ]
)
_BEHIND_VERBS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "my",
        "our",
        "your",
        "him",
        "it",
        "them",
        "us",
        "me",
        "himself",
        "itself",
        "themselves",
    ]
)


def passes(wrong: str, right: str, most: int = 3) -> list[tuple[str, list[str]]]:
    """The texts and tags of successive passes, until nothing changes; the last may have tags that are all KEEP."""
    found: list[tuple[str, list[str]]] = []
    for _ in range(most):
        tags = tags_between(wrong, right)
        found.append((wrong, tags))
        new = applied(wrong, {index: tag for index, tag in enumerate(tags) if tag != KEEP})
        if new == wrong:
            break
        wrong = new
    return found


def tags_between(wrong: str, right: str) -> list[str]:
    """One tag for START and one for each word of `wrong`, so that `applied` brings it as near to `right` as it can.

    Of several words put in at one place, and of several changes of one word, the first comes first; later passes do
    the others. Spaces alone have no tags.
    """
    old, new = Sentence(wrong, word_spans(wrong)), Sentence(right, word_spans(right))
    tags = [KEEP] * (len(old.words) + 1)
    if old.words == new.words:
        return tags
    insertions: list[tuple[int, int]] = []
    for step in alignment(old.words, new.words):
        if step.left:
            _tag(step, old, new, tags)
        else:
            insertions.append((step.i, step.j))
    for i, j in insertions:
        slot = i
        while slot and tags[slot] == "DELETE":
            slot -= 1
        if tags[slot] == KEEP:
            tags[slot] = f"APPEND_{_plain(new, j)}"
    return tags


def _tag(step: Step, old: Sentence, new: Sentence, tags: list[str]) -> None:
    i, j, left, right = step
    if (left, right) == (1, 1):
        tags[i + 1] = _pair(old, new, i, j)
    elif not right:
        tags[i + 1] = "DELETE"
    elif left == right:
        tags[i + 1] = "SWAP"
    elif right > 1:
        tags[i + 1] = "SPLIT_HYPHEN" if "-" in old.words[i] else "SPLIT_WORD"
    else:
        together = "".join(old.words[i : i + left]).lower() == new.words[j].lower()
        tags[i + 1 : i + left] = ["MERGE_SPACE" if together else "MERGE_HYPHEN"] * (left - 1)


def _pair(old: Sentence, new: Sentence, i: int, j: int) -> str:
    """The tag that makes word i of one text word j of the other."""
    word, other = old.words[i], new.words[j]
    if word == other:
        return KEEP
    was_first, first = old.at_start(i), new.at_start(j)
    if word.lower() == other.lower():
        kept = recased(word, old, i, was_first=was_first, first=first)
        return KEEP if kept == other else next((tag for tag in _CASES if changed(tag, word) == other), KEEP)
    if word.lower() in ARTICLES and other.lower() in ARTICLES:
        follows = old.words[i + 1 : i + 2] == new.words[j + 1 : j + 2]
        return "REPLACE_a" if follows else KEEP
    tag = _change(word, other.lower()) or f"REPLACE_{_plain(new, j)}"
    doubtful = tag in _TWINS and changed(tag, word) == changed(_TWINS[tag], word)
    return _TWINS[tag] if doubtful and _CLUES[tag](new.words, j) else tag


@lru_cache(maxsize=1 << 17)
def _change(word: str, low: str) -> str | None:
    """The first transform, if any, that gives a word in lower case."""
    for tag in _OTHERS:
        form = changed(tag, word)
        if form is not None and (
            form.lower() == low or (tag == "POSSESSIVE" and form.lower() == low.replace("’", "'"))
        ):
            return tag
    if OSA.distance(word.lower(), low, score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS:
        spelt = changed("SPELL", word)
        return "SPELL" if spelt is not None and spelt.lower() == low else None
    return None


def _is_participle(words: list[str], j: int) -> bool:
    return any(before.lower() in _AUXILIARIES for before in words[max(0, j - 2) : j])


def _is_verb(words: list[str], j: int) -> bool:
    before, behind = words[j - 1].lower() if j else "", words[j + 1].lower() if j + 1 < len(words) else ""
    return before in _BEFORE_VERBS or behind in _BEHIND_VERBS


# Forms that two tags give: the second tag is the right one where the words around the form say so.
_TWINS = {"VERB_VBD": "VERB_VBN", "NOUN_PLURAL": "VERB_VBZ", "NOUN_SINGULAR": "VERB_VB"}
_CLUES = {"VERB_VBD": _is_participle, "NOUN_PLURAL": _is_verb, "NOUN_SINGULAR": _is_verb}


def _plain(sentence: Sentence, j: int) -> str:
    """Word j as a tag names it: without the capital that only its place asks for."""
    word = sentence.words[j]
    if word.lower() in ARTICLES:
        return "a"
    if word[:1].isupper() and word[1:] == word[1:].lower() and sentence.at_start(j) and written_small(word):
        return word.lower()
    return word
