"""``csatreport forms``: blank paper forms as PDF, and forms for a screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.cli.options import (
    EDITION,
    FILE,
    FORM,
    LANG,
    PATH,
    OptionValue,
    argument,
    option,
    study_command,
)
from csatreport.cli.terminal import show_issues, tell, tell_either
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.making.tools.forms import PrintedForms


@study_command
@argument("questionnaire")
@EDITION
@LANG
@option("--copies", says="option.forms_copies", type=click.IntRange(1, 100_000))
@option("--batch", "plan", says="option.forms_batch", type=FILE, metavar="PLAN")
@option("--for", "customers", says="option.forms_for", type=FILE, metavar="CUSTOMERS")
@option("--unit", says="option.forms_unit", default="", metavar="ID")
@option("--period", says="option.forms_period", default="", metavar="ID")
@option("--plain", says="option.forms_plain", is_flag=True)
@option("--fillable", says="option.forms_fillable", is_flag=True)
@option("--screen", says="option.forms_screen", is_flag=True)
@option("--xlsform", says="option.forms_xlsform", is_flag=True)
@option("--route", says="option.forms_route", type=FILE, metavar="ADDRESSES")
@option("--tally", says="option.forms_tally", is_flag=True)
@option("--checklist", says="option.forms_checklist", is_flag=True)
@option("--out", says="option.forms_out", type=PATH)
@FORM
def command(study: Path, /, *, form: str, **asked: OptionValue) -> int:
    """Print forms and say where they are."""
    # Deferred: laying out imports WeasyPrint, for which --help must not wait.
    from csatreport.making.tools.forms import PrintOrder, print_forms, print_sheet  # noqa: PLC0415
    from csatreport.making.tools.screen import make_screen_form  # noqa: PLC0415
    from csatreport.making.tools.xlsform import make_xlsform  # noqa: PLC0415

    order = PrintOrder(study=study, **asked)
    sheets = (order.screen, order.xlsform, order.route, order.tally, order.checklist)
    if sum(map(bool, (order.copies, order.plan, order.customers, *sheets))) > 1:
        raise click.UsageError(word("forms.one_of"))
    if order.screen:
        tell(f"{word('forms.screen')}\n{make_screen_form(order)}")
        return 0
    if order.xlsform:
        file, left_out = make_xlsform(order)
        show_issues(left_out)
        tell(str(file))
        return 0
    if any(sheets):
        tell(str(print_sheet(order)))
        return 0
    printed = print_forms(order)
    tell_either(form, _as_json(printed), _lines(printed))
    return 0


def _as_json(printed: PrintedForms) -> dict[str, object]:
    told = {name: getattr(printed, name) for name in ("form", "pages", "copies", "readable")}
    first, last = (printed.entries[0], printed.entries[-1]) if printed.entries else (None, None)
    return {"version": 1, "file": printed.file.as_posix(), **told} | {
        "first": first and first.first,
        "last": last and last.last,
        "batch": first and first.batch,
    }


def _lines(printed: PrintedForms) -> list[str]:
    if not printed.entries:
        lines = [word("forms.one", form=printed.form, pages=printed.pages)]
        lines += [word("forms.alike")] if printed.pages > 1 else []
    else:
        # Deferred with the rest: the check letter belongs to the room of paper.
        from csatreport.paper.payload import serial_text  # noqa: PLC0415

        lines = [
            word(
                "forms.numbered",
                copies=printed.copies,
                form=printed.form,
                pages=printed.pages,
                first=serial_text(printed.entries[0].first),
                last=serial_text(printed.entries[-1].last),
                batch=printed.entries[0].batch,
            )
        ]
    return [*lines, str(printed.file)]
