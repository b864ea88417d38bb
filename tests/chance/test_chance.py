"""Chance alone speaks as rarely as promised: the simulations of `benchmarks/chance`, with few studies."""

from importlib import import_module

import pytest

from benchmarks import chance
from benchmarks.chance import Rate
from benchmarks.chance.__main__ import statistics

FEW = 100
"""Studies of a statistic that does not name a number of its own (``FEW``) for the tests."""


@pytest.mark.parametrize("name", statistics())
def test_no_statistic_breaks_what_is_promised_of_it(name: str):
    module = import_module(f"benchmarks.chance.{name}")
    rates = module.simulate(getattr(module, "FEW", FEW), chance.SEED)
    assert rates
    assert [(rate.situation, rate.value, rate.promise) for rate in rates if not rate.kept] == []


@pytest.mark.parametrize("name", statistics())
def test_the_same_seed_gives_the_same_rates(name: str):
    module = import_module(f"benchmarks.chance.{name}")
    assert module.simulate(2, 1) == module.simulate(2, 1)


def test_a_rate_beyond_chance_is_a_broken_promise():
    assert Rate(situation="", hits=60, of=1000, most=0.05).kept
    assert not Rate(situation="", hits=120, of=1000, most=0.05).kept
    assert not Rate(situation="", hits=900, of=1000, least=0.95).kept
