"""The choices of an XLSForm: options that items share are one list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from csatreport.answers.adopting.xlsform.words import LABEL, LANGUAGE_NAMES, POINTS, VALENCE
from csatreport.base.label import Label
from csatreport.study.item import Item, Kind, Option
from csatreport.study.reading.options import keyed
from csatreport.study.units import Unit

SheetRow: TypeAlias = dict[str, str]
"""What stands in a row, by column."""

_YES_NO, _UNITS = "yes_no", "units"


@dataclass
class ChoiceLists:
    """The lists that items have asked for so far, by name, in that order."""

    languages: Sequence[str]
    _names: dict[tuple[Option, ...], str] = field(default_factory=dict)
    _units: tuple[Unit, ...] = ()

    def of(self, item: Item) -> str:
        """Return the name of the list of an item's options, as the form shows them."""
        options = keyed(item.options) if item.reversed else item.options
        if item.kind is Kind.RATING:
            options = options[::-1]  # the lowest number first, as on any line of numbers
        options += () if item.not_applicable is None else (item.not_applicable,)
        plain = tuple(Option(code=o.code, label=o.label, points=o.points, valence=o.valence)
                      for o in options)  # fmt: skip
        if plain not in self._names:
            self._names[plain] = self._free(_wished(item))
        return self._names[plain]

    def of_units(self, units: Sequence[Unit]) -> str:
        """Return the name of the list of units."""
        self._units = tuple(units)
        return self._free(_UNITS)

    def _free(self, wished: str) -> str:
        taken = {*self._names.values(), *([_UNITS] if self._units and wished != _UNITS else [])}
        names = (wished, *(f"{wished}_{number}" for number in range(2, 1_000)))
        return next(name for name in names if name not in taken)

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows of the sheet of choices."""
        for unit in self._units:
            yield {"list_name": _UNITS, "name": unit.id, **labelled(unit.name, self.languages)}
        for options, name in self._names.items():
            for one in options:
                row = {"list_name": name, "name": one.code, **labelled(one.label, self.languages)}
                if one.points is not None:
                    row[POINTS] = f"{one.points:g}"
                if one.valence is not None:
                    row[VALENCE] = one.valence
                yield row


def _wished(item: Item) -> str:
    if item.kind is Kind.YESNO:
        return _YES_NO
    if item.kind is Kind.RATING:
        return f"rating_{item.low:g}_{item.high:g}".replace("-", "m")
    return item.id


def labelled(text: Label, languages: Sequence[str], column: str = LABEL) -> SheetRow:
    """Return the cells of a text in all languages; none where there is no text."""
    told = {f"{column}::{LANGUAGE_NAMES[one]}": text[one] for one in languages}
    return told if text else {}
