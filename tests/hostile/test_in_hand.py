"""Whatever nobody foresaw names the file that was in hand, whichever kind of file that was."""

from __future__ import annotations

from pathlib import Path

import pytest

from csatreport.base.files.hand import file_in_hand
from csatreport.making.inputs import examine
from tests.hostile.shop import make_shop
from tests.making.study import silent

FILES = {
    "config/mappings/m.yaml": "questionnaire: shop\nfiles: '*.csv'\n",
    "config/registers/c.yaml": "kind: complaints\nquestionnaire: shop\nfiles: c*\n",
    "data/registers/c.csv": "id,received\n1,2026-01-05\n",
    "data/shop/2026-01.csv": "unit,q1\nS1,A\n",
}


@pytest.mark.parametrize(
    ("broken", "file"),
    [
        ("study.reading.study._check_zone", "config/study.yaml"),
        ("study.reading.study.read_edition", "config/questionnaires/shop.yaml"),
        ("study.reading.units.read_unit_rows", "config/shop.csv"),
        ("study.mapping._mapping", "config/mappings/m.yaml"),
        ("study.reading.registers._register", "config/registers/c.yaml"),
        ("registers.read.read_cell", "data/registers/c.csv"),
        ("answers.parts.find_heads", "data/shop/2026-01.csv"),
    ],
)
def test_what_nobody_foresaw_names_the_file_in_hand(tmp_path: Path, monkeypatch, broken, file):
    study = make_shop(tmp_path)
    for name, text in FILES.items():
        path = study / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(f"csatreport.{broken}", fail)
    with pytest.raises(ZeroDivisionError) as caught:
        examine(study, silent)
    assert file_in_hand(caught.value) == file
