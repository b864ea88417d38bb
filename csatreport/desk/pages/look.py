"""Look: what was built, before anybody else sees it."""

from csatreport.desk.command_line import typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk

NAME = "look"
SITES = {"site": "site", "restricted": "restricted", "preview": "preview/site"}
"""What can be looked at, by address: folders of ``build/``."""


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    del asked
    build = desk.study / "build"
    there = [name for name, folder in SITES.items() if (build / folder / "index.html").is_file()]
    return {"sites": there, "command": typed(("serve",))}


PAGE = DeskPage(name=NAME, show=_show)
