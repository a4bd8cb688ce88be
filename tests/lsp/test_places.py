"""Offsets and positions: each way and back, in every encoding, beside what Python's codecs count."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls", reason="the language server's extra is not installed: pip install 'mtqa[lsp]'")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind

from mtqa.lsp.edits import changes
from mtqa.lsp.places import Places
from mtqa.rewriting import rewritten

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.lists(
    st.sampled_from(["a", " ", "\n", "\r\n", "\r", "é", "e\u0301", "😀", "中", "\u2028", "\x0b", "👩‍👧"])
).map("".join)


@given(TEXTS, st.sampled_from([*UNITS]))
def test_every_offset_comes_back(text: str, encoding: str) -> None:
    places = Places(text, PositionEncodingKind(encoding))
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # no place of an editor is within a line end
        assert places.offset(places.position(offset)) == offset


@given(TEXTS, st.sampled_from([*UNITS]))
def test_a_position_counts_units_of_its_line(text: str, encoding: str) -> None:
    places, (codec, size) = Places(text, encoding), UNITS[encoding]
    for offset in range(len(text) + 1):
        before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if text[offset - 1 : offset + 1] != "\r\n":
            assert places.position(offset) == Position(len(before) - 1, len(before[-1].encode(codec)) // size)


BEYOND = [
    pytest.param("ab\r\ncd", Position(0, 99), 2, id="behind a line: its end"),
    pytest.param("ab\ncd", Position(99, 0), 5, id="behind the text: its end"),
    pytest.param("😀b", Position(0, 1), 0, id="within a character: its start"),
    pytest.param("", Position(0, 0), 0, id="an empty text"),
]


@pytest.mark.parametrize(("text", "position", "offset"), BEYOND)
def test_places_that_are_none(text: str, position: Position, offset: int) -> None:
    assert Places(text).offset(position) == offset


@given(TEXTS, TEXTS)
def test_changes_make_the_one_text_into_the_other(old: str, new: str) -> None:
    assert rewritten(old, changes(old, new)) == new


def test_changes_are_no_more_than_what_differs() -> None:
    old = "First line.\r\nIt costs $ 2 now.\r\nLast line."
    edits = list(changes(old, old.replace("$ 2", "$2")))
    assert [(old[one.start : one.end], one.text) for one in edits] == [(" ", "")]
