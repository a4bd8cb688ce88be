"""How the words of names are cut, normalised and related."""

from __future__ import annotations

import pytest

from mtqa.names.words import Relation, near, relations, words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Organisation of Islamic Co-operation", ["organization", "islamic", "cooperation"]),
        ("UN Security Council", ["united", "nations", "security", "council"]),
        ("U.S. Department of Labour", ["united", "states", "department", "labor"]),
        ("Non-Proliferation Treaty", ["nonproliferation", "treaty"]),
        ("Nuclear-Test-Ban Treaty", ["nuclear", "test", "ban", "treaty"]),
        ("People's Bank of China", ["people", "bank", "china"]),
        ("Centers for Medicare & Medicaid Services", ["centers", "medicare", "medicaid", "services"]),
    ],
)
def test_content_words_are_normalised(text: str, plain: list[str]) -> None:
    assert [word.plain for word in words(text)] == plain


@pytest.mark.parametrize("text", ["The Anti-Doping Code", "UN's Co-operation Council", "U.N. Charter"])
def test_offsets_give_the_words_as_they_stand(text: str) -> None:
    for word in words(text, 0):
        found = text[word.start : word.end]
        assert found == found.strip()
        assert found[0].isalnum()
        assert not found.endswith("'s")


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("Court", "Court", Relation.SAME),
        ("Defence", "Defense", Relation.SAME),
        ("Economy", "Economic", Relation.FORM),
        ("Penal", "Criminal", Relation.KIN),
        ("Wolrd", "World", Relation.SPELLING),
        ("American", "Atlantic", Relation.PLACE),
        ("Cricket", "Criminal", Relation.NONE),
        ("Chamber", "Court", Relation.NONE),
    ],
)
def test_relations(text: str, name: str, relation: Relation) -> None:
    assert relations().relation(next(words(text)), next(words(name))) is relation


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("untied", "united", True),
        ("protocole", "protocol", True),
        ("wolrd", "world", True),
        ("trade", "trace", True),
        ("bank", "band", False),
        ("council", "counsels", False),
        ("nation", "station", False),
    ],
)
def test_near_spellings(one: str, other: str, *, expected: bool) -> None:
    assert near(one, other) is expected
