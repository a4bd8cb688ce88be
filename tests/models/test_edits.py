from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.grammar.transforms import TRANSFORMS
from mtqa.models.edits import EditVocabulary, applied
from mtqa.models.pieces import word_spans

MAN = "However, he was a old man in the house."
TAGS = [
    *TRANSFORMS, "KEEP", "DELETE", "SWAP", "MERGE_SPACE", "MERGE_HYPHEN", "APPEND_the", "APPEND_a", "APPEND_,",
    "APPEND_.", 'APPEND_"', "APPEND_(", "APPEND_'", "REPLACE_a", "REPLACE_,", "REPLACE_)", "REPLACE_it",
    "REPLACE_English", "APPEND_-", "APPEND_", "NONE",
]  # fmt: skip
WORDS = st.sampled_from(
    [
        "the",
        "a",
        "an",
        "The",
        "A",
        "An",
        "old",
        "hour",
        "Hour",
        "I",
        "man",
        "men",
        "was",
        "boxes",
        "alot",
        "recieve",
        "U.S.",
        "NGO",
        ".",
        ",",
        "!",
        '"',
        "'",
        "(",
        ")",
        "/",
        "-",
        "–",
        "_",
        "“",
        "”",
        "$",
        "5",
        "%",
        "he's",
        "well-known",
        "quickly",
        "ß",
        "ŉ",
        "İ",
        "字",
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS).map("".join))


@pytest.mark.parametrize(
    ("text", "tag", "word", "result"),
    [
        pytest.param(MAN, "DELETE", "old", "However, he was a man in the house.", id="delete takes one space"),
        pytest.param(MAN, "DELETE", "house", "However, he was a old man in the.", id="delete before a full stop"),
        pytest.param(MAN, "DELETE", ",", "However he was a old man in the house.", id="delete a sign"),
        pytest.param("(Very old) men", "DELETE", "Very", "(Old) men", id="delete in brackets at the start"),
        pytest.param("The cat sat.", "DELETE", "The", "Cat sat.", id="delete the first word"),
        pytest.param("He left. Then she came.", "DELETE", "Then", "He left. She came.", id="delete a later first word"),
        pytest.param("the cat sat.", "DELETE", "the", "cat sat.", id="delete a first word without a capital"),
        pytest.param("and/or else", "DELETE", "/", "and or else", id="delete between words"),
        pytest.param(MAN, "APPEND_,", "man", "However, he was a old man, in the house.", id="append a comma"),
        pytest.param(MAN, "APPEND_very", "a", "However, he was a very old man in the house.", id="append a word"),
        pytest.param("He is man", "APPEND_a", "is", "He is a man", id="append a"),
        pytest.param("He is engineer", "APPEND_a", "is", "He is an engineer", id="append an"),
        pytest.param("a man", "APPEND_honest", "a", "an honest man", id="append after an article"),
        pytest.param("He said yes and left", "APPEND_.", "yes", "He said yes. And left", id="append a full stop"),
        pytest.param("the men (two left", "APPEND_)", "two", "the men (two) left", id="append a bracket"),
        pytest.param('he said "yes', 'APPEND_"', "yes", 'he said "yes"', id="append a closing quote"),
        pytest.param("he said yes", 'APPEND_"', "said", 'he said "yes', id="append an opening quote"),
        pytest.param("The cat sat.", "APPEND_suddenly", None, "Suddenly the cat sat.", id="start"),
        pytest.param("London is big.", "APPEND_today", None, "Today London is big.", id="start before a name"),
        pytest.param("The cat sat.", "APPEND_“", None, "“The cat sat.", id="start with a sign"),
        pytest.param(MAN, "REPLACE_a", "a", "However, he was an old man in the house.", id="a becomes an"),
        pytest.param("only an “pure” will", "REPLACE_a", "an", "only a “pure” will", id="an becomes a before a quote"),
        pytest.param(MAN, "REPLACE_a", "the", "However, he was a old man in a house.", id="replace by a"),
        pytest.param("a big man", "REPLACE_old", "big", "an old man", id="replace after an article"),
        pytest.param("The man left.", "REPLACE_a", "The", "A man left.", id="replace keeps a capital"),
        pytest.param("Speaker English", "REPLACE_I", "Speaker", "I English", id="replace by a cased word"),
        pytest.param("One end. The other", "REPLACE_,", ".", "One end, the other", id="replace a full stop"),
        pytest.param("one end - the other", "REPLACE_,", "-", "one end, the other", id="replace a dash"),
        pytest.param("the Minister said", "CASE_LOWER", "Minister", "the minister said", id="lower case"),
        pytest.param("in london", "CASE_CAPITAL", "london", "in London", id="capital"),
        pytest.param("the nato", "CASE_UPPER", "nato", "the NATO", id="upper case"),
        pytest.param("to day", "MERGE_SPACE", "to", "today", id="merge"),
        pytest.param("a well known man", "MERGE_HYPHEN", "well", "a well-known man", id="merge by a hyphen"),
        pytest.param("a well-known man", "SPLIT_HYPHEN", "well-known", "a well known man", id="split at a hyphen"),
        pytest.param("thanks alot", "SPLIT_WORD", "alot", "thanks a lot", id="split a word"),
        pytest.param("Two men", "NOUN_SINGULAR", "men", "Two man", id="singular"),
        pytest.param("Box here", "NOUN_PLURAL", "Box", "Boxes here", id="plural"),
        pytest.param("He taken it", "VERB_VBD", "taken", "He took it", id="past"),
        pytest.param("They are here", "VERB_VBD", "are", "They were here", id="be keeps its number"),
        pytest.param("the hospital roof", "POSSESSIVE", "hospital", "the hospital's roof", id="possessive"),
        pytest.param("“the hospital’ roof’", "POSSESSIVE", "roof", "“the hospital’ roof’s’", id="curly possessive"),
        pytest.param("go slow", "ADVERB", "slow", "go slowly", id="adverb"),
        pytest.param("Goverment fell", "SPELL", "Goverment", "Government fell", id="spelling keeps a capital"),
        pytest.param("Also he came.", "SWAP", "Also", "He also came.", id="swap at the start"),
        pytest.param("Mr. Old left", "DELETE", ".", "Mr Old left", id="abbreviation"),
    ],
)
def test_what_a_tag_does(text, tag, word, result):
    spans = word_spans(text)
    index = 0 if word is None else 1 + [text[start:end] for start, end in spans].index(word)
    assert applied(text, {index: tag}) == result


