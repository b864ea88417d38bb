"""Fonts of a finished PDF without the places of characters it does not use.

A Chinese font keeps a place for each of its thousands of characters, used or not, and that list
alone is a third of a small form. A font that names its glyphs by number (CID) needs no empty
places: the used ones are kept under their numbers, and the rest is left out.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Name, Pdf

_EMPTY = 2
"""A glyph program up to this length draws nothing."""


def slim_fonts(pdf: Pdf) -> None:
    """Replace every embedded OpenType font by its used glyphs alone; others stay as they are."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != Name.OpenType:
            continue
        slim = _used_glyphs(thing.read_bytes())
        if slim is not None:
            thing.write(slim)
            thing["/Subtype"] = Name.CIDFontType0C


def _used_glyphs(content: bytes) -> bytes | None:
    """Return the bare font of the glyphs that draw something; None if it has no numbered ones."""
    font = TTFont(io.BytesIO(content), lazy=True)
    if "CFF " not in font:
        return None
    top = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return None
    offsets = top.CharStrings.charStringsIndex.offsets
    sizes = [end - start for start, end in pairwise(offsets)]
    _keep(top, [place for place, size in enumerate(sizes) if place == 0 or size > _EMPTY])
    bare: bytes = font["CFF "].compile(font)
    return bare


def _keep(top: Any, places: list[int]) -> None:  # noqa: ANN401  (fontTools is untyped)
    """Keep the glyphs of some places, each by the number of its place.

    That number is what a page's text says. Glyph programs are kept as they are, unread.
    """
    programs = top.CharStrings
    index = programs.charStringsIndex
    empty = next((place for place in range(len(top.charset)) if place not in set(places)), 0)
    # Spaces are left out, and must not come out as the sign for a missing character.
    index.items = [index[place] for place in (empty, *places[1:])]
    names = [".notdef", *(f"cid{place:05d}" for place in places[1:])]
    programs.charStrings = {name: place for place, name in enumerate(names)}
    if hasattr(top, "FDSelect"):
        top.FDSelect.gidArray = [top.FDSelect.gidArray[place] for place in places]
    top.charset = names
