"""An action or complaint is opened, assigned, closed and taken back, and no other byte moves."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csatreport.base.errors import ExitCode
from csatreport.base.files import journal
from csatreport.base.files.journal import JOURNAL, alone_in, read_notes
from csatreport.cli import main
from csatreport.making.registering import entries
from csatreport.tables.splice import add_record, change_cells
from tests.cli.conftest import make_study
from tests.folders import lay

FILE = "data/registers/retail-complaints.csv"
PLAN = "data/registers/retail-actions.csv"
RULES = {
    "config/registers/retail-complaints.yaml": """\
kind: complaints
questionnaire: retail
columns: {id: 编号, received: 收到日期, resolved: 解决日期, owner: 负责人, text: 内容}
codes: {channel: {电话: phone}}
owners: [客服部, 门店]
""",
    "config/registers/retail-actions.yaml": """\
kind: actions
questionnaire: retail
codes: {state: {进行中: open, 已完成: done}}
""",
    PLAN: 'id,item,action,owner,due,done,state\nA-07,staff,"train, all",me,,,进行中\n',
}
TEXT = (
    "编号;收到日期;unit;owner?;负责人;channel;内容;解决日期\r\n"
    'C009;2026-10-01;S1; keep ;客服部;电话;"两行\n和""引号""";\r\n'
    'C010;2026/10/3;"S1";"x";"";电话;;"2026-10-05"\r\n'
)


@pytest.fixture
def study(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("CSATREPORT_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1792800000")  # 2026-10-24
    folder = lay(make_study(tmp_path / "study"), RULES)
    (folder / FILE).write_bytes(TEXT.encode("gb18030"))
    return folder


def does(study: Path, *words: str) -> int:
    return main(["-C", str(study), *words])


def test_an_entry_is_closed_in_its_own_cell_in_the_encoding_of_the_file(study, capsys):
    assert does(study, "complaints", "close", "c009", "--date", "2026-10-20") == ExitCode.FINE
    after = TEXT.replace('""";\r\n', '""";2026-10-20\r\n', 1)
    assert (study / FILE).read_bytes() == after.encode("gb18030")
    assert "解决日期: 2026-10-20" in capsys.readouterr().out


def test_an_entry_is_added_below_with_the_next_id_today_and_the_words_of_the_register(study):
    given = ("--set", "unit=North", "--set", "channel=phone", "--set", "内容=排队; 太久")
    assert does(study, "complaints", "open", *given) == ExitCode.FINE
    row = 'C011;2026-10-24;North;;;电话;"排队; 太久";\r\n'
    assert (study / FILE).read_bytes() == (TEXT + row).encode("gb18030")


def test_an_entry_is_assigned_within_its_quotation_marks(study):
    assert does(study, "complaints", "assign", "C010", "--to", "门店") == ExitCode.FINE
    after = TEXT.replace('"x";""', '"x";"门店"')
    assert (study / FILE).read_bytes() == after.encode("gb18030")


def test_an_action_is_opened_and_closed_with_its_state(study):
    assert does(study, "actions", "open", "--set", "item=range", "--set", "action=a") == 0
    assert does(study, "actions", "close", "A-07", "--date", "2026-10-09") == ExitCode.FINE
    assert (study / PLAN).read_text("utf-8") == (
        "id,item,action,owner,due,done,state\n"
        'A-07,staff,"train, all",me,,2026-10-09,已完成\n'
        "A-08,range,a,,,,进行中\n"
    )


def test_undo_takes_back_one_command_after_the_other_to_the_byte(study, capsys):
    before = (study / FILE).read_bytes(), (study / PLAN).read_bytes()
    does(study, "complaints", "assign", "C010", "--to", "门店")
    middle = (study / FILE).read_bytes()
    does(study, "complaints", "close", "C009")
    does(study, "actions", "close", "A-07")
    assert does(study, "undo", "--list") == ExitCode.FINE
    listed = capsys.readouterr().out
    assert listed.index("actions close A-07") < listed.index("complaints assign C010")
    assert [does(study, "undo") for _ in range(2)] == [ExitCode.FINE] * 2
    assert (study / FILE).read_bytes() == middle
    assert does(study, "undo") == ExitCode.FINE
    assert ((study / FILE).read_bytes(), (study / PLAN).read_bytes()) == before
    assert does(study, "undo") == ExitCode.USAGE
    assert "D875" in capsys.readouterr().err
    assert sorted(one.name for one in (study / JOURNAL).iterdir()) == [".gitignore"]


def test_undo_leaves_what_somebody_changed_since(study, capsys):
    does(study, "complaints", "close", "C009")
    (study / FILE).write_bytes((study / FILE).read_bytes() + b"C011;2026-10-06;;;;;;\r\n")
    now = (study / FILE).read_bytes()
    assert does(study, "undo") == ExitCode.USAGE
    assert "D876" in capsys.readouterr().err
    assert (study / FILE).read_bytes() == now
    assert len(read_notes(study)) == 1


def test_a_dry_run_shows_the_row_and_writes_nothing(study, capsys):
    assert does(study, "complaints", "open", "--set", "unit=S1", "--dry-run") == ExitCode.FINE
    assert "编号: C011" in capsys.readouterr().out
    assert (study / FILE).read_bytes() == TEXT.encode("gb18030")
    assert not (study / JOURNAL).exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("open", "--set", "unit=moon"), "G505"),
        (("open", "--set", "channel=pigeon"), "G506"),
        (("open", "--set", "unit=S1", "--date", "2026-10-20", "--set", "解决日期=2026-10-01"), "G507"),
        (("open", "--set", "received=soon"), "G503"),
        (("open", "--set", "severity=1"), "G510"),
        (("open", "--set", "内容==HYPERLINK(1)"), "G528"),
        (("open", "--set", "colour=red"), "G532"),
        (("open", "--set", "id=C001"), "G532"),
        (("open", "--file", "other.csv"), "G527"),
        (("open", "--questionnaire", "wholesale"), "G530"),
        (("assign", "C010", "--to", "nobody"), "G506"),
        (("close", "C011"), "G524"),
        (("close", "C010"), "G525"),
        (("close", "C009", "--date", "2026-09-30"), "G507"),
    ],
)  # fmt: skip
def test_what_the_register_would_refuse_is_not_written(study, capsys, words, code):
    assert does(study, "complaints", *words) == ExitCode.USAGE
    assert code in capsys.readouterr().err
    assert (study / FILE).read_bytes() == TEXT.encode("gb18030")
    assert read_notes(study) == ()


