"""What numbers mean, and which of them differ between a source and its translation."""

from __future__ import annotations

import pytest

from mtqa.bilingual.cjk_numbers import cjk_numbers
from mtqa.bilingual.english_numbers import english_numbers
from mtqa.bilingual.number_match import compared
from mtqa.bilingual.number_words import number_words, roman_numbers
from mtqa.bilingual.numerals import numerals, readings, with_ascii_digits


@pytest.mark.parametrize(
    ("written", "language", "first"),
    [
        ("1.234,5", "de", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1.234", "de", 1234),
        ("1.234", "en", 1.234),
        ("12,34,567", "hi", 1234567),
        ("12 000", "fr", 12000),
        ("3,5", "ru", 3.5),
        ("1'250", "de", 1250),
    ],
)
def test_the_likeliest_reading(written: str, language: str, first: float) -> None:
    assert readings(written, language)[0] == first


@pytest.mark.parametrize("text", ["٢٥٠", "２５０", "२५०", "250"], ids=["arabic", "full width", "devanagari", "ascii"])
def test_digits_of_all_scripts(text: str) -> None:
    assert with_ascii_digits(text) == "250"
    assert [number.values for number in numerals(text, None)] == [(250.0,)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百五十人", 350),
        ("3万5000元", 35000),
        ("1.2亿", 1.2e8),
        ("二〇二一年", 2021),
        ("令和3年", 2021),
        ("七割", 70),
    ],
)
def test_chinese_and_japanese(text: str, value: float) -> None:
    assert any(value == pytest.approx(reading) for number in cjk_numbers(text) for reading in number.values)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("dreiundzwanzig", "de", 23),
        ("sedmadvacetiletý", "cs", 27),
        ("двадцать пять", "ru", 25),
        ("hai mươi lăm", "vi", 25),
        ("2,5 Mio. Euro", "de", 2.5e6),
        ("3 लाख", "hi", 3e5),
        ("milyan 5", "ha", 5e6),
    ],
)
def test_numbers_in_words(text: str, language: str, value: float) -> None:
    assert value in {reading for number in number_words(text, language) for reading in number.values}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-one", [21]),
        ("two hundred and fifty thousand", [250_000]),
        ("2.5 million", [2.5e6]),
        ("one of the first", []),
        ("10-15 bn", [10e9, 15e9]),
    ],
)
def test_english(text: str, values: list[float]) -> None:
    assert [number.values[0] for number in english_numbers(text)] == values


def test_roman() -> None:
    assert [number.values for number in roman_numbers("XIX век, Louis XIV, le Xe siècle")] == [
        (19.0,),
        (14.0,),
        (10.0,),
    ]


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("um 17.05 Uhr", "at 5:05 p.m.", "de"),
        ("Covid verbreitet sich", "COVID-19 is spreading", "de"),
        ("в 90-х годах", "in the 1990s", "ru"),
        ("telefon 0123 456 789", "phone 0123-456-789", "cs"),
    ],
)
def test_the_same_said_otherwise(source: str, target: str, language: str) -> None:
    found = compared(source, target, language)
    assert (found.added, found.lost) == ((), ())
