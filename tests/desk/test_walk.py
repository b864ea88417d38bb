"""The month at the desk from dropped file to published site: the same bytes as by commands."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from csatreport.cli import main
from tests.cli.conftest import make_study
from tests.desk.conftest import Caller

LATE = b"unit,staff,range\n" + 6 * b"S1,A,B\n" + 2 * b"S1,B,A\n"


def _wait(caller: Caller) -> None:
    while json.loads(caller.ask("/here")[2])["runs"]:
        time.sleep(0.05)


def _do(caller: Caller, page: str, **fields: str) -> str:
    """Press the button of a page, wait for what it starts, and return what the page says then."""
    status, heads, told = caller.send(f"/{page}", **fields)
    assert (status, heads.get("location")) == (303, f"/{page}"), told
    _wait(caller)
    return caller.ask(f"/{page}")[2]


def _files(folder: Path) -> dict[str, bytes]:
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_the_month_at_the_desk_makes_the_same_bytes_as_by_commands(caller, study, tmp_path):
    assert "<progress" in caller.ask("/month")[2]
    _wait(caller)
    month = caller.ask("/month")[2]
    assert "North" in month
    assert "data/retail/2026-10.csv" in month

    place = caller.drop("2026-11.csv", LATE)[1]["location"]
    looked = caller.ask(place)[2]
    assert "8 of 8 rows would count" in looked
    assert not (study / "data/retail/2026-11.csv").exists()
    taken = _do(caller, "drop", file=place.rpartition("=")[2])
    assert "data/retail/2026-11.csv" in taken
    assert "32 rows read" in _do(caller, "check")
    assert "Done at" in _do(caller, "build")
    assert "/built/site/index.html" in caller.ask("/look")[2]
    assert caller.ask("/built/site/en/index.html")[0] == 200

    share = tmp_path / "share"
    looked = caller.ask(f"/publish?place={share}")[2]
    assert "retail/2026-11" in looked
    assert not share.exists()
    assert "Done at" in _do(caller, "publish", place=str(share))
    assert (share / "index.html").is_file()
    assert "Nothing would change for readers." in caller.ask(f"/publish?place={share}")[2]
    assert "P717" in _do(caller, "publish", place=str(share), back="yes")

    (tmp_path / "2026-11.csv").write_bytes(LATE)
    typed = make_study(tmp_path / "typed")
    for line in (["adopt", str(tmp_path / "2026-11.csv"), "--yes"], ["build"]):
        assert main(["-C", str(typed), *line]) == 0
    assert _files(typed / "build" / "site") == _files(study / "build" / "site")
    assert _files(typed / "data") == _files(study / "data")


def test_while_work_runs_no_other_is_begun_and_it_can_be_stopped(caller, monkeypatch):
    asleep = "import time; print(flush=True); time.sleep(3600)"

    async def sleep(*_: object) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            sys.executable, "-c", asleep, stdout=pipe, stderr=pipe
        )

    monkeypatch.setattr("csatreport.desk.jobs.start", sleep)
    assert caller.send("/check")[0] == 303
    told = caller.send("/build")[2]
    assert "D886" in told
    assert "csatreport check" in told
    assert caller.send("/end")[0] == 303
    assert not caller.office.ended
    assert caller.send("/stop")[1]["location"] == "/check"
    assert caller.office.desk.jobs.running is None
    assert "did not work" in caller.ask("/check")[2]
