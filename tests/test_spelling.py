from __future__ import annotations

import pytest

from mtqa.spelling import is_plain_slip


@pytest.mark.parametrize(
    ("word", "other", "plain"),
    [
        pytest.param("becouse", "because", True, id="for a common word"),
        pytest.param("accopmanied", "accompanied", True, id="letters swapped"),
        pytest.param("cantoons", "cantons", True, id="a letter doubled"),
        pytest.param("priori", "prior", False, id="a short word, which may be a foreign one"),
        pytest.param("atriots", "artists", False, id="two letters"),
        pytest.param("vproblem", "problem", False, id="another first letter"),
        pytest.param("conspiration", "constipation", False, id="for a rarer word"),
        pytest.param("garnano", "garland", False, id="far from it"),
    ],
)
def test_plain_slips(word: str, other: str, *, plain: bool) -> None:
    assert is_plain_slip(word, other) is plain
