"""Batches of like length, so that little of a batch is padding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class HasIds(Protocol):
    """What has ids of pieces, by whose number it goes into a batch."""

    @property
    def ids(self) -> list[int]: ...


Item = TypeVar("Item", bound=HasIds)


def batches(items: Iterable[Item], tokens: int) -> list[list[Item]]:
    """The items in batches of at most `tokens` ids with padding, the longest first; a longer one goes alone."""
    result: list[list[Item]] = []
    for item in sorted(items, key=lambda item: -len(item.ids)):
        if not result or len(result[-1][0].ids) * (len(result[-1]) + 1) > tokens:
            result.append([])
        result[-1].append(item)
    return result
