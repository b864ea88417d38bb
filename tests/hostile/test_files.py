"""Files that mean harm are told apart from files with mistakes by nothing but their message."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from csatreport.build.inputs import examine
from csatreport.errors import Severity
from csatreport.survey.read import read_study
from csatreport.survey.yaml_file import read_yaml
from csatreport.tabular import workbook
from tests.build.study import silent

ROOT = Path(__file__).parent.parent.parent
SHOP = """\
id: shop
title: Shop
every: month
units: shop.csv
sections:
  - id: main
    items:
      - {id: q1, text: Goods, options: [{code: A, label: a, points: 1, valence: good}, {code: B, label: b, points: 0, valence: bad}]}
"""


def _study(folder: Path, shop: str = SHOP, units: str = "id,name,parent\nall,All,\nS1,One,all\n"):
    files = {"study.yaml": "name: Q\n", "questionnaires/shop.yaml": shop, "shop.csv": units}
    for name, text in files.items():
        file = folder / "config" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def _codes(folder: Path) -> list[str]:
    return [i.code for i in examine(folder, silent).issues if i.severity is Severity.ERROR]


# YAML


def test_fifty_megabytes_of_yaml_are_not_read(tmp_path: Path):
    file = tmp_path / "big.yaml"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    began = time.process_time()
    read_file = read_yaml(file, "big.yaml")
    assert read_file.root is None
    assert read_file.issues
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]",
        "a: &a {b: *a}",
        "&a [&b [*a, *b]]",
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{c}: &{c} [{','.join([f'*{chr(ord(c) - 1)}'] * 9)}]\n" for c in "bcdefghi"),
        "[" * 5000,
        "{a: " * 5000,
        "- " * 5000 + "a",
    ],
    ids=["list in itself", "map in itself", "crossed", "nine to the ninth", "[", "{", "-"],
)
def test_cycles_bombs_and_depths_are_refused_with_their_place(tmp_path: Path, text: str):
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    made = read_yaml(file, "a.yaml")
    assert made.root is None
    assert made.issues[0].source.line


# Tables


def _outcome(tmp_path: Path, content: bytes, name: str = "a.csv") -> list[str]:
    """Return the codes of errors that a table of answers draws in a whole study."""
    study = _study(tmp_path)
    file = study / "data" / "shop" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return _codes(study)


@pytest.mark.parametrize(
    "content",
    [
        b"unit,q1\nS1," + b"x" * 10_000_000 + b"\n",
        b"unit,q1\nS1,A\x00\n",
        (",".join(f"c{n}" for n in range(5000)) + "\n").encode(),
        "unit,q1,note\n店,A,好\n".encode() + "S1,A,好\n".encode("gb18030"),
        b"\xff\xfe" + b"unit,q1\nS1,A\n",
        b"PK\x03\x04 not a workbook",
    ],
    ids=[
        "ten megabytes",
        "NUL",
        "5,000 columns",
        "mixed encodings",
        "a lying mark",
        "a false workbook",
    ],
)
def test_hostile_tables_are_refused_by_code(tmp_path: Path, content: bytes):
    codes = _outcome(tmp_path, content, "2026-01.xlsx" if content[:2] == b"PK" else "2026-01.csv")
    assert codes
    assert all(code[0] in "AB" for code in codes)


def test_formulas_in_headers_and_cells_are_texts_like_any_other(tmp_path: Path):
    study = _study(tmp_path)
    file = study / "data" / "shop" / "2026-01.csv"
    file.parent.mkdir(parents=True)
    file.write_text("unit,q1,=1+1\nS1,A,=cmd|' /C calc'!A0\nS1,=1+1,x\n", encoding="utf-8")
    found = examine(study, silent)
    assert not [issue for issue in found.issues if issue.severity is Severity.ERROR]
    (account,) = found.files
    assert (account.read, account.kept, account.invalid_cells) == (2, 2, 1)


def _workbook(more: dict[str, bytes]) -> bytes:
    """Make a workbook of one answer, with further entries in its archive."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["unit", "q1"])
        sheet.write_row(1, 0, ["S1", "A"])
    with zipfile.ZipFile(stream, "a") as archive:
        for name, content in more.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "more",
    [
        {"xl/vbaProject.bin": b"\x00" * 1000},
        {"xl/externalLinks/externalLink1.xml": b"<externalLink><externalBook/></externalLink>"},
        {"../../outside.txt": b"hit", "/etc/outside.txt": b"hit"},
    ],
    ids=["macros", "external links", "paths out of the archive"],
)
def test_macros_links_and_paths_in_a_workbook_do_nothing(tmp_path: Path, more):
    study = _study(tmp_path / "a" / "b" / "study")
    file = study / "data" / "shop" / "2026-01.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(_workbook(more))
    before = set(tmp_path.rglob("*"))
    found = examine(study, silent)
    assert [account.kept for account in found.files] == [1]
    assert set(tmp_path.rglob("*")) == before


