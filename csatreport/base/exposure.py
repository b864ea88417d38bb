"""Why an outsider may know a published figure of an anonymous questionnaire.

Whoever declares a figure says so with it, and the audit of a finished build holds every entry of
the published files against that. It is said in the open: an attacker may read it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Exposure(StrEnum):
    """Why a figure of an anonymous questionnaire may be published; its value is the reason."""

    NAME = "a name or a place of the form or the calendar, the same whatever was answered"
    BASE = "made of as many answers as `csatreport.privacy.audit.groups` proves"
    """Of so many answers, or with so many beside it, that it says nothing about one of them."""
    SIZE = (
        "how many answers others stand on; `csatreport.privacy.audit.groups` holds that against 50"
    )
    WORDS = "how many comments are about something, which `csatreport.privacy.audit.groups` proves"
    SOUND = "of groups whose size `csatreport.privacy.audit.soundness` proves to be fit to be shown"
    REASON = "says that a figure is withheld; the words are the same for all who have it"
    USED = "what the equations of the audit are made of"
    CENSUS = "says that as many answered as there are, and both numbers are shown beside it"
    RATE = "made of how many answered, which is shown, and of what the questionnaire says itself"
    RANGE = "made of points and units that are shown, as `csatreport.privacy.audit.derived` proves"
    PLACE = "where a unit that is shown stands among others that are shown"
    NET = "made of counts that are shown, which `csatreport.privacy.audit.nets` proves"
    VERDICT = "a word for a difference that is shown; it has at most four values"
    REGISTER = "of a register, which holds no answers"
    ZERO = "must be 0: nobody is followed through time, nobody stands apart"
    NEVER = "never published of an anonymous questionnaire"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Stands only where another figure of the same thing stands, and follows from it."""

    entry: str
    """As the audit names it: ``items.n``."""


Exposures: TypeAlias = Mapping[str, Exposure | Beside]
"""Why each published figure may be known, by entry."""
