"""SPSS files (SAV, ZSAV) to columns of texts, read in a process of their own.

Such a file says itself what its codes stand for. A cell becomes the words of its value where it
has some, and else a text as a person would type it; beside each column stands its `Variable`: the
wording, the code behind each word, and what counts as no answer. Nothing of the foreign library
runs in this process: the other one hands over numbers and texts. pyreadstat comes with
``csatreport[spss]``.
"""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from csatreport.tables.sav_dictionary import SavDictionary, read_dictionary
from csatreport.tables.table import COLUMN_LIMIT, WORKBOOK_CELLS, Texts, Variable
from csatreport.tables.trial import MEGABYTES, SECONDS, in_own_process
from csatreport.tables.workbook import WorkbookFaultError, cell_text

if TYPE_CHECKING:
    from pyreadstat import metadata_container

ENDINGS = (".sav", ".zsav")
LIBRARY = "pyreadstat"

_CORRUPT, _NO_LIBRARY, _TOO_MUCH = "A530", "A531", "A414"
_TOO_MANY_COLUMNS, _TOO_WIDE_AND_HIGH = "A405", "A407"
_PIECE = 50_000
"""So many rows are read at a time: the library makes an object of every cell."""
_UNSAID_ENCODINGS = ("UTF-8", "GB18030")
"""How a file is read that does not say it: like a CSV file."""
_SavValue: TypeAlias = Any
"""Whatever the library makes of a cell."""


class SavFile(NamedTuple):
    """What a file holds: columns with what is said of each, and the name of the weight."""

    variables: tuple[Variable, ...]
    columns: tuple[Texts, ...]
    rows: int
    encoding: str
    weight: str


def read_sav(path: Path) -> SavFile:
    """Read a file.

    Raises:
        WorkbookFaultError: pyreadstat is missing, or the file is damaged or too large.
    """
    if find_spec(LIBRARY) is None:
        raise WorkbookFaultError(_NO_LIBRARY, package=LIBRARY)
    told = in_own_process(__name__, tell_sav.__name__, path)
    if told is None:
        raise WorkbookFaultError(_TOO_MUCH, megabytes=MEGABYTES, seconds=SECONDS)
    with np.load(io.BytesIO(told), allow_pickle=False) as found:
        said = json.loads(found["said"].tobytes())
        if "fault" in said:
            raise WorkbookFaultError(said["fault"], **said["facts"])
        columns = [found[f"c{place}"] for place in range(len(said["variables"]))]
    return SavFile(
        variables=tuple(_variable(one) for one in said["variables"]),
        columns=tuple(map(Texts, map(tuple, said["distinct"]), columns)),
        rows=said["rows"],
        encoding=said["encoding"],
        weight=said["weight"],
    )


def _variable(said: dict[str, Any]) -> Variable:
    return Variable(
        name=said["name"],
        wording=said["wording"],
        codes=said["codes"],
        missing=frozenset(said["missing"]),
    )


def tell_sav() -> None:
    """Print the file named first on the command line as arrays; the other process runs this."""
    path = Path(sys.argv[1])
    dictionary = read_dictionary(path.read_bytes())
    try:
        said, arrays = _read(path, dictionary)
    except WorkbookFaultError as fault:
        said, arrays = {"fault": fault.code, "facts": fault.facts}, []
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever the library makes of a damaged file
        said, arrays = {"fault": _CORRUPT, "facts": {"reason": f"{fault}"}}, []
    page = io.BytesIO()
    named = {f"c{place}": array for place, array in enumerate(arrays)}
    named["said"] = np.frombuffer(json.dumps(said).encode(), np.uint8)
    np.savez(page, allow_pickle=False, **named)
    sys.stdout.buffer.write(page.getvalue())


