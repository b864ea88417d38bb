"""What files hold lies beside memory, and comes back as it was, column by column."""

from __future__ import annotations

import os
import pickle

import numpy as np
import pytest

from csatreport.answers.model import Wave
from csatreport.answers.spool import Spool
from csatreport.counts.ledger import Ledger
from tests.answers.build import edition, item, one_unit, questionnaire

LARGE = bytes(range(256)) * 40_000


@pytest.mark.parametrize("content", [b"little", LARGE], ids=["in memory", "in a file"])
def test_bytes_come_back_by_place_wherever_they_lie(content: bytes):
    spool = Spool()
    first, second = spool.add(b"before"), spool.add(content)
    assert first.read(2, 4) == b"fore"
    assert second.read(1, 4) == content[1:5]
    assert second.read(len(content) - 2, 2) == content[-2:]


@pytest.mark.parametrize("content", [b"little", LARGE], ids=["in memory", "in a file"])
def test_a_spool_goes_to_another_process_with_all_it_holds(content: bytes):
    laid = Spool().add(content)
    assert pickle.loads(pickle.dumps(laid)).read(0, len(content)) == content  # noqa: S301


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forked workers here")
def test_forked_workers_that_read_at_once_do_not_disturb_each_other():
    spool = Spool()
    laid = [spool.add(bytes([n]) * 3_000_000) for n in range(4)]
    children = []
    for n, one in enumerate(laid):
        child = os.fork()
        if not child:
            right = all(one.read(at, 999) == bytes([n]) * 999 for at in range(0, 2_900_000, 500))
            os._exit(0 if right else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0, 0]


def test_a_column_of_a_file_cannot_be_written_to(desk):
    found = desk.answers(questionnaire(edition(item("a")), units=one_unit()), "a\nA\nB\n")
    with pytest.raises(ValueError, match="read-only"):
        found.waves[0].column("a")[0] = 1


def test_answers_are_counted_file_by_file(desk, monkeypatch):
    """A column over several files, which grows with their number, is never laid out."""
    for name in ("2026-10-a.csv", "2026-10-b.csv", "2026-10-c.csv"):
        desk.write("a\nA\nB\n", name)
    found = desk.read(questionnaire(edition(item("a")), units=one_unit()))
    real = Wave.column

    def one_file_only(wave: Wave, name: str) -> np.ndarray:
        assert len(wave.parts) == 1
        return real(wave, name)

    monkeypatch.setattr(Wave, "column", one_file_only)
    book = Ledger.of(found)
    (cell,) = book.cells.values()
    assert cell.responses == 6
    (counted,) = cell.items.values()
    assert counted.counts[:2] == (3, 3)
