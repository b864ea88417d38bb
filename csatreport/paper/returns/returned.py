"""A form that came back filled in, whatever brought it: a PDF, or a file that a screen saved."""

from collections.abc import Mapping
from dataclasses import dataclass

from csatreport.paper.model import Geometry, Purpose

UNIT, DATE = "unit", "date"
"""What the fields about the form itself are called, beside its items."""


@dataclass(frozen=True, kw_only=True)
class ReturnedForm:
    """Which form came back: what was kept of it when it was made.

    ``codes`` are those that may be ticked, by item; ``worded`` the items that are answered or
    explained in words. ``unit`` and ``period`` are those it was made for, "" where it says them
    itself.
    """

    name: str
    questionnaire: str
    edition: str
    codes: Mapping[str, frozenset[str]]
    worded: frozenset[str]
    unit: str = ""
    period: str = ""

    @classmethod
    def printed(cls, geometry: Geometry) -> "ReturnedForm":
        """Return the form of a geometry."""
        ticked = {box.item for box in geometry.boxes}
        return cls(
            name=geometry.form,
            questionnaire=geometry.questionnaire,
            edition=geometry.edition,
            codes={
                item: frozenset(box.option for box in geometry.boxes if box.item == item)
                for item in ticked
            },
            worded=frozenset(f.item for f in geometry.fields if f.purpose is not Purpose.HEAD),
        )


@dataclass(frozen=True, kw_only=True)
class Return:
    """One filled-in copy: its form, serial number (0 for none), and what its fields say.

    ``sha256`` stands for its file or, where ``keyed``, for the key that its answers got when they
    were saved, which no other answers have.
    """

    file: str
    form: ReturnedForm
    serial: int
    values: dict[str, str]
    sha256: str
    keyed: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing was filled in but what was printed beforehand."""
        return not any(v for name, v in self.values.items() if name not in {UNIT, DATE})

    @property
    def in_words(self) -> bool:
        """Whether something was written: two people may well tick alike, but not write alike."""
        return any(
            value
            for name, value in self.values.items()
            if name.split("#")[0].rstrip("?") in self.form.worded
        )
