"""Kano's classes, against a published table, and where they are mixed or cannot be told."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.study.item import Missing, Role
from csatreport.subjects.kano.measure import Feeling, classify, feature_of, fong
from csatreport.subjects.kano.settings import KanoRule
from tests.counts.build import edition, item, ledger, questionnaire
from tests.statistics.oracles import read_oracle
from tests.subjects.kano.build import (
    ABSENT,
    DISLIKE,
    FEATURE,
    LIKE,
    LIVE,
    MUST_BE,
    NEUTRAL,
    found_in,
)

PUBLISHED = read_oracle("kano", "kano_published_stp25/")


@pytest.mark.parametrize("name", PUBLISHED)
def test_better_and_worse_equal_what_was_published(name: str):
    want = PUBLISHED[name]
    found = feature_of(FEATURE, {one: int(want[one.value]) for one in Feeling})
    # Published with the digits that were printed.
    assert found.better == pytest.approx(want["better_published"], abs=0.006)
    assert found.worse == pytest.approx(want["worse_published"], abs=0.006)


@pytest.mark.parametrize(
    ("present", "absent", "feeling"),
    [
        (LIKE, LIKE, "Q"), (LIKE, NEUTRAL, "A"), (LIKE, DISLIKE, "O"),
        (MUST_BE, LIKE, "R"), (MUST_BE, MUST_BE, "I"), (MUST_BE, DISLIKE, "M"),
        (NEUTRAL, NEUTRAL, "I"), (LIVE, LIVE, "I"), (LIVE, DISLIKE, "M"),
        (DISLIKE, LIKE, "R"), (DISLIKE, LIVE, "R"), (DISLIKE, DISLIKE, "Q"),
    ],
)  # fmt: skip
def test_the_evaluation_table_is_bergers(present: int, absent: int, feeling: str):
    found = classify(FEATURE, np.array([present]), np.array([absent]))
    assert found.first == feeling


def test_pouliot_holds_two_more_pairs_to_be_contradictions():
    rows = [
        {"period": "2026-10", "f": MUST_BE, "nf": MUST_BE},
        {"period": "2026-10", "f": LIVE, "nf": LIVE},
    ]
    for rule, want in ((KanoRule(), "I"), (KanoRule(pouliot=True), "Q")):
        made = ledger(questionnaire([edition([FEATURE, ABSENT])], settings=(rule,)), rows)
        (found,) = found_in(made)
        assert found.counts[Feeling(want)] == 2


def test_half_a_pair_is_counted_and_classed_nowhere():
    rows = [{"period": "2026-10", "f": LIKE}, {"period": "2026-10", "f": LIKE, "nf": NEUTRAL},
            {"period": "2026-10", "nf": Missing.MULTIPLE}]  # fmt: skip
    made = ledger(questionnaire([edition([FEATURE, ABSENT])]), rows)
    (found,) = found_in(made)
    assert (found.n, found.missing) == (1, 1)


counts = st.fixed_dictionaries({one: st.integers(0, 60) for one in Feeling})


@given(counts)
def test_better_minus_worse_is_never_more_than_two(numbers):
    found = feature_of(FEATURE, numbers)
    if found.better is None or found.worse is None:
        assert not any(numbers[one] for one in list(Feeling)[:4])
    else:
        assert 0 <= found.better <= 1
        assert -1 <= found.worse <= 0
        assert 0 <= found.better - found.worse <= 2


@given(counts)
def test_a_clear_class_leads_by_more_than_fongs_limit(numbers):
    found = feature_of(FEATURE, numbers)
    if found.n:
        first, second = sorted(numbers.values(), reverse=True)[:2]
        assert found.mixed == (first - second < fong(first, second, found.n))


def test_a_tie_is_mixed_and_the_worst_case_comes_first():
    found = feature_of(
        FEATURE, {**dict.fromkeys(Feeling, 0), Feeling.INDIFFERENT: 20, Feeling.MUST: 20}
    )
    assert (found.first, found.second, found.mixed) == (Feeling.MUST, Feeling.INDIFFERENT, True)
    assert fong(20, 20, 40) == pytest.approx(1.65 * sqrt(40 * 40 / 80))


def test_strengths_are_shares():
    found = feature_of(FEATURE, {**dict.fromkeys(Feeling, 0), Feeling.MUST: 30, Feeling.ONE: 10,
                                 Feeling.INDIFFERENT: 10})  # fmt: skip
    assert (found.category, found.total) == (pytest.approx(0.4), pytest.approx(0.8))


def test_importance_stands_beside_if_it_was_asked():
    stated = item("imp", role=Role.IMPORTANCE, about="f")
    rows = [{"period": "2026-10", "f": LIKE, "nf": DISLIKE, "imp": n} for n in (0, 1)]
    made = ledger(questionnaire([edition([FEATURE, ABSENT, stated])]), rows)
    (found,) = found_in(made)
    assert (found.importance, found.importance_n) == (2.5, 2)
