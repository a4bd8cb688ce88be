import pytest

from mtqa.bilingual.omitted import omitted_names


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param("Am Montag traf er Murdoch.", "On Monday he met a publisher.", [("Murdoch", True)], id="pronoun"),
        pytest.param("Am Montag in Berlin.", "On Monday he did.", [("Berlin", False)], id="no pronoun is a place"),
        pytest.param("Murdoch kam.", "The publisher came.", [], id="the first word is not judged"),
        pytest.param("Ende Juli in Hamburg.", "In Hamburg, late in summer.", [], id="a month is no name"),
        pytest.param("Noch am Abend in Genua.", "In Genoa that evening.", [], id="a place by its English name"),
        pytest.param("Er und Murdoch. Er, Murdoch.", "Two men.", [("Murdoch", False)], id="once"),
    ],
)
def test_omitted_names(source: str, target: str, expected: list[tuple[str, bool]]) -> None:
    assert list(omitted_names(source, target)) == expected
