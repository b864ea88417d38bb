"""Blank forms from a study: laid out, measured, numbered, printed and written down.

Everything that can go wrong is found before the first number is taken: a form that does not pass
its measurements, or a list with a fault, prints nothing at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from csatreport.base.clock import today
from csatreport.base.errors import ExitCode, Severity, StudyError, errors_among, stop_at
from csatreport.base.files.atomic import write_whole
from csatreport.making.plan import check_name
from csatreport.paper.asked import AskedForm
from csatreport.paper.keep import keep_geometry
from csatreport.paper.layout import LaidOutForm, set_evenly
from csatreport.paper.lint import check_form
from csatreport.paper.lists import read_addresses, read_customers, read_plan
from csatreport.paper.overprint import Copy, set_over
from csatreport.paper.register import PrintRun, Wanted, print_run
from csatreport.paper.surveyors import checklist_sheet, route_sheet, tally_sheet
from csatreport.study.edition import Edition
from csatreport.study.lint.characters import check_characters
from csatreport.study.model import Questionnaire
from csatreport.study.reading.registers import REGISTERS, read_registers
from csatreport.study.register import Register
from csatreport.subjects.study import own_settings, read_sound_study

FORMS = "forms"
_NEEDED = ("pikepdf", "segno")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOrder:
    """What is asked for; "" stands for the newest edition and the study's first language."""

    study: Path
    questionnaire: str
    edition: str = ""
    language: str = ""
    unit: str = ""
    out: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder(SheetOrder):
    """What is to be printed.

    At most one of ``copies``, ``plan`` and ``customers`` says how many numbered copies there are;
    with none of them one form without a number is printed, to be copied.
    """

    copies: int | None = None
    plan: Path | None = None
    customers: Path | None = None
    period: str = ""
    plain: bool = False
    fillable: bool = False
    screen: bool = False
    xlsform: bool = False
    route: Path | None = None
    tally: bool = False
    checklist: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedForms:
    """What was printed: the file, the form's name, pages of one copy, and the numbers taken."""

    file: Path
    form: str
    pages: int
    copies: int
    entries: tuple[PrintRun, ...] = field(default=())
    plain: bool = False

    @property
    def readable(self) -> bool:
        """Whether a machine can read them back: pages without a number cannot be joined again."""
        return not self.plain and (self.pages == 1 or bool(self.entries))


def print_forms(order: PrintOrder) -> PrintedForms:
    """Print blank forms.

    Raises:
        StudyError: what a check would report as an error, a name that is not known (B601), a fault
            of a list (2); a form that does not pass its measurements (4).
    """
    require_paper()
    asked = replace(asked_form(order), plain=order.plain, apart=order.fillable)
    check_period(order, asked.questionnaire)
    wanted = _wanted(order, asked.questionnaire)
    pages = laid_out(asked)
    printed = PrintedForms(
        file=Path(),
        form=pages.geometry.form,
        pages=pages.geometry.pages,
        copies=1,
        plain=order.plain,
    )
    if not wanted:
        copy = Copy(unit=order.unit, unit_name=asked.unit_name(order.unit))
        return replace(printed, file=_print(order, pages, (copy,), ""))
    files: list[Path] = []

    def make(entries: tuple[PrintRun, ...]) -> None:
        files.append(_print(order, pages, _copies(entries, asked), entries[0].batch))

    about = (asked.questionnaire.id, pages.geometry.form, order.period)
    entries = print_run(order.study, wanted, about, today(), make)
    copies = sum(entry.copies for entry in entries)
    return replace(printed, file=files[0], copies=copies, entries=entries)


def print_sheet(order: PrintOrder) -> Path:
    """Print the route sheet of a list of addresses, the tally sheet, or the checklist of visits.

    Raises:
        StudyError: as `print_forms`; F934 where no checklist is described (2).
    """
    asked = asked_form(order)
    unit = asked.unit_name(order.unit)
    if order.tally:
        name, content = "tally", tally_sheet(asked, unit)
    elif order.checklist:
        register = _inspections(order.study, asked.questionnaire)
        name, content = "checklist", checklist_sheet(asked, register, unit)
    else:
        places = read_addresses(order.route) if order.route is not None else ()
        name, content = "route", route_sheet(asked, places)
    file = order.out or (
        order.study / "build" / FORMS / f"{asked.questionnaire.id}-{name}-{asked.language}.pdf"
    )
    write_whole(file, content)
    return file


