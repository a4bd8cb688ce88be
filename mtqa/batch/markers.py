"""The marker of a shard: written when its results are safe, and read to know what is done."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from mtqa.batch.schema import MARKERS, shard_name
from mtqa.batch.values import Done, Shard, Totals
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.batch.store import Store


def marker_name(shard: int) -> str:
    return f"{MARKERS}/{shard_name(shard)}.json"


def marked(store: Store, shard: Shard, totals: Totals, sizes: dict[str, int]) -> Done:
    """Writes the marker of a shard. `sizes` are those of its files, by name."""
    content = {
        "shard": shard.number,
        "first": shard.first,
        "input": shard.digest,
        "totals": dataclasses.asdict(totals),
        "files": sizes,
    }
    store.write(marker_name(shard.number), as_json(content))
    return Done(shard.number, totals, shard.size)


def done(store: Store, shard: Shard) -> Done | None:
    """What an earlier run made of this shard, or None where it has to be checked.

    Raises ConfigError where that run's input was another.
    """
    content = _content(store, shard.number)
    if content is None:
        return None
    if content["input"] != shard.digest:
        raise ConfigError(
            f"the input is not what it was: shard {shard.number} of {store.target} was made from other documents; "
            "--restart begins again"
        )
    if any(store.size(name) != size for name, size in content["files"].items()):
        return None
    return Done(shard.number, Totals(**content["totals"]), shard.size, old=True)


def _content(store: Store, shard: int) -> dict[str, Any] | None:
    data = store.read(marker_name(shard))
    if data is None:
        return None
    try:
        content: dict[str, Any] = json.loads(data)
    except ValueError:
        # A disk that lost power may keep a file and lose what is in it.
        return None
    return content


def as_json(content: object) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n").encode("utf-8", "backslashreplace")
