"""Slips of grammar: articles, prepositions, number, verbs, pronouns, connectives, degree.

Each kind changes the line it is given. It raises IndexError where it finds nothing that it could change.
"""

# ruff: noqa: PLR2004 (shares of a recipe)

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.inflection import article, verb
from mtqa.train.slips import tables as t
from mtqa.train.slips.lexicon import family, nouns, regular_past, verbs
from mtqa.train.slips.words import known, pick

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from mtqa.train.slips.words import Line

_LEADS_VERB = t.SUBJECTS | t.AUXILIARIES | {"to", "not"}
# Words after which a noun phrase may begin without an article.
_BARE = frozenset(t.PREPOSITIONS) | t.BE | {"and", "have"}
_LEADS_NOUN = frozenset(t.DETERMINERS) | t.ARTICLES | frozenset(t.PREPOSITIONS)


def drop_article(line: Line, rng: random.Random) -> None:
    line.drop(pick(rng, line.free(t.ARTICLES)))


def add_article(line: Line, rng: random.Random) -> None:
    """Before a noun, or a word before it, that follows a preposition or verb without one."""
    places = [
        i
        for i in line.plain(3)
        if line.at(i) not in t.FUNCTION
        and line.at(i - 1) in _BARE
        and (line.at(i) in nouns() or line.at(i + 1) in nouns())
    ]
    i = pick(rng, places)
    line.put(i, "the" if rng.random() < 0.7 else article(line.at(i)))


def swap_article(line: Line, rng: random.Random) -> None:
    i = pick(rng, line.free(t.ARTICLES))
    other = {"a": "an", "an": "a"}.get(line.at(i))
    if other and rng.random() < 0.4:
        line[i].set(other)
    else:
        line[i].set("the" if other else article(line.at(i + 1) or "x"))


def _exchange(name: str, table: dict[str, list[str]]) -> Callable[[Line, random.Random], None]:
    def kind(line: Line, rng: random.Random) -> None:
        i = pick(rng, line.free(table))
        options = table[line.at(i)]
        line[i].set(options[pick(rng, list(range(len(options))))])

    kind.__name__ = name
    return kind


determiner = _exchange("determiner", t.DETERMINERS)
swap_preposition = _exchange("swap_preposition", t.PREPOSITIONS)
pronoun = _exchange("pronoun", t.PRONOUNS)
conjunction = _exchange("conjunction", t.CONJUNCTIONS)
relative = _exchange("relative", t.RELATIVES)
confused = _exchange("confused", t.CONFUSED)
quantity = _exchange("quantity", t.QUANTITIES)
auxiliary = _exchange("auxiliary", t.MODALS)


def drop_preposition(line: Line, rng: random.Random) -> None:
    line.drop(pick(rng, [i for i in line.free(t.PREPOSITIONS) if i]))


def add_preposition(line: Line, rng: random.Random) -> None:
    places = [i for i in line.free(t.EXTRA_AFTER) if line.at(i + 1) in _LEADS_NOUN - frozenset(t.PREPOSITIONS)]
    i = pick(rng, places)
    line.put(i + 1, t.EXTRA_AFTER[line.at(i)])


def number(line: Line, rng: random.Random) -> None:
    """A noun in the other number: after a word that leads a noun phrase, or before a sign or preposition."""
    table = nouns()
    places = [
        i
        for i in line.free(table)
        if line.at(i - 1) not in _LEADS_VERB and (line.at(i) not in verbs() or line.at(i - 1) in _LEADS_NOUN)
    ]
    i = pick(rng, places)
    line[i].set(table[line.at(i)])


def mass_noun(line: Line, rng: random.Random) -> None:
    i = pick(rng, line.free(t.MASS))
    line[i].set(t.MASS[line.at(i)])


def _verb_places(line: Line) -> list[int]:
    """Words that are verbs, as far as the words before and after them tell."""
    table, places = verbs(), []
    for i in line.free(table):
        tags = table[line.at(i)][1]
        before = line.at(i - 1)
        surely = "VB" not in tags and "VBZ" not in tags and before not in t.ARTICLES
        if (surely or before in _LEADS_VERB or line.at(i) not in nouns()) and before not in ("a", "an", "the", "of"):
            places.append(i)
    return places


def agreement(line: Line, rng: random.Random) -> None:
    table = verbs()
    places = [i for i in _verb_places(line) if {"VB", "VBZ"} & set(table[line.at(i)][1])]
    finite = [i for i in places if line.at(i - 1) not in t.AUXILIARIES | {"to", "not"}]
    i = pick(rng, finite or [])
    base, tags = table[line.at(i)]
    line[i].set(base if "VBZ" in tags else verb(base, "VBZ"))


_TENSES = {"VB": ("VBD", "VBD", "VBG"), "VBZ": ("VBD", "VBD", "VBG"), "VBD": ("VB", "VBZ", "VB", "VBN"),
           "VBN": ("VB", "VBD", "VBZ", "VBG"), "VBG": ("VB", "VB", "VBD", "VBN")}  # fmt: skip


def tense(line: Line, rng: random.Random) -> None:
    """A finite verb in another tense, or its participle."""
    i = pick(rng, [i for i in _verb_places(line) if line.at(i - 1) not in t.AUXILIARIES | {"to"}])
    base, tags = verbs()[line.at(i)]
    line[i].set(verb(base, _TENSES[tags[0]][pick(rng, [0, 1, 2])]))


