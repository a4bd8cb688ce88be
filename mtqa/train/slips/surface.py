"""Slips of spelling, punctuation, capitals and word order, and words left out or doubled.

Each kind changes the line it is given. It raises IndexError where it finds nothing that it could change.
"""

# ruff: noqa: PLR2004 (shares of a recipe)

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.spelling import english
from mtqa.train.slips import tables as t
from mtqa.train.slips.lexicon import nouns, verbs
from mtqa.train.slips.words import Word, is_date_or_tongue, pick

if TYPE_CHECKING:
    import random

    from mtqa.train.slips.words import Line

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = {key: row[max(i - 1, 0) : i] + row[i + 1 : i + 2] for row in _KEYS for i, key in enumerate(row)}
_SOUNDS = (
    ("ie", "ei"), ("ei", "ie"), ("ance", "ence"), ("ence", "ance"), ("ant", "ent"), ("ent", "ant"), ("able", "ible"),
    ("ible", "able"), ("tion", "sion"), ("sion", "tion"), ("ph", "f"), ("ough", "ouh"), ("ary", "ery"), ("ery", "ary"),
    ("or", "er"), ("er", "or"), ("ous", "us"), ("ely", "ly"), ("lly", "ly"), ("ful", "full"), ("ss", "s"), ("ll", "l"),
    ("mm", "m"), ("cc", "c"), ("tt", "t"), ("pp", "p"), ("rr", "r"), ("nn", "n"), ("ff", "f"), ("sc", "s"), ("ck", "k"),
    ("wh", "w"), ("ea", "ee"), ("ee", "ea"), ("ai", "ei"), ("ui", "iu"), ("que", "qe"), ("e", "a"), ("i", "e"),
    ("a", "e"), ("c", "s"), ("s", "c"), ("y", "i"), ("ed", "d"), ("ght", "gth"), ("ess", "es"), ("ually", "uly"),
)  # fmt: skip


def _one(rng: random.Random, options: list[str] | tuple[str, ...]) -> str:
    return options[pick(rng, list(range(len(options))))]


def known_misspelling(line: Line, rng: random.Random) -> None:
    i = pick(rng, line.free(t.MISSPELT))
    line[i].set(t.MISSPELT[line.at(i)])


def typo(line: Line, rng: random.Random) -> None:
    """A letter left out, doubled, swapped with the next, or its neighbour on the keyboard."""
    word = line[pick(rng, line.plain(4))]
    old, kind, i = word.low, rng.random(), rng.randrange(1, len(word.low) - 1)
    if kind < 0.35:
        new = old[:i] + old[i + 1 :]
    elif kind < 0.6:
        new = old[:i] + old[i + 1] + old[i] + old[i + 2 :]
    elif kind < 0.8:
        new = old[:i] + old[i] + old[i:]
    else:
        new = old[:i] + _one(rng, tuple(_NEAR.get(old[i], old[i]))) + old[i + 1 - (kind > 0.95) :]
    _misspell(word, new)


def by_ear(line: Line, rng: random.Random) -> None:
    """Letters that sound alike: `beleive`, `independance`, `adress`."""
    word = line[pick(rng, line.plain(5))]
    inner = word.low[1:-1]
    found = [pair for pair in _SOUNDS if pair[0] in (inner if len(pair[0]) == 1 else word.low[1:])]
    one, other = found[pick(rng, list(range(len(found))))]
    i = word.low.rindex(one, 1, len(word.low) - (len(one) == 1))
    _misspell(word, word.low[:i] + other + word.low[i + len(one) :])


def _misspell(word: Word, new: str) -> None:
    if new in english() or new == word.low:
        raise IndexError
    word.set(new)


def run_together(line: Line, rng: random.Random) -> None:
    pairs = [i for i in range(len(line) - 1) if (line[i].low, line[i + 1].low) in t.TOGETHER]
    if pairs:
        i = pick(rng, pairs)
        line[i].set(t.TOGETHER[line[i].low, line[i + 1].low])
    else:
        i = pick(
            rng, [i for i in line.plain() if i + 1 < len(line) and line[i + 1].low.isalpha() and len(line.at(i)) < 5]
        )
        if line[i + 1].fixed or line[i + 1].before != " ":
            raise IndexError
        line[i].set(line[i].low + line[i + 1].low)
    del line[i + 1]


def apart(line: Line, rng: random.Random) -> None:
    i = pick(rng, line.free(t.APART))
    line[i].set(t.APART[line.at(i)])


def _commas(line: Line) -> list[int]:
    return [i for i, w in enumerate(line) if w.text == "," and not w.fixed and line[i - 1].text.isalpha()]


