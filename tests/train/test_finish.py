"""What calibration fits, and what it leaves as it was where the data cannot tell."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")

from mtqa.models.tagger import ENGLISH
from mtqa.train import finish
from mtqa.train.change_odds import Sample

ROW = {"languages": "xx-en", "source": "q", "target": "He the left .", "post_edit": "He left ."}
FEATURES = (0.5,) * 7


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A tagger's folder with an English encoder, whose readings the tests make up."""
    (tmp_path / ENGLISH).mkdir()
    settings = {"machine": {}, "rules": {}, "english": [0.3, 0.4], "changes": [7.0]}
    (tmp_path / "calibration.json").write_text(json.dumps(settings), encoding="utf-8")
    monkeypatch.setattr(finish, "installed", lambda _: tmp_path)
    monkeypatch.setattr(finish, "language_model", lambda *_: None)
    for name in ("human_texts", "edited_texts", "damaged_texts"):
        monkeypatch.setattr(finish, name, lambda *_, **__: [])
    return tmp_path


def calibrated(folder, rows, found, monkeypatch):
    monkeypatch.setattr(finish, "samples", lambda *_: found)
    monkeypatch.setattr(finish, "fit_words", lambda *_: {"english": [0.5, 0.6]})
    finish.calibrate(folder, folder, [ROW] * rows)
    return json.loads((folder / "calibration.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("rows", "right", "kept"),
    [
        pytest.param(200, 100, set(), id="enough"),
        pytest.param(99, 100, {"english"}, id="few rows"),
        pytest.param(200, 20, {"changes"}, id="few right changes"),
        pytest.param(0, 0, {"english", "changes"}, id="nothing"),
    ],
)
def test_what_the_rows_cannot_tell_stays(folder, monkeypatch, rows, right, kept):
    found = [Sample(FEATURES, number < right, "edited") for number in range(2 * 100)]
    settings = calibrated(folder, rows, found, monkeypatch)
    assert (settings["english"] == [0.3, 0.4]) == ("english" in kept)
    assert (settings["changes"] == [7.0]) == ("changes" in kept)
    assert settings["rules"] == {}


def test_without_an_english_encoder_its_share_stays(folder, monkeypatch):
    (folder / ENGLISH).rmdir()
    assert calibrated(folder, 200, [], monkeypatch)["english"] == [0.3, 0.4]
