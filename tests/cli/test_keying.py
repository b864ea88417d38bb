"""``csatreport entry`` and ``csatreport compare``, as a person uses them."""

from __future__ import annotations

import datetime as dt
import json

from csatreport.base.errors import ExitCode
from csatreport.cli import main
from csatreport.paper.register import Wanted, print_run


def _run(study, *arguments: str) -> int:
    return main(["-C", str(study), *arguments])


def test_an_entry_sheet_is_written_where_one_asks(tiny, tmp_path, capsys):
    out = tmp_path / "sheet.xlsx"
    assert (
        _run(tiny, "entry", "retail", "--unit", "S1", "--rows", "3", "--out", str(out))
        == ExitCode.FINE
    )
    assert capsys.readouterr().out.strip() == str(out)
    assert out.read_bytes()[:2] == b"PK"


def test_differences_are_told_and_end_with_one(tiny, tmp_path, capsys):
    about = ("retail", "retail-1-en-ABCDEF", "2026-10")
    print_run(tiny, (Wanted(copies=1),), about, dt.date(2026, 10, 1), lambda _: None)
    files = []
    for name, answer in (("one", "A"), ("two", "B")):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"serial,unit,staff,range\n000001-R,S1,{answer},A\n", encoding="utf-8")
        files.append(str(file))
    assert _run(tiny, "compare", *files, "--questionnaire", "retail") == ExitCode.FINDINGS
    told = capsys.readouterr().out
    assert "000001-R, staff: A / B (rows 2 and 2)" in told
    assert "1 forms, 4 cells compared, 1 differences (25.00 %)." in told
    code = _run(tiny, "compare", *files, "--questionnaire", "retail", "--format", "json")
    assert code == ExitCode.FINDINGS
    assert json.loads(capsys.readouterr().out)["differences"][0]["first"] == "A"


def test_a_name_that_is_not_known_is_refused(tiny, capsys):
    assert _run(tiny, "entry", "retial") == ExitCode.USAGE
    assert _run(tiny, "entry", "retail", "--unit", "S9") == ExitCode.USAGE
    assert capsys.readouterr().err.count("B601") == 2