def drop_comma(line: Line, rng: random.Random) -> None:
    """After an opener or an opening clause, or about what is put in; before `and`, `but` and `so` either is right."""
    del line[
        pick(rng, [i for i in _commas(line) if line.at(i + 1) not in ("and", "but", "so", "or", "as", "to", "with")])
    ]


def add_comma(line: Line, rng: random.Random) -> None:
    """Where learners put one and none can stand: before `that` and `whether`, between subject and verb, before `of`."""
    likely = [
        i
        for i in range(2, len(line) - 1)
        if line[i].before == " " and line[i - 1].text.isalnum()
        and (line[i].low in ("that", "whether", "if", "than", "of", "is", "are", "was", "were", "has", "have")
             or (line[i].low in ("and", "or", "to", "in", "by") and rng.random() < 0.15))
    ]  # fmt: skip
    line.put_sign(pick(rng, likely), ",")


def other_sign(line: Line, rng: random.Random) -> None:
    """A comma for a semicolon, colon or stop within the sentence, and the other way round."""
    signs = {";": ",", ":": ",", ",": ";", "—": ",", "–": "-", "?": "."}
    places = [i for i, w in enumerate(line) if w.text in signs and not w.fixed]
    rare = [i for i in places if line[i].text != ","]
    i = pick(rng, rare or places)
    line[i].set(signs[line[i].text] if line[i].text != "," or rng.random() < 0.4 else rng.choice(".;:"))
    if line[i].before == " " and line[i].text == ",":
        line[i].before = ""


def drop_stop(line: Line, rng: random.Random) -> None:
    i = max(i for i, w in enumerate(line) if w.text) if line else 0
    if len(line) < 3 or line[i].text not in (".", "?", "!") or rng.random() < 0.05:
        raise IndexError
    del line[i]


def drop_apostrophe(line: Line, rng: random.Random) -> None:
    i = pick(rng, [i for i, w in enumerate(line) if "'" in w.text[:-1] or "’" in w.text[:-1]])
    word = line[i]
    word.text = word.text.replace("'", "").replace("’", "")
    word.low, word.fixed = word.text.lower(), True


def misplaced_apostrophe(line: Line, rng: random.Random) -> None:
    """`the house's are`, `the boys' house` and `the boy's house` confused."""
    plurals = [i for i in line.free(nouns()) if line.at(i).endswith("s") and not line.at(i).endswith("ss")]
    i = pick(rng, plurals)
    line[i].set(line[i].low[:-1] + "'s" if rng.random() < 0.8 else line[i].low + "'")


def drop_genitive(line: Line, rng: random.Random) -> None:
    del line[pick(rng, [i for i, w in enumerate(line) if w.low in ("'s", "’s") and i and i + 1 < len(line)])]


def hyphen(line: Line, rng: random.Random) -> None:
    """A hyphen left out or put between two words."""
    hyphened = [i for i, w in enumerate(line) if "-" in w.text and w.low.replace("-", "").isalpha() and w.low == w.text]
    if hyphened:
        i = pick(rng, hyphened)
        line[i].set(line[i].low.replace("-", " " if rng.random() < 0.8 else "", 1))
        return
    i = pick(rng, [i for i in line.free(nouns()) if i and line.at(i - 1) in nouns() and line[i].before == " "])
    if line[i - 1].fixed:
        raise IndexError
    line[i - 1].set(line[i - 1].low + "-" + line[i].low)
    del line[i]


def spaces(line: Line, rng: random.Random) -> None:
    """A space before a comma or stop, or none after a comma."""
    i = pick(rng, [i for i, w in enumerate(line) if w.text in (",", ".", "?", "!", ";", ":") and not w.before and i])
    if i + 1 < len(line) and line[i].text == "," and rng.random() < 0.5:
        line[i + 1].before = ""
    else:
        line[i].before = " "


def lower(line: Line, rng: random.Random) -> None:
    """The first word, `I`, a day, a language, or (seldom) a name in lower case."""
    rules = [i for i, w in enumerate(line) if w.text == "I" or (is_date_or_tongue(w.low) and w.text[0].isupper())]
    if rules and rng.random() < 0.7:
        i = pick(rng, rules)
    elif rng.random() < 0.8:
        i = pick(rng, [i for i, w in enumerate(line[:2]) if w.text[:1].isupper()])
    else:
        i = pick(rng, [i for i, w in enumerate(line) if i and w.text[:1].isupper() and w.text[1:].islower()])
    line[i].text, line[i].fixed = line[i].low, True


def upper(line: Line, rng: random.Random) -> None:
    """A common noun with a capital."""
    i = pick(rng, [i for i in line.free(nouns()) if i and len(line.at(i)) > 3])
    line[i].text, line[i].fixed = line[i].text.capitalize(), True


