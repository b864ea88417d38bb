"""Small fonts for the PDF, cut once from the large Chinese ones.

A Chinese font holds 65,000 characters, and every PDF that embeds a few of them pays for the
places of all: a hundred kilobytes and a fifth of a second for each weight. So the usual
characters are cut out once per process into two small fonts, those of every day and those of
names and rarer words, and PDFs embed from these. The cut depends on nothing but the installed
font, so that equal reports give equal bytes; what is rarer still comes from the whole font.

The cutting is HarfBuzz's, the library that WeasyPrint needs anyway. Where the font or the
library is missing there is no cut, and the whole font serves.
"""

import ctypes
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FEATURES = ("kern", "palt", "pwid")
_LAYOUT_FEATURES, _DROPPED_TABLES = 6, 3
"""``HB_SUBSET_SETS_LAYOUT_FEATURE_TAG`` and ``HB_SUBSET_SETS_DROP_TABLE_TAG``."""
_VERTICAL = ("VORG", "vhea", "vmtx")
_PLAIN = (
    (0x20, 0xFF),  # Latin
    (0x2010, 0x203A),  # dashes, quotation marks
    (0x2070, 0x209C),  # small figures above and below the line
    (0x2460, 0x2469),
    (0x3000, 0x3017),
    (0xFF01, 0xFF1F),
)
_SIGNS = "₤€℃№™−√≈≠≤≥∞×÷±·…—←↑→↓●○■□▲△▼▽◆◇★☆～ΣΔσφαβχ"
_LEVELS = {
    "simplified": ("gb2312", 0xB0, 0xD7),
    "rarer": ("gb2312", 0xD8, 0xF7),
    "traditional": ("big5", 0xA4, 0xC6),
}
"""The usual characters by their rows in the national standards."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A small font: the name it is known by, its weight, and the font file's bytes."""

    name: str
    weight: int
    content: bytes


def cut_fonts(script: str) -> tuple[Cut, ...]:
    """Cut both fonts in both weights for a script (``SC`` or ``TC``); () where it cannot."""
    try:
        harfbuzz = ctypes.CDLL("libharfbuzz.so.0")
        subset = ctypes.CDLL("libharfbuzz-subset.so.0")
    except OSError:
        return ()
    family = f"Noto Sans CJK {script}"
    common, further = usual_characters(script)
    cuts = []
    for weight, style in ((400, "Regular"), (700, "Bold")):
        found = _find(family, style)
        if found is None:
            return ()
        for name, characters in (("Common", common), ("Further", further)):
            content = _cut(harfbuzz, subset, *found, sorted(characters))
            if not content:
                return ()
            cuts.append(Cut(f"{family} {name}", weight, content))
    return tuple(cuts)


@lru_cache(maxsize=1)
def installed() -> tuple[tuple[str, int, int], ...]:
    """Return the fonts that PDFs are set in: file, bytes and time of change of each."""
    found = []
    for script in ("SC", "TC"):
        for style in ("Regular", "Bold"):
            place = _find(f"Noto Sans CJK {script}", style)
            if place is not None:
                about = Path(place[0]).stat()
                found.append((place[0], about.st_size, about.st_mtime_ns))
    return tuple(found)


def usual_characters(script: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the code points of the first and the second font of a script.

    They share the blank alone: one that follows a rare character is set in that character's font.
    Pages in Traditional Chinese quote answers as they were written, so the common Simplified
    characters stand in their second font.
    """
    simplified, rarer, traditional = (frozenset(_in_rows(*rows)) for rows in _LEVELS.values())
    plain, blank = frozenset(_plain()), frozenset({0x20})
    if script == "SC":
        return plain | simplified, rarer | blank
    common = plain | traditional
    return common, ((simplified | rarer) - common) | blank


def _plain() -> Iterator[int]:
    for first, last in _PLAIN:
        yield from range(first, last + 1)
    yield from map(ord, _SIGNS)


def _in_rows(encoding: str, first: int, last: int) -> Iterator[int]:
    for lead in range(first, last + 1):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            character = bytes((lead, trail)).decode(encoding, "ignore")
            if len(character) == 1 and not character.isascii():
                yield ord(character)


def _find(family: str, style: str) -> tuple[str, int] | None:
    """Ask fontconfig for a font's file and its place in it; None where there is no such font."""
    pattern = f"{family}:style={style}"
    try:
        answer = subprocess.run(
            ["fc-match", "-f", "%{file}\n%{index}\n%{family}", pattern],
            capture_output=True, text=True, check=True, timeout=30,
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    # Where there is no font at all, the answer is empty.
    file, _, rest = answer.partition("\n")
    index, _, names = rest.partition("\n")
    return (file, int(index)) if family in names.split(",") and index.isdecimal() else None


def _cut(
    harfbuzz: ctypes.CDLL, subset: ctypes.CDLL, file: str, index: int, characters: Iterable[int]
) -> bytes:
    """Return the font with the given characters only; empty bytes where HarfBuzz refuses."""
    pointer, number = ctypes.c_void_p, ctypes.c_uint
    for library, name, arguments in (
        (harfbuzz, "hb_blob_create_from_file", (ctypes.c_char_p,)),
        (harfbuzz, "hb_face_create", (pointer, number)),
        (harfbuzz, "hb_face_reference_blob", (pointer,)),
        (harfbuzz, "hb_blob_get_data", (pointer, ctypes.POINTER(number))),
        (harfbuzz, "hb_set_add", (pointer, number)),
        (harfbuzz, "hb_set_clear", (pointer,)),
        (subset, "hb_subset_input_create_or_fail", ()),
        (subset, "hb_subset_input_unicode_set", (pointer,)),
        (subset, "hb_subset_input_set", (pointer, number)),
        (subset, "hb_subset_or_fail", (pointer, pointer)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = pointer, arguments
    face = harfbuzz.hb_face_create(harfbuzz.hb_blob_create_from_file(file.encode()), index)
    wanted = subset.hb_subset_input_create_or_fail()
    unicodes = subset.hb_subset_input_unicode_set(wanted)
    for character in characters:
        harfbuzz.hb_set_add(unicodes, character)
    features = subset.hb_subset_input_set(wanted, _LAYOUT_FEATURES)
    harfbuzz.hb_set_clear(features)
    dropped = subset.hb_subset_input_set(wanted, _DROPPED_TABLES)
    for where, names in ((features, _FEATURES), (dropped, _VERTICAL)):
        for name in names:
            harfbuzz.hb_set_add(where, int.from_bytes(name.encode(), "big"))
    small = subset.hb_subset_or_fail(face, wanted)
    if not small:
        return b""
    length = number()
    data = harfbuzz.hb_blob_get_data(harfbuzz.hb_face_reference_blob(small), ctypes.byref(length))
    return ctypes.string_at(data, length.value)
