"""Geometries as files: what was printed can be read back for as long as its file is kept.

One JSON file for each layout, named by form and fingerprint. A changed layout is another file; an
old one is never written over, so that forms that are still out there can be read when they return.

A file is believed only as long as it says what was printed: whenever one is read, and whenever its
form is printed again, its fingerprint is worked out anew from its boxes and fields, and a digest
over everything in it is compared (files of earlier versions have none; their fingerprint does).
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from csatreport.base.errors import StudyError
from csatreport.base.files.atomic import write_whole
from csatreport.base.files.folders import listing
from csatreport.paper.marks import CODES, CORNERS, HOLE, SIDES, STRIP
from csatreport.paper.model import HEIGHT, WIDTH, Box, Geometry, Purpose, Rect, WritingField
from csatreport.paper.payload import form_code

FOLDER = "data/forms"
"""Below a study: geometries and the register of what was printed."""
_ENDING = ".geometry.json"
_VERSION = 1
_DIGEST = "sha256"


def geometry_file(study: Path, form: str) -> Path:
    """Return where the geometry of a form is kept."""
    return study / FOLDER / f"{form}{_ENDING}"


def keep_geometry(geometry: Geometry, study: Path) -> Path:
    """Write a geometry down; one that is already there must say the same.

    Raises:
        StudyError: F935, the one that is there was changed or damaged (2).
    """
    file = geometry_file(study, geometry.form)
    if not file.exists():
        data = as_data(geometry)
        text = json.dumps(data | {_DIGEST: _digest(data)}, ensure_ascii=False, indent=1)
        write_whole(file, f"{text}\n".encode())
    elif kept_geometry(study, geometry.form) != geometry:
        raise _changed(file)
    return file


def kept_geometry(study: Path, form: str) -> Geometry | None:
    """Return the geometry that was kept of a form; None where none was.

    Raises:
        StudyError: F935, its file does not say any longer what was printed (2).
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
        raise _changed(file) from fault
    if not geometry.sound or geometry.form != form or (digest and digest != _digest(data)):
        raise _changed(file)
    return geometry


def _digest(data: dict[str, object]) -> str:
    """Return what stands for everything in a geometry's file, however it is spaced."""
    told = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _changed(file: Path) -> StudyError:
    name = f"{FOLDER}/{file.name}"
    return StudyError.at("F935", name, file=name)


def as_data(geometry: Geometry) -> dict[str, object]:
    """Return a geometry as plain data, with the marks that are the same on every form."""
    return {
        "version": _VERSION,
        "form": geometry.form,
        "code": form_code(geometry.questionnaire, geometry.edition, geometry.language),
        "questionnaire": geometry.questionnaire,
        "edition": geometry.edition,
        "language": geometry.language,
        "fingerprint": geometry.fingerprint,
        "pages": geometry.pages,
        "size": [WIDTH, HEIGHT],
        "unit": "mm",
        "marks": {
            "corners": [_numbers(rect) for rect in CORNERS],
            "hole": _numbers(HOLE),
            "sides": [_numbers(rect) for rect in SIDES],
            "codes": [_numbers(rect) for rect in CODES],
            "strip": _numbers(STRIP),
        },
        "boxes": [
            {"item": b.item, "option": b.option, "page": b.page, "rect": _numbers(b.rect)}
            for b in geometry.boxes
        ],
        "fields": [
            {
                "item": f.item,
                "purpose": f.purpose.value,
                "rank": f.rank,
                "page": f.page,
                "rect": _numbers(f.rect),
            }
            for f in geometry.fields
        ],
    }


def from_data(data: dict[str, object]) -> Geometry:
    """Make a geometry of what `as_data` gave.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    boxes, fields = data["boxes"], data["fields"]
    if not isinstance(boxes, list) or not isinstance(fields, list):
        raise TypeError("boxes and fields are lists")
    return Geometry(
        form=str(data["form"]),
        questionnaire=str(data["questionnaire"]),
        edition=str(data["edition"]),
        language=str(data["language"]),
        fingerprint=str(data["fingerprint"]),
        pages=int(str(data["pages"])),
        boxes=tuple(
            Box(item=b["item"], option=b["option"], page=b["page"], rect=_rect(b["rect"]))
            for b in boxes
        ),
        fields=tuple(
            WritingField(
                item=f["item"],
                purpose=Purpose(f["purpose"]),
                rank=f["rank"],
                page=f["page"],
                rect=_rect(f["rect"]),
            )
            for f in fields
        ),
    )


def _numbers(rect: Rect) -> list[float]:
    return list(asdict(rect).values())


def _rect(numbers: list[float]) -> Rect:
    # An editor may have written 5.0 as 5, which is the same place.
    left, top, width, height = map(float, numbers)
    return Rect(left=left, top=top, width=width, height=height)
