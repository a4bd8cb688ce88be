"""Double quotation marks: turned the wrong way, spaced on the inside, or one of a pair missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.types import Hit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.typesetting.paragraph import Paragraph

OPENING, CLOSING, STRAIGHT = "“", "”", '"'

_MARK = re.compile(r"[“”\"]")
_WORD_BEFORE = re.compile(r"[\w'’%)\].,!?…-]+\s*$")
_WORD_AFTER = re.compile(r"\s*[\w'’(\[-]+")
_SAYING = re.compile(
    r"(?:(?:he|she|they|it|we|I|the [a-z]+|[A-Z][a-z]+)\s+)?"
    r"(?:said|says|say|adds|added|asked|asks|told|tells|replied|explained|explains|stressed|noted|notes|warned|stated"
    r"|wrote|writes|insisted|argued|claimed|concluded|continued|declared|admitted|confirmed|recalled|announced"
    r"|remarked|commented|emphasi[sz]ed|reported|quoted|according to)\b"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A double quotation mark in its paragraph, with the characters around it and whether a quotation is open."""

    at: int
    character: str
    before: str
    after: str
    inside: bool

    @property
    def opens_by_place(self) -> bool:
        """A space or the start before it, and none after it."""
        return (not self.before or self.before.isspace() or self.before in "([—–-/") and bool(self.after.strip())

    @property
    def closes_by_place(self) -> bool:
        """No space before it, and a space, the end or punctuation after it."""
        return bool(self.before.strip()) and (not self.after.strip() or self.after in ".,;:!?)]—–-…/'’")


def marks_of(text: str) -> list[Mark]:
    """The double quotation marks of a paragraph, in order. Inch marks (`6' 2"`, `a 12" record`) are left out."""
    marks: list[Mark] = []
    inside = False
    for match in _MARK.finditer(text):
        at, character = match.start(), match.group()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if character == STRAIGHT and before.isdigit() and not inside:
            continue
        marks.append(Mark(at, character, before, after, inside))
        inside = {OPENING: True, CLOSING: False, STRAIGHT: not inside}[character]
    return marks


def turned_marks(paragraph: Paragraph) -> Iterator[Hit]:
    """Marks that open where a quotation closes, and the reverse."""
    text = paragraph.full
    marks = marks_of(text)
    for index, mark in enumerate(marks):
        # After „ the mark “ closes, as in German; `foreign_marks` shows the pair.
        if not paragraph.start <= mark.at < paragraph.end or "„" in text[: mark.at]:
            continue
        following = marks[index + 1] if index + 1 < len(marks) else None
        if mark.character == CLOSING and mark.opens_by_place and not mark.inside:
            straight = following is not None and following.character == STRAIGHT
            yield _turned(paragraph, mark, STRAIGHT if straight else OPENING, "closes a quotation where one opens")
        elif _misses_its_space(mark, following):
            yield _spaced_out(paragraph, mark)
        elif mark.character == OPENING and mark.closes_by_place and (mark.inside or mark.after != "-"):
            straight = mark.inside and index > 0 and marks[index - 1].character == STRAIGHT
            yield _turned(paragraph, mark, STRAIGHT if straight else CLOSING, "opens a quotation where one closes")
        elif _opens_before_saying(text, mark, following):
            yield _moved(paragraph, mark)


def _misses_its_space(mark: Mark, following: Mark | None) -> bool:
    """`named“ Kite ”`: it does open a quotation, but the space stands on its wrong side."""
    closed = following is not None and following.character == CLOSING
    return mark.character == OPENING and mark.before.isalnum() and mark.after.isspace() and not mark.inside and closed


def _opens_before_saying(text: str, mark: Mark, following: Mark | None) -> bool:
    """`…ends here, “said Mujahid`: inside a quotation, after punctuation, before words that say who speaks."""
    if mark.character == CLOSING or not mark.inside or not mark.after.strip():
        return False
    start = text[: mark.at].rstrip()
    if not start.endswith((",", ".", "!", "?")) or (mark.character == OPENING and start.endswith(":")):
        return False
    if _SAYING.match(text, mark.at + 1):
        return True
    # Without such words, a second opening mark after it shows that this one ought to have closed.
    return (
        mark.character == OPENING and mark.after.islower() and following is not None and following.character == OPENING
    )


def spaced_marks(paragraph: Paragraph) -> Iterator[Hit]:
    """Marks with a space on the inside: `“ word”`, `"word "`."""
    text = paragraph.full
    marks = marks_of(text)
    paired = len(marks) % 2 == 0
    for index, mark in enumerate(marks):
        if not paragraph.start <= mark.at < paragraph.end or not _quotes_words(text, marks, index):
            continue
        opens = mark.character == OPENING or (mark.character == STRAIGHT and paired and not mark.inside)
        closes = mark.character == CLOSING or (mark.character == STRAIGHT and paired and mark.inside)
        if opens and mark.after.isspace() and not mark.before.strip():
            yield _without_space(paragraph, mark, after=True)
        elif closes and mark.before.isspace() and not (mark.after.strip() and mark.after not in ".,;:!?"):
            yield _without_space(paragraph, mark, after=False)


