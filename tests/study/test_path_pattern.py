"""A pattern means what its signs say, and takes no time however many stars it has."""

import time

import pytest

from csatreport.study.path_pattern import fits


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.csv", "a.csv", True),
        ("*.csv", "b/a.csv", False),
        ("**/*.csv", "a.csv", True),
        ("**/*.csv", "c/b/a.csv", True),
        ("b/**", "b/c/a.csv", True),
        ("?.csv", "ab.csv", False),
        ("?.csv", "/.csv", False),
        ("SHOP-*.CSV", "shop-1.csv", True),
        ("a[1].csv", "a[1].csv", True),
        ("a[1].csv", "a1.csv", False),
        ("**/a", "ba", False),
        ("", "", True),
    ],
)
def test_a_pattern_fits_what_its_signs_say(pattern, path, expected):
    assert fits(pattern, path) is expected


def test_many_stars_take_no_time():
    began = time.process_time()
    assert not fits("*a" * 60 + "b", "a" * 2000)
    assert time.process_time() - began < 5
