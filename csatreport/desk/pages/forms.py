"""Forms: blank paper forms, numbered, for a unit."""

from collections.abc import Mapping
from pathlib import Path

from csatreport.base.errors import StudyError
from csatreport.desk.command_line import typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk
from csatreport.subjects.study import read_study

NAME = "forms"
FOLDER = "build/forms"


def _words(form: Mapping[str, str]) -> tuple[str, ...]:
    words = ["forms", form.get("questionnaire", "")]
    for option in ("unit", "copies"):
        if value := form.get(option, "").strip():
            words += (f"--{option}", value)
    return tuple(words)


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    study, issues = read_study(desk.study)
    if study is None:
        raise StudyError(issues)
    job = desk.jobs.last(NAME)
    made = sorted(file.name for file in (desk.study / FOLDER).glob("*.pdf"))
    lines = job.end.out.splitlines() if job and job.end and not job.end.code else []
    return {
        "job": job,
        "questionnaires": study.questionnaires,
        "units": {one.id: one for asked_ in study.questionnaires for one in asked_.units.all},
        "made": made,
        "newest": Path(lines[-1]).name if lines else "",
        "command": typed(("forms", study.questionnaires[0].id, "--unit", "ID", "--copies", "N")),
        "language": asked.language,
    }


async def _act(desk: StudyDesk, asked: PageRequest) -> str:
    await desk.start(NAME, asked, *_words(asked.form))
    return f"/{NAME}"


PAGE = DeskPage(name=NAME, show=_show, act=_act)
