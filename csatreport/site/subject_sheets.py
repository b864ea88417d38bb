"""The sheets of a workbook, one row for each thing that a subject speaks of."""

from collections.abc import Iterator, Mapping, Sequence

from csatreport import subjects
from csatreport.report.figure import Record, Rows
from csatreport.report.subject import REGISTERS
from csatreport.tables.write import Cell


def subject_sheets(data: Record) -> Iterator[tuple[str, Rows]]:
    """Yield the key of the title and the rows of each sheet, heads first, as the report goes."""
    yield from _of_subjects(data)
    yield "download.sheet.registers", _registers(data.get(REGISTERS) or {})
    yield from _of_subjects(data, REGISTERS)


def _of_subjects(data: Record, within: str = "") -> Iterator[tuple[str, Rows]]:
    for subject in subjects.SUBJECTS:
        for sheet in subject.sheets if subject.within == within else ():
            yield sheet.title, sheet.rows(subject.data_in(data))


def _registers(registers: Record) -> Rows:
    """Write one figure a row, with its ends where it has any."""
    rows: list[Sequence[Cell]] = [("register", "figure", "value", "low", "high")]
    for name, found in registers.items():
        for part, record in _parts(found if isinstance(found, Mapping) else {}):
            for key, value in record.items():
                if not isinstance(value, list) and not key.endswith(("_low", "_high")):
                    ends = (record.get(f"{key}_low"), record.get(f"{key}_high"))
                    rows.append((name, f"{part}{key}", value, *ends))
    return tuple(rows)


def _parts(record: Record) -> Iterator[tuple[str, Record]]:
    """Yield a register's own figures, then those of its parts, whose ends stand beside them."""
    yield "", {key: one for key, one in record.items() if not isinstance(one, Mapping)}
    for part, one in record.items():
        if isinstance(one, Mapping) and "ratio" in one:
            ends = {"ratio_low": one["low"], "ratio_high": one["high"]}
            yield f"{part} ", {"ratio": one["ratio"], "p": one["p"], **ends}
        elif isinstance(one, Mapping):
            yield f"{part} ", one
