"""Units side by side and alpha can be worked out again from their explanations."""

from __future__ import annotations

import re
from math import sqrt

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.scope import Scope
from csatreport.study.policy import Audience
from csatreport.subjects.explain import explain_all
from csatreport.subjects.measured import measure
from csatreport.subjects.results.explain import explain_branch
from csatreport.subjects.units.explain import explain_units
from tests.counts.build import edition, ledger, node, questionnaire, units
from tests.subjects.segments.build import ITEMS, people

TREE = {"all": None} | {f"u{n}": "all" for n in range(12)}


def company(language: str = "en") -> Scope:
    asked = edition(ITEMS, node("headline", ["q1", "q2"]))
    book = ledger(
        questionnaire([asked], units=units(TREE)),
        [{"period": "2025-01", "unit": f"u{n}", "sex": n % 2, **row}
         for n in range(12) for row in people(20 + n, int(n == 3))],
    )  # fmt: skip
    found = measure(book, book.questionnaire.units.root, book.base_periods[0])
    return Scope(findings=found, language=language, audience=Audience.OPEN)


def test_the_limits_of_every_unit_follow_from_what_is_said():
    ((_, found),) = explain_units(company(), company().standings)
    (one,) = found.steps
    middle, spread, phi = map(float, re.search(
        r"m = ([\d.]+); s = ([\d.]+), .*φ = ([\d.]+)", one.lines[0]).groups())  # fmt: skip
    assert len(one.rows) == 12
    for _, n, _, inner, _ in one.rows:
        low, high = map(float, inner.split("–"))
        reach = 1.96 * spread * sqrt(phi / int(n))
        assert (low, high) == pytest.approx((middle - reach, middle + reach), abs=0.15)


def test_alpha_follows_from_the_part_of_the_variance():
    scope = company()
    told = explain_branch(scope.findings.headline, scope).steps[-1]
    k, less, ratio, alpha = map(float, re.search(
        r"= (\d+)/(\d+) · \(1 − ([\d.]+)\) = ([\d.−]+)\.", told.lines[0].replace("−0", "-0")
    ).groups())  # fmt: skip
    assert k / less * (1 - ratio) == pytest.approx(alpha, abs=0.006)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_is_whole_in_every_language(language):
    entries = explain_all(company(language))
    assert {"explain:group.sex", "explain:units"} <= {entry.id for entry in entries}
    for entry in entries:
        assert entry.steps
        assert all(line and "{" not in line for one in entry.steps for line in one.lines)
