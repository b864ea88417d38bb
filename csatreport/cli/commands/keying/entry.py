"""``csatreport entry``: a workbook into which paper forms are keyed."""

from pathlib import Path

import click

from csatreport.cli.options import EDITION, LANG, PATH, OptionValue, argument, option, study_command
from csatreport.cli.terminal import tell


@study_command
@argument("questionnaire")
@EDITION
@LANG
@option("--unit", says="option.entry_unit", default="", metavar="ID")
@option("--rows", says="option.entry_rows", type=click.IntRange(1, 10_000), usual=200)
@option("--out", says="option.entry_out", type=PATH)
def command(study: Path, /, **order: OptionValue) -> int:
    """Write the sheet and say where it is."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.making.tools.keying import EntryOrder, make_entry_sheet  # noqa: PLC0415

    tell(str(make_entry_sheet(EntryOrder(study=study, **order))))
    return 0
