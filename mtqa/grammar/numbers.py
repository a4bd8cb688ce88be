"""Number: which nouns are counted, which look plural and are not, and their other form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.grammar.inflection import plural
from mtqa.spelling import english

if TYPE_CHECKING:
    from spacy.tokens import Token

MASS_NOUNS = frozenset(
    "information equipment advice furniture luggage baggage homework feedback software hardware evidence machinery "
    "jewelry jewellery rubbish weaponry progress research housing clothing funding staff violence".split()
)
# Plurals that English does not form -> what it says.
NO_PLURALS = {
    "informations": "information", "equipments": "equipment", "advices": "advice", "furnitures": "furniture",
    "luggages": "luggage", "baggages": "baggage", "homeworks": "homework", "knowledges": "knowledge",
    "feedbacks": "feedback", "softwares": "software", "hardwares": "hardware", "machineries": "machinery",
    "jewelries": "jewelry", "weaponries": "weaponry", "legislations": "legislation", "childrens": "children",
    "aircrafts": "aircraft", "spacecrafts": "spacecraft", "hovercrafts": "hovercraft", "offsprings": "offspring",
    "sheeps": "sheep", "datas": "data", "medias": "media", "criterias": "criteria", "phenomenas": "phenomena",
    "bacterias": "bacteria", "mens": "men", "womens": "women", "sceneries": "scenery", "garbages": "garbage",
    "underwears": "underwear", "firewoods": "firewood", "violences": "violence", "unemployments": "unemployment",
    "infrastructures": "infrastructure", "traffics": "traffic", "trainings": "training", "fundings": "funding",
    "hairs": "hair", "breads": "bread", "policemans": "policemen", "peoples": "people", "expertises": "expertise",
    "researches": "research", "slangs": "slang", "vocabularies": "vocabulary", "poultries": "poultry",
}  # fmt: skip
# These are right English too, though seldom; the language model must be surer of the change.
DOUBTFUL = frozenset({"infrastructures", "trainings", "hairs", "breads", "peoples", "vocabularies", "researches"})
# One form for both numbers, or a singular that names many.
INVARIANT = frozenset(
    "aircraft spacecraft species series fish sheep deer means offspring headquarters salmon trout cattle police "
    "people staff personnel media data bacteria criteria phenomena crew youth elite public majority minority "
    "number couple pair dozen hundred thousand million billion trillion percent half rest lot bunch handful range "
    "variety host group team family government committee army company party club band clergy folk few many little "
    "kind sort type head rank file counsel poor rich young old elderly sick wounded dead injured unemployed "
    "homeless yen yuan baht won rand renminbi ruble rouble rupee rub dong kyat k m km kg cm mm mph am pm pc per "
    "cent foot stone hertz dice cod squid shrimp bison moose swine prey game bass carp plankton troop grouse "
    "press audience crowd trio duo quartet infantry cavalry artillery navy fleet board council cabinet jury "
    "panel management leadership opposition community population generation class nation town village world".split()
)

# Of nouns that people count, the plural is at most so many powers of ten rarer than the singular: `sieges` is, and
# `documentations`, `rpms` and `generas` are not.
_RARER = 2


def singular(noun: Token) -> str:
    """The singular of a plural noun, in lower case."""
    return str(noun.lemma_).lower()


def plural_of(noun: Token) -> str:
    """The plural of a noun, in lower case."""
    return plural(noun.lower_)


def is_counted(noun: Token) -> bool:
    """Whether people use the plural of a noun."""
    known = english()
    level = known.get(plural_of(noun), 0)
    return level > 0 and level >= known.get(noun.lower_, 0) - _RARER
