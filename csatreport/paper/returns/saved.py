"""Answers that a form for a screen saved: one small JSON file for each person.

The file names its form and holds a key that was drawn when it was saved: two people who answer
alike have two keys, and a file that is imported twice has one.
"""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from csatreport.base.errors import Issue, Source, StudyError
from csatreport.base.faults import fault_issue
from csatreport.paper.returns.returned import DATE, UNIT, Return
from csatreport.paper.screen.keep import kept_screen_form

_KIND, _VERSION = "answer", 1
_KEY = re.compile(r"[0-9a-f]{32}")
_MOST = 1_000_000
"""More bytes than any person answers with."""


def read_saved_answer(file: Path, study: Path) -> tuple[tuple[Return, ...], Issue | None]:
    """Read a saved answer; without one and with an issue where it cannot be used.

    F948 it is no answer that a form of ours saved, F931 its form was not made from this study,
    F935 what was kept of its form was changed, F939 it answers what its form does not ask, D87x it
    cannot be opened.
    """
    place = Source(file=file.name)
    try:
        told = _told(file)
        form = kept_screen_form(study, told["form"]) if told else None
    except OSError as fault:
        return (), replace(fault_issue(fault), source=place)
    except StudyError as fault:
        return (), replace(fault.issues[0], source=place)
    if not told:
        return (), Issue.at("F948", place)
    if form is None:
        return (), Issue.at("F931", place, form=told["form"])
    values: dict[str, str] = told["answers"]
    strange = [name for name in values if not _asked(name, form.codes.keys() | form.worded)]
    if strange:
        return (), Issue.at("F939", place, field=strange[0], value=values[strange[0]])
    about = {UNIT: told.get("unit", ""), DATE: told.get("day", "")}
    digest = hashlib.sha256(told["key"].encode()).hexdigest()
    made = Return(
        file=file.name, form=form, serial=0, values=about | values, sha256=digest, keyed=True
    )
    return (made,), None


def _asked(name: str, items: set[str]) -> bool:
    return name.split("#", maxsplit=1)[0].rstrip("?") in items


def _told(file: Path) -> dict[str, Any]:
    """Return what a file says; nothing where it is no answer of ours."""
    if file.stat().st_size > _MOST:
        return {}
    try:
        told = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return {}
    words = {"form": str, "key": str, "day": str, "unit": str, "answers": dict}
    sound = (
        isinstance(told, dict)
        and (told.get("csatreport"), told.get("version")) == (_KIND, _VERSION)
        and all(isinstance(told.get(name), kind) for name, kind in words.items())
        and _KEY.fullmatch(told["key"]) is not None
        and all(isinstance(value, str) for value in told["answers"].values())
    )
    return told if sound else {}
