# ruff: noqa: S311 (seeds make the cases)

from __future__ import annotations

import random

import pytest

from mtqa.train.slips import grammar as g
from mtqa.train.slips import surface as s
from mtqa.train.slips.words import line_of

SEEDS = 60


def written(kind, text):
    """All that a kind makes of a sentence over some seeds."""
    made = set()
    for seed in range(SEEDS):
        line = line_of(text)
        try:
            kind(line, random.Random(seed))
        except IndexError:
            continue
        made.add(line.join())
    return made


CAN = [
    (g.drop_article, "The roof is high.", "Roof is high."),
    (g.drop_article, "She saw a dog.", "She saw dog."),
    (g.add_article, "He died in hospital.", "He died in the hospital."),
    (g.swap_article, "It was an honest answer.", "It was a honest answer."),
    (g.swap_article, "He took the same road.", "He took a same road."),
    (g.swap_article, "The roofs are high.", "A roofs are high."),
    (g.determiner, "These houses are old.", "This houses are old."),
    (g.swap_preposition, "He arrived on Monday.", "He arrived in Monday."),
    (g.drop_preposition, "They listened to music.", "They listened music."),
    (g.add_preposition, "We discussed the plan.", "We discussed about the plan."),
    (g.number, "She has two children.", "She has two child."),
    (g.number, "Every house is old.", "Every houses is old."),
    (g.number, "They lived in houses.", "They lived in house."),
    (g.mass_noun, "We need more information.", "We need more informations."),
    (g.agreement, "She walks home.", "She walk home."),
    (g.tense, "He walked home.", "He walking home."),
    (g.tense, "He walked home yesterday.", "He walk home yesterday."),
    (g.after_auxiliary, "He has taken it.", "He has take it."),
    (g.gerund, "They want to see it.", "They want seeing it."),
    (g.gerund, "She enjoys reading.", "She enjoys to read."),
    (g.drop_to, "They want to see it.", "They want see it."),
    (g.add_to, "He can swim.", "He can to swim."),
    (g.auxiliary, "They are here.", "They is here."),
    (g.drop_auxiliary, "It is happening.", "It happening."),
    (g.drop_auxiliary, "It has taken hours.", "It taken hours."),
    (g.add_auxiliary, "It happened.", "It was happened."),
    (g.irregular, "She caught it.", "She catched it."),
    (g.negation, "He does not know.", "He not know."),
    (g.pronoun, "They saw him.", "They saw he."),
    (g.conjunction, "It is older than Rome.", "It is older then Rome."),
    (g.relative, "The man who left is ill.", "The man which left is ill."),
    (g.confused, "They lost their way.", "They lost there way."),
    (g.quantity, "There is much water.", "There is many water."),
    (g.derivation, "It is an economic question.", "It is an economy question."),
    (g.degree, "The house is bigger.", "The house is more bigger."),
    (g.adverb, "He spoke clearly.", "He spoke clear."),
    (g.doubled_connective, "Although it rained, we went out.", "Although it rained, but we went out."),
    (s.known_misspelling, "They receive it.", "They recieve it."),
    (s.run_together, "There were a lot of them.", "There were alot of them."),
    (s.apart, "He cannot come.", "He can not come."),
    (s.drop_comma, "Now, it is late.", "Now it is late."),
    (s.add_comma, "She said that he left.", "She said, that he left."),
    (s.other_sign, "He left; she stayed.", "He left, she stayed."),
    (s.drop_stop, "It is late.", "It is late"),
    (s.drop_apostrophe, "They don't know.", "They dont know."),
    (s.drop_apostrophe, "Prague's roofs are red.", "Pragues roofs are red."),
    (s.misplaced_apostrophe, "The houses are old.", "The house's are old."),
    (s.drop_genitive, "Anna's house is old.", "Anna house is old."),
    (s.hyphen, "It is a well-known fact.", "It is a well known fact."),
    (s.spaces, "Now, it is late.", "Now , it is late."),
    (s.lower, "We met on Monday.", "We met on monday."),
    (s.upper, "The government fell.", "The Government fell."),
    (s.move_adverb, "She often sings.", "She sings often."),
    (s.swap, "It is late now.", "It is now late."),
    (s.noun_first, "He had a beautiful garden.", "He had a garden beautiful."),
    (s.question_order, "What is it about?", "What it is about?"),
    (s.double, "He went to town.", "He went to to town."),
    (s.filler, "The house is old.", "The house it is old."),
    (s.drop_subject, "Because it is late, we left.", "Because is late, we left."),
    (s.drop_subject, "It is late.", "Is late."),
    (s.drop_word, "The man who left is ill.", "The man left is ill."),
    (s.drop_content, "He wanted to leave early.", "He wanted to early."),
    (s.of_genitive, "Anna's house is old.", "The house of Anna is old."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), CAN, ids=[f"{k.__name__}: {e}" for k, _, e in CAN])
def test_does_what_it_says(kind, text, expected):
    assert expected in written(kind, text)


CANNOT = [
    (g.drop_article, "Dogs bark."), (g.drop_article, "The dogs bark."), (g.swap_article, "The roof is high."),
    (g.number, "She saw the house."), (g.drop_auxiliary, "They will go."), (g.drop_auxiliary, "He has worked."),
    (s.drop_comma, "It rained, and we left."),
    (s.drop_word, "I know that it is late."), (g.add_article, "They left."), (g.drop_preposition, "Dogs bark."),
    (g.mass_noun, "Dogs bark."), (g.agreement, "Anna and Berlin."), (g.add_preposition, "They discussed."),
    (g.irregular, "He walked home."), (g.degree, "The teacher is here."), (g.drop_to, "He went to Berlin."),
    (g.negation, "It is late."), (g.derivation, "He is here."), (s.known_misspelling, "He is here."),
    (s.drop_comma, "It is late."), (s.drop_apostrophe, "It is late."), (s.drop_genitive, "It is late."),
    (s.question_order, "It is late."), (s.drop_stop, "It is late"), (s.apart, "It is late."),
    (s.noun_first, "It is late."), (s.misplaced_apostrophe, "It is late."), (s.typo, "It is so."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), CANNOT, ids=[f"{k.__name__}: {t}" for k, t in CANNOT])
def test_leaves_alone_what_it_cannot_change(kind, text):
    assert written(kind, text) == set()


@pytest.mark.parametrize("kind", [s.typo, s.by_ear], ids=["typo", "by_ear"])
def test_misspelt_words_are_no_words(kind):
    from mtqa.spelling import english

    made = written(kind, "Different sentences mention foreign governments.")
    assert made
    for text in made:
        assert sum(word.strip(".").lower() not in english() for word in text.split()) == 1
