"""Files that mean harm are told apart from files with mistakes by nothing but their message."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from csatreport.base.errors import Severity
from csatreport.base.print import fonts as typeface
from csatreport.base.print import glyphs
from csatreport.making.inputs import examine
from csatreport.study.yaml.file import read_yaml
from csatreport.subjects.study import read_study
from csatreport.tables import read, workbook
from tests.hostile.shop import SHOP, make_shop, workbook_of
from tests.making.study import build_study, silent

ROOT = Path(__file__).parent.parent.parent


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
    study = make_shop(tmp_path)
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
    study = make_shop(tmp_path)
    file = study / "data" / "shop" / "2026-01.csv"
    file.parent.mkdir(parents=True)
    file.write_text("unit,q1,=1+1\nS1,A,=cmd|' /C calc'!A0\nS1,=1+1,x\n", encoding="utf-8")
    found = examine(study, silent)
    assert not [issue for issue in found.issues if issue.severity is Severity.ERROR]
    (account,) = found.files
    assert (account.read, account.kept, account.invalid_cells) == (2, 2, 1)


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
    study = make_shop(tmp_path / "a" / "b" / "study")
    file = study / "data" / "shop" / "2026-01.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(workbook_of(more))
    before = set(tmp_path.rglob("*"))
    found = examine(study, silent)
    assert [account.kept for account in found.files] == [1]
    assert set(tmp_path.rglob("*")) == before


def _changed(old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Return the workbook with one part rewritten."""
    stream = BytesIO()
    source = zipfile.ZipFile(BytesIO(workbook_of({})))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, content.replace(old, new) if name == part else content)
    return stream.getvalue()


def _moved() -> bytes:
    """Return a workbook whose sheet lies where no sheet is looked for, and reaches far."""
    stream = BytesIO()
    source = zipfile.ZipFile(BytesIO(_changed(b'r="A2"', b'r="XFD1048576"')))
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            content = source.read(name).replace(b"worksheets/sheet1.xml", b"other/s.xml")
            archive.writestr(name.replace("worksheets/sheet1.xml", "other/s.xml"), content)
    return stream.getvalue()