def move_adverb(line: Line, rng: random.Random) -> None:
    """An adverb to the other side of the verb, or to the end of the phrase."""
    places = [
        i
        for i in line.plain(3)
        if i and (line.at(i) in t.ADVERBS or (line.at(i).endswith("ly") and len(line.at(i)) > 5))
    ]
    i = pick(rng, places)
    if line.at(i - 1) in t.AUXILIARIES and line.at(i + 1) in verbs():
        _swap(line, i, i - 1)  # `it slowly was changed`; `was changed slowly` may be right
    else:
        _swap(line, i, i + 1 if rng.random() < 0.6 else i - 1)


def swap(line: Line, rng: random.Random) -> None:
    i = pick(rng, line.plain(2))
    _swap(line, i, i + 1)


def noun_first(line: Line, rng: random.Random) -> None:
    """An adjective after its noun."""
    places = [
        i for i in line.plain(4)
        if line.at(i + 1) in nouns() and line.at(i) not in nouns() and line.at(i) not in t.FUNCTION
        and line.at(i - 1) in t.ARTICLES | {"of", "in", "with"}
    ]  # fmt: skip
    i = pick(rng, places)
    _swap(line, i, i + 1)


def question_order(line: Line, rng: random.Random) -> None:
    """A statement's order in a question and a question's in a clause: `why he is here?`, `what is it does`."""
    asks = ("what", "why", "how", "where", "when", "who")
    i = pick(rng, [i for i in range(len(line) - 2) if line[i].low in asks])
    if not {line.at(i + 1), line.at(i + 2)} & t.AUXILIARIES:
        raise IndexError
    _swap(line, i + 1, i + 2)


def _swap(line: Line, one: int, other: int) -> None:
    one, other = sorted((one, other))
    if one < 0 or other >= len(line) or line[one].fixed or line[other].fixed:
        raise IndexError
    first, second = line[one], line[other]
    if first.low == second.low or not second.low.isalpha() or not first.low.isalpha() or second.before != " ":
        raise IndexError
    texts = second.low if second.low != "i" else "I", first.low if first.low != "i" else "I"
    first.set(texts[0])
    second.set(texts[1])


def double(line: Line, rng: random.Random) -> None:
    """A function word twice, or a word of nearly the same meaning beside it."""
    i = pick(rng, line.free(t.FUNCTION))
    line.put(i + 1 if i + 1 < len(line) else i, line[i].low)


def filler(line: Line, rng: random.Random) -> None:
    """A word that says nothing: `also`, `the own`, `it` after its subject."""
    i = pick(rng, _before_verb(line))
    line.put(i, _one(rng, ("also", "it", "they", "that", "he", "just", "then")))


def _before_verb(line: Line) -> list[int]:
    return [i for i in range(1, len(line)) if line[i].low in t.AUXILIARIES and line[i - 1].low in nouns()]


def drop_subject(line: Line, rng: random.Random) -> None:
    """`Is raining`, `because is late`; `there` and objects too."""
    line.drop(pick(rng, line.free({"it", "there", "he", "they", "she", "we", "them", "i"})))


def drop_word(line: Line, rng: random.Random) -> None:
    """A connective, relative or particle left out."""
    droppable = {"which", "who", "and", "as", "up", "out", "one", "than", "whose", "where", "because", "if", "when"}
    line.drop(pick(rng, [i for i in line.free(droppable) if i]))


def drop_content(line: Line, rng: random.Random) -> None:
    line.drop(pick(rng, [i for i in line.plain(3) if i and line.at(i) not in t.FUNCTION and line.at(i) in verbs()]))


def of_genitive(line: Line, rng: random.Random) -> None:
    """`the roof of the house` for `the house's roof`; `the system of education` for `the education system`."""
    for i in range(1, len(line) - 1):
        if line[i].low in ("'s", "’s") and line[i + 1].low in nouns() and not line[i + 1].fixed:
            owner = line[i - 1]
            start = i - 2 if line.at(i - 2) in t.ARTICLES else i - 1
            before, first = line[start].before, line[start].text[:1].isupper() and start == 0
            words = ["the", line[i + 1].low, "of", *(w.low for w in line[start : i - 1]), owner.text]
            made = [Word(w, w.lower(), " ", fixed=True) for w in words]
            made[0].before = before
            made[0].text = "The" if first else "the"
            line[start : i + 2] = made
            return
    places = [i for i in line.free(nouns()) if line.at(i + 1) in nouns() and line.at(i - 1) in t.ARTICLES]
    i = pick(rng, places)
    if line[i + 1].fixed or line[i + 1].before != " ":
        raise IndexError
    one, other = line[i].low, line[i + 1].low
    line[i].set(other)
    line[i + 1].set(one)
    line.put(i + 1, "of")
