"""Whatever stands in a file, reading it ends in rows kept and rows refused, never in a traceback.

A few dozen examples run with all tests; ``CSATREPORT_FUZZ=5000`` looks longer. Coverage-guided
fuzzing pays little here: the readers are built on libraries in C that it cannot see into.
"""

from __future__ import annotations

import json
import os
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csatreport.making.inputs import examine
from csatreport.subjects.study import read_study
from tests.hostile.shop import LONG, SHOP, make_shop, workbook_of
from tests.making.study import silent

FUZZ = settings(
    max_examples=LONG,
    deadline=None,
    derandomize="CSATREPORT_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SOUND = "unit,q1,date\nS1,A,2026-01-05\nS1,B,2026-01-06\nall,A;B,2026-02-30\n,,\n"
CELLS = st.sampled_from(
    ["A", "B", "S1", "", "A;B", "2026-01-05", "9" * 40, "=1+1", "\u202eA", "，", '"', "\ufeff", "NaN"]
) | st.text(max_size=8)  # fmt: skip
WORDS = st.sampled_from(
    ["id", "title", "every", "sections", "items", "options", "points", "valence", "was", "role",
     "index", "scales", "anonymous", "target", "trend", "weights", "reports", "month", "-1", "0x1f",
     "2026-13", "null", "~", "!!python/object:os.system", "&a", "*a", "<<"]
) | st.text(max_size=6)  # fmt: skip


@st.composite
def mutations(draw, text: str) -> bytes:
    """Cut, double, swap or overwrite parts of a sound file."""
    content = bytearray(text.encode())
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        to = min(len(content), at + draw(st.integers(0, 30)))
        new = draw(
            st.binary(max_size=12) | WORDS.map(str.encode) | st.just(bytes(content[at:to]) * 2)
        )
        content[at:to] = new
    return bytes(content)


def trees(depth: int = 3) -> st.SearchStrategy:
    """Make maps and lists of the words that a questionnaire knows."""
    return st.recursive(
        WORDS | st.integers() | st.none() | st.booleans(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
        max_leaves=12 * depth,
    )


def _read(folder: Path, content: bytes, name: str = "2026-01.csv") -> None:
    study = make_shop(folder)
    file = study / "data" / "shop" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    found = examine(study, silent)
    for account in found.files:
        assert account.read == account.kept + account.refused
        assert account.kept >= 0
        assert account.refused >= 0
    told = sum(account.kept for account in found.files)
    counted = sum(
        ledger.tally(ledger.questionnaire.units.root.id, period).responses
        for ledger in found.ledgers.values()
        for period in ledger.base_periods
    )
    assert counted == told


@FUZZ
@given(content=mutations(SOUND))
def test_a_mutated_table_is_accounted_for(tmp_path: Path, content: bytes):
    _read(tmp_path, content)


@FUZZ
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=8), heads=st.lists(CELLS, max_size=5))
def test_any_table_is_accounted_for(tmp_path: Path, rows, heads):
    lines = [",".join(cells) for cells in (["unit", "q1", *heads], *rows)]
    _read(tmp_path, "\n".join(lines).encode("utf-8", "surrogatepass"))


@FUZZ
@given(
    content=st.binary(max_size=300), ending=st.sampled_from(["csv", "tsv", "txt", "xlsx", "xls"])
)
def test_any_bytes_under_any_name_are_accounted_for(tmp_path: Path, content: bytes, ending: str):
    _read(tmp_path, content, f"2026-01.{ending}")


@st.composite
def workbooks(draw) -> bytes:
    """Overwrite stretches in the parts of a sound workbook, or of the archive itself."""
    source = zipfile.ZipFile(BytesIO(workbook_of({})))
    chosen = draw(st.sampled_from([*source.namelist(), ""]))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            archive.writestr(name, draw(mutations(text)) if name == chosen else text)
    content = bytearray(stream.getvalue())
    if not chosen:
        at = draw(st.integers(0, len(content)))
        content[at : at + 8] = draw(st.binary(max_size=12))
    return bytes(content)


@settings(FUZZ, max_examples=max(20, LONG // 10))
@given(content=workbooks())
def test_a_mutated_workbook_is_accounted_for(tmp_path: Path, content: bytes):
    _read(tmp_path, content, "2026-01.xlsx")


@FUZZ
@given(content=mutations(SHOP))
def test_a_mutated_questionnaire_is_read_or_refused(tmp_path: Path, content: bytes):
    study = make_shop(tmp_path)
    (study / "config/questionnaires/shop.yaml").write_bytes(content)
    made, issues = read_study(study)
    assert made is not None or issues


@FUZZ
@given(tree=trees())
def test_any_tree_of_known_words_is_read_or_refused(tmp_path: Path, tree):
    study = make_shop(tmp_path)
    file = study / "config/questionnaires/shop.yaml"
    file.write_text(json.dumps(tree, ensure_ascii=True), encoding="utf-8")
    made, issues = read_study(study)
    assert made is not None or issues


@FUZZ
@given(content=mutations("questionnaire: shop\nfiles: '*.csv'\ncolumns: {Q: q1, W: unit}\n"))
def test_a_mutated_mapping_is_read_or_refused(tmp_path: Path, content: bytes):
    study = make_shop(tmp_path)
    file = study / "config" / "mappings" / "m.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    _read(tmp_path, SOUND.encode())


@pytest.mark.parametrize("size", [200_000])
def test_memory_stays_within_a_multiple_of_the_file(tmp_path: Path, size: int):
    content = b"unit,q1\n" + b"S1,A\n" * size
    _read(tmp_path, b"unit,q1\nS1,A\n")
    tracemalloc.start()
    _read(tmp_path, content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200 * len(content)
