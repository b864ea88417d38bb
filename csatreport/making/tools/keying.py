"""Entry sheets for keying paper forms, and two of them compared."""

from dataclasses import dataclass
from pathlib import Path

from csatreport.base.files.atomic import write_whole
from csatreport.making.plan import check_name
from csatreport.making.tools.forms import FORMS, find_edition, find_questionnaire, first_language
from csatreport.paper.entry import write_entry_sheet
from csatreport.paper.register import read_register
from csatreport.paper.returns.compare import Comparison, compare_sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOrder:
    """Which entry sheet is wanted; "" stands for the newest edition and the first language."""

    study: Path
    questionnaire: str
    edition: str = ""
    language: str = ""
    unit: str = ""
    rows: int = 200
    out: Path | None = None


def make_entry_sheet(order: SheetOrder) -> Path:
    """Write an entry sheet.

    Raises:
        StudyError: the configuration has errors, or a name is not known (B601); exit code 2.
    """
    asked = find_questionnaire(order.study, order.questionnaire)
    edition = find_edition(asked, order.edition)
    language = order.language or first_language(order.study)
    check_name("--unit", order.unit, asked.units.by_id)
    content = write_entry_sheet(asked, edition, language, order.rows, order.unit)
    name = f"{asked.id}-{edition.number}-entry.xlsx"
    file = order.out or order.study / "build" / FORMS / name
    write_whole(file, content)
    return file


def compare_entries(
    study: Path, first: Path, second: Path, questionnaire: str, edition: str
) -> Comparison:
    """Compare two entry sheets of the same forms.

    Raises:
        StudyError: as `make_entry_sheet`, or a sheet cannot be used (F940, F941, F945).
    """
    asked = find_questionnaire(study, questionnaire)
    runs = [entry for entry in read_register(study) if entry.questionnaire == asked.id]

    def printed(serial: int) -> bool:
        return any(entry.first <= serial <= entry.last for entry in runs)

    return compare_sheets(first, second, asked, find_edition(asked, edition), printed)
