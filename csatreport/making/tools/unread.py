"""What lies in ``data/`` and nobody reads: named, so that no answers are missed without a word.

A folder may be spelt otherwise than its questionnaire, and a platform may hand out a file of a
statistics programme or an archive. Traces of open programs, hidden files and a README are passed
over.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from csatreport.answers.folder import DATA, NO_NAME, TAKEN
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue, shown_name
from csatreport.base.files.folders import below, is_trace, unreadable_name
from csatreport.counts.closed.keeping import FOLDER as CLOSED
from csatreport.paper.keep import FOLDER as FORMS
from csatreport.registers.read import FOLDER as REGISTERS
from csatreport.study.model import Study
from csatreport.study.path_pattern import fits
from csatreport.study.register import Register
from csatreport.tables.archive import PACKED
from csatreport.tables.read import FOREIGN, READABLE

STATISTICS = "A462"
ARCHIVE = "A463"
OTHER = "A464"
NO_OWNER = "A465"

_BY_ENDING = dict.fromkeys(
    (".por", ".dta", ".sas7bdat", ".xpt", ".rds", ".rdata"), STATISTICS
) | dict.fromkeys(PACKED, ARCHIVE)


def check_unread(study: Study, registers: Sequence[Register], folder: Path) -> Iterator[Issue]:
    """Yield a warning for each kind of file, folder by folder, that nobody reads.

    A register whose name is not UTF-8 is an error (A418): nobody can tell whose pattern it fits.
    """
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for path in below(folder / DATA).entries:
        name = path.relative_to(folder).as_posix()
        if not _is_no_data(path.relative_to(folder / DATA)) and path.is_file():
            code = _code(study, registers, path, name)
            if code == NO_NAME:
                yield Issue.at(code, name)
            elif code:
                top = name.split("/")[1] if name.count("/") > 1 else ""
                found[code, top, path.suffix.casefold()].append(name)
    for (code, _, ending), names in found.items():
        yield Issue.warning(
            code, names[0], count=len(names),
            names=clipped([shown_name(one.removeprefix(f"{DATA}/")) for one in names]),
            ending=ending or "–",
        )  # fmt: skip


def _code(study: Study, registers: Sequence[Register], path: Path, name: str) -> str:
    """Return why a file is not read; "" where it is, or where its reader says why not."""
    ending = path.suffix.casefold()
    if name.startswith((f"{FORMS}/", f"{CLOSED}/")):
        return ""
    if name.startswith(f"{REGISTERS}/"):
        return _why_no_register(registers, path, name)
    if name.count("/") == 1 or name.split("/")[1] not in study.by_id:
        return NO_OWNER
    if ending in (*TAKEN, *FOREIGN):
        return ""
    return _BY_ENDING.get(ending, OTHER)


def _why_no_register(registers: Sequence[Register], path: Path, name: str) -> str:
    ending = path.suffix.casefold()
    if ending not in READABLE:
        return _BY_ENDING.get(ending, OTHER)
    if unreadable_name(name):
        return NO_NAME
    known = any(fits(register.files, path.stem) for register in registers)
    return "" if known and name.count("/") == REGISTERS.count("/") + 1 else NO_OWNER


def _is_no_data(path: PurePath) -> bool:
    return is_trace(path) or path.stem.casefold() == "readme"
