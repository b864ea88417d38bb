"""Fonts of a finished PDF without what it does not need.

A Chinese font keeps a place for each of its thousands of characters, used or not, and that list
alone is a third of a small form. A font that names its glyphs by number (CID) needs no empty
places: the used ones are kept under their numbers, and the rest is left out.

Outlines are drawn on a grid of 1,000 steps to the size of the type. Half as many are finer than
any printer or fax at these sizes, and their numbers are shorter. Redrawing a glyph takes a
moment, so each is redrawn once in a process.
"""

import io
from itertools import pairwise
from typing import Any

import pikepdf
from fontTools.cffLib.specializer import commandsToProgram, programToCommands
from fontTools.cffLib.transforms import desubroutinizeCharString
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont
from pikepdf import Name, Pdf

_EMPTY = 2
"""A glyph program up to this length draws nothing."""
_STEPS = 500
_ON_THE_OLD_GRID = (
    "Subrs", "BlueValues", "OtherBlues", "FamilyBlues", "FamilyOtherBlues",
    "StdHW", "StdVW", "StemSnapH", "StemSnapV",
)  # fmt: skip
"""Shared pieces, and hints for coarse screens."""
_redrawn: dict[tuple[str, int, bytes], bytes] = {}
"""Redrawn glyph programs by font, place and original program."""


def slim_fonts(pdf: Pdf) -> None:
    """Replace every embedded OpenType font by its used glyphs alone; others stay as they are."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or "/FontFile3" not in thing:
            continue
        file = thing["/FontFile3"]
        if file.get("/Subtype") != Name.OpenType:
            continue
        slim = _used_glyphs(file.read_bytes(), str(thing["/FontName"]).partition("+")[2])
        if slim is not None:
            file.write(slim)
            file["/Subtype"] = Name.CIDFontType0C


def _used_glyphs(content: bytes, name: str) -> bytes | None:
    """Return the bare font of the glyphs that draw something; None if it has no numbered ones."""
    font = TTFont(io.BytesIO(content), lazy=True)
    if "CFF " not in font or font["head"].unitsPerEm != 2 * _STEPS:
        return None
    cff = font["CFF "].cff
    top = cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return None
    offsets = top.CharStrings.charStringsIndex.offsets
    sizes = [end - start for start, end in pairwise(offsets)]
    _keep(top, [place for place, size in enumerate(sizes) if place == 0 or size > _EMPTY], name)
    _halve(cff, top)
    bare: bytes = font["CFF "].compile(font)
    return bare


def _keep(top: Any, places: list[int], name: str) -> None:  # noqa: ANN401  (fontTools is untyped)
    """Keep the glyphs of some places, redrawn, each by the number of its place.

    That number is what a page's text says.
    """
    programs = top.CharStrings
    index = programs.charStringsIndex
    used = set(places)
    empty = next((place for place in range(len(top.charset)) if place not in used), 0)
    # Spaces are left out, and must not come out as the sign for a missing character.
    index.items = [_redraw(index[place], place, name) for place in (empty, *places[1:])]
    names = [".notdef", *(f"cid{place:05d}" for place in places[1:])]
    programs.charStrings = {name: place for place, name in enumerate(names)}
    if hasattr(top, "FDSelect"):
        top.FDSelect.gidArray = [top.FDSelect.gidArray[place] for place in places]
    top.charset = names


def _redraw(glyph: T2CharString, place: int, name: str) -> T2CharString:
    """Return a glyph with all its numbers halved, and without calls to shared pieces."""
    key = (name, place, bytes(glyph.bytecode))
    if key not in _redrawn:
        _redrawn[key] = _halved(glyph)
    redrawn = T2CharString(bytecode=_redrawn[key], private=glyph.private, globalSubrs=[])
    redrawn.fdSelectIndex = getattr(glyph, "fdSelectIndex", None)
    return redrawn


def _halved(glyph: T2CharString) -> bytes:
    """Return the program of a glyph that is half as large, with all shared pieces written out."""
    glyph.decompile()
    desubroutinizeCharString(glyph)
    halved = [
        (step, [one if isinstance(one, bytes) else round(one / 2) for one in numbers])
        for step, numbers in programToCommands(glyph.program)
    ]
    small = T2CharString(program=commandsToProgram(halved), private=glyph.private, globalSubrs=[])
    small.compile()
    found: bytes = small.bytecode
    return found


def _halve(cff: Any, top: Any) -> None:  # noqa: ANN401
    """Say that the grid has half as many steps, and leave out what speaks of the old one."""
    top.FontMatrix = [1 / _STEPS, 0, 0, 1 / _STEPS, 0, 0]
    cff.GlobalSubrs.items = []
    for part in getattr(top, "FDArray", []):
        for name in _ON_THE_OLD_GRID:
            part.Private.rawDict.pop(name, None)
            if hasattr(part.Private, name):
                delattr(part.Private, name)
