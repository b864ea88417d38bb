"""What is set about the five gaps and does not fit the other questionnaires of the study."""

from __future__ import annotations

import pytest

from csatreport.subjects.study import read_study
from tests.study.conftest import SHOP

INSIDE = "config/questionnaires/inside.yaml"
FORM = """\
id: inside
title: Inside
every: month
sections: [{id: main, title: Main, items: [{id: a, text: A, kind: rating, low: 1, high: 5, good: [4, 5], bad: [1, 2]}]}]
index: {dimensions: [{id: goods, label: Goods, items: [a]}]}
"""
RULED = SHOP.replace(
    "sections:", "five_gaps: {managers: inside, standards: inside}\nsections:", 1
).replace(
    "      - {id: q2,",
    "      - {id: e1, text: Hoped, scale: four, role: expectation, about: q1}\n      - {id: q2,",
)


def issues(write, form: str, shop: str = RULED):
    folder = write({"config/questionnaires/shop.yaml": shop, INSIDE: form})
    return [issue.code for issue in read_study(folder)[1]]


def test_a_form_with_a_dimension_of_the_same_id_is_linked(write):
    assert issues(write, FORM) == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("C370", "id: goods", "id: wares"),
        ("C371", "every: month", "every: month\nreports: {company: restricted}"),
    ],
)
def test_a_form_that_cannot_be_set_beside_the_customers_is_refused(write, code, old, new):
    assert issues(write, FORM.replace(old, new)) == [code, code]


def test_a_restricted_report_may_tell_of_a_restricted_one(write):
    shut = "every: month\nreports: {company: restricted}"
    assert (
        issues(write, FORM.replace("every: month", shut), RULED.replace("every: month", shut)) == []
    )
