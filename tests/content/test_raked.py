"""A raked study, from its files to its errors, equals R's survey package (`rake`, `svymean`)."""

from math import sqrt
from pathlib import Path

import pytest

from csatreport.making.inputs import read_inputs
from csatreport.statistics.verdict import Against
from csatreport.subjects.measured import measure

STUDY = Path(__file__).parents[1] / "studies" / "raked-margins"
MEAN, ERROR, ERROR_OF_CHANGE = 54.3140253071, 1.56104655544, 2.38429634143
"""Of the first question on 0-100 in February, and of its change since January, by R 4.2, survey 4.1."""


def test_a_raked_level_and_its_change_have_the_errors_that_r_gives():
    (ledger,) = read_inputs(STUDY, lambda _: None).ledgers.values()
    root = ledger.questionnaire.units.root
    found = measure(ledger, root, ledger.base_periods[-1])
    first = next(one for one in found.items if one.item.id == "q1")
    change = first.change(Against.PREVIOUS)
    # Raking stops at 1e-6 of a share; the reference went on.
    assert first.index.value == pytest.approx(MEAN, abs=1e-4)
    assert first.sd / 4 * 100 / sqrt(first.n) == pytest.approx(ERROR, abs=1e-4)
    assert change.error == pytest.approx(ERROR_OF_CHANGE, abs=1e-4)