def asked_form(order: SheetOrder) -> AskedForm:
    """Return what an order is about.

    Raises:
        StudyError: the configuration has errors, or a name is not known (B601); exit code 2.
    """
    questionnaire = find_questionnaire(order.study, order.questionnaire)
    check_name("--unit", order.unit, questionnaire.units.by_id)
    return AskedForm(
        study=order.study,
        questionnaire=questionnaire,
        edition=find_edition(questionnaire, order.edition),
        language=order.language or first_language(order.study),
    )


def _inspections(study: Path, asked: Questionnaire) -> Register:
    """Return the description of a questionnaire's inspections, which has a checklist."""
    registers, issues = read_registers(study, read_sound_study(study), own_settings())
    stop_at(errors_among(issues))
    found = (r for r in registers if r.questionnaire == asked.id and r.checklist)
    register = next(found, None)
    if register is None:
        raise StudyError.at("F934", REGISTERS, id=asked.id)
    return register


def require_paper() -> None:
    """Stop where the libraries of the ``paper`` extra are missing (F911)."""
    for package in _NEEDED:
        if find_spec(package) is None:
            raise StudyError.at("F911", "csatreport[paper]", package=package)


def find_questionnaire(study: Path, name: str) -> Questionnaire:
    """Return a questionnaire of a study without errors, characters that no font has included."""
    made = read_sound_study(study)
    check_name("QUESTIONNAIRE", name, made.by_id)
    asked = made.by_id[name]
    files = {edition.source.file for edition in asked.editions}
    # On a page such a character is a warning; on a form it would be printed a thousand times.
    unprintable = [issue for issue in check_characters(study) if issue.source.file in files]
    stop_at(replace(i, severity=Severity.ERROR) for i in unprintable)
    return asked


def find_edition(asked: Questionnaire, number: str) -> Edition:
    """Return an edition by its number, the newest for ""."""
    known = {edition.number: edition for edition in asked.editions}
    check_name("--edition", number, known)
    return known[number] if number else asked.newest


def laid_out(asked: AskedForm) -> LaidOutForm:
    """Set a form in type and measure it.

    Raises:
        StudyError: every fault of the form (4).
    """
    pages = set_evenly(asked)
    stop_at(check_form(pages), ExitCode.RENDERING)
    return pages


def first_language(study: Path) -> str:
    """Return the first language of a study that can be read."""
    return read_sound_study(study).languages[0]


def check_period(order: PrintOrder, asked: Questionnaire) -> None:
    """Stop at a period that is none, or is longer or shorter than a round: forms would be lost."""
    if not order.period:
        return
    calendar = read_sound_study(order.study).calendar.of(asked.every)
    period = calendar.parse(order.period)
    if period is None or period.kind is not asked.every or period.id != order.period:
        raise StudyError.at("F923", "--period", value=order.period, every=asked.every.value)


def _wanted(order: PrintOrder, asked: Questionnaire) -> tuple[Wanted, ...]:
    """Return what numbered copies are to be printed; none for a form to be copied."""
    if order.customers is not None:
        if asked.anonymity is not None:
            raise StudyError.at("F916", order.customers.name)
        return read_customers(order.customers, asked.units)
    if order.plan is not None:
        return read_plan(order.plan, asked.units)
    return (Wanted(copies=order.copies, unit=order.unit),) if order.copies else ()


def _copies(entries: tuple[PrintRun, ...], asked: AskedForm) -> list[Copy]:
    return [
        Copy(
            serial=serial,
            unit=entry.unit,
            unit_name=asked.unit_name(entry.unit),
            id=entry.id,
            name=entry.name,
        )
        for entry in entries
        for serial in range(entry.first, entry.last + 1)
    ]


def _print(order: PrintOrder, pages: LaidOutForm, copies: Sequence[Copy], batch: str) -> Path:
    """Write the PDF and keep the geometry; the file is there whole or not at all."""
    # Deferred: the library that edits PDFs is an extra, and --help must not wait for it.
    from csatreport.paper.returns.fillable import add_fields  # noqa: PLC0415
    from csatreport.paper.stamp import stamp  # noqa: PLC0415

    content = stamp(pages, [copy.serial for copy in copies], set_over(copies, pages))
    if order.fillable:
        content = add_fields(content, pages, copies)
    name = "-".join(part for part in (pages.geometry.form, batch) if part)
    file = order.out or order.study / "build" / FORMS / f"{name}.pdf"
    if not order.plain:
        keep_geometry(pages, order.study)
    write_whole(file, content)
    return file
