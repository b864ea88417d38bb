"""Check: every problem at once, each with its place and remedy."""

from csatreport.desk.command_line import typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk, told

NAME = "check"
WORDS = ("check",)
_TOLD = ("check", "--format", "json")
"""The same as a record."""


async def start_check(desk: StudyDesk, asked: PageRequest) -> None:
    """Start a check whose result both its own page and the month's show."""
    await desk.start(NAME, asked, *_TOLD, shown=typed(WORDS))


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    del asked
    job = desk.jobs.last(NAME)
    return {"job": job, "found": told(job), "command": typed(WORDS)}


async def _act(desk: StudyDesk, asked: PageRequest) -> str:
    await start_check(desk, asked)
    return f"/{NAME}"


PAGE = DeskPage(name=NAME, show=_show, act=_act)
