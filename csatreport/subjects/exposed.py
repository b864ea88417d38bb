"""Why an outsider may know each figure of a subject, by the name it has in the published files."""

from __future__ import annotations

from csatreport import subjects
from csatreport.base.exposure import Beside, Exposure


def exposures() -> dict[str, Exposure | Beside]:
    """Return the exposure of each figure of every subject, by its entry: ``kano.n``."""
    return {
        entry: exposure
        for subject in subjects.SUBJECTS
        for entry, exposure in subject.figures.exposed(subject.entry)
    }
