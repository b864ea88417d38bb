"""Every command that the documentation shows is run as it stands there, in the order it stands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.cli import COMMANDS, main
from tests.cli.conftest import CHECKLIST, COMPLAINTS, SUPPLIERS, make_study, run
from tests.folders import lay

ROOT = Path(__file__).parent.parent.parent
SHARE = "/srv/intranet"
"""Where the documentation's share is."""
BUILD = ["build", "--pdf", "none", "--jobs", "1"]


def _shown(name: str) -> list[str]:
    """Return the command lines in the code blocks of a page."""
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```console\n(.*?)^ *```", page, re.MULTILINE | re.DOTALL)
    lines = (line.strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line.startswith("csatreport")]


@pytest.fixture
def place(tmp_path: Path, monkeypatch) -> Path:
    """A study to stand in, with the study and the share that the documentation speaks of."""
    registers = make_study(tmp_path / "study") / "config" / "registers"
    registers.mkdir()
    (registers / "retail-inspections.yaml").write_text(CHECKLIST, encoding="utf-8")
    lay(tmp_path / "study", SUPPLIERS | COMPLAINTS)
    make_study(tmp_path / "study" / "corner-shop")
    (tmp_path / "share").mkdir()
    shutil.copy(tmp_path / "study" / "data" / "retail" / "2026-10.csv", tmp_path / "export.csv")
    monkeypatch.chdir(tmp_path / "study")
    return tmp_path


def _run_as_shown(line: str, place: Path) -> int:
    there = {SHARE: str(place / "share"), "~/Downloads": str(place)}
    words = shlex.split(line)[1:]
    for shown, here in there.items():
        words = [word.replace(shown, here) for word in words]
    if words[0] == "restate":
        _let_a_form_come_late(place)
    if words[0] in {"serve", "desk"} and "--shortcut" not in words:
        return _serve([_free_port() if word == "8080" else word for word in words], place)
    if "--jobs" in words or words[0] == "month":
        # It starts processes of its own, for which this one has loaded too much.
        return run(*words, cwd=place / "study").returncode
    return main([*words, "--jobs", "1"] if words[0] == "build" else words)


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _serve(words: list[str], place: Path) -> int:
    """Serve until the address is told, then press Ctrl-C."""
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "csatreport", *words],
        cwd=place / "study",
        env={**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": "true"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert b"http://127.0.0.1:" in server.stdout.readline()
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=60)
    return server.returncode


def _publish_an_earlier_site(place: Path) -> None:
    """Give the share a release to go back to."""
    assert main(BUILD) == ExitCode.FINE
    assert main(["publish", str(place / "share" / "satisfaction")]) == ExitCode.FINE
    _let_a_form_come_late(place)


def _let_a_form_come_late(place: Path) -> None:
    with (place / "study/data/retail/2026-10.csv").open("a", encoding="utf-8") as answers:
        answers.write("S1,A,A\n")


def test_every_command_line_of_the_commands_page_runs(place):
    lines = _shown("commands.md")
    _publish_an_earlier_site(place)
    codes = {line: _run_as_shown(line, place) for line in lines}
    assert codes == dict.fromkeys(lines, ExitCode.FINE)
    assert {word for line in lines for word in line.split()} >= set(COMMANDS)


def test_every_command_line_of_the_publishing_page_runs(place):
    _publish_an_earlier_site(place)
    assert main(BUILD) == ExitCode.FINE
    lines = _shown("publishing.md")
    codes = {line: _run_as_shown(line, place) for line in lines}
    assert codes == dict.fromkeys(lines, ExitCode.FINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_its_row_in_the_commands_page_and_every_row_an_option(name):
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    documented = set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE))
    offered = set(re.findall(r"^ +(--[a-z-]+)", run(name, "--help").stdout, re.MULTILINE))
    assert documented == offered


def test_every_code_of_publishing_is_explained_on_its_page():
    page = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    words = (ROOT / "csatreport/locale/en/issues-publish.toml").read_text(encoding="utf-8")
    told = set(re.findall(r"^\[issue\.(P7[01]\d)\]", words, re.MULTILINE))
    assert told <= set(re.findall(r"P7\d\d", page))
