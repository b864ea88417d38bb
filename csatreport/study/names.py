"""What ids, codes and words look like in every configuration file."""

import re
from collections.abc import Iterable

from csatreport.base.vocabulary import word_list, word_lists
from csatreport.study.yaml.groups import MapOf
from csatreport.study.yaml.shapes import LabelText, Number, OneOf, Shape, Text

LABEL = LabelText()
PLAIN = Text()
PERIOD = Text()
PERCENT = Number(low=0, high=100)

ITEM_ID = Text(pattern="[a-z][a-z0-9_]{0,39}", code="C142")
PATH_ID = Text(pattern="[A-Za-z0-9][A-Za-z0-9_-]{0,39}", code="C143")
OPTION_CODE = Text(pattern=r"[^\s;；,，、/／|&?？!！]{1,20}", code="C144")
EDITION_ID = Text(pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}", code="C152")
QUESTIONNAIRE_ID = Text(pattern="(?!(?:forms|closed)$)[a-z][a-z0-9-]{0,39}", code="C153")
"""``forms`` and ``closed`` are not free: `data/forms` holds what was printed on paper,
`data/closed` what was published of anonymous periods."""

BAD, GOOD_WORDS = "bad", ("yes", "no", "none")
AUDIENCES = ("open", "restricted")
UNIT_LEVELS = ("page", "full")

WHOLE_NUMBER = re.compile("[0-9]{1,9}")
"""A number that counts or numbers something."""
LARGEST = 1e12
"""A larger number in a cell is a slip of the hand, and means made with it are none."""

UNIT_KINDS = MapOf(keys=PATH_ID, of=LABEL)

BLANK, MULTIPLE, NOT_APPLICABLE, INVALID = "blank", "multiple", "not_applicable", "invalid"
MISSING_WORDS: tuple[str, ...] = (BLANK, MULTIPLE, NOT_APPLICABLE, INVALID)
"""What a mapping may translate a value into, beside an option's code."""

POSITIONS, SCORES, POINTS = "positions", "scores", "points"
NUMBER_WORDS: tuple[str, ...] = (POSITIONS, SCORES, POINTS)
"""What a mapping may say that bare numbers stand for."""

SPECIAL_COLUMNS: tuple[str, ...] = (
    "id", "unit", "date", "name", "start", "end", "seconds", "weight",
)  # fmt: skip
"""What a mapped header may stand for, beside an item or its reason."""

KNOWN_HEADERS = word_lists("headers", "known")
"""Headers that say who, where, when and for how long without a word in the configuration, as
people and platforms write them, the surest first. Names of people are never known by themselves."""

UTC_HEADERS = frozenset({"_submission_time"})
"""Headers below which a platform writes moments in UTC without saying so."""

FORM_NUMBERS = word_list("headers", "form_numbers")
"""What platforms call the number of a form. It names no person, who would bear it again in another
period, and so is an id only where ids are those of forms."""


def one_of(words: Iterable[str]) -> Shape:
    """Return the shape of one of a few words, or of the members of an enumeration."""
    return OneOf(words=tuple(words))