def _read(path: Path, dictionary: SavDictionary) -> tuple[dict[str, Any], list[np.ndarray]]:
    encoding, meta = _open(path, dictionary)
    names = list(meta.column_names)
    known: list[dict[_SavValue, int]] = [{} for _ in names]
    places: list[list[np.ndarray]] = [[] for _ in names]
    rows = 0
    while True:
        piece = _piece(path, encoding, rows)
        size = len(next(iter(piece.values()), ()))
        for own, column, grown in zip(known, piece.values(), places, strict=True):
            kind = np.min_scalar_type(len(own) + size)
            grown.append(np.array([own.setdefault(one, len(own)) for one in column], kind))
        rows += size
        if size < _PIECE:
            break
    told = [
        _told(meta, name, label, list(own))
        for name, label, own in zip(names, meta.column_labels, known, strict=True)
    ]
    said = {
        "variables": [variable for variable, _ in told],
        "distinct": [texts for _, texts in told],
        "rows": rows,
        "encoding": meta.file_encoding or "",
        "weight": dictionary.weight,
    }
    return said, [np.concatenate(grown) for grown in places]


def _open(path: Path, dictionary: SavDictionary) -> tuple[str | None, metadata_container]:
    """Return the encoding to read with, None for the file's own, and what the file says."""
    from pyreadstat import ReadstatError, read_sav  # noqa: PLC0415 - an extra

    said = (None,) if dictionary.encoded else _UNSAID_ENCODINGS
    for encoding in said:
        try:
            _, meta = read_sav(
                path, encoding=encoding, output_format="dict", user_missing=True, metadataonly=True
            )
            if len(said) > 1:
                _piece(path, encoding, 0)
        except ReadstatError:
            if encoding == said[-1]:
                raise
        else:
            _check_size(meta)
            return encoding, meta
    raise AssertionError  # the last encoding returns or raises


def _check_size(meta: metadata_container) -> None:
    rows, columns = meta.number_rows or 0, len(meta.column_names)
    if columns > COLUMN_LIMIT:
        raise WorkbookFaultError(_TOO_MANY_COLUMNS, columns=columns, limit=COLUMN_LIMIT)
    if rows * columns > WORKBOOK_CELLS:
        facts = {"rows": rows, "columns": columns, "limit": WORKBOOK_CELLS}
        raise WorkbookFaultError(_TOO_WIDE_AND_HIGH, **facts)


def _piece(path: Path, encoding: str | None, first: int) -> dict[str, list[_SavValue]]:
    from pyreadstat import read_sav  # noqa: PLC0415 - an extra

    found, _ = read_sav(
        path, encoding=encoding, output_format="dict", user_missing=True,
        row_offset=first, row_limit=_PIECE,
    )  # fmt: skip
    return dict(found)


def _told(
    meta: metadata_container, name: str, label: str | None, values: Sequence[_SavValue]
) -> tuple[dict[str, Any], list[str]]:
    """Return what is said of a variable, and the text of each of its values."""
    labels = meta.variable_value_labels.get(name, {})
    texts = _texts_of(labels)
    missing = _missing(meta.missing_ranges.get(name, ()), {*values, *labels} - {None})
    variable = {
        "name": name,
        "wording": " ".join((label or "").split()),
        "codes": {text: _plain(value) for value, text in texts.items()},
        "missing": [texts.get(value) or _plain(value) for value in missing],
    }
    return variable, [texts.get(value) or _plain(value) for value in values]


def _texts_of(labels: Mapping[Any, str]) -> dict[_SavValue, str]:
    """Return the words by value, in their order; a code stands before words that two share."""
    words = {value: " ".join(text.split()) for value, text in sorted(labels.items())}
    shared = Counter(words.values())
    return {
        value: text if shared[text] == 1 else f"{_plain(value)}={text}"
        for value, text in words.items()
        if text
    }


def _missing(ranges: Iterable[Any], values: Iterable[_SavValue]) -> list[_SavValue]:
    found = list(ranges)
    return [
        value
        for value in values
        if any(type(value) is type(one["lo"]) and one["lo"] <= value <= one["hi"] for one in found)
    ]


def _plain(value: _SavValue) -> str:
    return "" if value is None else cell_text(value)
