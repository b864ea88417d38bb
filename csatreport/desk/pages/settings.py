"""Settings: the files of ``config/`` with their lines, to be read; a problem's place leads here."""

from pathlib import Path

from csatreport.desk.command_line import typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk

NAME = "settings"
_KINDS = ("*.yaml", "*.csv")
_MOST_LINES = 5_000


def _files(study: Path) -> list[str]:
    config = study / "config"
    found = (file for kind in _KINDS for file in config.rglob(kind) if file.is_file())
    return sorted(
        file.relative_to(study).as_posix() for file in found
        if file.resolve().is_relative_to(config.resolve())
    )  # fmt: skip


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    files = _files(desk.study)
    chosen = asked.query.get("file", "")
    chosen = chosen if chosen in files else next(iter(files), "")
    text = (desk.study / chosen).read_text("utf-8-sig", errors="replace") if chosen else ""
    lines = text.splitlines()[:_MOST_LINES]
    return {
        "files": files, "chosen": chosen, "lines": lines,
        "command": typed(("check", "--config-only")),
    }  # fmt: skip


PAGE = DeskPage(name=NAME, show=_show)
