"""Several answers in one cell: labels that hold commas, and words in place of "other"."""

import pytest

from csatreport.study.item import Kind, Missing
from tests.answers.build import codes, column, faulty, item, options

OPTIONS = options(
    ("A", "近", "Near home"), ("B", "低, 总是", "Cheap, always"), ("C", "其他", "Other")
)
WHY = item("why", Kind.SEVERAL, options=OPTIONS)


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        *(("Near home, Cheap, always", 3), ("Cheap, always, Near home", 3), ("Near home", 1)),
        *(("Near home;Cheap, always;", 3), ("Cheap, always", 2), ("Near home\nOther", 5)),
        *(("A, B", 3), ("Cheap, sometimes", Missing.INVALID), ("Near home, always", -4)),
    ],
)
def test_the_longest_label_is_taken_first(desk, written, mask):
    mask = Missing.INVALID if mask == -4 else mask
    assert column(desk.answers(WHY, f'why\n"{written}"\n'), "why") == [mask]


@pytest.mark.parametrize("head", ["Timestamp", "ID,Start time,Completion time"])
@pytest.mark.parametrize(
    ("written", "mask"),
    [
        *(("Near home, free parking", 5), ("free parking;", 4), ("Near home, 77", Missing.INVALID)),
        *(("Cheap, sometimes", 4), ("Near home, Other: parking", 5)),
    ],
)
def test_some_platforms_put_own_words_in_place_of_other(desk, head, written, mask):
    times = ",".join(["2026-10-05"] * (head.count(",") + 1))
    found = desk.answers(WHY, f'{head},why\n{times},"{written}"\n')
    assert column(found, "why") == [mask]
    told = [] if mask == Missing.INVALID else [(2, "why", written, "A440")]
    assert [one for one in faulty(found) if one[3] == "A440"] == told


def test_elsewhere_they_are_no_option(desk):
    found = desk.answers(WHY, 'why\n"Near home, free parking"\n')
    assert column(found, "why") == [Missing.INVALID]
    assert codes(found) == ["A431"]


def test_without_an_option_for_them_own_words_are_nothing(desk):
    plain = item("why", Kind.SEVERAL, options=OPTIONS[:2])
    found = desk.answers(plain, 'Timestamp,why\n2026-10-05,"Near home, free parking"\n')
    assert column(found, "why") == [Missing.INVALID]
