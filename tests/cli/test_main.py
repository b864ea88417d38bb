"""The door to all commands: quick, and never a traceback for a fault in a person's files."""

from __future__ import annotations

import errno
import io
import json
import pickle
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from csatreport import cli
from csatreport.base.errors import ExitCode, Issue, Source, StudyError
from csatreport.base.files.hand import file_in_hand, in_hand
from csatreport.base.label import LANGUAGES
from csatreport.base.words import catalogue, gaps
from csatreport.cli import COMMANDS, main
from tests.cli.conftest import run

PACKAGE = Path(cli.__file__).parent.parent
SLOW = {
    "numpy", "pandas", "scipy", "yaml", "jinja2", "weasyprint", "starlette", "uvicorn", "anyio",
}  # fmt: skip


def _loaded(*arguments: str) -> tuple[set[str], int]:
    """Run the command in a fresh Python; return the modules it loaded and its exit code."""
    script = (
        "import json, sys\n"
        "from csatreport.cli import main\n"
        "code = main(json.loads(sys.argv[1]))\n"
        "print(json.dumps([sorted(sys.modules), code]), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, json.dumps(arguments)],
        capture_output=True,
        check=True,
        cwd=PACKAGE.parent,
        encoding="utf-8",
    )
    modules, code = json.loads(ran.stderr.splitlines()[-1])
    return set(modules), code


def test_help_imports_click_and_almost_nothing():
    modules, code = _loaded("--help")
    assert code == ExitCode.FINE
    assert not SLOW & modules
    ours = {name for name in modules if name.startswith("csatreport.")}
    assert not {name for name in ours if name.startswith("csatreport.cli.")} - {
        "csatreport.cli.terminal",
        "csatreport.cli.words",
    }
    assert len(ours) <= 13, ours


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_imports_no_slow_library(name):
    modules, code = _loaded(name, "--help")
    assert code == ExitCode.FINE
    assert not SLOW & modules


def test_help_is_in_the_readers_language():
    said = run("--help", CSATREPORT_LANG="zh-Hans").stdout
    assert "检查这台机器" in said
    assert all(name in said for name in COMMANDS)


def test_the_version_is_told():
    assert re.fullmatch(r"csatreport \d+\.\d+\.\d+\n", run("--version").stdout)


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["check", "--nonsense"], ["-C", "not/there", "check"], []]
)
def test_a_command_line_that_makes_no_sense_ends_with_2(arguments):
    assert main(arguments) == ExitCode.USAGE


@pytest.fixture
def fails(monkeypatch):
    """Let ``clean`` end with an exception."""

    def with_exception(error: BaseException) -> None:
        def clean_build(_study: Path) -> tuple[str, ...]:
            raise error

        monkeypatch.setattr("csatreport.cli.commands.clean.clean_build", clean_build)

    return with_exception


def test_the_issues_of_a_study_are_told_with_the_exit_code_they_carry(fails, capsys):
    issues = [
        Issue(code="D861", source=Source(file="build"), facts={"count": 2, "first": "x"}),
        Issue(code="D860", source=Source(file="a")),
    ]
    fails(StudyError(issues, ExitCode.RENDERING))
    assert main(["clean"]) == ExitCode.RENDERING
    told = capsys.readouterr().err
    assert told.index("D860") < told.index("D861")


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOENT, "D870"), (errno.EACCES, "D871"), (errno.ENOSPC, "D872"), (errno.EIO, "D873")],
)
def test_what_the_operating_system_refuses_is_a_coded_message_with_the_place(
    fails, capsys, number, code
):
    fails(OSError(number, "the reason", "data/retail.csv"))
    assert main(["clean"]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert code in told
    assert "data/retail.csv" in told
    assert "the reason" in told
    assert "Traceback" not in told


def test_ctrl_c_ends_with_130_and_no_traceback(fails, capsys):
    fails(KeyboardInterrupt())
    assert main(["clean"]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err.strip() == ""


def test_a_console_that_cannot_show_a_character_does_not_stop_a_command(tmp_path):
    ran = run("clean", cwd=tmp_path, CSATREPORT_LANG="zh-Hans", PYTHONIOENCODING="latin-1")
    assert ran.returncode == ExitCode.FINE
    assert "?" in ran.stdout


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _told_on(stream: io.StringIO, monkeypatch) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    main(["clean"])
    return stream.getvalue()


def test_colour_is_for_terminals_and_not_where_it_is_unwanted(fails, monkeypatch):
    fails(StudyError([Issue(code="D860", source=Source(file="build"))]))
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" not in _told_on(io.StringIO(), monkeypatch)
    assert "\x1b" in _told_on(_Terminal(), monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in _told_on(_Terminal(), monkeypatch)


def _words(language: str) -> dict[str, str]:
    files = [catalogue(language, name) for name in ("cli.toml", "issues-publish.toml")]
    return files[0] | files[1]


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_the_languages_have_the_same_sentences_with_the_same_gaps(language):
    theirs, ours = _words(language), _words("en")
    assert theirs.keys() == ours.keys()
    assert {key for key in ours if gaps(ours[key]) != gaps(theirs[key])} == set()


def test_every_sentence_the_commands_name_exists():
    sources = "".join(file.read_text(encoding="utf-8") for file in (PACKAGE / "cli").rglob("*.py"))
    named = set(re.findall(r'word\(\s*"([a-z_.]+)"', sources))
    assert named
    assert named <= _words("en").keys()


def test_every_code_of_publishing_and_of_the_machine_has_its_words_and_is_used():
    rooms = [PACKAGE / name for name in ("base", "publish", "desk", "cli")]
    files = [file for room in rooms for file in room.rglob("*.py")]
    files.append(PACKAGE / "making" / "starter.py")
    used = set(re.findall(r'"([PD]\d{3})"', "".join(f.read_text(encoding="utf-8") for f in files)))
    worded = {key.split(".")[1] for key in _words("en") if key.startswith("issue.")}
    assert used == worded


def _break(monkeypatch, fault: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        with in_hand("data/shop/a.csv"):
            raise fault

    monkeypatch.setattr("csatreport.study.yaml.file.parse_yaml", fail)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_foresaw_ends_in_one_line_and_a_log(tmp_path, monkeypatch, capsys, language):
    monkeypatch.setenv("CSATREPORT_LANG", language)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "study.yaml").write_text("name: Q\n")
    _break(monkeypatch, ZeroDivisionError("oops"))
    assert main(["-C", str(tmp_path), "check"]) == ExitCode.ACCIDENT
    told = capsys.readouterr().err
    assert "data/shop/a.csv D874 " in told
    assert "Traceback" not in told
    (log,) = tmp_path.glob("csatreport-*.log")
    assert str(log) in told
    assert "ZeroDivisionError: oops" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_the_log_lies_with_the_private_account_of_a_build(tmp_path, monkeypatch):
    private = tmp_path / "build" / "private"
    private.mkdir(parents=True)
    (private / "manifest.json").write_text("{}")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "study.yaml").write_text("name: Q\n")
    _break(monkeypatch, ZeroDivisionError("oops"))
    assert main(["-C", str(tmp_path), "check"]) == ExitCode.ACCIDENT
    assert len(list(private.glob("*.log"))) == 1


def test_the_file_in_hand_travels_with_the_fault():
    with pytest.raises(KeyError) as caught, in_hand("outer"), in_hand("inner"):
        raise KeyError("x")
    assert file_in_hand(pickle.loads(pickle.dumps(caught.value))) == "inner"  # noqa: S301
