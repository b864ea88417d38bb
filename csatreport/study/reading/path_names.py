"""Ids that become folders and files, on Windows too."""

from csatreport.study.yaml.block import Fields
from csatreport.study.yaml.written import Problems

_NUMBERED = (f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10))
DEVICES = frozenset({"con", "prn", "aux", "nul", *_NUMBERED})
"""Names that Windows keeps for devices, whatever their ending."""


OURS = frozenset({"assets", "glossary", "method", "questions"})
"""Folders that every site has of its own, beside those of questionnaires and periods."""


def note_own_folder(block: Fields, problems: Problems) -> None:
    """Note an id of a questionnaire or round under which the site keeps something else."""
    name = block.text("id")
    if name is not None and name.casefold() in OURS:
        problems.add("C208", block.place("id"), id=name)


def note_device_name(block: Fields, problems: Problems) -> None:
    """Note an id under which Windows could not make a file."""
    name = block.text("id")
    if name is not None and name.casefold() in DEVICES:
        problems.add("C207", block.place("id"), id=name)
