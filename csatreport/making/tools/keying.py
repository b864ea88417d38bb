"""Entry sheets for keying paper forms, and two of them compared."""

from dataclasses import dataclass
from pathlib import Path

from csatreport.base.files.atomic import write_whole
from csatreport.making.tools.forms import FORMS, SheetOrder, asked_form
from csatreport.paper.entry import write_entry_sheet
from csatreport.paper.register import read_register
from csatreport.paper.returns.compare import Comparison, compare_sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOrder(SheetOrder):
    """Which entry sheet is wanted."""

    rows: int = 200


def make_entry_sheet(order: EntryOrder) -> Path:
    """Write an entry sheet.

    Raises:
        StudyError: the configuration has errors, or a name is not known (B601); exit code 2.
    """
    asked = asked_form(order)
    content = write_entry_sheet(asked, order.rows, order.unit)
    name = f"{asked.questionnaire.id}-{asked.edition.number}-entry.xlsx"
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
    asked = asked_form(SheetOrder(study=study, questionnaire=questionnaire, edition=edition))
    runs = [entry for entry in read_register(study) if entry.questionnaire == questionnaire]

    def printed(serial: int) -> bool:
        return any(entry.first <= serial <= entry.last for entry in runs)

    return compare_sheets(first, second, asked, printed)
