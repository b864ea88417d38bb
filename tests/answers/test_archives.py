"""Archives among the files of answers. All of them are made for these tests."""

import io
import stat
import zipfile

import pytest

from csatreport.answers import archives
from csatreport.tables import archive
from tests.answers.build import codes, column, item, mapping, refused
from tests.answers.platforms.shapes import workbook_of

ASKED = item("tidy")
CSV = "date,tidy\n2026-10-01,A\n2026-10-02,B\n"


def packed(*members, compression=zipfile.ZIP_DEFLATED) -> bytes:
    """Write an archive of (name, content) pairs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def read(desk, content, name="三月.zip", *mappings):
    desk.write(content, name)
    return desk.read(ASKED, *mappings)


def told(found) -> set[tuple[str, str]]:
    """Return what is said, with the place below the questionnaire's folder."""
    return {(one.code, one.source.file.removeprefix("data/shop/")) for one in found.intake.issues}


def test_members_are_read_as_files_are_and_called_by_their_place(desk):
    book = workbook_of(("Sheet1", [["date", "tidy"], ["2026-10-03", "C"], ["no day", "A"]]))
    found = read(desk, packed(("一店/十月.csv", CSV), ("b.xlsx", book), ("__MACOSX/b.csv", "x")))
    assert column(found, "tidy") == [2, 0, 1]
    assert [(one.file, one.read, one.kept) for one in found.intake.files] == [
        ("data/shop/三月.zip/b.xlsx", 2, 1),
        ("data/shop/三月.zip/一店/十月.csv", 2, 2),
    ]
    (one,) = found.intake.refusals
    assert (one.file, one.row, one.code) == ("data/shop/三月.zip/b.xlsx", 3, "A424")


def test_what_is_no_table_is_named(desk):
    found = read(desk, packed(("a.csv", CSV), ("syntax.txt", "x"), ("form.pdf", "y")))
    (issue,) = [one for one in found.intake.issues if one.code == archives.UNREAD_MEMBERS]
    assert (issue.facts["names"], issue.facts["count"]) == ("syntax.txt, form.pdf", 2)
    assert found.intake.files[0].kept == 2


def test_a_mapping_may_go_by_the_archive(desk):
    said = mapping(files="export*.zip", columns=(("T", "tidy"),))
    found = read(desk, packed(("a.csv", CSV.replace("tidy", "T"))), "export-10.zip", said)
    assert column(found, "tidy") == [0, 1]


def test_names_written_on_a_chinese_windows_are_understood(desk):
    content = packed(("xxxx.csv", CSV)).replace(b"xxxx.csv", "十月".encode("gb18030") + b".csv")
    found = read(desk, content)
    assert [one.file for one in found.intake.files] == ["data/shop/三月.zip/十月.csv"]


def _link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        entry = zipfile.ZipInfo("a.csv")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _twice() -> bytes:
    return packed(("a.csv", CSV), ("b.csv", CSV)).replace(b"b.csv", b"a.csv")


def _encrypted() -> bytes:
    """Mark both headers of the only member as encrypted."""
    content = bytearray(packed(("a.csv", CSV)))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _damaged() -> bytes:
    content = bytearray(packed(("a.csv", CSV), compression=zipfile.ZIP_STORED))
    content[content.find(b"2026")] ^= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"no archive", archive.DAMAGED, ""),
        (b"", archive.DAMAGED, ""),
        (packed(("a.csv", CSV))[:-30], archive.DAMAGED, ""),
        (_damaged(), archive.DAMAGED, ""),
        (_encrypted(), archive.ENCRYPTED, "/a.csv"),
        (packed(("../../a.csv", CSV)), archive.BAD_NAME, "/../../a.csv"),
        (packed(("/etc/a.csv", CSV)), archive.BAD_NAME, "//etc/a.csv"),
        (packed(("C:\\a.csv", CSV)), archive.BAD_NAME, "/C:/a.csv"),
        (_link(), archive.BAD_NAME, "/a.csv"),
        (_twice(), archive.BAD_NAME, "/a.csv"),
        (packed(("inner.zip", packed(("a.csv", CSV)))), archive.NESTED, "/inner.zip"),
        (packed(("readme.pdf", "x")), archives.NOTHING_TO_READ, ""),
        (packed(*((f"{n}.csv", "") for n in range(archive.MOST_MEMBERS + 1))), archive.TOO_MUCH, ""),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)  # fmt: skip
def test_what_cannot_be_trusted_ends_in_a_message(desk, content, code, place):
    found = read(desk, content)
    assert (code, f"三月.zip{place}") in told(found)
    assert any(one.code == code and one.severity.name == "ERROR" for one in found.intake.issues)


def test_an_archive_that_swells_is_stopped_where_it_does(tmp_path):
    swollen = packed(("a.csv", b"0" * (5 << 20)))
    file = tmp_path / "bomb.zip"
    file.write_bytes(swollen)
    into = tmp_path / "into"
    into.mkdir()
    with zipfile.ZipFile(file) as opened:
        assert archive._copy(opened, opened.infolist()[0], into / "0.csv", 1 << 20) is None
    assert (into / "0.csv").stat().st_size <= 1 << 20


def test_nothing_of_an_archive_is_left(desk, tmp_path, monkeypatch):
    home = tmp_path / "temporary"
    home.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(home))
    read(desk, packed(("a.csv", CSV)))
    assert list(home.iterdir()) == []


def test_archives_elsewhere_are_named_and_not_opened(desk):
    assert codes(read(desk, packed(("a.csv", CSV)), "a.rar")) == ["A448"]


ROWS = "id,Status,Finished,date,tidy\n1,IP Address,True,2026-10-01,A\n2,Survey Preview,True,2026-10-01,B\n3,Imported,False,2026-10-01,C\n"


@pytest.mark.parametrize(
    ("only", "kept", "left_out"),
    [
        ((), [0], {(3, "A453"), (4, "A454")}),
        ((("Status", "ip address"),), [0], {(3, "A527"), (4, "A527")}),
        ((("Status", ("IP Address", "Imported")), ("finished", ("True", "False"))), [0, 2], {(3, "A527")}),
        ((("Status", "IP Address"), ("Finished", "False")), [], {(2, "A527"), (3, "A527"), (4, "A527")}),
    ],
)  # fmt: skip
def test_a_mapping_says_which_rows_count(desk, only, kept, left_out):
    found = desk.answers(ASKED, ROWS, mapping(columns=(), only=only))
    assert (column(found, "tidy") if kept else []) == kept
    assert {(row, code) for row, _, _, code in refused(found)} == left_out
    one = found.intake.files[0]
    assert (one.read, one.kept + one.refused) == (3, 3)
    told_of = {x.header for x in one.unread_columns}
    assert not told_of & {header for header, _ in only}


def test_a_column_to_leave_out_by_that_is_not_there_stops_the_build(desk):
    found = desk.answers(ASKED, ROWS, mapping(columns=(), only=(("Statsu", "IP Address"),)))
    (issue,) = [one for one in found.intake.issues if one.code == "A528"]
    assert (issue.severity.name, issue.facts["nearest"]) == ("ERROR", "Status")
