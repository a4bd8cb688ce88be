"""The catalogue that ships holds what a pull needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.models import catalogue, store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_catalogue_that_ships() -> None:
    for item in catalogue.catalogue().values():
        assert len(bytes.fromhex(item.sha256)) == 32
        assert item.wheel.startswith(item.requirement.replace("-", "_").replace("==", "-"))
        assert item.size > 0
        assert item.licence
    assert store.DEFAULT in catalogue.catalogue()


def test_home_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTQA_HOME", str(tmp_path))
    assert catalogue.home() == tmp_path
    monkeypatch.delenv("MTQA_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert "mtqa" in catalogue.home().parts
