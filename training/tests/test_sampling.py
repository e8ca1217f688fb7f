"""Random numbers with known answers, and how they pick a code."""

import numpy as np
import pytest

from hitvideo.pipeline.random_numbers import threefry, uniform
from hitvideo.pipeline.sampling import Sampling, sample

# Random123's kat_vectors, threefry 2x32 with 20 rounds: counter, key, result
KNOWN = [
    ((0x00000000, 0x00000000), (0x00000000, 0x00000000), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_threefry_gives_its_published_answers(counter: tuple, key: tuple, result: tuple) -> None:
    assert threefry(key, counter) == result


def test_uniform_numbers_lie_inside_the_unit_interval_and_depend_on_every_coordinate() -> None:
    draws = [uniform(7, 3, position, 0) for position in range(4000)]
    assert min(draws) > 0 and max(draws) < 1 and abs(np.mean(draws) - 0.5) < 0.02
    others = {uniform(*c) for c in [(7, 3, 0, 0), (8, 3, 0, 0), (7 + 2**32, 3, 0, 0), (7, 2, 0, 0), (7, 3, 1, 0)]}
    others |= {uniform(7, 3, 0, 1), uniform(7, 3, 0, 0, draw=1)}
    assert len(others) == 7


LOGITS = np.log(np.array([0.1, 0.4, 0.2, 0.3]))


def share(sampling: Sampling, count: int = 4000) -> list[float]:
    drawn = [sample(LOGITS, sampling, (i + 0.5) / count) for i in range(count)]
    return [round(drawn.count(k) / count, 2) for k in range(4)]


def test_draws_follow_the_distribution_in_ascending_order_of_index() -> None:
    assert share(Sampling()) == [0.1, 0.4, 0.2, 0.3]
    assert [sample(LOGITS, Sampling(), u) for u in (0.05, 0.15, 0.55, 0.95)] == [0, 1, 2, 3]


def test_temperature_zero_takes_the_first_of_the_largest() -> None:
    assert sample(np.array([1.0, 3.0, 3.0]), Sampling(temperature=0), 0.99) == 1


def test_temperature_flattens_and_sharpens() -> None:
    assert share(Sampling(temperature=100)) == [0.25, 0.25, 0.25, 0.25]
    assert share(Sampling(temperature=0.5))[1] == round(0.16 / 0.30, 2)


def test_top_k_and_top_p_keep_the_likeliest() -> None:
    assert share(Sampling(top_k=2)) == [0, 0.57, 0, 0.43]
    assert share(Sampling(top_p=0.69)) == [0, 0.57, 0, 0.43]
    assert share(Sampling(top_p=0.71)) == [0, 0.44, 0.22, 0.33]
    assert share(Sampling(top_p=0.01)) == [0, 1, 0, 0]
    assert share(Sampling(top_k=3, top_p=0.5)) == [0, 0.57, 0, 0.43]


def test_of_equals_the_lower_index_is_kept() -> None:
    assert {sample(np.zeros(4), Sampling(top_k=2), u) for u in np.linspace(0.01, 0.99, 50)} == {0, 1}