@pytest.mark.parametrize(
    "words", [("open", "C011"), ("close",), ("assign", "C010"), ("open", "--set", "unit"),
              ("open", "--date", "soon"), ("suggest",)],
)  # fmt: skip
def test_a_command_that_says_too_little_or_too_much_is_one_of_usage(study, words):
    assert does(study, "complaints", *words) == ExitCode.USAGE
    assert does(study, "actions", *words) == ExitCode.USAGE
    assert not (study / JOURNAL).exists()


@pytest.mark.parametrize("name", ["~$retail-complaints.csv", ".~lock.retail-complaints.csv#"])
def test_a_file_that_is_open_elsewhere_is_told_and_left(study, capsys, name):
    (study / FILE).with_name(name).write_bytes(b"")
    assert does(study, "complaints", "close", "C009") == ExitCode.USAGE
    assert "G522" in capsys.readouterr().err
    assert (study / FILE).read_bytes() == TEXT.encode("gb18030")


def test_a_workbook_is_read_only_and_says_what_to_do(study, capsys):

    (study / FILE).unlink()
    book = xlsxwriter.Workbook(study / FILE.replace(".csv", ".xlsx"))
    sheet = book.add_worksheet()
    for row, cells in enumerate([("编号", "收到日期"), ("C1", "2026-10-01")]):
        sheet.write_row(row, 0, cells)
    book.close()
    assert does(study, "complaints", "close", "C1") == ExitCode.USAGE
    assert "G521" in capsys.readouterr().err


def test_a_file_that_changed_while_the_entry_was_made_is_not_written_over(
    study, capsys, monkeypatch
):
    propose = entries.propose_entry

    def meanwhile(order):
        change = propose(order)
        (study / FILE).write_bytes(TEXT.encode("utf-8"))
        return change

    monkeypatch.setattr(entries, "propose_entry", meanwhile)
    assert does(study, "complaints", "close", "C009") == ExitCode.USAGE
    assert "G523" in capsys.readouterr().err
    assert (study / FILE).read_bytes() == TEXT.encode("utf-8")


