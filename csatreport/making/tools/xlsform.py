"""A questionnaire as an XLSForm, for tablets at the door."""

from pathlib import Path

from csatreport.base.errors import Issue
from csatreport.base.files.atomic import write_whole
from csatreport.making.tools.forms import FORMS, SheetOrder, asked_form
from csatreport.paper.xlsform.form import compose_xlsform
from csatreport.subjects.study import read_sound_study
from csatreport.tables.book import text_book


def make_xlsform(order: SheetOrder) -> tuple[Path, tuple[Issue, ...]]:
    """Write an XLSForm; return the file, and notes on what it has no word for.

    Raises:
        StudyError: the configuration has errors, or a name is not known (B601); exit code 2.
    """
    asked = asked_form(order)
    form = compose_xlsform(asked, read_sound_study(order.study).languages, order.unit)
    name = f"{asked.questionnaire.id}-{asked.edition.number}-xlsform.xlsx"
    file = order.out or order.study / "build" / FORMS / name
    write_whole(file, text_book(form.sheets, asked.questionnaire.title[asked.language]))
    return file, form.left_out
