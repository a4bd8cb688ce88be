"""The card of trained weights: that of the last run, and nothing lost that a person wrote."""

from __future__ import annotations

import pytest

from mtqa.train.card import CARD, write_card


def write(folder, data, mcc=0.25):
    write_card(folder, data, {"English": {"steps": 9}}, {"de-en": mcc}, {"de-en": mcc / 2})


def card(folder):
    return (folder / CARD).read_text(encoding="utf-8")


def test_the_card_tells_data_settings_and_figures(tmp_path):
    write(tmp_path, "rows.tsv")
    text = card(tmp_path)
    assert "on `rows.tsv`" in text
    assert "- English: steps 9" in text
    assert "| de-en | 0.250 | 0.125 |" in text


def test_the_card_of_an_earlier_run_gives_way(tmp_path):
    write(tmp_path, "old.tsv", 0.1)
    write(tmp_path, "new.tsv")
    assert [path.name for path in tmp_path.iterdir()] == [CARD]
    assert "new.tsv" in card(tmp_path)
    assert "old.tsv" not in card(tmp_path)
    assert "0.100" not in card(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"# Our weights\n\nAsk Ada.\n", id="a card of a person's own"),
        pytest.param(b"", id="an empty one"),
        pytest.param("für uns".encode("latin-1"), id="another encoding"),
    ],
)
def test_what_a_person_wrote_is_kept_and_the_card_says_where(tmp_path, content):
    (tmp_path / CARD).write_bytes(content)
    write(tmp_path, "rows.tsv")
    assert (tmp_path / "README-1.md").read_bytes() == content
    assert "is in README-1.md" in card(tmp_path)


def test_a_card_that_a_person_changed_is_kept_each_time(tmp_path):
    for number in (1, 2):
        write(tmp_path, f"rows-{number}.tsv")
        changed = card(tmp_path).replace("Settings:", f"Ask Ada about run {number}. Settings:")
        (tmp_path / CARD).write_text(changed, encoding="utf-8")
    write(tmp_path, "rows-3.tsv")
    assert "run 1" in (tmp_path / "README-1.md").read_text(encoding="utf-8")
    assert "run 2" in (tmp_path / "README-2.md").read_text(encoding="utf-8")
    assert "rows-3.tsv" in card(tmp_path)
    assert "Ada" not in card(tmp_path)


def test_a_line_below_the_mark_is_a_change_too(tmp_path):
    write(tmp_path, "rows.tsv")
    with (tmp_path / CARD).open("a", encoding="utf-8") as stream:
        stream.write("Ask Ada.\n")
    write(tmp_path, "rows.tsv")
    assert (tmp_path / "README-1.md").read_text(encoding="utf-8").endswith("Ask Ada.\n")
