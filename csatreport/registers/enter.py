"""One entry of a register added or changed in the CSV file that people keep.

Nothing but the cells that were meant changes: encoding, separator, quotation marks, line ends,
columns nobody knows and the rows of others stay byte for byte (`csatreport.tables.splice`). What
would come of it is read by the reader of registers before anything is written: where the entry
would be refused, or any other would read otherwise, the change is refused with the reader's reason.
"""

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from csatreport.answers.cells.days import parse_day
from csatreport.answers.model import Refusal
from csatreport.base.counted import clipped
from csatreport.base.errors import ExitCode, Issue, Source, StudyError, errors_among, stop_at
from csatreport.base.files.folders import leads_nowhere
from csatreport.registers.model import Registers
from csatreport.registers.read import FOLDER, NO_COLUMN, NO_FILE, files_of, read_registers_of
from csatreport.study.model import Questionnaire
from csatreport.study.register import Register
from csatreport.study.register_entries import Entry, Holds, schema_of
from csatreport.tables.encoding import Decoded, decode, encode
from csatreport.tables.fold import fold
from csatreport.tables.read import WORKBOOKS, read_table
from csatreport.tables.splice import add_record, change_cells
from csatreport.tables.table import ReadTable, excerpt
from csatreport.tables.write import neutralise

WORKBOOK, IS_OPEN, CHANGED, NO_ENTRY = "G521", "G522", "G523", "G524"
SEVERAL_FILES, FORMULA, NOT_KEPT, NO_FIELD = "G527", "G528", "G529", "G532"
_OPENED = ("~${}", ".~lock.{}#")
"""How Excel and LibreOffice call the file that says who has another one open."""
_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class EntryChange:
    """What a change would make of a file.

    Args:
        file: relative to the study.
        id: of the entry.
        cells: what is written, by header.
        before: the file's bytes as they were read.
        after: as they will be.
    """

    file: str
    id: str
    cells: Mapping[str, str]
    before: bytes
    after: bytes

    def confirm(self, study: Path) -> None:
        """Stop where the file is open elsewhere, or is not what it was.

        Raises:
            StudyError: G522 or G523; exit code 2.
        """
        place = study / self.file
        if any(place.with_name(one.format(place.name)).exists() for one in _OPENED):
            raise StudyError.at(IS_OPEN, self.file)
        if place.read_bytes() != self.before:
            raise StudyError.at(CHANGED, self.file)


