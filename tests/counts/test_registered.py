"""What registers say: scores, defects, and who looks at them; and the entries other tests share."""

from __future__ import annotations

import numpy as np

from csatreport.counts.needs.told import digest
from csatreport.registers.model import Registers
from csatreport.study.register_entries import Complaint
from tests.registers.build import ROWS, book, complaint, day


def test_whoever_looks_at_registers_is_watched():
    made = book(Registers.holding(complaint(1, day(3))), ROWS)
    with made.watch.noting() as needs:
        made.registers_of("a")
    (need,) = needs
    assert digest(made, need) == digest(made, need)
    other = book(Registers.holding(Complaint(id="2", unit="a", received=day(4))), ROWS)
    assert digest(other, need) != digest(made, need)
    with made.watch.noting() as needs:
        made.named_customers()
    (need,) = needs
    assert digest(other, need) == digest(made, need)
    named = book(
        Registers.holding(Complaint(id="2", unit="a", received=day(4), customer="Z")), ROWS
    )
    assert digest(named, need) != digest(made, need)
    assert np.isscalar(len(made.registers_of("a").of(Complaint)))
