"""All questions of a unit together with its headline: what an outsider with a solver may not learn.

The studies are made up for these tests: small units, two scales, everybody answers everything.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.privacy import promise
from csatreport.privacy.audit.joint import components
from csatreport.privacy.audit.published import read_reports, report_files
from csatreport.privacy.gate import Gate
from csatreport.privacy.grid import PublishedGrid, Topic, judged_apart
from csatreport.privacy.mending.view import public_view
from tests.privacy.attacker import Attack
from tests.privacy.audit.build import PROMISE, audited, publish, two_scales
from tests.privacy.scales import SCALES, made, random_study


def learnt(book, folder: Path, scales=SCALES) -> list[str]:
    """Publish a study, and return what the attacker learns."""
    publish(book, folder)
    names = [unit.id for unit in book.questionnaire.units.all if unit.parent]
    truth = {
        unit: {q: list(book.tally(unit, book.base_periods[0]).items[q].counts) for q in scales}
        for unit in names
    }
    return list(Attack(folder, scales, names).learnt(truth))


def unanimous() -> dict[str, list[tuple[int, ...]]]:
    """Make twelve people who all say the worst on q3, and nothing alike elsewhere."""
    some = [(k % 3, k % 3, k % 4, 3) for k in range(12)]
    return {"u0": some, "u1": [(k % 3, (k + 1) % 3, k % 4, (k + 2) % 4) for k in range(20)]}


CASES = {"two_scales_and_exact_headlines": two_scales(), "companion_and_headline": unanimous()}


@pytest.mark.parametrize("case", CASES)
def test_what_all_questions_tell_together_is_withheld(case: str, tmp_path: Path):
    book = made(CASES[case])
    assert learnt(book, tmp_path) == []
    assert audited(book, tmp_path) == []


def test_the_attacker_and_the_audit_both_see_what_single_questions_do_not_show(
    tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(promise, "withhold_more", lambda *_: None)
    book = made(two_scales())
    assert "u1 q3: 5 of option 0" in learnt(book, tmp_path)
    assert ("u1", "r2025", "q3", "counts") in audited(book, tmp_path)


def blank_elsewhere():
    """Make a department of two scales beside one in which somebody left q0 out, where all agreed."""
    third = [(0, k % 3, k % 4, k // 2 % 4) for k in range(12)]
    third[3] = (-1, *third[3][1:])
    tree = {"all": None, "x": "all", "y": "all", "u0": "x", "u1": "x", "u2": "y", "u3": "y"}
    return made({**two_scales(), "u2": third, "u3": unanimous()["u1"]}, tree)


def test_a_blank_elsewhere_does_not_blind_the_audit(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(promise, "withhold_more", lambda *_: None)
    book = blank_elsewhere()
    publish(book, tmp_path)
    assert ("u1", "r2025", "q3", "counts") in audited(book, tmp_path)


def test_what_was_assumed_of_one_question_falls_without_the_others(monkeypatch):
    monkeypatch.setattr(promise, "withhold_more", lambda *_: None)
    book = blank_elsewhere()
    view = public_view(
        book, PublishedGrid.of(book, *judged_apart(book)), PROMISE, Gate.of(book).promise.why
    )
    (whole,) = components(view)
    assumed, kept = (
        {name[1] for row in rows if row.assumed for name in row.terms}
        for rows in (whole.rows, whole.plausible())
    )
    assert assumed - kept == {"q0.rest"}


def test_two_units_of_four_do_not_follow_from_the_eight_that_are_left(tmp_path: Path):
    sizes = {"a": 30, "b": 4, "c": 4, "e": 14, "f": 7}
    people = {
        unit: [(k % 3, k // 2 % 3, k % 4, k // 3 % 4) for k in range(size)]
        for unit, size in sizes.items()
    }
    book = made(people)
    assert learnt(book, tmp_path) == []
    assert audited(book, tmp_path) == []


def test_what_is_withheld_beside_a_unanimous_question_is_chosen_by_lot():
    """Were it always the same one, whoever knows the program knew which of the two is unanimous."""
    companions = set()
    for turn in range(8):
        book = replace(made(unanimous()), secret=bytes([turn]))
        cell = ("u0", book.base_periods[0])
        hidden = Gate.of(book).promise.hidden
        closed = {q for q in SCALES if cell in hidden[Topic.ITEM, q]}
        assert "q3" in closed
        assert len(closed) > 1
        companions |= closed - {"q3"}
    assert len(companions) > 1


@pytest.mark.attack
def test_no_small_study_gives_anybody_away(tmp_path: Path):
    found = {}
    for seed in range(12):
        book = made(random_study(seed))
        found[seed] = learnt(book, tmp_path / str(seed)), audited(book, tmp_path / str(seed))
    assert found == dict.fromkeys(range(12), ([], []))


_LEVELS = ("nodes", "trend", "units")
_TOLD = {"index": 1, "index_low": 1, "index_high": 1, "sd": 1, "mean": 1}
_CHANGE = {"reference": 1, "difference": 1, "low": 1, "high": 1, "p": 3, "q": 3, "detectable": 1}


def test_no_figure_of_an_anonymous_report_is_finer_than_it_is_printed(tmp_path: Path):
    publish(made(random_study(3)), tmp_path)
    seen = set()
    for sheet in read_reports(report_files([tmp_path], "q")):
        for (kind, about), value in sheet.values.items():
            level, _, name = kind.partition(".")
            exact = level == "items" and any(
                told == "items.counts" and of[0] == about[0] for told, of in sheet.values
            )
            digits = {**_TOLD, "favourable": 3} if level == "items" else _TOLD
            if "comparisons." in name:
                name, digits = name.partition(".")[2], _CHANGE
            follows = exact or (level, name) == ("items", "mean")  # from counts or the index
            if level in {*_LEVELS, "items"} and name in digits and not follows:
                assert value == pytest.approx(round(value, digits[name]), abs=1e-9), kind
                seen.add(kind)
    assert {"nodes.index", "nodes.sd", "items.index", "units.index"} <= seen
