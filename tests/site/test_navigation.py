"""The furniture of a page: only links whose page exists, finished texts, one current place."""

from __future__ import annotations

from dataclasses import replace

from csatreport.site.navigation import Branch, Navigation, navigate_report
from csatreport.site.sitemap import SiteMap
from tests.site.build import STORES, site


def _without(sitemap: SiteMap, period: str, unit: str) -> SiteMap:
    """Take one unit's page away from a period."""
    retail = sitemap.by_id["retail"]
    periods = tuple(
        replace(p, units=p.units - {unit}) if p.id == period else p for p in retail.periods
    )
    return replace(
        sitemap, questionnaires=(replace(retail, periods=periods), *sitemap.questionnaires[1:])
    )


def _report(
    unit: str = "S02", period: str = "2026-10", sitemap: SiteMap | None = None
) -> Navigation:
    return navigate_report(sitemap or site(), "en", "retail", period, unit)


def _flat(branches: tuple[Branch, ...]) -> list[Branch]:
    return [b for branch in branches for b in (branch, *_flat(branch.below))]


def test_the_path_above_a_unit_leads_to_the_units_that_hold_it():
    crumbs = _report().crumbs
    assert [c.text for c in crumbs] == ["whole company", "Chengguan region"]
    assert [c.href for c in crumbs] == ["../index.html", "../R1/index.html"]


def test_the_whole_company_has_nothing_above_it():
    assert _report("all").crumbs == ()


def test_the_branch_that_holds_the_page_is_open_and_the_others_are_not():
    whole = _report().units[0]
    assert [(b.way.text, b.open, b.size) for b in whole.below] == [
        ("Chengguan region", True, 6),
        ("Dongchuan region", False, 5),
        ("Nanhe region", False, 5),
    ]


def test_of_very_many_units_a_page_lists_its_own_branch_and_the_wholes_page_all():
    many = [(f"X{n:03d}", f"店{n}", f"Store {n}", *STORES[0][3:]) for n in range(90)]
    large = site((*STORES, *many))
    own = STORES[-1][0]
    listed = [b.way.text for b in _flat(_report(own, sitemap=large).units)]
    assert "Nanhe region" in listed
    assert "Chengguan region" in listed
    assert "Store 7" not in listed
    assert _report(own, sitemap=large).unit_count == 0
    assert "Store 7" in [b.way.text for b in _flat(_report("all", sitemap=large).units)]
    crowded = [b.way.text for b in _flat(_report("X007", sitemap=large).units)]
    assert sorted(crowded) == [
        "Chengguan region", "Dongchuan region", "Nanhe region", "Store 7", "whole company",
    ]  # fmt: skip


def test_exactly_one_unit_is_the_current_one():
    assert [b.way.text for b in _flat(_report().units) if b.way.current] == ["Willow Road store"]


def test_a_unit_without_a_page_in_this_period_is_not_listed():
    nav = _report("all", sitemap=_without(site(), "2026-10", "S02"))
    assert "Willow Road store" not in [b.way.text for b in _flat(nav.units)]


def test_a_region_without_a_page_still_leads_to_its_stores():
    nav = _report("S02", sitemap=_without(site(), "2026-10", "R1"))
    region = next(b for b in _flat(nav.units) if b.way.text == "Chengguan region")
    assert region.way.href == ""
    assert region.below


def test_the_previous_month_is_the_last_one_in_which_the_unit_has_a_page():
    nav = _report(sitemap=_without(site(), "2026-09", "S02"))
    assert nav.previous is not None
    assert nav.previous.href == "../../2026-08/S02/index.html"
    assert _report("all", sitemap=_without(site(), "2026-09", "S02")).previous != nav.previous


def test_the_newest_month_has_no_next_one():
    assert _report().next is None
    assert _report(period="2026-09").next is not None


def test_the_rail_names_neighbours_longer_periods_and_the_archive():
    texts = [w.text for w in _report(period="2026-08").periods]
    assert texts == [
        "October 2026", "September 2026", "August 2026", "July 2026", "June 2026",
        "Q3 2026", "2026", "Newest (to bookmark)", "All periods",
    ]  # fmt: skip


def test_the_address_to_keep_names_no_period():
    ways = {way.text: way.href for way in _report(period="2026-09").periods}
    assert ways["Newest (to bookmark)"] == "../../../../index.html#retail/S02"
    ways = {way.text: way.href for way in _report("all", period="2026-09").periods}
    assert ways["Newest (to bookmark)"] == "../../../index.html#retail"


def test_a_pdf_is_offered_only_where_there_is_one():
    assert [w.text for w in _report().downloads] == [
        "PDF",
        "Text for a mail",
        "XLSX",
        "CSV",
        "JSON",
    ]
    assert [w.text for w in _report(period="2026-09").downloads] == [
        "Text for a mail",
        "XLSX",
        "CSV",
        "JSON",
    ]


def test_other_languages_lead_to_the_same_page():
    ways = {w.lang: w for w in _report().languages}
    assert ways["zh-Hans"].href == "../../../../zh-Hans/retail/2026-10/S02/index.html"
    assert ways["en"].current
