"""What is to be kept in a text, and what only looks so."""

from __future__ import annotations

import pytest

from mtqa.bilingual.placeholders import broken_pairs, tokens
from mtqa.types import Code, Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hi {name}, {0} of %d and %(n)s", ["{name}", "{0}", "%d", "%(n)s"]),
        ("${x} {{ user.name }} %1$s %@ %%", ["${x}", "{{ user.name }}", "%1$s", "%@", "%%"]),
        ("<b>bold</b> &amp; <br/>", ["<b>", "</b>", "&amp;", "<br/>"]),
        ("see https://example.org/a?b=c.", ["https://example.org/a?b=c"]),
        ("mail a.b@example.org, please", ["a.b@example.org"]),
        ("{n, plural, one {# file} other {# files}}", ["{n, plural"]),
        ("run `make test` now", ["`make test`"]),
        ("50% off, 100 % sure, 5 < 6 and 7 > 3", []),
        ("50% discount", []),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert [token.text for token in tokens(text)] == found


def test_codes_of_the_format_count_as_tags() -> None:
    codes = (Code(Span(0, 1), 'x id="1"'),)
    assert [(token.kind, token.text) for token in tokens("\ufffc here", codes)] == [("tag", 'x id="1"')]


@pytest.mark.parametrize(
    ("text", "wrong"), [("<b><i>a</i></b>", []), ("</b>a<b>", ["</b>"]), ("<b><i>a</b></i>", ["</b>"])]
)
def test_broken_pairs(text: str, wrong: list[str]) -> None:
    assert [token.text for token in broken_pairs(tokens(text))] == wrong
