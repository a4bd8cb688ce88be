"""The table `terms` of the configuration; brands are in fixtures/detectors/house-terms.toml."""

from __future__ import annotations

import pytest

from mtqa.config import Config
from mtqa.engine import check
from mtqa.readers.text import TextReader

CASES = [
    pytest.param({"e-mail": "email"}, "Send an e-mail today.", [("e-mail", "email")], id="term"),
    pytest.param({"e-mail": "email"}, "E-mail works best.", [("E-mail", "Email")], id="capital at the start"),
    pytest.param({"log in": "sign in"}, "Please log in, then blog in peace.", [("log in", "sign in")], id="phrase"),
    pytest.param({"Mission": "Task"}, "The Mission and a mission.", [("Mission", "Task")], id="term with a capital"),
    pytest.param({"email": "email address"}, "Your email address is known.", [], id="already as preferred"),
    pytest.param({"utilize": ""}, "They utilize tools.", [("utilize", None)], id="nothing offered"),
    pytest.param({"a.b": "c"}, "Not axb but a.b here.", [("a.b", "c")], id="signs stand for themselves"),
    pytest.param({"log in": "sign in", "log in form": "entry form"}, "The log in form is here.",
                 [("log in form", "entry form")], id="longest first"),
    pytest.param({"": "x", " ": "y"}, "Nothing here.", [], id="empty term"),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "text", "found"), CASES)
def test_terms_of_the_house(terms, text, found):
    config = Config(select=("house-terms",), terms=terms)
    report = check(TextReader().read(text.encode(), "a.txt"), config)
    shown = [(f.text, f.suggestions[0].text if f.suggestions else None) for f in report.findings]
    assert shown == found
