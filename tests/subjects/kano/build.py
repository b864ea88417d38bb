"""A feature asked with and without, made up for tests of Kano's model."""

from __future__ import annotations

from csatreport.study.item import Role
from csatreport.subjects.kano.subject import KANO
from csatreport.subjects.measured import measure
from tests.counts.build import item

FIVE = ((None, None),) * 5
FEATURE = item("f", FIVE, role=Role.PRESENT)
ABSENT = item("nf", FIVE, role=Role.ABSENT, about="f")
LIKE, MUST_BE, NEUTRAL, LIVE, DISLIKE = range(5)


def found_in(book):
    """Return the features of the whole in the first period."""
    return measure(book, book.questionnaire.units.root, book.base_periods[0]).of(KANO)
