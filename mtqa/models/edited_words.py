"""The words of a text after edit tags, with the spaces, capitals and articles that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from mtqa.grammar.inflection import article
from mtqa.grammar.transforms import changed, written_small

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtqa.models.pieces import Spans

ARTICLES = frozenset({"a", "an"})
MERGES = {"MERGE_SPACE": "", "MERGE_HYPHEN": "-"}
_TERMINAL = frozenset(".!?…")
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "st", "prof", "gen", "col", "lt", "sgt", "sen", "rep", "gov", "no", "vs"]
)
# How signs stand: close to what is before them, behind them, or both; quotes by turns.
_CLOSE_LEFT = frozenset(".,;:!?%)]}”’°…")
_CLOSE_RIGHT = frozenset("([{“‘„«$£€#@")
_CLOSE_BOTH = frozenset("/")
_QUOTES = frozenset("\"'")


class Sentence:
    """The words of a text, what stands between them, and which of them begin a sentence."""

    def __init__(self, text: str, spans: Spans) -> None:
        self.text, self.spans = text, spans
        self.words = [text[start:end] for start, end in spans]

    def gap(self, i: int) -> str:
        """What stands before word i."""
        return self.text[self.spans[i - 1][1] if i else 0 : self.spans[i][0]]

    def at_start(self, i: int) -> bool:
        """Whether nothing but signs stands between word i and the end of the sentence before."""
        while i:
            i -= 1
            if self.words[i][-1] in _TERMINAL:
                return ends_sentence(self.words[i], self.words[i - 1] if i else "")
            if self.words[i][0].isalnum():
                return False
        return True

    def capital(self, i: int) -> bool:
        """Whether the sentence of word i begins with a capital."""
        words = self.words
        while i and (not words[i][0].isalnum() or not self.at_start(i)):
            i -= 1
        while i < len(words) - 1 and not words[i][0].isalnum():
            i += 1
        return not words[i][:1].islower()


def ends_sentence(sign: str, before: str) -> bool:
    """Whether a sign ends a sentence, and is no full stop of an abbreviation."""
    if sign != ".":
        return sign in _TERMINAL
    return not (before.lower() in _ABBREVIATIONS or "." in before or (len(before) == 1 and before.isupper()))


def recased(word: str, sentence: Sentence, anchor: int, *, was_first: bool, first: bool) -> str:
    """A word that came to the start of a sentence, or left it, with the capital that its new place asks for."""
    if first and not was_first and word[:1].islower() and sentence.capital(anchor):
        return word[:1].upper() + word[1:]
    if was_first and not first and word[:1].isupper() and word[1:] == word[1:].lower() and written_small(word):
        return word[:1].lower() + word[1:]
    return word


@dataclass(slots=True)
class _Word:
    """A word of the new text. `place` is that of the old word that it stands for; None for one put in."""

    text: str
    place: int | None
    anchor: int
    was_first: bool = False
    fixed_case: bool = False
    glue: str | None = None
    fresh: bool = False
    closes: bool = False


class Edited:
    """The words of a sentence after the tags that stand on them and on START, and the gaps between them."""

    def __init__(self, sentence: Sentence, tags: Mapping[int, str]) -> None:
        self._old, self._tags = sentence, tags
        self._new = list(self._glued())
        self._recase()
        self._agree()
        self._pair_quotes()

    def __str__(self) -> str:
        gaps = ["", *starmap(self._gap, pairwise(self._new))]
        return "".join(gap + word.text for gap, word in zip(gaps, self._new, strict=False))

    def _tag(self, i: int) -> str:
        return self._tags.get(i + 1, "KEEP")

    def _glued(self) -> Iterator[_Word]:
        glue: str | None = None
        for word in self._emitted():
            word.glue, glue = glue, None
            yield word
            if word.place is not None and word.place + 1 < len(self._old.words):
                tag = self._tag(word.place)
                if tag in MERGES and self._tag(word.place + 1) != "DELETE":
                    glue = MERGES[tag]

    def _emitted(self) -> Iterator[_Word]:
        start = self._tags.get(0, "")
        if start.startswith("APPEND_"):
            yield self._put_in(start[7:], 0)
        i, end = 0, len(self._old.words)
        while i < end:
            tag = self._tag(i)
            if tag == "SWAP" and i + 1 < end and self._tag(i + 1) not in {"DELETE", "SWAP", *MERGES}:
                yield self._kept(i + 1, i)
                yield self._kept(i, i + 1)
                i += 1
                tag = self._tag(i)
            elif tag.startswith("REPLACE_") and len(tag) > 8:  # noqa: PLR2004
                yield self._replaced(tag[8:], i)
            elif tag != "DELETE":
                yield self._kept(i, i)
            if tag.startswith("APPEND_"):
                yield self._put_in(tag[7:], i)
            i += 1

    def _put_in(self, text: str, i: int) -> _Word:
        return _Word(text, None, i, fresh=True)

    def _replaced(self, text: str, i: int) -> _Word:
        old = self._old.words[i]
        if text.lower() == old.lower() or (text in ARTICLES and old.lower() in ARTICLES):
            return _Word(old, i, i, was_first=self._old.at_start(i), fresh=True)
        return _Word(text, i, i, fresh=True)

    def _kept(self, i: int, place: int) -> _Word:
        word, tag = self._old.words[i], self._tag(i)
        new = changed(tag, word)
        if new and tag == "POSSESSIVE" and "’" in self._old.text:
            new = new.replace("'", "’")
        case = tag.startswith("CASE_") and new is not None
        return _Word(new or word, place, i, was_first=self._old.at_start(i), fixed_case=case)

    def _recase(self) -> None:
        first, before = True, ""
        for word in self._new:
            if first != word.was_first and not word.fixed_case and word.text[:1].isalpha():
                word.text = recased(word.text, self._old, word.anchor, was_first=word.was_first, first=first)
            if word.text[-1:] in _TERMINAL:
                first = ends_sentence(word.text, before)
            elif word.text[:1].isalnum():
                first = False
            before = word.text

    def _agree(self) -> None:
        """Choose between `a` and `an` where either was put in, or where what follows it changed."""
        for number, word in enumerate(self._new[:-1]):
            low, following = word.text.lower(), self._new[number + 1].text
            if low in ARTICLES and word.fresh and _opens(following) and number + 2 < len(self._new):
                following = self._new[number + 2].text
            if low in ARTICLES and following[:1].isalnum() and (word.fresh or self._spoilt(word, following)):
                form = article(following)
                if form != low:
                    word.text = form.capitalize() if word.text[0].isupper() else form

    def _pair_quotes(self) -> None:
        """Say which straight quotes close: those behind an open one, and the apostrophes of plurals."""
        if not any(word.text in _QUOTES for word in self._new):
            return
        is_open, before = dict.fromkeys(_QUOTES, False), ""
        for word in self._new:
            text = word.text
            word.closes = text in _QUOTES and (is_open[text] or _is_apostrophe(text, before))
            if text in _QUOTES:
                is_open[text] = _turned(text, before, was=is_open[text])
            before = text

    def _spoilt(self, word: _Word, following: str) -> bool:
        if word.place is None or word.place + 1 >= len(self._old.words):
            return False
        old = self._old.words[word.place + 1]
        return old != following and article(old) == word.text.lower()

    def _gap(self, before: _Word, after: _Word) -> str:
        if after.glue is not None:
            return after.glue
        one, other = before.place, after.place
        neighbours = one is not None and other == one + 1
        if neighbours and other is not None and self._stands_alike(before) and self._stands_alike(after):
            return self._old.gap(other)
        if self._close(before, after):
            return ""
        kept = self._old.gap(other) if other else ""
        if not kept and one is not None and one + 1 < len(self._old.words):
            kept = self._old.gap(one + 1)
        return kept or " "

    def _stands_alike(self, word: _Word) -> bool:
        return word.place is None or _stand(word.text) == _stand(self._old.words[word.place])

    def _close(self, before: _Word, after: _Word) -> bool:
        if after.text in _CLOSE_LEFT or before.text in _CLOSE_RIGHT or _CLOSE_BOTH & {before.text, after.text}:
            return True
        return after.closes if after.text in _QUOTES else before.text in _QUOTES and not before.closes


def _opens(sign: str) -> bool:
    return sign in _CLOSE_RIGHT or sign in _QUOTES


def _is_apostrophe(text: str, before: str) -> bool:
    return text == "'" and before.endswith("s")


def _turned(quote: str, before: str, *, was: bool) -> bool:
    """Whether a quotation is open behind a quote."""
    return was if not was and _is_apostrophe(quote, before) else not was


def _stand(word: str) -> str:
    for name, signs in (("left", _CLOSE_LEFT), ("right", _CLOSE_RIGHT), ("both", _CLOSE_BOTH)):
        if word in signs:
            return name
    return word if word in _QUOTES else "word"
