"""Build: the site, the PDFs and the downloads, with how far it is and how long it will take."""

from collections.abc import Mapping

from csatreport.desk.command_line import typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk

NAME = "build"


def _words(form: Mapping[str, str]) -> tuple[str, ...]:
    return ("build", *(("--strict",) if form.get("strict") else ()))


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    del asked
    return {"job": desk.jobs.last(NAME), "command": typed(_words({}))}


async def _act(desk: StudyDesk, asked: PageRequest) -> str:
    await desk.start(NAME, asked, *_words(asked.form))
    return f"/{NAME}"


PAGE = DeskPage(name=NAME, show=_show, act=_act)
