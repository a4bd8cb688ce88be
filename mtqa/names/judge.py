"""Decides whether a match is a garbled name: how sure, how bad, and why.

The limits were chosen on the half of fixtures/names that is not held out, and on human news.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.names.words import Relation, relations
from mtqa.types import Severity

if TYPE_CHECKING:
    from mtqa.names.match import Match
    from mtqa.names.words import Word

# Roots that only bodies of several states have in their names; without one, many states have such a body.
ANCHORS = frozenset("world international global europe intergovernment universal nucleus interamerican".split())  # noqa: SIM905
# The weight, in nats, that the unchanged words must carry: two words that few names share.
ENOUGH = 7.5
# ... where any state may have a body of that name.
ENOUGH_UNANCHORED = 11.0
ENOUGH_PLACE = 13.0
# The part of the name's weight that must be unchanged, and where a word is missing or too many.
HALF, MOST = 0.5, 0.75
SHORT_NAME, LONG_NAME = 2, 5
# Treaties, events and places have one name in the world; what they lack in weight, they make up for in that.
UNIQUE_KINDS = frozenset({"treaties", "history", "places"})
# The kinds where a federation, a union and an association of the same name may stand side by side.
SOCIETIES = frozenset({"nongovernmental", "sport"})
SOCIETY_HEADS = frozenset({"association", "federation", "confederation", "union", "organization", "society"})
# The kinds that every state may have one of.
ONE_A_STATE = frozenset({"national", "generic", "nongovernmental", "sport"})
WATERS = frozenset({"atlantic", "pacific", "arctic", "mediterranean", "baltic", "caribbean"})
# Right less often than not.
DOUBTFUL = 0.4
ENOUGH_FOR_SHORT_PLACE = 6.5
# Heads and titles that every state combines with its own portfolios.
MINISTERIAL = frozenset({"ministry", "minister", "department", "secretary"})
UNITED_NATIONS = frozenset({"union", "nation"})
# The words of "United Nations", "United States", "United Kingdom" and "European Union".
UNITED = frozenset({"united", "union", "nations", "states", "kingdom"})
LEVELS = frozenset({"nation", "state", "federal", "general", "center", "chief"})
DIRECTIONS = frozenset({"north", "south", "east", "west", "center", "southeast", "northwest"})
# The kinds of names that were not written for this rule: WordNet's, countries and cities.
LISTED_ELSEWHERE = ("wordnet", "country", "city")
# Of these, places: "New York State" and "State of New York" are both right.
PLACES_LISTED_ELSEWHERE = ("wordnet-location", "wordnet-object", "country", "city")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a name, and how sure that is."""

    confidence: float
    severity: Severity
    reason: str


def judge(match: Match, *, acronym: bool = False) -> Verdict | None:
    """The verdict on a match that differs from the name, or None where it is no garbling.

    `acronym`: the text itself gives the name's acronym beside these words.
    """
    if match.extra + match.missing:
        return _incomplete(match, acronym=acronym)
    worst = max(relation for _, relation in match.pairs)
    if worst <= Relation.FORM:
        return _same_words(match, worst, acronym=acronym)
    if match.replaced > (2 if len(match.pairs) >= LONG_NAME or acronym else 1):
        return None
    if acronym:
        return _with_acronym(match)
    if worst is Relation.SPELLING:
        return _misspelt(match)
    return _replaced(match, worst)


def anchored(match: Match) -> bool:
    """Whether a word that stayed the same ties the name to one body in the world."""
    places = relations().places
    return any(
        relation <= Relation.FORM and (word.root in ANCHORS or word.root in places)
        for word, (_, relation) in zip(match.form.words, match.pairs, strict=True)
    )


def _same_words(match: Match, worst: Relation, *, acronym: bool) -> Verdict | None:
    if _of_any_state(match) and not acronym:
        return None
    if match.reordered:
        return _reordered(match, acronym=acronym)
    return _wrong_form(match) if worst is Relation.FORM else None


def _reordered(match: Match, *, acronym: bool) -> Verdict | None:
    if acronym or len(match.pairs) > SHORT_NAME:
        if _country_moved(match) or match.form.entity.kind.startswith(PLACES_LISTED_ELSEWHERE):
            return None
        return Verdict(0.9, Severity.MAJOR, "order")
    if match.form.entity.kind.startswith(LISTED_ELSEWHERE) or match.shared < ENOUGH:
        return None
    pairs = [match.window[index].plain for index, relation in match.pairs if index is not None and relation]
    if not relations().exonyms.issuperset(pairs):
        return None
    return Verdict(0.6, Severity.MAJOR, "order")


def _country_moved(match: Match) -> bool:
    """Whether only a country or body changed its place, to the front or to the end, as English allows.

    "General Assembly of the United Nations" is as right as "United Nations General Assembly".
    """
    order = [index for index, _ in match.pairs if index is not None]
    moved = [index for index in order if _may_move(match.window[index], match)]
    staying = [index for index in order if index not in moved]
    if staying != sorted(staying) or moved != sorted(moved) or match.form.entity.kind == "places":
        return False
    if len(staying) < SHORT_NAME:
        return moved == list(range(len(moved)))
    in_text = moved in (list(range(len(moved))), list(range(len(staying), len(order))))
    in_name = order in (moved + staying, staying + moved)
    return in_text and in_name


