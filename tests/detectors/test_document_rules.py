"""The rules that compare a whole document: they must not compare everything with everything."""

import itertools
import time

import pytest

from mtqa.config import Config
from mtqa.context import Context
from mtqa.models import Models
from mtqa.registry import detectors
from mtqa.segmentation import segmented
from mtqa.types import Block, Document

VOWELS = ["".join(vowels) for vowels in itertools.product("aeiou", repeat=4)]


def document(lines):
    """Lines with many names of one consonant skeleton, many sentences nearly alike, and some furniture."""
    texts = []
    for number in range(lines):
        a, b, c, d = VOWELS[number % len(VOWELS)]
        texts.append(
            f"Yesterday M{a}j{b}h{c}d{d}n spoke about the front line and the frontline of item {number} "
            "with the colour of the center."
        )
        texts.append(
            "Leave a reply" if number % 7 == 0 else "The same sentence is given here again and again and again."
        )
    text = "\n".join(texts)
    starts = itertools.accumulate((len(line) + 1 for line in texts[:-1]), initial=0)
    blocks = tuple(Block.plain(line, start) for line, start in zip(texts, starts, strict=True))
    return segmented(Document("long.txt", "text", text, blocks), "line")


def seconds(rule, lines):
    draft = document(lines)
    config = Config()
    context = Context(draft, config, Models(config), config.options_of(rule))
    start = time.process_time()
    list(rule.check(draft, context))
    return time.process_time() - start


@pytest.mark.parametrize("name", ["furniture", "repetition", "consistency"])
def test_time_grows_with_the_text(name):
    rule = detectors.get(name)
    seconds(rule, 20)
    assert seconds(rule, 1000) < 5 * (50 * seconds(rule, 20)) + 0.2


def test_findings_of_a_kind_are_few():
    draft = document(200)
    config = Config(rules={"consistency": {"most": 2}})
    rule = detectors.get("consistency")
    hits = list(rule.check(draft, Context(draft, config, Models(config), config.options_of(rule))))
    assert 0 < len(hits) <= 2 * 5