def after_auxiliary(line: Line, rng: random.Random) -> None:
    """The wrong form after an auxiliary or `to`: `has take`, `can goes`, `to went`."""
    leads = t.AUXILIARIES | {"to", "not", "been"}
    i = pick(rng, [i for i in line.free(verbs()) if line.at(i - 1) in leads])
    base, tags = verbs()[line.at(i)]
    others = [form for tag in ("VB", "VBD", "VBN", "VBG", "VBZ") if (form := verb(base, tag)) != line.at(i)]
    line[i].set(base if "VB" not in tags and rng.random() < 0.6 else others[pick(rng, list(range(len(others))))])


def gerund(line: Line, rng: random.Random) -> None:
    """A gerund for an infinitive or the other way round: `to seeing`, `enjoy to see`, `for see`."""
    table = verbs()
    places = [
        i
        for i in line.free(table)
        if line.at(i - 1) == "to" or (table[line.at(i)][1] == ("VBG",) and line.at(i - 1) not in t.AUXILIARIES)
    ]
    i = pick(rng, places)
    base, tags = table[line.at(i)]
    if "VBG" in tags:
        if rng.random() < 0.5 and line.at(i - 1) not in t.ARTICLES:
            line.put(i, "to")
            i += 1
        line[i].set(base)
    elif rng.random() < 0.5:
        line[i].set(verb(base, "VBG"))
    else:
        line[i].set(verb(base, "VBG"))
        line.drop(i - 1)


def drop_to(line: Line, rng: random.Random) -> None:
    line.drop(pick(rng, [i for i in line.free({"to"}) if i and "VB" in verbs().get(line.at(i + 1), ("", ()))[1]]))


def add_to(line: Line, rng: random.Random) -> None:
    """`can to go`, `make them to go`."""
    modal = ("can", "could", "must", "should", "may", "might", "will", "would")
    i = pick(
        rng, [i for i in line.free(verbs()) if line.at(i - 1) in modal or line.at(i - 2) in ("let", "make", "made")]
    )
    line.put(i, "to")


def drop_auxiliary(line: Line, rng: random.Random) -> None:
    line.drop(pick(rng, [i for i in line.free(t.AUXILIARIES) if i]))


def add_auxiliary(line: Line, rng: random.Random) -> None:
    """`he is work`, `it was happened`, `did he went`."""
    i = pick(rng, [i for i in _verb_places(line) if line.at(i - 1) in t.SUBJECTS or line.at(i - 1) in nouns()])
    tags = verbs()[line.at(i)][1]
    past = "VBD" in tags
    line.put(i, ("was", "had", "is")[pick(rng, [0, 1, 2])] if past else ("is", "are", "will")[pick(rng, [0, 1, 2])])


def irregular(line: Line, rng: random.Random) -> None:
    """An irregular past made by rule."""
    table = verbs()
    places = [
        i for i in line.free(table) if {"VBD", "VBN"} & set(table[line.at(i)][1]) and not line.at(i).endswith("ed")
    ]
    i = pick(rng, [i for i in places if "VB" not in table[line.at(i)][1]])
    base, tags = table[line.at(i)]
    other = verb(base, "VBD" if "VBD" not in tags else "VBN")
    line[i].set(other if other != line.at(i) and rng.random() < 0.6 else regular_past(base))


def derivation(line: Line, rng: random.Random) -> None:
    """Another word of the family: `a danger place`, `he works careful`."""
    places = line.plain(5)
    for _ in range(4):
        i = pick(rng, places)
        others = () if line.at(i) in t.FUNCTION else family(line.at(i))
        if others:
            line[i].set(others[pick(rng, list(range(len(others))))])
            return
    raise IndexError


def degree(line: Line, rng: random.Random) -> None:
    """`more bigger`, `the most largest`, `more big`."""
    places = line.plain(4)
    i = pick(rng, [i for i in places if line.at(i).endswith(("er", "est")) and _adjective(line.at(i))])
    best = line.at(i).endswith("est")
    if rng.random() < 0.4:
        line[i].set(_adjective(line.at(i)))
    line.put(i, "most" if best else "more")


def _adjective(word: str) -> str:
    """The adjective that a comparative or superlative is made of; empty where it is none."""
    stem = word.removesuffix("est") if word.endswith("est") else word.removesuffix("er")
    for base in (stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else "", stem[:-1]):
        if len(base) > 2 and known(base, 7) and known(base + "er" if base == stem else word, 6) and _graded(base):
            return base
    return ""


def _graded(base: str) -> bool:
    end = base.removesuffix("e")
    end = end[:-1] + "i" if end.endswith("y") else end
    doubled = end + end[-1:]
    return any(known(form + "er", 6) and known(form + "est", 6) for form in (end, doubled))


def negation(line: Line, rng: random.Random) -> None:
    """`no` and `not` misplaced: a negated auxiliary loses its auxiliary or takes a second negative."""
    i = pick(rng, line.free({"not", "never"}))
    if line.at(i) == "not" and line.at(i - 1) in {"do", "does", "did"}:
        line.drop(i - 1)
    else:
        line[i].set("no" if line.at(i) == "not" else "not")
