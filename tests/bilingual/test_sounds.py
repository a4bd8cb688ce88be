import pytest

from mtqa.bilingual.sounds import sounds_like


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Maurice", "Морис"),
        ("Kavanaugh", "судья Кавано"),
        ("Gerrard", "с Джеррардом"),
        ("Scherzer", "शेज़र ने कहा"),
        ("Donald", "ودونالد"),
        ("Erdogan", "أردوغان"),
        ("Gerrard", "제라드의"),
    ],
)
def test_a_name_is_known_by_its_sound(name: str, source: str) -> None:
    assert sounds_like(name, source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Vladivostok", "Хабаровск"),
        ("Korea", "в игре"),
        ("Merkel", "Макрон"),
        ("Snowden", "सोनिया"),
        ("Kavanaugh", "الرئيس"),
        ("Maurice", "Morris"),
    ],
    ids=lambda value: value,
)
def test_another_name_is_not(name: str, source: str) -> None:
    assert not sounds_like(name, source)
