"""``csatreport undo``: what a command wrote among a person's own files, taken back."""

from pathlib import Path

from csatreport.base.errors import ExitCode
from csatreport.base.files.journal import JournalNote, read_notes, undo_last
from csatreport.cli.options import option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word


@study_command
@option("--list", "listed", says="option.undo_list", is_flag=True)
def command(study: Path, /, *, listed: bool) -> int:
    """Take back the last, or list what could be taken back."""
    if listed:
        notes = read_notes(study)
        tell("\n".join(map(_line, notes)) or word("undo.nothing"))
    else:
        tell(word("undo.done", note=_line(undo_last(study))))
    return ExitCode.FINE


def _line(note: JournalNote) -> str:
    files = ", ".join(one.file for one in note.files)
    return "  ".join(filter(None, (note.at, note.who, note.command, f"({files})")))