@pytest.mark.parametrize(
    ("text", "tag", "index"),
    [
        pytest.param("the cat", "SWAP", 2, id="no next word to change places with"),
        pytest.param("the cat", "MERGE_SPACE", 2, id="no next word to join"),
        pytest.param("cat.", "MERGE_SPACE", 1, id="joined already"),
        pytest.param("the cat", "VERB_VBD", 1, id="no verb"),
        pytest.param("the cats", "NOUN_PLURAL", 2, id="plural already"),
        pytest.param("the cat", "SPELL", 2, id="spelt well"),
        pytest.param("a cat", "REPLACE_a", 1, id="the article is right"),
        pytest.param("the cat", "REPLACE_cat", 2, id="the same word"),
        pytest.param("the cat", "DELETE", 0, id="START cannot go"),
        pytest.param("the cat", "KEEP", 1, id="keep"),
        pytest.param("the cat", "DELETE", 3, id="no such word"),
        pytest.param("", "APPEND_a", 0, id="no words"),
    ],
)
def test_tags_that_do_not_apply(text, tag, index):
    assert applied(text, {index: tag}) == text


@pytest.mark.parametrize(
    ("text", "tags", "result"),
    [
        pytest.param("The black a cat", {1: "DELETE", 2: "DELETE"}, "A cat", id="two first words go"),
        pytest.param("Then he go", {1: "DELETE", 2: "REPLACE_she", 3: "VERB_VBZ"}, "She goes", id="new first word"),
        pytest.param("a big man", {1: "REPLACE_a", 2: "REPLACE_old"}, "an old man", id="article before a change"),
        pytest.param("hard - work", {1: "MERGE_SPACE", 2: "MERGE_SPACE"}, "hard-work", id="three become one"),
        pytest.param("to day he", {1: "MERGE_SPACE", 2: "DELETE"}, "to he", id="nothing to join"),
        pytest.param("a b c", {1: 'APPEND_"', 2: 'APPEND_"'}, 'a "b" c', id="a pair of quotes"),
        pytest.param("is it cats", {1: "SWAP", 2: "APPEND_,"}, "it is, cats", id="swap and append"),
        pytest.param("is it cats", {1: "SWAP", 2: "DELETE"}, "is cats", id="nothing to change places with"),
    ],
)
def test_tags_together(text, tags, result):
    assert applied(text, tags) == result


@given(TEXTS, st.dictionaries(st.integers(0, 12), st.sampled_from(["KEEP", "NONE", "APPEND", "", "REPLACE_"])))
def test_tags_that_change_nothing_leave_any_text_as_it_is(text, tags):
    assert applied(text, tags) == text


@given(TEXTS, st.dictionaries(st.integers(0, 12), st.sampled_from(TAGS)))
def test_any_tags_go_onto_any_text(text, tags):
    assert isinstance(applied(text, tags), str)


def test_a_vocabulary_is_written_and_read(tmp_path):
    vocabulary = EditVocabulary.commonest({"APPEND_,": 2, "KEEP": 9, "DELETE": 2, "SWAP": 1}, 3)
    vocabulary.write(tmp_path / "tags.txt")
    again = EditVocabulary.read(tmp_path / "tags.txt")
    assert again == vocabulary
    assert again.tags == ("KEEP", "APPEND_,", "DELETE")
    assert [again.index(tag) for tag in ("KEEP", "DELETE", "SWAP")] == [0, 2, None]


@pytest.mark.parametrize("tags", [(), ("DELETE", "KEEP"), ("KEEP", "SWAP", "SWAP")])
def test_a_vocabulary_begins_with_keep_and_has_no_doubles(tags):
    with pytest.raises(ValueError, match="KEEP"):
        EditVocabulary(tags)
