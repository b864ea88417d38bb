"""Why an outsider may know each figure, by the name it has in the published files."""

from csatreport import subjects
from csatreport.base.exposure import Exposures
from csatreport.subjects.data import ABOUT


def exposures() -> Exposures:
    """Return the exposure of every entry of `data.json`: ``kano.n``."""
    return dict(ABOUT.exposed("")) | {
        entry: exposure
        for subject in subjects.SUBJECTS
        for entry, exposure in subject.figures.exposed(subject.entry)
    }
