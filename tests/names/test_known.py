"""The list that ships: what it holds, and that no name in it is flagged."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mtqa.names.build import DATA, written
from mtqa.names.known import names
from mtqa.names.search import garblings
from mtqa.names.words import words


def test_every_written_name_is_in_the_built_list() -> None:
    missing = [
        text
        for _, _, texts in written(DATA / "written")
        for text in texts
        if (key := tuple(word.plain for word in words(text))) and len(key) > 1 and key not in names().exact
    ]
    assert missing == [], "build the list again: python -m mtqa.names.build (mtqa/data/names/README.md)"


def test_the_list_is_of_the_promised_size() -> None:
    assert len(names().entities) > 4000
    assert len(list(written(DATA / "written"))) > 1000


def test_keys_stored_in_the_list_are_those_of_its_names() -> None:
    """`related.txt` changes keys; the built list must follow."""
    known = names()
    stale = [
        known.texts[number]
        for number in range(0, len(known.texts), 7)
        if {word.root for word in words(known.texts[number])} != known.roots[number]
    ]
    assert stale == []


@pytest.mark.parametrize("part", range(4))
def test_no_known_name_is_flagged(part: int) -> None:
    """A sample of the names, each in a sentence of its own."""
    texts = [text for entity in names().entities[part::20] for text in entity.names]
    flagged = [text for text in texts if list(garblings(f"The {text} was named.", names()))]
    assert flagged == []


def test_other_rules_never_load_the_list() -> None:
    code = (
        "import sys; from mtqa.config import Config; from mtqa.engine import check;"
        "from mtqa.readers.text import TextReader;"
        "check(TextReader().read(b'The World Bank said .', 'x'), Config(select=('typography',)));"
        "sys.exit('mtqa.names.known' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