def _may_move(word: Word, match: Match) -> bool:
    places = relations().places
    if word.plain in UNITED:
        return any(other.plain == "united" or other.root in places for other in match.window)
    return bool(word.abbreviation) or word.root in places or word.root in DIRECTIONS - {"center"}


def _wrong_form(match: Match) -> Verdict | None:
    if len(match.pairs) > SHORT_NAME:
        doubtful = _people_for_country(match) or _only_directions(match)
        return Verdict(DOUBTFUL if doubtful else 0.75, Severity.MINOR, "form")
    for name, (index, relation) in zip(match.form.words, match.pairs, strict=True):
        if relation is Relation.FORM and index is not None:
            word = match.window[index]
            if word.plain in relations().exonyms:
                return Verdict(0.75, Severity.MAJOR, "foreign")
            people = name.root in relations().places or name.root in DIRECTIONS
            if people or word.plain == name.plain + "s" or match.form.entity.kind.startswith(LISTED_ELSEWHERE):
                return None
    return Verdict(0.55, Severity.MINOR, "form")


def _only_directions(match: Match) -> bool:
    """Whether nothing but points of the compass differ, as in "Southern and Western Africa"."""
    return all(
        relation is Relation.SAME or name.root in DIRECTIONS
        for name, (_, relation) in zip(match.form.words, match.pairs, strict=True)
    )


def _people_for_country(match: Match) -> bool:
    """Whether only the people stand for the country in a national body, as in "Japanese Coast Guard"."""
    places = relations().places
    return match.form.entity.kind == "national" and all(
        relation is Relation.SAME or name.root in places
        for name, (_, relation) in zip(match.form.words, match.pairs, strict=True)
    )


def _of_any_state(match: Match) -> bool:
    """Whether any state may have such a ministry or office under a similar name."""
    roots = {word.root for word in match.form.words}
    return match.form.entity.kind == "generic" or (not roots.isdisjoint(MINISTERIAL) and not roots >= UNITED_NATIONS)


def _with_acronym(match: Match) -> Verdict | None:
    if match.share < HALF:
        return None
    return Verdict(0.9, Severity.CRITICAL, "acronym")


def _misspelt(match: Match) -> Verdict | None:
    if match.form.entity.kind.startswith(LISTED_ELSEWHERE):
        return None
    enough = match.shared >= ENOUGH if match.share >= HALF else match.explained >= ENOUGH
    return Verdict(0.85, Severity.MAJOR, "spelling") if enough else None


def _replaced(match: Match, worst: Relation) -> Verdict | None:
    kind = match.form.entity.kind
    if kind == "generic" or match.share < HALF:
        return None
    if len(match.pairs) <= SHORT_NAME and kind != "places":
        return None
    if worst is Relation.PLACE:
        # Other states and continents have their own bodies, of the same name but for the place.
        pairs = zip(match.form.words, match.pairs, strict=True)
        waters = all(word.root in WATERS for word, (_, relation) in pairs if relation is Relation.PLACE)
        ok = waters and match.shared >= ENOUGH_PLACE and not kind.startswith(LISTED_ELSEWHERE)
        return Verdict(0.8, Severity.CRITICAL, "word") if ok else None
    if _another_head(match):
        return Verdict(DOUBTFUL, Severity.CRITICAL, "word")
    enough = ENOUGH if kind in UNIQUE_KINDS or anchored(match) else ENOUGH_UNANCHORED
    if len(match.pairs) <= SHORT_NAME:
        enough = ENOUGH_FOR_SHORT_PLACE
    if match.shared < enough:
        return None
    return Verdict(DOUBTFUL if _other_society(match) else 0.8, Severity.CRITICAL, "word")


def _another_head(match: Match) -> bool:
    """Whether "State" stands for "National", or "Minister" for "Secretary": another state's body or office."""
    pairs = zip(match.form.words, match.pairs, strict=True)
    return match.form.entity.kind in {*ONE_A_STATE, "offices"} and any(
        word.root in MINISTERIAL | LEVELS for word, (_, relation) in pairs if relation is Relation.KIN
    )


def _other_society(match: Match) -> bool:
    """Whether only "Union" stands for "Federation" or the like: in sport and among societies both may exist."""
    pairs = zip(match.form.words, match.pairs, strict=True)
    return match.form.entity.kind in SOCIETIES and all(
        word.root in SOCIETY_HEADS for word, (_, relation) in pairs if relation is Relation.KIN
    )


def _incomplete(match: Match, *, acronym: bool) -> Verdict | None:
    if match.extra + match.missing > 1 or match.share < (HALF if acronym else MOST):
        return None
    if acronym and (match.reordered or any(Relation.FORM <= kind < Relation.NONE for kind in match.counts)):
        return Verdict(0.6, Severity.CRITICAL, "acronym")
    if acronym and match.share >= MOST:
        return Verdict(0.5, Severity.MAJOR, "acronym")
    if len(match.pairs) >= LONG_NAME and match.missing and match.reordered:
        return Verdict(0.55, Severity.MAJOR, "order")
    return None


def misjoined() -> Verdict:
    """The verdict on a name whose content words are right, and whose small words are not."""
    return Verdict(0.55, Severity.MINOR, "joining")
