"""Filled-in PDF forms that came back: what they say.

A returned form says itself which form it is; the geometry kept at printing says what its fields
are called. Whatever is wrong with a file is told of that file, so that the others can be taken.
"""

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from csatreport.base.errors import Issue, Source, StudyError
from csatreport.base.faults import fault_issue
from csatreport.paper.keep import kept_geometry
from csatreport.paper.returns.fillable import FORM_KEY, read_fields
from csatreport.paper.returns.returned import Return, ReturnedForm

_DAMAGE = (
    *(pikepdf.PdfError, ValueError, LookupError, AttributeError, TypeError),
    *(ArithmeticError, RuntimeError),
)
"""What the reader of PDFs may raise over a file that somebody or something has changed."""


def read_pdf_form(file: Path, study: Path) -> tuple[tuple[Return, ...], Issue | None]:
    """Read a returned PDF; without copies and with an issue where it cannot be used.

    F930 it is no PDF form of ours, F931 its form was not printed from this study, F935 what was
    kept of its form was changed, F936 it is locked by a password, D87x it cannot be opened.
    """
    place = Source(file=file.name)
    try:
        content = file.read_bytes()
        form, found = _fields(content)
        geometry = kept_geometry(study, form) if form else None
    except OSError as fault:
        return (), replace(fault_issue(fault), source=place)
    except StudyError as fault:
        return (), replace(fault.issues[0], source=place)
    except pikepdf.PasswordError:
        return (), Issue.at("F936", place)
    except _DAMAGE:
        return (), Issue.at("F930", place)
    if not form:
        return (), Issue.at("F930", place)
    if geometry is None:
        return (), Issue.at("F931", place, form=form)
    digest = hashlib.sha256(content).hexdigest()
    return tuple(
        Return(
            file=file.name,
            form=ReturnedForm.printed(geometry),
            serial=int(copy) if copy.isdecimal() else 0,
            values=values,
            sha256=digest,
        )
        for copy, values in found.items()
    ), None


def _fields(content: bytes) -> tuple[str, dict[str, dict[str, str]]]:
    """Return which form a PDF says it is ("" for none of ours), and its fields by copy."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        about = json.loads(str(pdf.Root.get(FORM_KEY, "{}")))
        return (str(about.get("form", "?")), read_fields(pdf)) if about else ("", {})
