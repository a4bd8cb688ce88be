"""The cache answers what it was told, and is never a reason to fail."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from mtqa.models.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "cache.sqlite"


def test_it_remembers(file: Path) -> None:
    Cache(file, "model:1").put({"a": b"1", "é": b"2"})
    assert Cache(file, "model:1").get(["é", "a", "b", "a"]) == {"a": b"1", "é": b"2"}


@pytest.mark.parametrize("other", ["model:2", "model:", "model:1a"])
def test_another_model_has_its_own_answers(file: Path, other: str) -> None:
    Cache(file, "model:1").put({"a": b"1"})
    assert Cache(file, other).get(["a"]) == {}


def test_more_texts_than_fit_in_a_question(file: Path) -> None:
    values = {str(number): str(number).encode() for number in range(1201)}
    Cache(file, "m").put(values)
    assert Cache(file, "m").get(list(values)) == values


def test_without_a_file_it_forgets(tmp_path: Path) -> None:
    cache = Cache(None, "m")
    cache.put({"a": b"1"})
    assert cache.get(["a"]) == {}
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_go_first(file: Path) -> None:
    cache = Cache(file, "m", most_rows=10)
    for number in range(25):
        cache.put({str(number): b"x"})
    assert set(cache.get([str(number) for number in range(25)])) == {str(number) for number in range(15, 25)}


def scrawl(file: Path) -> None:
    file.write_bytes(b"this is no database" * 1000)


def cut(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:5000])


def overwrite(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:100] + b"\xff" * (len(data) - 100))


@pytest.mark.parametrize("damage", [scrawl, cut, overwrite])
def test_a_damaged_file_is_begun_anew(file: Path, damage: Callable[[Path], None]) -> None:
    first = Cache(file, "m")
    first.put({str(number): b"x" * 50 for number in range(500)})
    first.close()
    damage(file)
    cache = Cache(file, "m")
    assert cache.get([str(number) for number in range(500)]) == {}
    cache.put({"a": b"1"})
    assert Cache(file, "m").get(["a"]) == {"a": b"1"}


def test_a_place_that_cannot_be_used_is_no_error(file: Path) -> None:
    file.mkdir(parents=True)
    cache = Cache(file, "m")
    cache.put({"a": b"1"})
    assert cache.get(["a"]) == {}


def test_a_database_of_another_shape_is_no_error(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE answers (something TEXT)")
    connection.close()
    cache = Cache(file, "m")
    cache.put({"a": b"1"})
    assert cache.get(["a"]) == {}


def test_several_writers_at_once(file: Path) -> None:
    def write(number: int) -> None:
        cache = Cache(file, "m")
        for step in range(20):
            cache.put({f"{number}-{step}": str(step).encode()})
        cache.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    wanted = [f"{number}-{step}" for number in range(4) for step in range(20)]
    assert len(Cache(file, "m").get(wanted)) == 80