def _quotes_words(text: str, marks: Sequence[Mark], index: int) -> bool:
    """Whether a letter stands between this mark and the other one of its pair: `", "` quotes a mark."""
    if marks[index].inside:
        start, end = marks[index - 1].at if index else 0, marks[index].at
    else:
        start, end = marks[index].at, marks[index + 1].at if index + 1 < len(marks) else len(text)
    return any(character.isalpha() for character in text[start:end])


def unpaired_marks(paragraph: Paragraph, others: Sequence[str]) -> Iterator[Hit]:
    """The mark that has no partner, where neither this paragraph nor those around it (`others`) hold one."""
    if not paragraph.whole or any(_balance(text) for text in others):
        return
    text = paragraph.full
    marks = marks_of(text)
    lone = _lone(marks)
    if lone is None or not paragraph.start <= lone.at < paragraph.end:
        return
    if lone.opens_by_place:
        message = "This quotation is opened and never closed: a reader cannot tell where the quoted words end."
    else:
        message = "This quotation is closed but was never opened: a reader cannot tell where the quoted words begin."
    # People drop a mark as often as machines do, and a text with a sentence on a line hides where paragraphs end.
    confidence = 0.6 if paragraph.before or paragraph.after else 0.4
    yield Hit(_around(paragraph, lone), message, confidence=confidence)


def goes_on(following: str) -> bool:
    """Whether the next paragraph opens with a mark: a quotation of several paragraphs closes only the last."""
    return following.lstrip().startswith((OPENING, STRAIGHT))


def _balance(text: str) -> int:
    curly = text.count(OPENING) - text.count(CLOSING)
    return curly or len([mark for mark in marks_of(text) if mark.character == STRAIGHT]) % 2


def _lone(marks: Sequence[Mark]) -> Mark | None:
    """The one mark without a partner, or None when all are paired or the case is not plain."""
    waiting: list[Mark] = []
    lone: list[Mark] = []
    for mark in marks:
        if mark.opens_by_place:
            waiting.append(mark)
        elif mark.closes_by_place:
            if waiting:
                waiting.pop()
            else:
                lone.append(mark)
        else:
            return None
    lone += waiting
    return lone[0] if len(lone) == 1 else None


def _bounds(paragraph: Paragraph, mark: Mark) -> tuple[str, str, int]:
    at = mark.at - paragraph.start
    before = _WORD_BEFORE.search(paragraph.text[:at])
    after = _WORD_AFTER.match(paragraph.text, at + 1)
    return before.group() if before else "", after.group() if after else "", at


def _around(paragraph: Paragraph, mark: Mark) -> Span:
    """The mark with the word that it touches."""
    before, after, at = _bounds(paragraph, mark)
    if mark.opens_by_place:
        return Span(at, at + 1 + len(after))
    return Span(at - len(before), at + 1)


def _turned(paragraph: Paragraph, mark: Mark, right: str, what: str) -> Hit:
    at = mark.at - paragraph.start
    return Hit(_around(paragraph, mark), f"The quotation mark {what}.", (right,), confidence=0.9, edit=Span(at, at + 1))


def _moved(paragraph: Paragraph, mark: Mark) -> Hit:
    """The mark belongs to the word before it: close there, and put the space after it."""
    before, after, at = _bounds(paragraph, mark)
    span = Span(at - len(before), at + 1 + len(after))
    right = STRAIGHT if mark.character == STRAIGHT else CLOSING
    return Hit(
        span, "The quotation ends here, but the mark opens one: it belongs to the word before it.",
        (f"{before.rstrip()}{right} {after}",), confidence=0.9,
    )  # fmt: skip


def _spaced_out(paragraph: Paragraph, mark: Mark) -> Hit:
    before, after, at = _bounds(paragraph, mark)
    span = Span(at - len(before), at + 1 + len(after))
    return Hit(
        span,
        "The space belongs before this quotation mark, not after it.",
        (f"{before} {mark.character}{after.lstrip()}",),
        confidence=0.9,
    )


def _without_space(paragraph: Paragraph, mark: Mark, *, after: bool) -> Hit:
    before_word, after_word, at = _bounds(paragraph, mark)
    if after:
        span = Span(at, at + 1 + len(after_word))
        right = mark.character + after_word.lstrip()
    else:
        span = Span(at - len(before_word), at + 1)
        right = before_word.rstrip() + mark.character
    return Hit(span, "English puts no space inside quotation marks.", (right,), confidence=0.8)
