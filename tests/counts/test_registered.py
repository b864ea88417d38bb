"""What registers say: scores, defects, and who looks at them; and the entries other tests share."""

from __future__ import annotations

import numpy as np

from csatreport.registers.model import Registers
from csatreport.study.register_entries import Complaint
from tests.registers.build import ROWS, book, complaint, day


def test_whoever_looks_at_registers_is_watched():
    made = book(Registers.holding(complaint(1, day(3))), ROWS)
    with made.watch.noting() as needs:
        made.registers_of("a")
    (need,) = needs
    assert made.digest(need) == made.digest(need)
    other = book(Registers.holding(Complaint(id="2", unit="a", received=day(4))), ROWS)
    assert other.digest(need) != made.digest(need)
    with made.watch.noting() as needs:
        made.named_customers()
    (need,) = needs
    assert other.digest(need) == made.digest(need)
    named = book(
        Registers.holding(Complaint(id="2", unit="a", received=day(4), customer="Z")), ROWS
    )
    assert named.digest(need) != made.digest(need)
    assert np.isscalar(len(made.registers_of("a").of(Complaint)))
