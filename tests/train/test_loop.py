"""The training loop: a run that was cut off ends with the weights of one that was not."""

import random
from functools import partial
from itertools import islice

import pytest

torch = pytest.importorskip("torch", reason="needs the extra 'train'")

from mtqa.models.pieces import WORD_HEADS  # noqa: E402
from mtqa.train import loop  # noqa: E402
from mtqa.train.encode import Encoded  # noqa: E402
from mtqa.train.examples import Example  # noqa: E402
from mtqa.train.loop import Recipe, Run, train  # noqa: E402
from mtqa.train.network import Network  # noqa: E402

RECIPE = Recipe(layers=1, steps=8, warmup=2, every=4, rate=1e-3)


def batches():
    rng = random.Random(3)  # noqa: S311
    while True:
        words = tuple((float(rng.random() < 0.5),) * len(WORD_HEADS) for _ in range(4))
        example = Example("a b c d", "", ((0, 1), (2, 3), (4, 5), (6, 7)), words, (0.0,) * 4, "xx")
        yield [Encoded([0, *(rng.randrange(9) for _ in range(4)), 1], [-1, 0, 1, 2, 3, -1], example)]


def started():
    torch.manual_seed(1)
    return Run(Network(1), RECIPE)


def test_a_run_that_goes_on_ends_as_one_that_was_never_cut_off(tmp_path):
    table = torch.randn(10, 384, generator=torch.Generator().manual_seed(2))
    whole = started()
    list(train(whole, partial(loop.batch_loss, whole.network, table), batches(), tmp_path / "whole.pt"))
    cut = started()
    cut.take_chance()
    for batch in islice(batches(), 4):
        loop._step(cut, loop.batch_loss(cut.network, table, batch))
        cut.step += 1
    cut.save(tmp_path / "cut.pt")
    gone_on = started()
    gone_on.load(tmp_path / "cut.pt")
    torch.rand(3)
    list(train(gone_on, partial(loop.batch_loss, gone_on.network, table), batches(), tmp_path / "cut.pt"))
    assert (whole.step, gone_on.step) == (8, 8)
    for name, value in whole.network.state_dict().items():
        assert torch.allclose(value, gone_on.network.state_dict()[name], atol=1e-6), name


def test_a_run_that_is_done_takes_no_more_batches(tmp_path):
    run = started()
    run.step = RECIPE.steps
    assert list(train(run, pytest.fail, iter(pytest.fail, None), tmp_path / "done.pt")) == []


def test_the_rate_rises_then_falls_to_nothing():
    run = started()
    rates = []
    for run.step in range(9):
        rates.append(run.rate)
    assert rates[0] < rates[1]
    assert rates[1:] == sorted(rates[1:], reverse=True)
    assert rates[-1] == 0
