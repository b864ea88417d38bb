"""Geometries as files: what was printed can be read back for as long as its file is kept.

One JSON file for each layout, named by form and fingerprint. A changed layout is another file; an
old one is never written over, so that forms that are still out there can be read when they return.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from csatreport.folders import listing
from csatreport.paper.marks import CODES, CORNERS, HOLE, SIDES, STRIP
from csatreport.paper.model import HEIGHT, WIDTH, Box, Field, Geometry, Purpose, Rect
from csatreport.paper.payload import form_code
from csatreport.whole import write_whole

FOLDER = "data/forms"
"""Below a study: geometries and the register of what was printed."""
_ENDING = ".geometry.json"
_VERSION = 1


def geometry_file(study: Path, form: str) -> Path:
    """Return where the geometry of a form is kept."""
    return study / FOLDER / f"{form}{_ENDING}"


def keep_geometry(geometry: Geometry, study: Path) -> Path:
    """Write a geometry down, unless it is already there."""
    file = geometry_file(study, geometry.form)
    if not file.exists():
        text = json.dumps(as_data(geometry), ensure_ascii=False, indent=1)
        write_whole(file, f"{text}\n".encode())
    return file


def kept_geometries(study: Path) -> tuple[Geometry, ...]:
    """Return every geometry that was kept, by name; files that are none are passed over."""
    found = []
    for file in listing(study / FOLDER):
        if not file.name.endswith(_ENDING):
            continue
        try:
            found.append(from_data(json.loads(file.read_text(encoding="utf-8"))))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(found)


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
            Field(
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
    left, top, width, height = numbers
    return Rect(left=left, top=top, width=width, height=height)
