"""The rule kept in plural forms, which the fixtures cannot say."""

from __future__ import annotations

import pytest

from mtqa.config import Config
from mtqa.engine import Checker
from mtqa.models import Models
from mtqa.readers.po import PoReader

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "%d mensaje nuevo en %s"
msgid_plural "%d mensajes nuevos en %s"
msgstr[0] "ONE"
msgstr[1] "MANY"
"""


@pytest.mark.parametrize(
    ("one", "many", "missing"),
    [
        ("One new message in %s", "%d new messages in %s", []),
        ("New message in %s", "%d new messages in %s", ["%d"]),
        ("One new message", "%d new messages in %s", ["%s"]),
        ("%d new message in %s", "Many new messages in %s", ["%d"]),
    ],
    ids=["one in a word", "no number", "another placeholder", "the form for many"],
)
def test_the_form_for_one_may_say_it_in_a_word(one: str, many: str, missing: list[str]) -> None:
    data = CATALOGUE.replace("ONE", one).replace("MANY", many).encode()
    config = Config(select=("kept",), offline=True, suggest=False)
    findings = Checker(config, Models(config)).check(PoReader().read(data, "a.po")).findings
    assert [finding.message.split()[2] for finding in findings] == missing
