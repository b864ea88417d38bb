"""``csatreport serve`` on the command line."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from csatreport.base.errors import ExitCode
from csatreport.cli import main


@pytest.fixture
def study(tmp_path: Path) -> Path:
    site = tmp_path / "build" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("the site")
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl-C")
def test_the_site_is_shown_until_ctrl_c_which_is_no_fault(study):
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "csatreport", "-C", str(study), "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).parents[3],
        env={**os.environ, "CSATREPORT_LANG": "en"},
    )
    address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
    with urllib.request.urlopen(address[0], timeout=60) as answer:  # noqa: S310 - our own server
        assert answer.read() == b"the site"
    server.send_signal(signal.SIGINT)
    _, told = server.communicate(timeout=60)
    assert server.returncode == ExitCode.FINE
    assert told.strip() == "Stopped."


def test_there_is_nothing_to_show_before_a_build(tmp_path, capsys):
    assert main(["-C", str(tmp_path), "serve"]) == ExitCode.PUBLISHING
    assert "P701" in capsys.readouterr().err


def test_a_renamed_copy_of_restricted_reports_is_not_shown_as_open(study, capsys):
    site = study / "build" / "site"
    (site / "audience.json").write_text('{"audience": "restricted"}')
    assert main(["-C", str(study), "serve", "--site", str(site)]) == ExitCode.PUBLISHING
    assert "P722" in capsys.readouterr().err


def test_a_port_that_was_asked_for_and_is_taken_is_told(study, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["-C", str(study), "serve", "--port", port]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "P720" in told
    assert port in told