_BOMB = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
from csatreport.build.inputs import examine
from tests.build.study import silent
print([i.code for i in examine(Path(sys.argv[1]), silent).issues])
"""


def test_a_workbook_of_gigabytes_is_refused_in_bounded_memory(tmp_path: Path):
    study = _study(tmp_path)
    file = study / "data" / "shop" / "2026-01.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(_workbook({}))
    block = b"\x00" * 2**24
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(80):
            entry.write(block)
    assert file.stat().st_size < 2**24
    told = subprocess.run(
        [sys.executable, "-c", _BOMB, str(study)], cwd=ROOT, capture_output=True,
        check=False, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-500:]
    assert "A4" in told.stdout
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2 * 2**20


def test_the_limit_of_unpacking_is_what_the_bomb_exceeds():
    assert workbook.WORKBOOK_BYTES < 80 * 2**24


# Ids that would be paths


_PATHS = (
    "../x", "..", ".", "/etc/x", "a/b", "a\\b", "C:x", "CON", "nul", "a.", "a ", "-a", "a" * 300,
    "\u0430", "ａ", "a\u200b", "a\u202e", "%2e%2e", "~", "a:b", "a*", "a?", "a|b", "<a>", "",
)  # fmt: skip


@pytest.mark.parametrize("name", _PATHS)
@pytest.mark.parametrize("what", ["questionnaire", "item", "edition", "unit"])
def test_an_id_that_could_be_a_path_is_refused_or_harmless(tmp_path: Path, what: str, name: str):
    quoted = '"' + name.replace("\\", "\\\\") + '"'
    shop, units = SHOP, "id,name,parent\nall,All,\nS1,One,all\n"
    if what == "questionnaire":
        shop = shop.replace("id: shop", f"id: {quoted}")
    elif what == "item":
        shop = shop.replace("id: q1", f"id: {quoted}")
    elif what == "edition":
        shop = shop.replace("title: Shop", f"title: Shop\nedition: {quoted}")
    else:
        units = units.replace("S1,", f'"{name}",')
    study, issues = read_study(_study(tmp_path, shop, units))
    if any(issue.severity is Severity.ERROR for issue in issues):
        return
    assert study is not None
    (asked,) = study.questionnaires
    # An edition's number stands in no path.
    names = [asked.id, *asked.newest.by_id, *asked.units.by_id]
    assert asked.newest.number.isascii()
    for one in names:
        assert one not in {"", ".", ".."}
        assert not set(one) & set('/\\:*?"<>|%~\u200b\u202e')
        assert one.isascii()
        assert not one.endswith((".", " "))
        assert len(one) <= 40


def test_two_ids_that_differ_in_case_only_do_not_share_a_folder(tmp_path: Path):
    units = "id,name,parent\nall,All,\nS1,One,all\ns1,Two,all\n"
    _, issues = read_study(_study(tmp_path, units=units))
    assert [issue for issue in issues if issue.severity is Severity.ERROR]


# Characters


def test_a_character_that_no_font_has_is_named_by_file_and_line(tmp_path: Path):
    study = _study(tmp_path, SHOP.replace("Goods", "Goods \U000f1234"))
    file = study / "data" / "shop" / "2026-01.csv"
    file.parent.mkdir(parents=True)
    text = SHOP.replace(
        "      - {id: q1", "      - {id: say, text: Say, kind: text}\n      - {id: q1"
    )
    (study / "config/questionnaires/shop.yaml").write_text(
        text.replace("Goods", "Goods \U000f1234"), encoding="utf-8"
    )
    file.write_text("unit,q1,say\nS1,A,fine\nS1,B,odd \U0010fffd\n", encoding="utf-8")
    told = {issue.code: issue for issue in examine(study, silent).issues}
    assert (told["C297"].source.file, told["C297"].source.line) == (
        "config/questionnaires/shop.yaml", 9,
    )  # fmt: skip
    assert told["C297"].facts["point"] == "U+F1234"
    assert (told["A499"].source.row, told["A499"].facts["point"]) == (3, "U+10FFFD")


def test_a_rare_character_of_a_name_has_a_font(tmp_path: Path):
    study = _study(tmp_path, SHOP.replace("Goods", "𠮷野家"))
    assert "C297" not in [issue.code for issue in examine(study, silent).issues]
