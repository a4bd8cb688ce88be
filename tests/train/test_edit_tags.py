from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.models.edits import applied
from mtqa.models.pieces import word_spans
from mtqa.train.edit_tags import passes, tags_between

WORDS = st.lists(
    st.sampled_from(["The", "the", "old", "cat", "cats", "sat", "sit", ".", ",", "A-b", "b", "I", "London"]), max_size=9
).map(" ".join)


def changes(tags):
    return {index: tag for index, tag in enumerate(tags) if tag != "KEEP"}


@pytest.mark.parametrize(
    ("wrong", "right", "tags"),
    [
        pytest.param("He left.", "He left.", {}, id="nothing"),
        pytest.param("He go home.", "He goes home.", {2: "VERB_VBZ"}, id="verb"),
        pytest.param("He has took it.", "He has taken it.", {3: "VERB_VBN"}, id="irregular participle"),
        pytest.param("It was publish late.", "It was published late.", {3: "VERB_VBN"}, id="regular participle"),
        pytest.param("He publish it.", "He published it.", {2: "VERB_VBD"}, id="past"),
        pytest.param("These need a fix.", "This needs a fix.", {1: "REPLACE_this", 2: "VERB_VBZ"}, id="verb, not noun"),
        pytest.param("The needs of it", "The need of it", {2: "NOUN_SINGULAR"}, id="noun, not verb"),
        pytest.param("Two cat sat.", "Two cats sat.", {2: "NOUN_PLURAL"}, id="plural before a verb form"),
        pytest.param("In london now", "In London now", {2: "CASE_CAPITAL"}, id="capital"),
        pytest.param("the cat sat.", "The cat sat.", {1: "CASE_CAPITAL"}, id="capital at the start"),
        pytest.param("The goverment fell.", "The government fell.", {2: "SPELL"}, id="spelling"),
        pytest.param("The hospital roof", "The hospital’s roof", {2: "POSSESSIVE"}, id="possessive"),
        pytest.param("He drives slow.", "He drives slowly.", {3: "ADVERB"}, id="adverb"),
        pytest.param("He went in home.", "He went home.", {3: "DELETE"}, id="delete"),
        pytest.param("The cat the sat.", "The cat sat.", {3: "DELETE"}, id="delete one of two alike"),
        pytest.param("Suddenly the cat sat.", "The cat sat.", {1: "DELETE"}, id="delete the first"),
        pytest.param("The cat sat.", "Suddenly the cat sat.", {0: "APPEND_suddenly"}, id="put in first"),
        pytest.param("He is engineer.", "He is an engineer.", {2: "APPEND_a"}, id="article"),
        pytest.param("He is a engineer.", "He is an engineer.", {3: "REPLACE_a"}, id="form of an article"),
        pytest.param("It is a big car.", "It is an old car.", {4: "REPLACE_old"}, id="the article follows by itself"),
        pytest.param("The cat sat on chair.", "A cat sat on chair.", {1: "REPLACE_a"}, id="replace the first"),
        pytest.param("He depends of it.", "He depends on it.", {3: "REPLACE_on"}, id="preposition"),
        pytest.param("He came however.", "He came, however.", {2: "APPEND_,"}, id="comma"),
        pytest.param("I it saw.", "I saw it.", {2: "SWAP"}, id="swap"),
        pytest.param("He can not go to day.", "He cannot go today.", {2: "MERGE_SPACE", 5: "MERGE_SPACE"}, id="merge"),
        pytest.param("a well known man", "a well-known man", {2: "MERGE_HYPHEN"}, id="hyphen"),
        pytest.param("a day to day job", "a day-to-day job", {2: "MERGE_HYPHEN", 3: "MERGE_HYPHEN"}, id="two hyphens"),
        pytest.param("the north-west wind", "the north west wind", {2: "SPLIT_HYPHEN"}, id="no hyphen"),
        pytest.param("He has alot to do.", "He has a lot to do.", {3: "SPLIT_WORD"}, id="two words"),
        pytest.param("He came. And left.", "He came and left.", {3: "DELETE"}, id="two sentences become one"),
        pytest.param("He met the Angela.", "He met Merkel.", {3: "DELETE", 4: "REPLACE_Merkel"}, id="a name"),
    ],
)
def test_one_pass(wrong, right, tags):
    found = tags_between(wrong, right)
    assert changes(found) == tags
    assert len(found) == len(word_spans(wrong)) + 1
    assert applied(wrong, changes(found)).replace("’", "'") == right.replace("’", "'")


@pytest.mark.parametrize(
    ("wrong", "right", "count"),
    [
        pytest.param("He left.", "He left.", 1, id="nothing"),
        pytest.param("The cat sat.", "The big old cat sat.", 3, id="two words at one place"),
        pytest.param("goverments fell.", "The governments fell.", 3, id="start"),
        pytest.param("He go to the home.", "He has gone home.", 2, id="a form and a word before it"),
    ],
)
def test_passes_end_with_the_right_text(wrong, right, count):
    found = passes(wrong, right)
    text, tags = found[-1]
    assert len(found) == count
    assert applied(text, changes(tags)) == right


def test_passes_are_no_more_than_asked_for():
    assert len(passes("He.", "He one two three four.", most=2)) == 2


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_tags(wrong, right):
    tags = tags_between(wrong, right)
    assert len(tags) == len(word_spans(wrong)) + 1
    assert isinstance(applied(wrong, changes(tags)), str)


@given(WORDS.filter(word_spans), WORDS)
def test_a_pass_comes_nearer(wrong, right):
    end = passes(wrong, right, most=20)[-1][0]
    assert [end[a:b] for a, b in word_spans(end)] == [right[a:b] for a, b in word_spans(right)]


def test_long_texts_are_paired_too():
    wrong, right = "old cat " * 100, "cats sat " * 90
    assert len(tags_between(wrong, right)) == 201
