from __future__ import annotations

from dataclasses import dataclass

import pytest

from mtqa.models.batching import batches


@dataclass
class Row:
    ids: list[int]


@pytest.mark.parametrize(
    ("lengths", "tokens", "expected"),
    [
        pytest.param([], 10, [], id="nothing makes no batch"),
        pytest.param([2, 5, 3], 15, [[5, 3, 2]], id="padded to the longest"),
        pytest.param([2, 5, 3], 14, [[5, 3], [2]], id="padding counts"),
        pytest.param([1, 20, 1], 4, [[20], [1, 1]], id="one that is too long goes alone"),
    ],
)
def test_batches_are_of_like_length_and_bounded(lengths, tokens, expected):
    found = batches((Row([0] * length) for length in lengths), tokens)
    assert [[len(row.ids) for row in batch] for batch in found] == expected
