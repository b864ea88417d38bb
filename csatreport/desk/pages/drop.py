"""Drop files: answers to the study, looked at, asked about, taken in after a yes."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from csatreport.base.errors import StudyError
from csatreport.base.words import say
from csatreport.desk.command_line import CommandEnd, typed
from csatreport.desk.model import DeskPage, Filling, PageRequest, StudyDesk
from csatreport.desk.pages import check
from csatreport.desk.uploads import NO_FILE

NAME = "drop"
_ANSWER = "answer:"
"""What the name of an input begins with that answers a question; its key follows."""
_JsonRecord = Mapping[str, object]


def _answers(given: Mapping[str, str]) -> tuple[str, ...]:
    said = {
        name.removeprefix(_ANSWER): answer.strip()
        for name, answer in given.items()
        if name.startswith(_ANSWER)
    }
    said |= {key: own.strip() for key in said if (own := given.get(f"own:{key}", "")).strip()}
    pairs = (f"{key}={answer}" for key, answer in said.items() if answer)
    return tuple(word for pair in pairs for word in ("--answer", pair))


async def _show(desk: StudyDesk, asked: PageRequest) -> Filling:
    file = desk.dropped.get(asked.query.get("file", ""))
    if file is None:
        return {
            "file": "", "waiting": desk.dropped, "job": desk.jobs.last(NAME),
            "command": typed(("adopt", "FILE")),
        }  # fmt: skip
    given = _answers(asked.query)
    end = await desk.run(asked, "adopt", str(file), *given, "--dry-run", "--format", "json")
    return {
        "file": file.name, "id": asked.query["file"], "waiting": desk.dropped,
        "command": typed(("adopt", file.name, *given)), "end": end,
        "said": asked.query, **_worded(end, asked.language),
    }  # fmt: skip


def _worded(end: CommandEnd, language: str) -> Filling:
    """Return what is known of a file in words, as the command says them."""
    told = end.told
    if told is None:
        return {"told": None}
    platform = cast("dict[str, str]", told["platform"])
    columns = cast("list[dict[str, object]]", told["columns"])
    questions = cast("list[dict[str, object]]", told["questions"])
    certainty = say(language, f"adopt.{platform['certainty']}")
    named = say(language, f"adopt.platform_{platform['platform']}")
    return {
        "told": told,
        "from_": say(language, "adopt.from", platform=named, certainty=certainty),
        "columns": [(one, _meaning(one, language)) for one in columns],
        "questions": [_question(one, language) for one in questions],
        "must": any(not one["default"] for one in questions),
    }


def _meaning(column: _JsonRecord, language: str) -> str:
    if column["why"] is not None:
        return say(language, f"adopt.unread_{column['why']}")
    label = column["label"]
    return f"{column['target']} ({label})" if label else str(column["target"])


def _question(asked: _JsonRecord, language: str) -> Filling:
    facts = cast("dict[str, object]", asked["facts"])
    offered = cast("list[dict[str, object]]", asked["offered"])
    return {
        "key": asked["key"], "default": asked["default"], "free": asked["free"],
        "text": say(language, f"adopt.ask_{asked['about']}", **facts),
        "offered": [(one["answer"], _offered(one, language)) for one in offered],
    }  # fmt: skip


def _offered(one: _JsonRecord, language: str) -> str:
    facts = cast("dict[str, object]", one["facts"])
    words = say(language, f"adopt.answer_{one['word']}", **facts) if one["word"] else ""
    return f"{one['answer']}: {words}" if words else str(one["answer"])


async def _act(desk: StudyDesk, asked: PageRequest) -> str:
    if asked.files:
        names = list(_waiting(desk, asked.files))
        return f"/{NAME}?file={names[0]}"
    name = asked.form.get("file", "")
    file = desk.dropped.get(name)
    if file is None:
        raise StudyError.at(NO_FILE, "csatreport")
    if asked.form.get("away"):
        _forget(desk, name)
        return f"/{NAME}"
    given = _answers(asked.form)
    shown = typed(("adopt", file.name, *given))
    job = await desk.start(NAME, asked, "adopt", str(file), *given, "--yes", shown=shown)
    await job.over.wait()
    if job.end is not None and not job.end.code:
        _forget(desk, name)
        desk.jobs.forget(check.NAME)
    return f"/{NAME}"


def _waiting(desk: StudyDesk, files: tuple[Path, ...]) -> Iterator[str]:
    for file in files:
        desk.dropped[file.parent.name] = file
        yield file.parent.name


def _forget(desk: StudyDesk, name: str) -> None:
    shutil.rmtree(desk.dropped.pop(name).parent, ignore_errors=True)


PAGE = DeskPage(name=NAME, show=_show, act=_act)
