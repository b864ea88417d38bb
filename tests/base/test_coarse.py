"""A figure as coarse as it is printed, and what may lie behind it."""

from hypothesis import given
from hypothesis import strategies as st

from csatreport.base.coarse import behind, coarse


@given(st.floats(0, 100), st.sampled_from([0.1, 1.0, 5.0]))
def test_a_figure_lies_between_the_ends_of_what_is_told(value: float, step: float):
    told = coarse(value, step, 0, 100)
    low, high = behind(told, step, 0, 100)
    assert low - 1e-3 * step <= value <= high + 1e-3 * step
    assert high - low <= 1.5 * step
    assert (told in {0, 100}) == (min(value, 100 - value) < 1e-3 * step)
