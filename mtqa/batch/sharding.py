"""Cuts the documents of the input into shards, always in the same way, and notes which repeat an earlier one."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from mtqa.batch.seen import DIGEST_SIZE, Seen
from mtqa.batch.values import Item, Shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.batch.documents import Documents
    from mtqa.config import Config

# A shard of fewer documents than asked for, if they are long: about so many bytes of input are held for each.
LONGEST = 8_000_000


def shards(documents: Documents, size: int, config_of: Callable[[str], Config]) -> Iterator[Shard]:
    """Shards of `size` documents, or of LONGEST bytes and more; the last one has what is left."""
    seen, settings = Seen(), _Settings(config_of)
    items: list[Item] = []
    length = first = number = read = 0
    for item in documents:
        key = _key(item, settings)
        repeats = seen.first(key, first + len(items), number) if key else None
        items.append(dataclasses.replace(item, repeats=repeats) if repeats else item)
        length += len(item)
        if len(items) == size or length >= LONGEST:
            yield _shard(number, first, items, documents.read - read)
            number, first, read = number + 1, first + len(items), documents.read
            items, length = [], 0
    if items:
        yield _shard(number, first, items, documents.read - read)


def _shard(number: int, first: int, items: list[Item], size: int) -> Shard:
    digest = hashlib.sha256()
    for item in items:
        item.update(digest)
    return Shard(number, first, tuple(items), digest.hexdigest(), max(size, 0))


class _Settings:
    """A digest of the configuration of each path: the same text may be checked in two ways."""

    def __init__(self, config_of: Callable[[str], Config]) -> None:
        self._config_of = config_of
        self._digests: dict[int, bytes] = {}

    def of(self, path: str) -> bytes:
        config = self._config_of(path)
        if id(config) not in self._digests:
            self._digests[id(config)] = hashlib.sha256(repr(config).encode()).digest()
        return self._digests[id(config)]


def _key(item: Item, settings: _Settings) -> bytes | None:
    """What tells that two documents get the same results; None for one that failed."""
    if item.failure is not None:
        return None
    if isinstance(item.content, str):
        content, kind = item.content.encode(), "row"
    else:
        content, kind = item.content, PurePath(item.input).suffix.lower()
    digest = hashlib.blake2b(settings.of(item.input), digest_size=DIGEST_SIZE)
    digest.update(repr((kind, item.source, item.source_language)).encode())
    digest.update(content)
    return digest.digest()
