"""Which unit is meant: by its id or a name of its own, in a column, or in the name of the file.

A unit goes by its id, its name in any language, and what `also` in the list of units says that
people call it. Id and name may stand together (``S001 人民路店``). A name that two units share
means neither. Where no column has a unit's usual header, a column whose header speaks of units and
whose cells are names of units is one; else the file, or the folder it lies in, may be called after
a unit.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

import numpy as np

from csatreport.answers.cells.plain import Array, look_up
from csatreport.study.names import KNOWN_HEADERS
from csatreport.study.units import Unit, Units
from csatreport.tables.fold import fold

NOWHERE = -1
"""Stands in place of a unit or period where there is none."""

_BETWEEN = re.compile(r"[\s\-_—–()\[\]【】.、,:/\u200b-\u200f\u2060\ufeff]+")
_OUTSIDE = re.compile(r"[\s\-_—–()\[\]【】.、,:/]+")


def read_units(cells: Sequence[str], units: Units) -> Array:
    """Find the place of each row's unit; the root's for a blank, `NOWHERE` for an unknown name."""
    places = _places(units)

    def place(text: str) -> int:
        found = places.get(fold(text))
        return places.get(_joined(text), NOWHERE) if found is None else found

    return look_up(cells, place, np.int32)


def unit_names(units: Units) -> tuple[str, ...]:
    """Return all ids and names that mean a unit, to choose from."""
    return tuple(dict.fromkeys(text for unit in units.all for text in (*_named(unit), unit.id)))


def unit_of_path(path: str, units: Units) -> int:
    """Return the place of the unit that a file or the nearest folder above is called after.

    Its name may stand beside others, such as a month, but apart: ``柳树路店-2026-03.csv``. A path
    that names two units names none.
    """
    places = {name: place for name, place in _places(units).items() if name and place > 0}
    file = PurePosixPath(path)
    for name in (file.stem, *reversed(file.parent.parts)):
        found = {places[part] for part in (fold(name), *_parts(name)) if part in places}
        if found:
            return found.pop() if len(found) == 1 else NOWHERE
    return NOWHERE


def column_of_units(headers: Iterable[tuple[int, str]], columns: Sequence[Sequence[str]],
                    units: Units) -> int | None:  # fmt: skip
    """Return the only column that speaks of units and, in most of its cells, names one.

    Args:
        headers: the headers that nothing else is read from, each with its place.
        columns: all columns of the file.
        units: the units of the questionnaire.
    """
    found = [
        place
        for place, header in headers
        if any(word in fold(header) for word in KNOWN_HEADERS["unit"])
        and _mostly_units(columns[place], units)
    ]
    return found[0] if len(found) == 1 else None


def _mostly_units(cells: Sequence[str], units: Units) -> bool:
    written = sorted({text for text in cells if text.strip()})
    known = (read_units(written, units) != NOWHERE).tolist() if written else []
    return bool(2 * sum(known) > len(written))


def _places(units: Units) -> dict[str, int]:
    """Return places by id and by name; a name that two units share means neither of them."""
    joined, names = dict[str, int](), dict[str, int]()
    for place, unit in enumerate(units.all):
        own = {fold(text) for text in _named(unit)}
        above = () if unit.parent is None else (units.all[0].name.all())
        beside = {_joined(text) for name in own for text in (name, unit.id + name, name + unit.id)}
        beside |= {_joined(whole + name) for name in own for whole in above}
        for found, new in ((names, own), (joined, beside)):
            found.update({name: NOWHERE if name in found else place for name in new})
    ids = {fold(unit.id): place for place, unit in enumerate(units.all)}
    return {**joined, **names, **ids, "": 0}


def _named(unit: Unit) -> tuple[str, ...]:
    return (*unit.name.all(), *unit.also)


def _joined(text: str) -> str:
    """Return a name without what stands between its parts."""
    return _BETWEEN.sub("", fold(text))


def _parts(name: str) -> list[str]:
    return _OUTSIDE.split(fold(name))
