"""Read a page as somebody else would: its code from what docs/paper.md says, and its type."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from csatreport.paper.payload import Payload, parse_serial

_CODE = re.compile(r"C1([0-9A-Z]{4})([0-9A-Z]{6})([0-9]{6}[A-Z])([0-9A-Z])([0-9A-Z])[0-9A-Z]{2}")


def read_payload(text: str) -> Payload | None:
    """Return what a code says; None where it is none of ours, or was misread."""
    found = _CODE.fullmatch(text)
    # ISO 7064: read as a number to the base 36, a code leaves 1 when divided by the modulus.
    if found is None or int(text, 36) % 1271 != 1 or (serial := parse_serial(found[3])) is None:
        return None
    page, pages = int(found[4], 36), int(found[5], 36)
    return Payload(form=found[1], fingerprint=found[2], serial=serial, page=page, pages=pages)


def type_sizes(pdf: bytes) -> set[float]:
    """Return the sizes of the type of a PDF, in points."""
    found = set()

    def visit(text: str, outer: list[float], inner: list[float], _: object, size: float) -> None:
        if text.strip():
            found.add(round(abs(size * outer[3] * inner[3]), 2))

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return found
