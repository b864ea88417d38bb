"""Publish: what will change on the share, then the switch; and back to the release before."""

from csatreport.desk.command_line import typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk

NAME = "publish"


def _folder(place: str) -> tuple[str, ...]:
    return ("--", place) if place.startswith("-") else (place,)


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    place = asked.query.get("place", "").strip()
    audience = ("--restricted",) if asked.query.get("restricted") else ()
    words = ("publish", *audience, *_folder(place or "DIR"))
    shown: Filling = {
        "job": desk.jobs.last(NAME), "place": place, "restricted": bool(audience),
        "command": typed(words), "change": None, "shelf": None,
    }  # fmt: skip
    if place:
        shown["change"] = await desk.run(asked, *words[:-1], "--dry-run", words[-1])
        shown["shelf"] = await desk.run(asked, "publish", "--list", *_folder(place))
    return shown


async def _act(desk: StudyDesk, asked: PageRequest) -> str:
    how = ("--rollback",) if asked.form.get("back") else ()
    audience = ("--restricted",) if asked.form.get("restricted") and not how else ()
    await desk.start(NAME, asked, "publish", *how, *audience, *_folder(asked.form.get("place", "")))
    return f"/{NAME}"


PAGE = DeskPage(name=NAME, show=_show, act=_act)
