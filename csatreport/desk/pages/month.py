"""This month: what has come in by unit, against what was handed out, and what stands in the way."""

from csatreport.desk.command_line import typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk, told
from csatreport.desk.pages import check

NAME = "month"


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    job = desk.jobs.last(check.NAME)
    if job is None and desk.jobs.running is None:
        await check.start_check(desk, asked)
        job = desk.jobs.last(check.NAME)
    return {"job": job, "found": told(job), "command": typed(check.WORDS)}


async def _act(desk: StudyDesk, asked: PageRequest) -> str:
    await check.start_check(desk, asked)
    return f"/{NAME}"


PAGE = DeskPage(name=NAME, show=_show, act=_act)