def test_two_at_once_are_told_and_the_second_writes_nothing(study, capsys):
    with alone_in(study):
        assert does(study, "complaints", "close", "C009") == ExitCode.USAGE
        assert does(study, "undo") == ExitCode.USAGE
    assert capsys.readouterr().err.count("D877") == 2
    assert (study / FILE).read_bytes() == TEXT.encode("gb18030")


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_full_disk_at_any_step_leaves_the_register_and_undo_as_they_were(
    study, capsys, monkeypatch, at
):
    does(study, "complaints", "assign", "C010", "--to", "门店")
    before, fsync, done = (study / FILE).read_bytes(), os.fsync, []

    def full(handle: int) -> None:
        done.append(handle)
        if len(done) >= at:
            raise OSError(errno.ENOSPC, "no space", "disk")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    assert does(study, "complaints", "close", "C009") == ExitCode.USAGE
    monkeypatch.setattr(os, "fsync", fsync)
    assert "D872" in capsys.readouterr().err
    assert (study / FILE).read_bytes() == before
    assert does(study, "undo") == ExitCode.FINE
    assert (study / FILE).read_bytes() == TEXT.encode("gb18030")


def test_a_command_killed_between_its_note_and_its_file_is_passed_over(study):
    does(study, "complaints", "assign", "C010", "--to", "门店")
    before = (study / FILE).read_bytes()
    script = (
        "import os, sys\n"
        "from csatreport.base.files import journal\n"
        "from csatreport.cli import main\n"
        "whole = journal.write_whole\n"
        f"journal.write_whole = lambda file, content: os._exit(9) if file.name == {Path(FILE).name!r}"
        " else whole(file, content)\n"
        "main(sys.argv[1:])\n"
    )
    words = ["-C", str(study), "complaints", "close", "C009"]
    root = Path(journal.__file__).parents[3]
    ran = subprocess.run([sys.executable, "-c", script, *words], check=False, cwd=root)
    assert ran.returncode == 9
    assert (study / FILE).read_bytes() == before
    assert len(read_notes(study)) == 2
    assert does(study, "undo") == ExitCode.FINE
    assert (study / FILE).read_bytes() == TEXT.encode("gb18030")
    assert read_notes(study) == ()


CELLS = st.text(st.sampled_from("ab零;,\"\n\r\t '="), max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5),
    marks=st.lists(st.booleans(), min_size=15, max_size=15),
    sign=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    place=st.integers(0, 2),
    new=CELLS,
    data=st.data(),
)
def test_one_cell_is_replaced_and_every_other_sign_stays(  # noqa: PLR0917 - hypothesis names them
    rows, marks, sign, end, place, new, data
):
    def cell(text: str, *, mark: bool) -> str:
        if mark or set(text) & {*sign, '"', "\n", "\r"}:
            return '"' + text.replace('"', '""') + '"'
        return text

    head = sign.join(("x", "y", "z"))
    written = [
        [cell(text, mark=marks[3 * at + by]) for by, text in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    records = [sign.join(row) + end for row in written]
    text = head + end + "".join(records)
    chosen = data.draw(st.integers(0, len(rows) - 1))
    above = head + end + "".join(records[:chosen])
    line = len(above.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    was = written[chosen][place]
    written[chosen][place] = cell(new, mark=was.startswith('"'))
    expected = above + sign.join(written[chosen]) + end + "".join(records[chosen + 1 :])
    assert change_cells(text, line, {place: new}) == expected
    added = add_record(text, 1, ("1", new, "3"))
    assert added == text + sign.join(("1", cell(new, mark=False), "3")) + end
    assert add_record(text.removesuffix(end), 1, ("1", new, "3")) == added


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_that_is_read_is_written_back(study, encoding):
    (study / FILE).write_bytes(TEXT.encode(encoding))
    assert does(study, "complaints", "close", "C009", "--date", "2026-10-20") == ExitCode.FINE
    after = TEXT.replace('""";\r\n', '""";2026-10-20\r\n', 1)
    assert (study / FILE).read_bytes() == after.encode(encoding)
