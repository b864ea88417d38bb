"""``csatreport entry``: a workbook into which paper forms are keyed."""

from pathlib import Path

import click

from csatreport.cli.options import EDITION, LANG, OptionValue
from csatreport.cli.terminal import tell
from csatreport.cli.words import word


@click.command()
@click.argument("questionnaire")
@EDITION
@LANG
@click.option("--unit", default="", metavar="ID", help=word("option.entry_unit"))
@click.option(
    "--rows",
    type=click.IntRange(1, 10_000),
    default=200,
    show_default=True,
    help=word("option.entry_rows"),
)
@click.option("--out", type=click.Path(path_type=Path), help=word("option.entry_out"))
@click.pass_obj
def command(study: Path, /, **order: OptionValue) -> int:
    """Write the sheet and say where it is."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.making.tools.keying import SheetOrder, make_entry_sheet  # noqa: PLC0415

    tell(str(make_entry_sheet(SheetOrder(study=study, **order))))
    return 0
