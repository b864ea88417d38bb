"""Read the code on a page as somebody else's scanner would, from what docs/paper.md says of it."""

from __future__ import annotations

import re

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
