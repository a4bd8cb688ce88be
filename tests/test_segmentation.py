"""Sentences with their places, in the punctuation that machines leave behind."""

from __future__ import annotations

import pytest

from mtqa.segmentation import LONGEST_CHUNK, count_words, lines, segmented, sentences
from mtqa.types import Block, Code, Document, Piece, Span


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n ", [], id="blanks"),
        pytest.param("One came. Two left.", ["One came.", "Two left."], id="two sentences"),
        pytest.param("He hopes to fulfill. based on promises.", None, id="a stray full stop stays inside"),
        pytest.param("Mr. Smith met Dr. Jones in the U.S. on Monday.", None, id="abbreviations"),
        pytest.param("We use the .NET framework.", None, id="a name that starts with a point"),
        pytest.param("He called .push twice.", None, id="the same in small letters"),
        pytest.param("He left .Then she came.", ["He left .", "Then she came."], id="a stop behind a space"),
        pytest.param("It rose by 3.5 percent to 1.2 million.", None, id="decimals"),
        pytest.param("He left! She stayed? No one…", ["He left!", "She stayed?", "No one…"], id="other stops"),
        pytest.param("  Space before. And after.  ", ["Space before.", "And after."], id="blanks at the edges"),
        pytest.param("It isn't here. They can't.", ["It isn't here.", "They can't."], id="contractions"),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str] | None) -> None:
    assert cut(text) == ([text] if expected is None else expected)


def test_a_paragraph_without_an_end_is_cut_at_blanks() -> None:
    text = "word " * (LONGEST_CHUNK // 2)
    pieces = cut(text)
    assert len(pieces) > 1
    assert " ".join(pieces) == text.strip()
    assert max(map(len, pieces)) <= LONGEST_CHUNK


def test_a_word_longer_than_a_chunk_is_cut_and_kept() -> None:
    text = "a" * (2 * LONGEST_CHUNK + 5)
    assert "".join(cut(text)) == text


def test_lines() -> None:
    text = " one. two.\r\n\r\n three "
    assert [text[span.start : span.end] for span in lines(text)] == ["one. two.", "three"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("…", 0), ("a well-known man's 3.5 EU-wide U.S. plan", 7), ("naïve e\u0301tude", 2), ("世界", 1)],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


def test_segments_are_numbered_through_the_document_and_keep_their_places() -> None:
    text = "A &amp; B came. C left.\nD stayed."
    first = Block("A & B came. C left.", (Piece(0, 0, 2, 2), Piece(2, 2, 1, 5), Piece(3, 7, 16, 16)))
    document = Document("x", "text", text, (first, Block.plain("D stayed.", 24)))
    segments = segmented(document).segments
    assert [segment.id for segment in segments] == ["1", "2", "3"]
    assert [text[segment.span.start : segment.span.end] for segment in segments] == [
        "A &amp; B came.",
        "C left.",
        "D stayed.",
    ]
    assert segments[0].to_file(Span(2, 3)) == Span(2, 7)


def test_a_segment_with_a_source_is_not_cut() -> None:
    codes, source_codes = (Code(Span(0, 0), "<b>"),), (Code(Span(5, 5), "<b>"),)
    pieces = (Piece(0, 0, 9, 9),)
    block = Block("One. Two.", pieces, source="Eins. Zwei.", codes=codes, source_codes=source_codes)
    (segment,) = segmented(Document("x", "text", "One. Two.", (block,))).segments
    assert (segment.text, segment.source) == ("One. Two.", "Eins. Zwei.")
    assert (segment.codes, segment.source_codes) == (codes, source_codes)


def test_a_unit_that_was_not_translated_has_a_place() -> None:
    (segment,) = segmented(Document("x", "text", "ab", (Block.plain("", 1, source="Eins."),))).segments
    assert (segment.text, segment.span) == ("", Span(1, 1))
