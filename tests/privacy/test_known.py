"""Units have reports for the newest months only: what was told of older ones is judged all the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest

from csatreport.base.store import Store
from csatreport.counts.ledger import Ledger
from csatreport.making.execute import CleanFigures, audited
from csatreport.privacy import promise
from csatreport.privacy.gate import Gate
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Reporting
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.privacy.audit.build import TWO_SCALES, publish, two_scales

MONTHS = ("2026-01", "2026-02")


def monthly(asked, names: list[str], rows: list[dict]) -> Ledger:
    """Make a monthly survey whose units have reports for the newest month."""
    tree = {"all": None, **dict.fromkeys(names, "all")}
    reporting = Reporting(periods=(PeriodKind.MONTH,), units_for=1)
    survey = questionnaire([asked], units=units(tree), anonymity=Anonymity(), reporting=reporting)
    return ledger(survey, rows)


def issues(book: Ledger, folder: Path) -> list[tuple[str, ...]]:
    """Publish what a build makes of a survey, and return what the audit says of it."""
    gate = Gate.of(book)
    publish(book, folder, gate)
    for unit in book.questionnaire.units.all[1:]:
        rmtree(folder / "en" / "q" / MONTHS[0] / unit.id, ignore_errors=True)
    clean = CleanFigures(Store(folder / "cache"), book)
    found = audited(gate, [folder], [], whole=True, clean=clean)
    return [(one.code, one.facts["unit"], one.facts["period"]) for one in found]


def test_a_month_of_which_only_the_report_of_the_whole_is_left_gives_nothing_away(tmp_path: Path):
    """Without the pages of twenty units the audit finds no answers that fit what is left."""
    random = np.random.default_rng(1)
    names = [f"u{place}" for place in range(20)]
    asked = [f"q{place}" for place in range(8)]
    rows = [
        {"unit": unit, "period": month, **dict(zip(asked, answers, strict=True))}
        for month in MONTHS
        for unit in names
        for answers in random.choice(4, (int(random.integers(10, 61)), 8)).tolist()
    ]
    form = edition([item(name) for name in asked], node("headline", asked))
    assert issues(monthly(form, names, rows), tmp_path) == []


def test_what_fell_in_an_older_month_is_seen_though_its_pages_are_made_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(promise, "withhold_more", lambda *_: None)
    answers = two_scales()
    rows = [
        {"unit": unit, "period": month, **{f"q{k}": place for k, place in enumerate(one)}}
        for month, some in zip(MONTHS, (answers, {"u0": answers["u0"]}), strict=True)
        for unit, people in some.items()
        for one in people
    ]
    book = replace(monthly(TWO_SCALES, list(answers), rows), secret=b"\2")
    assert ("B610", "u1", MONTHS[0]) in issues(book, tmp_path)
