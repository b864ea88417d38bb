"""Paths and relative links: everything from ids, nothing absolute, no link without a page."""

from __future__ import annotations

from dataclasses import replace
from posixpath import dirname, join, normpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.site import sitemap as site
from csatreport.study.periods import PeriodKind
from tests.site.build import site as small_site

NAMES = st.text("abcXYZ019-_", min_size=1, max_size=8)
PATHS = st.lists(NAMES, min_size=1, max_size=6).map("/".join)


@given(page=PATHS, target=PATHS)
@settings(deadline=None, max_examples=80)
def test_a_relative_link_followed_from_its_page_ends_at_its_target(page: str, target: str):
    way = site.relative(page, target)
    assert not way.startswith("/")
    assert normpath(join(dirname(page), way)) == target


def test_an_anchor_stays_behind_the_path():
    assert site.relative("en/q/2026/index.html", "en/q/method/index.html#t") == (
        "../method/index.html#t"
    )


def test_the_root_units_report_lies_in_the_periods_own_folder():
    retail = small_site().by_id["retail"]
    assert retail.report_path("en", "2026-10", "all") == "en/retail/2026-10/index.html"
    assert retail.report_path("en", "2026-10", "S01") == "en/retail/2026-10/S01/index.html"


def test_a_page_in_another_language_differs_only_in_its_first_folder():
    assert site.in_language("en/retail/2026/index.html", "zh-Hant") == (
        "zh-Hant/retail/2026/index.html"
    )


@pytest.mark.parametrize(("step", "expected"), [(-1, "2026-08"), (1, "2026-10"), (2, None)])
def test_a_neighbour_is_a_period_of_the_same_kind(step: int, expected: str | None):
    found = small_site().by_id["retail"].beside("2026-09", step, "all")
    assert (found.id if found is not None else None) == expected


def test_the_newest_period_is_of_the_shortest_kind():
    retail = small_site().by_id["retail"]
    assert retail.newest is not None
    assert retail.newest.id == "2026-10"
    assert retail.newest.kind is PeriodKind.MONTH


def test_the_newest_report_of_a_unit_may_be_older_and_longer_than_that_of_the_whole():
    retail = small_site().by_id["retail"]
    gone = {"2026-10", "2026-09", "2026-08", "2026-07"}
    periods = tuple(
        replace(p, units=p.units - {"S02"}) if p.id in gone else p for p in retail.periods
    )
    retail = replace(retail, periods=periods)
    newest = {unit: retail.newest_of(unit) for unit in ("S01", "S02", "S99")}
    assert {unit: found and found.id for unit, found in newest.items()} == {
        "S01": "2026-10", "S02": "2026-Q3", "S99": None,
    }  # fmt: skip


def test_a_questionnaire_without_periods_has_no_newest_one():
    assert small_site().by_id["staff"].newest is None
