"""``csatreport complaints``: a complaint opened, assigned or closed in its register."""

from pathlib import Path

from csatreport.cli.commands.registering.entries import STEP, entry_options, write_entry
from csatreport.cli.options import OptionValue, argument, option, study_command


@study_command
@argument("what", type=STEP)
@entry_options
@option("--questionnaire", says="option.entry_of", default="", metavar="ID")
def command(study: Path, /, *, what: str, questionnaire: str, **given: OptionValue) -> int:
    """Write the entry of one complaint."""
    return write_entry(study, "complaints", what, questionnaire, **given)
