"""Phrase patterns, and every entry of the lists that ship."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from mtqa.grammar.phrases import Phrase, Phrases, read

LISTS = sorted(
    f"{folder}/{item.name}"
    for folder in ("grammar", "calques")
    for item in files("mtqa").joinpath(f"data/{folder}").iterdir()
    if item.name.endswith(".tsv") and item.name not in ("harper.tsv", "irregular_verbs.tsv")
)
SETTINGS = {"margin", "confidence", "then", "unless", "before", "mined"}


def phrase(wrong: str, *right: str, **settings: str) -> Phrase:
    return Phrase(wrong, right, (), settings)


@pytest.mark.parametrize(
    ("pattern", "text", "marked", "replacements"),
    [
        pytest.param(
            phrase("{depend} from", "{depend} on"),
            "It depends from you.",
            "depends from",
            ("depends on",),
            id="third-person",
        ),
        pytest.param(
            phrase("{depend} from", "{depend} on"),
            "Depending from you",
            "Depending from",
            ("Depending on",),
            id="gerund-capital",
        ),
        pytest.param(
            phrase("{make} (a|the) photo", r"{take} \1 photo"),
            "He made the photo.",
            "made the photo",
            ("took the photo", "taken the photo"),
            id="past",
        ),
        pytest.param(
            phrase("{make} (a|the) photo", r"{take} \1 photo"),
            "It has made a photo.",
            "made a photo",
            ("taken a photo", "took a photo"),
            id="participle",
        ),
        pytest.param(
            phrase("{make} (a|the) photo", r"{take} \1 photo"),
            "They make photo art.",
            "make photo",
            ("take photo",),
            id="optional-missing",
        ),
        pytest.param(
            phrase("terrorist {boss/n}", "terrorist {leader/n}"),
            "Terrorist bosses fled.",
            "Terrorist bosses",
            ("Terrorist leaders",),
            id="noun-plural",
        ),
        pytest.param(
            phrase("at|in the age of <n>", r"at the age of \2"),
            "in the age of 25 he",
            "in the age of 25",
            ("at the age of 25",),
            id="number",
        ),
        pytest.param(
            phrase("love to", "love for", then="@noun"), "her love to Paris", "love to", ("love for",), id="then"
        ),
        pytest.param(
            phrase("<n> years old boy", r"\1-year-old boy"),
            "A 15 years old boy",
            "15 years old boy",
            ("15-year-old boy",),
            id="begins-with-number",
        ),
        pytest.param(phrase("it's own", "its own"), "It’s own way", "It’s own", ("Its own",), id="curly-apostrophe"),
        pytest.param(
            phrase("the king ^", r"King \1"),
            "and the king Charles said",
            "the king Charles",
            ("King Charles",),
            id="name",
        ),
        pytest.param(
            phrase("in the end of", "at the end of"),
            "in the\nend of May",
            "in the\nend of",
            ("at the end of",),
            id="line-break",
        ),
    ],
)
def test_finds_and_inflects(pattern: Phrase, text: str, marked: str, replacements: tuple[str, ...]) -> None:
    (match,) = Phrases([pattern]).find(text)
    assert text[match.span.start : match.span.end] == marked
    assert match.replacements == replacements


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param(phrase("the king ^", r"King \1"), "the king said", id="no-capital"),
        pytest.param(phrase("in year", "in"), "in years", id="inside-a-word"),
        pytest.param(phrase("own car", "car"), "own car's door", id="possessive"),
        pytest.param(phrase("go to home", "go home", unless="base"), "go to home base", id="unless"),
        pytest.param(phrase("full play", "full use", before="the|a"), "The full play", id="before"),
        pytest.param(phrase("love to", "love for", then="@noun"), "their love to see", id="then"),
        pytest.param(phrase("fall in", "fall from", unless="@adjunct"), "a fall in 2019", id="adjunct-year"),
        pytest.param(phrase("fall in", "fall from", unless="@adjunct"), "a fall in the last week", id="adjunct-time"),
        pytest.param(phrase("in (the) same", "in the same"), "in the same", id="already-right"),
    ],
)
def test_leaves_alone(pattern: Phrase, text: str) -> None:
    assert list(Phrases([pattern]).find(text)) == []


def test_the_longest_phrase_wins() -> None:
    both = Phrases([phrase("put into", "set"), phrase("put into exploitation", "put into operation")])
    assert [match.replacements for match in both.find("It was put into exploitation.")] == [("put into operation",)]


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_of_a_list_works(name: str) -> None:
    entries = list(read(name))
    for entry in entries:
        assert entry.settings.keys() <= SETTINGS, entry.wrong
        assert all(
            re.fullmatch(r"-?\d+(?:\.\d+)?", entry.settings.get(key, "0")) for key in ("margin", "confidence")
        ), entry
        sample = sample_of(entry.wrong) + (" Paris." if "then" in entry.settings else ".")
        found = list(Phrases([entry]).find(sample))
        assert found, f"{name}: {entry.wrong!r} does not find {sample!r}"
        assert "\\" not in "".join(found[0].replacements), entry


def sample_of(pattern: str) -> str:
    """A text that the pattern should find: the first of every choice."""
    words = []
    for token in re.findall(r"\{[^}]+\}|\([^)]+\)|\S+", pattern):
        simple = {"_": "word", "^": "Name", "<n>": "17", "<year>": "1974", "<day>": "5", "@month": "May",
                  "@weekday": "Monday", "@language": "French"}  # fmt: skip
        if token.startswith("{"):
            words.append(token[1:-1].partition("/")[0])
        elif token.startswith("("):
            continue
        else:
            first = token.split("|")[0]
            words.append(simple.get(first, first))
    return " ".join(words)
