"""Routine builds are never refused: what the audit would find, the gate has withheld before."""

from __future__ import annotations

from pathlib import Path

import pytest

from csatreport.base.store import Store
from csatreport.making.execute import CleanFigures, audited
from csatreport.privacy.gate import Gate
from tests.privacy.audit.build import publish
from tests.privacy.small import small_study


@pytest.mark.parametrize("seed", range(16))
def test_random_small_studies_are_never_refused(seed: int, tmp_path: Path):
    book = small_study(seed)
    gate, clean = Gate.of(book), CleanFigures(Store(tmp_path / "cache"), book)
    publish(book, tmp_path, gate)
    found = audited(gate, [tmp_path], [], whole=True, clean=clean)
    assert [issue.facts for issue in found] == []
