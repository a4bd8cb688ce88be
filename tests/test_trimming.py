"""A correction is no larger than it needs to be, and still puts the same text in place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.trimming import trimmed
from mtqa.types import Span

TEXT = "He made emphasis on the role of of peace."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("emphasis on", "emphasis of", ("on", "of"), id="one word"),
        pytest.param("made emphasis on the", "put emphasis in the", ("made emphasis on", "put emphasis in"), id="two"),
        pytest.param(
            "role of of peace", "role of peace", ("of peace", "peace"), id="left out, shown with the next word"
        ),
        pytest.param("role of of", "role of", ("of of", "of"), id="left out at the end, shown with the word before"),
        pytest.param("on the role", "on the big role", ("role", "big role"), id="put in, shown with the next word"),
        pytest.param("made", "laid", ("made", "laid"), id="all of it"),
    ],
)
def test_what_is_shown(old: str, new: str, expected: tuple[str, str]) -> None:
    start = TEXT.index(old)
    span, text = trimmed(TEXT, Span(start, start + len(old)), new)
    assert (TEXT[span.start : span.end], text) == expected


def test_the_marked_words_stay() -> None:
    start = TEXT.index("emphasis")
    keep = Span(start, start + len("emphasis on"))
    span, text = trimmed(TEXT, Span(0, len(TEXT)), TEXT.replace("emphasis on", "emphasis of"), keep=keep)
    assert (span, text) == (keep, "emphasis of")


WORDS = st.lists(st.sampled_from(["a", "bb", "a,", "c"]), max_size=6).map(" ".join)


@given(before=WORDS, old=WORDS, after=WORDS, new=WORDS, kept=st.booleans())
def test_the_same_text_comes_out(before: str, old: str, after: str, new: str, *, kept: bool) -> None:
    text = before + old + after
    place = Span(len(before), len(before) + len(old))
    span, shown = trimmed(text, place, new, keep=place if kept else None)
    assert text[: span.start] + shown + text[span.end :] == before + new + after
    assert place.start <= span.start <= span.end <= place.end
