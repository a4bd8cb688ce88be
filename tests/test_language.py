"""English is known at a glance, other languages by name, the same ones in every run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mtqa.config import Config
from mtqa.engine import check
from mtqa.language import document_language, english_share, guess, remark
from mtqa.readers.text import TextReader
from mtqa.segmentation import segmented

ENGLISH = "The council met on Monday, and it will meet again before the end of the month. Nothing was decided."
OTHERS = {
    "vi": "Theo một báo cáo mới, lực lượng liên quân sẽ không rời khỏi Afghanistan vào tháng 5 như đã hứa.",
    "de": "Die Sitzung wurde wegen der vielen offenen Fragen auf den nächsten Montag verschoben, sagte der Sprecher.",
    "nl": "De vergadering werd wegens de vele open vragen uitgesteld tot volgende week maandag, zei de woordvoerder.",
    "fr": "La réunion a été reportée au lundi suivant en raison des nombreuses questions en suspens, a-t-on appris.",
    "es": "La reunión se aplazó hasta el lunes siguiente debido a las numerosas cuestiones pendientes, dijo.",
    "pt": "A reunião foi adiada para a próxima segunda-feira devido às muitas questões pendentes, disse o porta-voz.",
    "id": "Rapat itu ditunda sampai hari Senin berikutnya karena masih banyak pertanyaan yang belum terjawab.",
    "ru": "Заседание было перенесено на следующий понедельник из-за множества открытых вопросов.",
    "zh": "根据一份新的报告,联军部队不会在五月份离开阿富汗,这是前总统希望履行的最后期限。",
    "ar": "ووفقا لتقرير جديد فإن قوات التحالف لن تغادر أفغانستان في مايو وهو الموعد النهائي الذي حدده الرئيس السابق.",
}


def read(text: str) -> TextReader:
    return TextReader().read(text.encode(), "draft.txt")


@pytest.mark.parametrize("code", OTHERS)
def test_names_the_language(code: str) -> None:
    found = guess(OTHERS[code])
    assert found is not None
    assert (found.code, found.probability >= 0.9) == (code, True)


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_hold_hardly_a_word_that_only_english_has(code: str) -> None:
    assert english_share(OTHERS[code]) < 0.05 < english_share(ENGLISH)


def test_gives_the_same_answer_again() -> None:
    mixed = "Rapat ditunda. La reunión se aplazó. De vergadering werd uitgesteld. Mötet sköts upp."
    assert len({guess(mixed) for _ in range(5)}) == 1


@pytest.mark.parametrize("text", ["", "Hai Lam", "1.000.000", "Kathmandu, Nepal", "!!! ??? ---" * 20])
def test_too_little_text_says_nothing(text: str) -> None:
    assert guess(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a" * 200_000, None, id="one letter"),
        pytest.param("QWxhZGRpbjpvcGVuIHNlc2FtZQ" * 8_000, None, id="one run of letters"),
        pytest.param("word " * 40_000, None, id="one word over and over"),
        pytest.param("Lorem ipsum dolor. " * 10_000, None, id="three words over and over"),
        pytest.param("abcdefghij" * 300 + " " + OTHERS["de"], "de", id="a run before German"),
        pytest.param(OTHERS["de"] * 2_000, "de", id="German in one long line"),
        pytest.param("报告" * 100_000, "zh", id="Chinese has no spaces"),
    ],
)
def test_long_lines_are_of_the_language_of_their_words(text: str, code: str | None) -> None:
    found = guess(text)
    assert (found and found.code) == code


def test_plain_english_does_not_load_langdetect() -> None:
    code = (
        "import sys; from mtqa.language import guess;"
        f"assert guess({ENGLISH!r}).code == 'en'; assert 'langdetect' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_draft_in_another_language_gets_one_remark_and_no_finding_a_sentence() -> None:
    report = check(read(OTHERS["vi"]), Config(select=("untranslated",)))
    assert report.language == "vi"
    assert report.notes[0].startswith("this draft looks Vietnamese (0.99)")
    assert "checked as English" in report.notes[0]
    assert not report.findings


def test_an_english_draft_gets_no_remark() -> None:
    report = check(read(ENGLISH), Config(select=("untranslated",)))
    assert report.language == "en"
    assert not any("looks" in note for note in report.notes)


@pytest.mark.parametrize(
    ("checked", "remarked"), [("vi", False), ("en", True), ("en-GB", True)], ids=["same", "other", "variety"]
)
def test_the_remark_depends_on_the_language_that_is_checked(checked: str, remarked: bool) -> None:
    found = document_language(segmented(read(OTHERS["vi"])).segments)
    assert (remark(found, checked) is not None) == remarked
