"""That the same people answer two anonymous questionnaires is noticed."""

from dataclasses import replace

import pytest

from csatreport.counts.ledger import Ledger
from csatreport.privacy.same_people import check_same_people
from csatreport.study.policy import Anonymity
from tests.counts.build import edition, item, ledger, questionnaire, units

PLACES = {"a": 20, "b": 3, "c": 14}
X_AND_C = {"x": 23, "c": 14}


def book(name: str, sizes: dict[str, int], question: str = "q1", **settings) -> Ledger:
    """Count people one after the other, who answer alike whoever asks them."""
    step = settings.pop("step", 1)
    settings.setdefault("anonymity", Anonymity())
    tree = units({"all": None, **dict.fromkeys(sizes, "all")})
    survey = questionnaire([edition([item(question)])], units=tree, **settings)
    people = [unit for unit, size in sizes.items() for _ in range(size)]
    rows = [
        {
            "unit": unit, "period": "2025-02", question: k * step % 4,
        }
        for k, unit in enumerate(people)
    ]  # fmt: skip
    return ledger(replace(survey, id=name), rows)


def found(*books: Ledger) -> list[tuple[str, object]]:
    return [(issue.code, issue.facts["other"]) for issue in check_same_people(books)]


@pytest.mark.parametrize(
    "other", [book("p", X_AND_C), book("p", PLACES, "q2")], ids=["answers", "sizes"]
)
def test_the_same_people_in_two_questionnaires_are_noticed(other: Ledger):
    one = book("q", PLACES)
    assert found(one, other) == [("A472", "p")]


@pytest.mark.parametrize(
    "other",
    [
        book("p", X_AND_C, "q2"),
        book("p", X_AND_C, step=2),
        book("p", {**PLACES, "c": 15}),
        book("p", PLACES, anonymity=None),
    ],
    ids=["other questions", "other answers", "other sizes", "open"],
)
def test_other_people_are_not(other: Ledger):
    assert found(book("q", PLACES), other) == []


@pytest.mark.parametrize("said", [("q",), ()])
def test_who_has_said_so_is_not_asked(said: tuple[str, ...]):
    assert found(book("q", PLACES), book("p", X_AND_C, same_people=said)) == []
