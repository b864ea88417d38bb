"""The examples in docstrings say what the functions do."""

import doctest

import pytest

from csatreport.statistics import change, means, proportions


@pytest.mark.parametrize("module", [change, means, proportions], ids=lambda m: m.__name__)
def test_every_example_is_true(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