@dataclass(frozen=True, kw_only=True)
class RegisterBook:
    """A register as it stands: where, by which rules, and its entries."""

    study: Path
    register: Register
    questionnaire: Questionnaire
    found: Registers

    @classmethod
    def open(cls, study: Path, register: Register, questionnaire: Questionnaire) -> "RegisterBook":
        """Read a register.

        Raises:
            StudyError: a file of it cannot be read; exit code 3.
        """
        found = read_registers_of([register], questionnaire, study)
        stop_at(errors_among(found.intake.issues), ExitCode.UNREADABLE)
        return cls(study=study, register=register, questionnaire=questionnaire, found=found)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the files."""
        return self.found.entries[self.register.kind]

    def entry(self, name: str) -> Entry:
        """Return the entry of an id.

        Raises:
            StudyError: G524, there is none; exit code 2.
        """
        for one in self.entries:
            if fold(one.id) == fold(name):
                return one
        known = clipped([one.id for one in self.entries])
        raise StudyError.at(NO_ENTRY, f"{FOLDER}/{self.register.files}", id=name, known=known)

    def add(self, values: Mapping[str, str], file: str = "") -> EntryChange:
        """Return what adding an entry would make of a file; its id is given here.

        Args:
            values: what is written, by field or header.
            file: the name of the file; "" where the register has only one.

        Raises:
            StudyError: why it cannot be added; exit code 2.
        """
        table, before, text = self._file(file)
        texts = self._texts(values, table) | {"id": self._next_id(table)}
        places = self._places(texts, table)
        cells = ["" for _ in table.headers]
        for field, place in places.items():
            cells[place] = texts[field]
        after = add_record(text, table.header_row, cells)
        return self._proven(table, before, after, texts)

    def change(self, name: str, values: Mapping[str, str]) -> EntryChange:
        """Return what writing other values into an entry would make of its file.

        Raises:
            StudyError: why they cannot be written; exit code 2.
        """
        entry = self.entry(name)
        table, before, text = self._file(entry.file.rpartition("/")[2])
        texts = self._texts(values, table)
        places = self._places(texts, table)
        cells = {place: texts[field] for field, place in places.items()}
        after = change_cells(text, entry.row, cells)
        return self._proven(table, before, after, texts | {"id": entry.id})

    def _file(self, name: str) -> tuple[ReadTable, bytes, str]:
        """Return a file of the register as a table, as bytes and as text."""
        files = {one.name: one for one in files_of(self.register, self.study)}
        place = f"{FOLDER}/{self.register.files}"
        if not files:
            raise StudyError.at(NO_FILE, place)
        if (not name and len(files) > 1) or (name and name not in files):
            raise StudyError.at(SEVERAL_FILES, place, known=clipped(list(files)))
        path = files[name] if name else next(iter(files.values()))
        shown = f"{FOLDER}/{path.name}"
        if path.suffix.casefold() in WORKBOOKS:
            raise StudyError.at(WORKBOOK, shown)
        raw = path.read_bytes()
        read = decode(raw)
        if not isinstance(read, Decoded) or encode(read.text, read.encoding) != raw:
            raise StudyError.at(NOT_KEPT, shown)
        return read_table(path, shown), raw, read.text

    def _header(self, field: str) -> str:
        return dict(self.register.columns).get(field, field)

    def _texts(self, values: Mapping[str, str], table: ReadTable) -> dict[str, str]:
        """Return by field what is written, as this register writes it."""
        schema = schema_of(self.register)
        named = {fold(self._header(field)): field for field in schema}
        texts = {}
        for name, value in values.items():
            field = name if name in schema else named.get(fold(name), "")
            if field in {"", "id"}:
                known = ", ".join(one for one in schema if one != "id")
                raise StudyError.at(NO_FIELD, table.name, field=name, known=known)
            texts[field] = self._written(field, value.strip())
            if neutralise(texts[field]) != texts[field]:
                place = Source(file=table.name, header=self._header(field))
                raise StudyError.at(FORMULA, place, value=excerpt(value))
        return texts

    def _written(self, field: str, text: str) -> str:
        if schema_of(self.register)[field].holds is Holds.DAY and self.register.date_format:
            day = parse_day(text)
            return text if day is None else day.strftime(self.register.date_format)
        pairs = dict(self.register.codes).get(field, ())
        if fold(text) in {fold(written) for written, _ in pairs}:
            return text
        return next((written for written, code in pairs if fold(code) == fold(text)), text)

    def _places(self, fields: Iterable[str], table: ReadTable) -> dict[str, int]:
        """Return the place of the column of each field that is written."""
        headers = {fold(header): place for place, header in enumerate(table.headers)}
        missing = [self._header(one) for one in fields if fold(self._header(one)) not in headers]
        if missing:
            facts = {"columns": ", ".join(missing), "headers": ", ".join(table.headers)}
            raise StudyError.at(NO_COLUMN, table.name, **facts)
        return {one: headers[fold(self._header(one))] for one in fields}

    def _next_id(self, table: ReadTable) -> str:
        """Return the id after the last one of a file that ends with a number."""
        taken = dict.fromkeys(self._ids(table))
        others = files_of(self.register, self.study)
        for path in (one for one in others if not leads_nowhere(one)):
            taken |= dict.fromkeys(self._ids(read_table(path, path.name)))
        last = next((m for one in reversed(list(self._ids(table))) if (m := _numbered(one))), None)
        stem, digits = (last[1], last[2]) if last else (f"{self.register.kind[0]}-".upper(), "0000")
        used = [int(m[2]) for one in taken if (m := _numbered(one)) and m[1] == stem]
        return f"{stem}{max((*used, int(digits))) + 1:0{len(digits)}}"

    def _ids(self, table: ReadTable) -> list[str]:
        headers = [fold(header) for header in table.headers]
        name = fold(self._header("id"))
        cells = table.columns[headers.index(name)] if name in headers else ()
        return [text.strip() for text in cells if text.strip()]

    def _proven(
        self, table: ReadTable, before: bytes, text: str, texts: Mapping[str, str]
    ) -> EntryChange:
        """Return the change, after reading what would come of it."""
        try:
            after = encode(text, table.encoding)
        except UnicodeEncodeError as fault:
            raise StudyError.at(NOT_KEPT, table.name) from fault
        found = self._read_instead(table.name, after)
        fresh = _all_but(found.intake.refusals, self.found.intake.refusals)
        stop_at(_refused(one) for one in fresh)
        was = {one.id: replace(one, row=0) for one in self.entries if one.id != texts["id"]}
        now = {one.id: replace(one, row=0) for one in found.entries[self.register.kind]}
        if now.pop(texts["id"], None) is None or was != now:
            raise StudyError.at(NOT_KEPT, table.name)
        cells = {self._header(field): text for field, text in texts.items()}
        return EntryChange(file=table.name, id=texts["id"], cells=cells, before=before, after=after)

    def _read_instead(self, name: str, content: bytes) -> Registers:
        """Read the register with other bytes in one of its files."""
        with tempfile.TemporaryDirectory() as folder:
            for path in files_of(self.register, self.study):
                beside = Path(folder) / FOLDER / path.name
                beside.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(
                    content if name == f"{FOLDER}/{path.name}" else path.read_bytes()
                )
            return read_registers_of([self.register], self.questionnaire, Path(folder))


def _numbered(name: str) -> re.Match[str] | None:
    return _NUMBERED.fullmatch(name)


def _all_but(refusals: Iterable[Refusal], known: Iterable[Refusal]) -> list[Refusal]:
    """Return the refusals that were not there before; rows below a change may have moved."""
    before = [replace(one, row=0) for one in known]
    return [one for one in refusals if replace(one, row=0) not in before]


def _refused(one: Refusal) -> Issue:
    place = Source(file=one.file, row=one.row, header=one.column or None)
    return Issue.at(one.code, place, count=1, value=one.value)
