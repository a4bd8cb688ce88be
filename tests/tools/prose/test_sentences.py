from __future__ import annotations

import pytest
from prose.sentences import cut, good, sentences

PLAIN = "The house was built by his father in the spring."


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("One. Two? “Three!” (Four.) 5", ["One.", "Two?", "“Three!”", "(Four.) 5"], id="ends"),
        pytest.param("Dr. Smith of St. Paul met J. Doe. He left.", ["Dr. Smith of St. Paul met J. Doe.", "He left."],
                     id="abbreviations"),
        pytest.param("It cost 3.5 million. and more", ["It cost 3.5 million. and more"], id="small letter follows"),
    ],
)  # fmt: skip
def test_cut(text: str, pieces: list[str]) -> None:
    assert list(cut(text)) == pieces


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(PLAIN, id="plain"),
        pytest.param("“The house was built by his father,” she said to them.", id="quoted"),
        pytest.param("Was the house (an old one) built by his father?", id="question"),
        pytest.param("In May 1984 the house was sold for 20 thousand dollars.", id="figures"),
    ],
)
def test_good(sentence: str) -> None:
    assert good(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The house was built then.", id="five words"),
        pytest.param(f"The house was {'very ' * 43}old.", id="47 words"),
        pytest.param(f"The house was built by {'grand' * 60}father in the spring.", id="too many characters"),
        pytest.param("the house was built by his father in the spring.", id="small letter first"),
        pytest.param("The house was built by his father in the spring", id="no end"),
        pytest.param("The house was built by his father in the spring:", id="colon last"),
        pytest.param("The house (was built by his father in the spring.", id="one bracket"),
        pytest.param("The house “was built by his father in the spring.", id="one quotation mark"),
        pytest.param('The house "was built by his father in the spring.', id="one straight quotation mark"),
        pytest.param("The house was built by ⟦ in the spring.", id="hole"),
        pytest.param("The house was built by his_father in the spring.", id="code"),
        pytest.param("The house on https://example.test was built by his father.", id="address"),
        pytest.param("The house was built by theFather in the spring.", id="camel case"),
        pytest.param("The house was built as Figure 3 shows to the reader.", id="reference"),
        pytest.param("The house was built... by his father in the spring.", id="dots"),
        pytest.param("House builders finished Monday without further delays.", id="too few common words"),
        pytest.param("La casa was built by su padre de nuevo in the spring.", id="another language"),
        pytest.param("The House Was Built By His Father in the Spring.", id="heading"),
        pytest.param("The 3 of 4 and 5 of the 6 in 7 to 8 of 9.", id="mostly figures"),
    ],
)
def test_not_good(sentence: str) -> None:
    assert not good(sentence)


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        pytest.param(f"{PLAIN}  Then it fell. {PLAIN}", [PLAIN, PLAIN], id="the good ones"),
        pytest.param(PLAIN.replace(" ", "\u00a0\n").replace("u", "u\u00ad"), [PLAIN], id="spaces, soft hyphens"),
        pytest.param("The house &amp; the barn are by him.", ["The house & the barn are by him."], id="entities"),
        pytest.param("⟦ " * 12 + f". {PLAIN}", [PLAIN], id="holes"),
        pytest.param("⟦ " * 13 + f". {PLAIN}", [], id="too many holes"),
        pytest.param("He is at it in the shed.", [], id="short"),
        pytest.param("He is at it in the shed. Is it?", ["He is at it in the shed."], id="long enough"),
    ],
)  # fmt: skip
def test_sentences(paragraph: str, kept: list[str]) -> None:
    assert list(sentences(paragraph)) == kept
