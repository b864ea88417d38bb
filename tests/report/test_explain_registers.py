"""Figures of registers and models are explained by numbers that can be worked out again."""

from __future__ import annotations

import re

import pytest

from csatreport.base.label import LANGUAGES
from tests.report.registered import explained, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_register_is_explained_in_each_language(language: str):
    made = explained(language)
    wanted = {"complaints", "actions", "inspections", "composite", "defects", "customers"}
    assert wanted <= set(made)
    assert not any(made[name].of_answers for name in ("complaints", "inspections", "defects"))


def test_a_score_is_the_share_of_the_weights_that_passed():
    made = explained()
    assert "100 · 3 / 8 = 37.5" in text(made["inspections"])
    assert made["inspections"].steps[1].rows == (
        ("safety", "0", "5", "0.0"), ("looks", "3", "3", "100.0"),
    )  # fmt: skip


def test_a_composite_can_be_added_up_again():
    one = explained()["composite"]
    parts, total, score = re.search(r"\((.*)\) / ([\d.]+) = ([\d.]+)", text(one)).groups()
    products = [float(a) * float(b) for a, b in (part.split("·") for part in parts.split(" + "))]
    assert sum(products) / float(total) == pytest.approx(float(score), abs=0.06)
    assert "100 · (1 − 2.00 / 10) = 80.0" in text(one)


def test_customers_are_counted_and_never_named():
    told = text(explained()["customers"])
    assert "Nobody is marked" in told
    assert "Secret Shop" not in told
    assert "900" not in told


def test_the_effect_of_an_action_is_a_difference_beyond_the_others():
    told = text(explained()["actions"])
    sides = re.search(r"Beyond the others: (\S+) − \((\S+)\) = (\S+),", told).groups()
    difference, others, net = (float(side.replace("−", "-")) for side in sides)
    assert difference - others == pytest.approx(net, abs=0.011)
