"""Serial numbers and what the two-dimensional code on a page says.

A serial number has six digits and a check letter, which finds every digit misread and every two
neighbours exchanged. The code on a page names the form, its layout, the serial number and the
page, in characters that such a code holds best; its last two characters check the others.

    CS 7K3D DW8ETT 000427Q 1 2 8M
    │  │    │      │       │ │ └ check characters (ISO 7064, MOD 1271-36)
    │  │    │      │       │ └ pages
    │  │    │      │       └ page
    │  │    │      └ serial number with its check letter
    │  │    └ fingerprint of the layout
    │  └ questionnaire, edition and language
    └ version of this format
"""

import hashlib
from dataclasses import dataclass

VERSION = "C1"
LAST_SERIAL = 999_999
SERIAL = "serial"
"""The column of a table that says which form a row is of."""
UNNUMBERED = 0
"""The serial of a form that is copied instead of printed anew."""
MOST_PAGES = 35
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
"""A check letter for each remainder by 23, without those that are taken for another."""
_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS, _RADIX = 1271, 36
_FORM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What a code says; ``form`` is the four characters of `form_code`."""

    form: str
    fingerprint: str
    serial: int
    page: int
    pages: int


def serial_text(serial: int) -> str:
    """Return a serial number as it is printed.

    >>> serial_text(427)
    '000427-J'
    """
    return f"{serial:06d}-{_letter(serial)}"


def parse_serial(text: str) -> int | None:
    """Return a serial number as it was typed; None where digits or check letter are wrong.

    >>> parse_serial("000427-J"), parse_serial("000472-J")
    (427, None)
    """
    plain = text.strip().upper().replace("-", "").replace(" ", "")
    digits, letter = plain[:-1], plain[-1:]
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= len(str(LAST_SERIAL))):
        return None
    return int(digits) if _letter(int(digits)) == letter else None


def _letter(serial: int) -> str:
    return _LETTERS[serial % len(_LETTERS)]


def form_code(questionnaire: str, edition: str, language: str) -> str:
    """Return four characters that stand for a questionnaire, its edition and a language."""
    name = f"{questionnaire}/{edition}/{language}".encode()
    number = int.from_bytes(hashlib.sha256(name).digest()[:8], "big")
    return _digits(number % _RADIX**_FORM, _FORM)


def write_payload(payload: Payload) -> str:
    """Return a payload as the upper-case text of a code, 24 characters long."""
    text = (
        f"{VERSION}{payload.form}{payload.fingerprint}"
        f"{payload.serial:06d}{_letter(payload.serial)}"
        f"{_CHARACTERS[payload.page]}{_CHARACTERS[payload.pages]}"
    )
    return text + _check(text)


def _check(text: str) -> str:
    """Return the two check characters of ISO 7064, MOD 1271-36."""
    rest = 0
    for character in text:
        rest = (rest + _CHARACTERS.index(character)) * _RADIX % _MODULUS
    return _digits((1 - rest * _RADIX) % _MODULUS, 2)


def _digits(number: int, length: int) -> str:
    found = ""
    for _ in range(length):
        number, digit = divmod(number, _RADIX)
        found = _CHARACTERS[digit] + found
    return found
