"""Slips of grammar: articles, prepositions, number, verbs, pronouns, connectives, degree.

Each kind changes the line it is given. It raises IndexError where it finds nothing that it could change.
"""

# ruff: noqa: PLR2004 (shares of a recipe)

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.inflection import article, plural, verb
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


def _singular(word: str) -> bool:
    """Whether a word is a noun that is counted, in the singular."""
    return nouns().get(word) == plural(word)


def _plural(word: str) -> bool:
    return word in nouns() and not _singular(word)


def _counted(line: Line, i: int) -> bool:
    """Whether a noun in the singular stands at a place, or behind an adjective there."""
    return _singular(line.at(i)) or (line.at(i) not in nouns() and _singular(line.at(i + 1)))


def drop_article(line: Line, rng: random.Random) -> None:
    """Where a noun in the singular follows: without one, a plural may be right."""
    line.drop(pick(rng, [i for i in line.free(t.ARTICLES) if _counted(line, i + 1)]))


def add_article(line: Line, rng: random.Random) -> None:
    """Before a noun, or a word before it, that follows a preposition or verb without one; `a` before a plural."""
    places = [
        i
        for i in line.plain(3)
        if line.at(i) not in t.FUNCTION
        and line.at(i - 1) in _BARE
        and (line.at(i) in nouns() or line.at(i + 1) in nouns())
    ]
    many = [i for i in places if _plural(line.at(i))]
    i = pick(rng, many if many and rng.random() < 0.5 else places)
    line.put(i, article(line.at(i)) if i in many or rng.random() < 0.3 else "the")


def swap_article(line: Line, rng: random.Random) -> None:
    """`a` for `an`; `a` for the `the` of a plural, of `same` and of what there is one of alone."""
    i = pick(rng, [i for i in line.free(t.ARTICLES) if line.at(i) != "the" or _takes_the(line.at(i + 1))])
    line[i].set({"a": "an", "an": "a"}.get(line.at(i)) or article(line.at(i + 1)))


def _takes_the(word: str) -> bool:
    return word in ("same", "most", "best", "only", "first", "last", "other") or _plural(word)


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
    """A noun in the other number, where what stands before or after it tells which one is right."""
    table = nouns()
    places = [
        i
        for i in line.free(table)
        if line.at(i - 1) not in _LEADS_VERB and (line.at(i) not in verbs() or line.at(i - 1) in _LEADS_NOUN)
    ]
    sure = [i for i in places if _told(line, i)]
    # A bare plural becomes a singular that lacks its article.
    bare = [i for i in places if _plural(line.at(i)) and line.at(i - 1) in t.PREPOSITIONS]
    i = pick(rng, sure if sure and rng.random() < 0.8 else bare or sure)
    line[i].set(table[line.at(i)])


def _told(line: Line, i: int) -> bool:
    """Whether a word before a noun, or the verb after it, tells its number; an adjective may stand between."""
    before = {line.at(i - 1)} if line.at(i - 1) in t.FUNCTION else {line.at(i - 1), line.at(i - 2)}
    if _singular(line.at(i)):
        return bool(before & t.ONE) or line.at(i + 1) in ("is", "was", "has")
    digits = any(k >= 0 and line[k].low.isdigit() and line[k].low != "1" for k in (i - 1, i - 2))
    return bool(before & t.SEVERAL) or digits or line.at(i + 1) in ("are", "were", "have")


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


# What a form is taken for; the first two only where the line tells its time.
_TENSES = {"VB": ("VBD", "VBD", "VBG", "VBG"), "VBZ": ("VBD", "VBD", "VBG", "VBN"), "VBD": ("VB", "VBZ", "VBN", "VBG"),
           "VBN": ("VB", "VBZ", "VBG", "VB"), "VBG": ("VB", "VBD", "VB", "VBN")}  # fmt: skip


def tense(line: Line, rng: random.Random) -> None:
    """A finite verb as a participle or in its base form; in another tense where the line tells that it is wrong."""
    i = pick(rng, [i for i in _verb_places(line) if line.at(i - 1) not in t.AUXILIARIES | {"to"}])
    base, tags = verbs()[line.at(i)]
    dated = tags[0] in ("VBN", "VBG") or _dated(line, i)
    new = verb(base, _TENSES[tags[0]][pick(rng, [0, 1, 2, 3] if dated else [2, 3])])
    if new == line.at(i):
        raise IndexError
    line[i].set(new)


def _dated(line: Line, i: int) -> bool:
    """Whether a word of time, or another verb in the past, tells the time of a line."""
    others = [word.low for k, word in enumerate(line) if k != i]
    return any(word in t.TIMES or verbs().get(word, ("", ()))[1] == ("VBD",) for word in others)


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
    """Where what is left is no English: `he going`, `it been done`; not `they [will] go`, `he [has] worked`."""
    line.drop(pick(rng, [i for i in line.free(t.AUXILIARIES) if i and _needed(line.at(i), line.at(i + 1))]))


def _needed(auxiliary: str, after: str) -> bool:
    tags = verbs().get(after, ("", ()))[1]
    if auxiliary in t.BE:
        return after not in nouns() or bool(tags)
    return after == "been" or (auxiliary in ("has", "have", "had") and "VBN" in tags and "VBD" not in tags)


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


def doubled_connective(line: Line, rng: random.Random) -> None:
    """`Although it rained, but we went`: the clauses joined twice."""
    i = pick(rng, [i for i in line.free({"although", "though", "because", "if"}) if i == 0])
    end = pick(rng, [k for k in range(i + 2, len(line) - 2) if line[k].text == ","][:1])
    line.put(end + 1, "but" if line.at(i).endswith("though") else "so")


def adverb(line: Line, rng: random.Random) -> None:
    """An adjective for an adverb: `he speaks clear`, `it rose rapid`."""
    i = pick(rng, [i for i in line.plain(6) if line.at(i).endswith("ly") and _adjective_of(line.at(i))])
    line[i].set(_adjective_of(line.at(i)))


def _adjective_of(low: str) -> str:
    stem = low.removesuffix("ly")
    for base in (stem, stem[:-1] + "y" if stem.endswith("i") else "", stem.removesuffix("al"), stem + "le"):
        if len(base) > 3 and known(base, 6):
            return base
    return ""


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
