"""Terms in text: the forms of a word in each kind of language, capitals, several words, scripts without blanks."""

from __future__ import annotations

import pytest

from mtqa.terms.base import Concept, Term
from mtqa.terms.find import Finder, longest
from mtqa.terms.wording import in_form, with_article
from mtqa.types import Span


def marked(language: str, term: str, text: str, pos: str | None = None) -> list[str]:
    one = Term(term, language, part_of_speech=pos)
    found = Finder(language, [(one, Concept((one,)))]).find(text)
    return [text[match.span.start : match.span.end] for match in found]


FOUND = [
    ("en", "border control", "Border controls, BORDER CONTROL and border-control.",
     ["Border controls", "BORDER CONTROL", "border-control"]),
    ("en", "court of appeal", "Two courts of appeal and an appeal court.", ["courts of appeal"]),
    ("en", "sign in", "She signed in while he was signing in.", ["signed in", "signing in"]),
    ("en", "crisis", "One crisis, two crises.", ["crisis", "crises"]),
    ("en", "success", "No success is like many successes.", ["success", "successes"]),
    ("en", "armed forces", "The armed forces and an armed force.", ["armed forces", "armed force"]),
    ("en", "US", "Give us the US flag.", ["US"]),
    ("en", "Apple", "An apple from Apple.", ["Apple"]),
    ("en", "C++", "C, C++ and C+++.", ["C++"]),
    ("en", ".NET", "The net and .NET 8.", [".NET"]),
    ("en", "bank’s", "The bank's men.", ["bank's"]),
    ("de", "Waffenstillstand", "des Waffenstillstands und der Waffenstillstände", ["Waffenstillstands",
                                                                                 "Waffenstillstände"]),
    ("de", "Grenzkontrolle", "an der Grenzkontrollstelle", []),
    ("es", "alto el fuego", "los altos el fuego", ["altos el fuego"]),
    ("es", "interfaz", "las interfaces", ["interfaces"]),
    ("fr", "organisation", "Ils vont organiser les organisations.", ["organisations"]),
    ("ru", "рынок жилья", "на рынке жилья", ["рынке жилья"]),
    ("ru", "пограничный контроль", "пограничного контроля", ["пограничного контроля"]),
    ("uk", "угода", "Дві угоди про угоду", ["угоди", "угоду"]),
    ("ar", "الاتحاد الأوروبي", "قال إن للاتحاد الأوروبي دورا", ["للاتحاد الأوروبي"]),
    ("hi", "समझौता", "दो समझौते", ["समझौते"]),
    ("vi", "hợp đồng", "Hai hợp đồng mới", ["hợp đồng"]),
    ("zh", "停火", "双方同意停火三天。", ["停火"]),
    ("zh", "GDP增长", "今年GDP增长放缓。", ["GDP增长"]),
    ("ja", "サーバー", "サーバーを使う。", ["サーバー"]),
    ("ja", "サーバー", "メールサーバーを使う。", []),
    ("ja", "取り消す", "許可を取り消した。", ["取り消"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "term", "text", "expected"), FOUND, ids=[f"{a}-{c[:30]}" for a, _, c, _ in FOUND])
def test_forms(language: str, term: str, text: str, expected: list[str]) -> None:
    assert marked(language, term, text) == expected


@pytest.mark.parametrize(
    ("pos", "expected"), [("noun", ["bank", "banks"]), ("verb", ["bank", "banks", "banking"]), ("adjective", ["bank"])]
)
def test_the_part_of_speech_says_how_a_word_changes(pos: str, expected: list[str]) -> None:
    assert marked("en", "bank", "A bank, banks, banking.", pos) == expected


def test_a_term_within_another_is_not_meant() -> None:
    terms = [Term("control", "en"), Term("border control", "en"), Term("officer", "en")]
    found = Finder("en", [(term, Concept((term,))) for term in terms]).find("a border control officer")
    assert [match.term.text for match in longest(found)] == ["border control", "officer"]


@pytest.mark.parametrize(
    ("term", "tag", "written", "expected"),
    [
        ("court of appeal", "NNS", "appeal courts", "courts of appeal"),
        ("revoke", "VBD", "withdrew", "revoked"),
        ("ceasefire", "", "Armistice", "Ceasefire"),
        ("ceasefire", "NNS", "ARMISTICES", "CEASEFIRES"),
        ("armed forces", "NNS", "troops", "armed forces"),
        ("GitHub", "", "github", "GitHub"),
    ],
)
def test_a_term_takes_the_form_of_what_it_replaces(term: str, tag: str, written: str, expected: str) -> None:
    assert in_form(Term(term, "en"), tag, written) == expected


def test_the_article_changes_with_it() -> None:
    assert with_article("An armistice held.", Span(3, 12), "ceasefire") == (Span(0, 12), "A ceasefire")
    assert with_article("An armistice held.", Span(3, 12), "agreement") == (Span(3, 12), "agreement")
