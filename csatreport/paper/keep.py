"""Geometries as files: what was printed can be read back for as long as its file is kept.

One JSON file for each layout, named by form and fingerprint, and the blank page beside it as PDF:
ink beside a box is found by comparing with it. A changed layout has other files; old ones are never
written over, so that forms that are still out there can be read when they return.

A file is believed only as long as it says what was printed: whenever one is read, and whenever its
form is printed again, its fingerprint is worked out anew from what it says, and digests over the
file and the blank page are compared. Files of version 1 have no blank page, and the first of them
no digest: their fingerprint stands for boxes and fields.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from csatreport.base.errors import StudyError
from csatreport.base.files.atomic import write_together
from csatreport.base.files.folders import listing
from csatreport.paper.layout import LaidOutForm, content_digest
from csatreport.paper.marks import marks_data
from csatreport.paper.model import (
    HEIGHT,
    WIDTH,
    Box,
    FormItem,
    Geometry,
    PrintedPicture,
    Purpose,
    Rect,
    WritingField,
)
from csatreport.paper.payload import form_code

FOLDER = "data/forms"
"""Below a study: geometries and the register of what was printed."""
_ENDING = ".geometry.json"
_DIGEST = "sha256"


def geometry_file(study: Path, form: str) -> Path:
    """Return where the geometry of a form is kept."""
    return study / FOLDER / f"{form}{_ENDING}"


def keep_geometry(form: LaidOutForm, study: Path) -> Path:
    """Write the geometry of a form down, and the blank page beside it.

    A name stands for all that is in them: what is already there under it is checked, not replaced.

    Raises:
        StudyError: F935, what is there was changed or damaged (2).
    """
    file = geometry_file(study, form.geometry.form)
    if file.exists():
        kept_geometry(study, form.geometry.form)
    else:
        data = as_data(form.geometry)
        text = json.dumps(data | {_DIGEST: data_digest(data)}, ensure_ascii=False, indent=1)
        write_together({_blank(file): form.pdf, file: f"{text}\n".encode()})
    return file


def kept_geometry(study: Path, form: str) -> Geometry | None:
    """Return the geometry that was kept of a form; None where none was.

    Raises:
        StudyError: F935, its file or its blank page no longer is what was printed (2).
    """
    # A form's name may come from a stranger's PDF: it chooses among files and makes no path.
    files = {file.name: file for file in listing(study / FOLDER)}
    file = files.get(f"{form}{_ENDING}")
    if file is None:
        return None
    try:
        data = json.loads(file.read_bytes())
        geometry, digest = from_data(data), data.pop(_DIGEST, "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
        raise changed_since(file) from fault
    unsigned = geometry.version == 1 and not digest
    if not geometry.sound or geometry.form != form or not (unsigned or digest == data_digest(data)):
        raise changed_since(file)
    blank = files.get(_blank(file).name)
    if geometry.blank and (blank is None or content_digest(blank.read_bytes()) != geometry.blank):
        raise changed_since(_blank(file))
    return geometry


def _blank(file: Path) -> Path:
    """Return where the blank page of a geometry is kept."""
    return file.with_name(file.name.replace(_ENDING, ".blank.pdf"))


def data_digest(data: dict[str, object]) -> str:
    """Return what stands for everything in a kept file, however it is spaced."""
    return content_digest(json.dumps(data, ensure_ascii=False, sort_keys=True).encode())


def changed_since(file: Path) -> StudyError:
    """Make the error that a kept file no longer says what was written (F935)."""
    name = f"{FOLDER}/{file.name}"
    return StudyError.at("F935", name, file=name)


def as_data(geometry: Geometry) -> dict[str, object]:
    """Return a geometry as plain data, with the marks that are the same on every form."""
    told: dict[str, object] = {
        name: getattr(geometry, name) for name in ("version", *_TOLD, "pages", "blank")
    }
    return told | {
        "code": form_code(geometry.questionnaire, geometry.edition, geometry.language),
        "size": [WIDTH, HEIGHT],
        "unit": "mm",
        "marks": marks_data(),
        "boxes": [*map(_placed, geometry.boxes)],
        "fields": [*map(_placed, geometry.fields)],
        "items": [asdict(item) for item in geometry.items],
        "labels": [*map(_placed, geometry.labels)],
        "pictures": [*map(_placed, geometry.pictures)],
    }


_TOLD = ("form", "questionnaire", "edition", "language", "fingerprint")


def from_data(data: dict[str, Any]) -> Geometry:
    """Make a geometry of what `as_data` gave, now or in an earlier version.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    geometry = Geometry(
        **{name: str(data[name]) for name in _TOLD},
        pages=int(str(data["pages"])),
        boxes=tuple(Box(**_read(box)) for box in data["boxes"]),
        fields=tuple(
            WritingField(**_read(one) | {"purpose": Purpose(one["purpose"])})
            for one in data["fields"]
        ),
        items=tuple(
            FormItem(**one | {"options": tuple(one["options"])}) for one in data.get("items", ())
        ),
        labels=tuple(Box(**_read(label)) for label in data.get("labels", ())),
        pictures=tuple(PrintedPicture(**_read(one)) for one in data.get("pictures", ())),
        blank=str(data.get("blank", "")),
    )
    if geometry.version != data["version"]:
        raise ValueError("of another version than it says")
    return geometry


def _placed(thing: Box | WritingField | PrintedPicture) -> dict[str, object]:
    return asdict(thing) | {"rect": thing.rect.numbers}


def _read(written: dict[str, Any]) -> dict[str, Any]:
    # An editor may have written 5.0 as 5, which is the same place.
    left, top, width, height = map(float, written["rect"])
    return written | {"rect": Rect(left=left, top=top, width=width, height=height)}
