"""``csatreport export``: answers for a statistics program."""

from __future__ import annotations

from pathlib import Path

from csatreport.cli.options import LANG, PATH, OptionValue, argument, option, study_command
from csatreport.cli.progress import showing_progress
from csatreport.cli.terminal import tell
from csatreport.cli.words import word


@study_command
@argument("questionnaire")
@option("--sav", "form", says="option.export_sav", flag_value="sav", required=True)
@LANG
@option("--out", says="option.export_out", type=PATH)
def command(study: Path, /, *, form: str, **asked: OptionValue) -> int:
    """Write the files and say what they hold."""
    # Deferred: reading answers imports pandas, for which --help must not wait.
    from csatreport.making.tools.exporting import ExportOrder, export_sav  # noqa: PLC0415

    del form
    with showing_progress() as progress:
        written = export_sav(ExportOrder(study=study, **asked), progress)
    for one in written:
        tell(word("export.written", file=one.file, rows=one.rows))
        if one.left_out:
            tell(word("export.left_out", items=", ".join(one.left_out)))
    return 0
