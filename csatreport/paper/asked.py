"""What a sheet of paper is made of: an edition of a questionnaire in one language, of a study."""

from dataclasses import dataclass
from pathlib import Path

from csatreport.base.label import LANGUAGES, Label
from csatreport.base.words import say
from csatreport.study.edition import Edition
from csatreport.study.model import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForm:
    """Which questions are printed, and how.

    ``plain`` leaves out the machine marks; ``apart`` gives every reason a box of its own, as
    fields on a screen need it. What may make the number of pages even: ``tight`` takes room from
    every question, ``room`` gives each so many mm more, ``filled`` adds an empty page.
    """

    study: Path
    """Its folder: templates of its own lie there."""
    questionnaire: Questionnaire
    edition: Edition
    language: str
    plain: bool = False
    apart: bool = False
    tight: bool = False
    room: float = 0.0
    filled: bool = False

    @property
    def unit_labels(self) -> Label:
        """What units are called, where all leaves are of one kind, in every language."""
        units = self.questionnaire.units
        kinds = {u.kind for u in units.all if not units.children(u.id) and u.kind is not None}
        if len(kinds) == 1:
            return units.kind_label(kinds.pop())
        return Label.of({language: say(language, "paper.unit") for language in LANGUAGES})

    @property
    def unit_label(self) -> str:
        """What units are called, in the form's language."""
        return self.unit_labels[self.language]

    def unit_name(self, unit: str) -> str:
        """Return the name of a unit, "" for none."""
        return self.questionnaire.units.by_id[unit].name[self.language] if unit else ""

    def say(self, key: str, /, **facts: object) -> str:
        """Return a sentence in the form's language."""
        return say(self.language, key, **facts)
