"""The sheets of a workbook for net scores and subjects, one row for each thing they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from csatreport import subjects
from csatreport.report.figure import Record, Rows
from csatreport.report.subject import REGISTERS
from csatreport.tables.write import Cell

NET = ("n", "score", "score_low", "score_high", "census")
SIDES = (
    "promoters", "passives", "detractors", "promoters_share", "passives_share", "detractors_share",
)  # fmt: skip


def subject_sheets(data: Record) -> Iterator[tuple[str, Rows]]:
    """Yield the key of the title and the rows of each sheet, heads first."""
    yield "download.sheet.recommend", _recommend(data.get("recommend") or ())
    yield from _of_subjects(data)
    yield "download.sheet.registers", _registers(data.get(REGISTERS) or {})
    yield from _of_subjects(data, REGISTERS)


def _of_subjects(data: Record, within: str = "") -> Iterator[tuple[str, Rows]]:
    for subject in subjects.SUBJECTS:
        for sheet in subject.sheets if subject.within == within else ():
            yield sheet.title, sheet.figures.sheet(sheet.records(subject.data_in(data)))


def _recommend(records: Sequence[Record]) -> Rows:
    """Write each net score: of the unit and period, over time, by unit and by group of people."""
    rows: list[Sequence[Cell]] = [("measure", "about", *NET, *SIDES)]
    nothing = (None,) * len(SIDES)
    for net in records:
        rows.append((net["measure"], "", *(net[key] for key in (*NET, *SIDES))))
        for kind, name in (("trend", "period"), ("units", "id"), ("groups", "id")):
            for one in net[kind]:
                figures = (one.get(key) for key in NET)
                rows.append((net["measure"], f"{kind} {one[name]}", *figures, *nothing))
    return tuple(rows)


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