_ROW = b"<row>" + b'<c t="s"><v>0</v></c>' * 1000 + b"</row>"
_FAR = {
    "elsewhere in the archive": _moved(),
    "in apostrophes": _changed(b'r="A2"', b"r='XFD1048576'"),
    "after a tab": _changed(b'<c r="A2"', b'<c\tr="XFD1048576"'),
    "in small letters": _changed(b'r="A2"', b'r="xfd1048576"'),
    "beyond the last row": _changed(b'r="A2"', b'r="XFD99999999"'),
    "in the row alone": _changed(
        b"</sheetData>",
        b'<row r="3">' + b"<c><v>1</v></c>" * 100_000
        + b'</row><row r="1048576"><c><v>1</v></c></row></sheetData>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", _FAR.values(), ids=_FAR.keys())
def test_a_far_cell_however_written_is_told_and_ends_nothing(tmp_path: Path, content: bytes):
    assert len(content) < 20_000
    assert "A414" in _outcome(tmp_path, content, "2026-01.xlsx")


def test_a_long_text_that_many_cells_share_is_told_and_ends_nothing(tmp_path: Path):
    part = "xl/sharedStrings.xml"
    long = _changed(b"<t>unit</t>", b"<t>" + b"x" * 100_000 + b"</t>", part)
    stream = BytesIO()
    source = zipfile.ZipFile(BytesIO(long))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, content.replace(b"</sheetData>", _ROW * 50 + b"</sheetData>"))
    assert "A414" in _outcome(tmp_path, stream.getvalue(), "2026-01.xlsx")


def test_a_module_beside_the_data_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("csatreport.py", "zipfile.py", "resource.py"):
        (tmp_path / name).write_text("open('hit', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert _outcome(tmp_path, workbook_of({}), "2026-01.xlsx") == []
    assert not (tmp_path / "hit").exists()


@pytest.mark.parametrize("sign", ["-", "_", "(", ": "])
def test_a_header_of_many_signs_is_looked_at_once(tmp_path: Path, sign: str):
    began = time.process_time()
    header = "a" + sign * 50_000 + "b"
    assert _outcome(tmp_path, f"unit,q1,{header}\nS1,A,x\n".encode(), "2026-01.csv") == []
    assert time.process_time() - began < 3


@pytest.mark.parametrize("sign", ["(", "（", "“", "和", "既"])
def test_a_wording_of_many_signs_is_looked_at_once(tmp_path: Path, sign: str):
    began = time.process_time()
    examine(make_shop(tmp_path, SHOP.replace("Goods", f'"a{sign * 30_000}b"')), silent)
    assert time.process_time() - began < 3


_BOMB = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
from csatreport.making.inputs import examine
from tests.making.study import silent
print(*(i.code for i in examine(Path(sys.argv[1]), silent).issues))
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def test_a_workbook_of_gigabytes_is_refused_in_bounded_memory(tmp_path: Path):
    study = make_shop(tmp_path)
    file = study / "data" / "shop" / "2026-01.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(workbook_of({}))
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
    codes, kilobytes = told.stdout.splitlines()
    assert "A406" in codes.split()
    assert int(kilobytes) < 2**20


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
    study, issues = read_study(make_shop(tmp_path, shop, units))
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
    _, issues = read_study(make_shop(tmp_path, units=units))
    assert [issue for issue in issues if issue.severity is Severity.ERROR]


# Characters


def test_a_character_that_no_font_has_is_named_by_file_and_line(tmp_path: Path):
    study = make_shop(tmp_path, SHOP.replace("Goods", "Goods \U000f1234"))
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
    study = make_shop(tmp_path, SHOP.replace("Goods", "𠮷野家"))
    assert "C297" not in [issue.code for issue in examine(study, silent).issues]


def test_the_fonts_are_asked_once_for_all_characters(monkeypatch: pytest.MonkeyPatch):
    asked = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: asked.append(a) or run(*a, **k))
    glyphs._covered.cache_clear()
    rare = map(chr, range(0x20000, 0x25000))
    assert "\U0010fffd" in glyphs.without_glyph([*rare, "A", "\U0010fffd"])
    assert len(asked) == 1


def test_without_fontconfig_no_character_is_missing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    glyphs._covered.cache_clear()
    assert glyphs.without_glyph(["A", "\U0010fffd"]) == frozenset()
    glyphs._covered.cache_clear()


def test_a_file_of_one_long_line_is_refused_in_little_memory(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(read, "LINE_BYTES", 1 << 20)
    file = tmp_path / "a.csv"
    file.write_bytes(b"q1\nA\n" + b"A," * (4 << 20))
    tracemalloc.start()
    table = read.read_table(file, "a.csv")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(i.code, i.source.line) for i in table.issues] == [("A419", 3)]
    assert peak < 1.5 * file.stat().st_size


@pytest.mark.parametrize("digits", [13, 310, 5000])
def test_a_number_beyond_all_measure_is_invalid_and_the_build_goes_on(tmp_path: Path, digits: int):
    number = "      - {id: n, text: How many, kind: number}\n"
    study = make_shop(tmp_path, SHOP + number)
    file = study / "data" / "shop" / "2026-01.csv"
    file.parent.mkdir(parents=True)
    file.write_text(f"unit,q1,n\nS1,A,{'9' * digits}\nS1,B,4\n", encoding="utf-8")
    outcome = build_study(study, languages=("en",))
    assert "A432" in [issue.code for issue in outcome.issues]


@pytest.mark.parametrize("written", ["%Y-%m-%d %Y", "%d.%m.%Y %m", "%Y-%m-%d %p %p"])
@pytest.mark.parametrize("where", ["mappings", "registers"])
def test_a_letter_that_stands_twice_in_a_date_format_is_told(tmp_path, written, where):
    study = make_shop(tmp_path)
    texts = {"mappings": "files: '*.csv'\ncolumns: {Q: q1}\n", "registers": "kind: complaints\n"}
    file = study / "config" / where / "m.yaml"
    file.parent.mkdir()
    file.write_text(f"questionnaire: shop\n{texts[where]}date_format: '{written}'\n")
    assert "C295" in _codes(study)


def test_a_machine_without_fonts_answers_empty(monkeypatch):
    def answer(*_, **__):
        return subprocess.CompletedProcess([], 0, stdout="")

    monkeypatch.setattr(subprocess, "run", answer)
    typeface.installed.cache_clear()
    assert typeface.installed() == ()
    typeface.installed.cache_clear()
