"""The audit finds what an outsider could work out, and nothing in what the gate lets through.

Each rule of the suppressor is taken out once: a rule whose absence nobody notices would not be
needed, or the audit would be blind.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csatreport.privacy import gate, grid, promise, rules, suppression
from csatreport.privacy.audit import derived, examine, published
from csatreport.privacy.gate import _Pass
from csatreport.privacy.grid import Topic
from csatreport.privacy.guarded import Guarded
from csatreport.privacy.promise import Promise
from csatreport.privacy.veil import Veil
from csatreport.study.item import Role, Valence
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Anonymity, Sampling
from tests.counts.build import PLAIN, THREE, edition, item, ledger, node, questionnaire, units
from tests.privacy.audit.build import (
    DEEP,
    FLAT,
    INDEX,
    ITEMS,
    PROMISE,
    audit,
    audited,
    publish,
    survey,
    varied,
)


def test_what_the_gate_lets_through_stands(tmp_path: Path):
    book = survey(varied("a", 4) + varied("b", 9) + varied("c", 30))
    publish(book, tmp_path)
    assert audited(book, tmp_path) == []


def test_a_questionnaire_that_promises_nothing_costs_nothing(tmp_path: Path):
    open_one = questionnaire([edition(ITEMS, INDEX)], units=units(FLAT), every=PeriodKind.ROUND)
    assert audit([tmp_path / "nowhere"], open_one, None, own=(), whole=True) == ()


def weaker(**changes: int) -> Callable:
    """Publish as if less had been promised than was."""

    def change(monkeypatch) -> None:
        lower = Anonymity(**{"minimum": 5, "counts": 10, "comments": 8, **changes})
        real = Promise.of.__func__
        monkeypatch.setattr(Promise, "of", classmethod(lambda cls, b, *_: real(cls, b, lower)))

    return change


def replaced(owner: object, name: str, value: object) -> Callable:
    """Publish with one function of the suppressor out of order."""
    return lambda monkeypatch: monkeypatch.setattr(owner, name, value)


def opened(topic: Topic) -> Callable:
    """Publish one kind of figure always."""

    def change(monkeypatch) -> None:
        real = Promise.why
        monkeypatch.setattr(
            Promise,
            "why",
            lambda self, asked, *rest: None if asked is topic else real(self, asked, *rest),
        )

    return change


def both(*changes: Callable) -> Callable:
    """Make several changes."""
    return lambda monkeypatch: [change(monkeypatch) for change in changes]


def nothing(*_: object, **__: object) -> None:
    """Find nothing to hide."""


MONTHS = [(f"2025-0{month}", size) for month, size in ((1, 4), (2, 12), (3, 9))]
LONE = edition([item("q1"), item("q2")], node("headline", ["q1"]))


def joint_book():
    """Make two units whose headlines leave room for one way only to lose points on two scales."""
    best = {"period": "r2025", "q0": 0, "q1": 0, "q2": 0, "q3": 0}
    rows = [{"unit": "u0", **best} for _ in range(10)] + [{"unit": "u1", **best} for _ in range(6)]
    rows[0] |= {"q3": 3, "q0": 1}
    rows[10] |= {"q3": 1, "q1": 1}
    asked = edition([item("q0", THREE), item("q1", THREE), item("q2"), item("q3")])
    book = survey(rows, {"all": None, "u0": "all", "u1": "all"}, asked=asked)
    return replace(book, secret=b"\2")  # By this no single table happens to hide what all tell.


MUTATIONS = {
    "minimum": (weaker(minimum=1, counts=10), survey(varied("a", 3) + varied("b", 20))),
    "minimum_of_items": (
        opened(Topic.ITEM),
        survey([{"unit": "a", "period": "r2025", "q3": 0, "q2": 1}] * 4 + varied("b", 20)),
    ),
    "remainder": (
        replaced(suppression, "_exposing", nothing),
        survey(varied("a", 2) + varied("b", 2) + varied("c", 30)),
    ),
    "remainder_and_equations": (
        both(
            replaced(suppression, "_exposing", nothing),
            replaced(suppression, "_exposing_together", nothing),
        ),
        survey(varied("a", 4) + varied("b", 14) + varied("c", 30)),
    ),
    "units": (
        replaced(grid, "_unit_relations", lambda *_: ()),
        survey(varied("a", 3) + varied("b", 20) + varied("c", 30)),
    ),
    "periods": (
        replaced(grid, "_period_relations", lambda *_: ()),
        survey(
            [row for month, size in MONTHS for row in varied("all", size, month)],
            {"all": None},
            PeriodKind.MONTH,
        ),
    ),
    "unanimity": (
        both(
            replaced(promise, "alike_rule", rules.base_rule),
            replaced(rules, "alike_rule", rules.base_rule),
            replaced(Veil, "draw", nothing),
        ),
        survey(varied("a", 12, q1=0) + varied("b", 12) + varied("c", 30)),
    ),
    "counts": (weaker(counts=5), survey(varied("a", 7) + varied("b", 8) + varied("c", 30))),
    "counts_of_others": (
        replaced(Veil, "draw", nothing),
        survey(
            [{**row, "q1": min(i, 1)} for i, row in enumerate(varied("a", 7))]
            + varied("b", 20) + varied("c", 30)
        ),
    ),
    "index_alone": (
        both(replaced(rules, "settled", lambda *_: False), replaced(Veil, "draw", nothing)),
        survey([{**row, "q1": int(i < 1)} for i, row in enumerate(varied("a", 7))]
               + varied("b", 20) + varied("c", 30)),
    ),
    "index_and_items": (
        replaced(promise, "_cover", lambda *_: []),
        survey(
            varied("all", 12, q1=0),
            {"all": None},
            asked=edition([item("q1"), item("q2")], node("headline", ["q1", "q2"])),
        ),
    ),
    "items_at_one_end": (
        replaced(
            promise,
            "_exposed",
            lambda _, cell, whole, parts, hidden: (
                sum(cell in hidden[figure] for figure in (*parts, whole)) == 1
            ),
        ),
        survey(
            varied("all", 12, q2=0, q3=0),
            {"all": None},
            asked=edition([item("q1"), item("q2"), item("q3")]),
        ),
    ),
    "remainder_over_levels": (
        replaced(suppression, "_taken_apart", lambda relation, *_: relation.parts),
        survey(varied("north", 1) + varied("b", 8) + varied("c", 1), DEEP),
    ),
    "deviation_of_a_lone_item": (
        opened(Topic.DEVIATION),
        survey(varied("a", 7) + varied("b", 8) + varied("c", 30), asked=LONE),
    ),
    "tests_of_changes": (
        replaced(_Pass, "changes", lambda _, changes, *__: changes),
        survey(varied("a", 3, "r2024") + varied("a", 20) + varied("b", 30, "r2024")
               + varied("b", 30)),
    ),
    "groups_of_people": (
        replaced(promise, "people_rule", lambda least: rules.alike_rule(least.counts)),
        survey(
            [{**row, "role": int(i < 3)} for i, row in enumerate(varied("a", 30))] + varied("b", 30)
        ),
    ),
    "models_over_few": (
        replaced(Guarded, "through", lambda one, _, findings: findings.of(one)),
        survey(
            [{**row, "whole": i % 4} for i, row in enumerate(varied("a", 30))] + varied("b", 15),
            asked=edition([item("q1"), item("q2"), item("whole", role=Role.OVERALL)]),
        ),
    ),
    "all_questions_together": (nothing, joint_book()),
    "numbers": (opened(Topic.QUANTITY), survey(varied("a", 7) + varied("b", 20))),
}  # fmt: skip


@pytest.mark.parametrize("rule", MUTATIONS)
def test_a_rule_that_is_taken_out_is_missed(rule: str, tmp_path: Path, monkeypatch):
    mutate, book = MUTATIONS[rule]
    publish(book, tmp_path / "sound")
    assert audited(book, tmp_path / "sound") == []
    mutate(monkeypatch)
    monkeypatch.setattr(promise, "withhold_more", nothing)
    publish(book, tmp_path / "broken")
    inner = {unit for unit, _ in book.cells if book.questionnaire.units.children(unit)}
    found = audit([tmp_path / "broken"], book.questionnaire, book.calendar, own=inner, whole=True)
    assert found
    assert {issue.code for issue in found} <= {"B610", "B611"}


@st.composite
def studies(draw):
    """Make small companies with few answers here and there, in two rounds.

    Answers are not all but alike. In months, quarters and years of a few answers each, index, units
    and time together can fix a count that no single sum does; then the audit stops the build.
    """
    every, names = PeriodKind.ROUND, ("r2024", "r2025")
    tree = draw(st.sampled_from([FLAT, DEEP]))
    places = [unit for unit in tree if unit not in {"all", "south"}]
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    happy = draw(st.sampled_from([[0.25] * 4, [0.6, 0.3, 0.1, 0.0]]))
    blank = draw(st.sampled_from([0.0, 0.2]))
    rows = []
    for unit in places:
        for name in names:
            for _ in range(draw(st.sampled_from([0, 1, 3, 4, 5, 6, 8, 9, 10, 12, 20]))):
                answers = {
                    q: -1 if random.random() < blank else int(random.choice(4, p=happy))
                    for q in ("q1", "q2", "q3")
                }
                more = {"role": int(random.integers(3)), "age": int(random.integers(20, 60))}
                rows.append({"unit": unit, "period": name, **answers, **more})
    return survey(rows, tree, every) if rows else None


@given(studies())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_falls_in_any_small_study(tmp_path_factory, book):
    if book is not None:
        folder = tmp_path_factory.mktemp("site")
        publish(book, folder)
        assert audited(book, folder) == []


def _changed(folder: Path, change: Callable[[dict], None]) -> None:
    for file in folder.rglob("data.json"):
        record = json.loads(file.read_text("utf-8"))
        change(record)
        file.write_text(json.dumps(record), "utf-8")


def test_a_figure_that_nobody_has_thought_about_fails_the_audit(tmp_path: Path):
    book = survey(varied("a", 12) + varied("b", 30))
    publish(book, tmp_path)
    _changed(tmp_path, lambda record: record["items"][0].update(oldest=61))
    issues = audit([tmp_path], book.questionnaire, book.calendar, own=(), whole=True)
    assert [(issue.code, issue.facts["entry"]) for issue in issues] == [("B611", "items.oldest")]


def careless(count: int) -> list[dict]:
    """Make people of whom some, and the others too, are enough to be counted."""
    asked = [{"unit": "abc"[i % 3], "period": "r2025", "date": f"2025-05-{i % 28 + 1:02}"} for i in
             range(count)]  # fmt: skip
    random = np.random.default_rng(0)
    for i, row in enumerate(asked):
        places = random.integers(4, size=8).tolist() if i % 3 else [i // 3 % 4] * 8
        row |= {f"q{j}": place for j, place in enumerate(places)}
    return asked


def careless_book():
    return survey(careless(90), asked=edition([item(f"q{j}") for j in range(8)]))


def test_careless_answers_that_the_gate_lets_through_stand(tmp_path: Path):
    publish(careless_book(), tmp_path)
    record = json.loads((tmp_path / "en/q/r2025/all/data.json").read_text("utf-8"))
    quality = record["quality"]
    assert quality["flags"][0]["flagged"] == quality["flags"][3]["flagged"] == 30
    assert quality["without"]["unflagged"]["n"] == 60
    assert quality["early_late"]["early"]["n"] >= 10
    assert quality["reliability"][0]["alpha"] is not None
    assert audited(careless_book(), tmp_path) == []


def _spoilt(quality: dict, path: str, value: object) -> None:
    *way, last = path.split(".")
    for key in way:
        quality = quality[int(key) if key.isdigit() else key]
    quality[last] = value


@pytest.mark.parametrize(
    ("path", "value", "entry"),
    [
        ("flags.0.flagged", 3, "quality.flags.flagged"),
        ("flags.0.flagged", 88, "quality.flags.flagged"),
        ("flags.1.judged", 3, "quality.flags.flagged"),
        ("flags.3.flagged", 32, "quality.flags.flagged"),
        ("runs.long", 2, "quality.flags.flagged"),
        ("without.unflagged.n", 87, "quality.without"),
        ("without.unflagged.n", 83, "quality.without"),
        ("without.all.index", 67.0, "quality.without"),
        ("early_late.late.n", 4, "quality.early_late"),
        ("early_late.late.n", 57, "quality.early_late"),
        ("reliability.0.n", 9, "quality.reliability"),
    ],
)
def test_small_groups_of_careless_answers_fail_the_audit(path, value, entry, tmp_path: Path):
    book = careless_book()
    publish(book, tmp_path)

    def spoil(record: dict) -> None:
        if record["unit"]["id"] == "all":
            _spoilt(record["quality"], path, value)
            if path == "without.all.index":
                _spoilt(record["quality"], "without.unflagged.index", 50.0)

    _changed(tmp_path, spoil)
    issues = audit([tmp_path], book.questionnaire, book.calendar, own=(), whole=True)
    assert entry in {issue.facts.get("entry") for issue in issues}


def test_careless_answers_of_a_unit_fail_the_audit(tmp_path: Path):
    book = careless_book()
    publish(book, tmp_path)
    flags = [{"sign": "straight", "judged": 30, "flagged": 10}]
    _changed(tmp_path, lambda r: r.update(quality={"flags": flags}) if r["quality"] is None else 0)
    issues = audit([tmp_path], book.questionnaire, book.calendar, own=(), whole=True)
    assert "quality.flags.flagged" in {issue.facts.get("entry") for issue in issues}


def test_figures_that_contradict_one_another_fail_the_audit(tmp_path: Path):
    book = survey(varied("a", 12) + varied("b", 30))
    publish(book, tmp_path)
    _changed(tmp_path, lambda record: record.update(responses=7))
    issues = audit([tmp_path], book.questionnaire, book.calendar, own=(), whole=True)
    assert [issue.code for issue in issues] == ["B612"]


def test_what_one_file_hides_and_another_shows_counts_as_shown(tmp_path: Path):
    """A figure in the CSV, or in another language, or on the other site, is out."""
    book = survey(varied("a", 3) + varied("b", 9) + varied("c", 30))
    publish(book, tmp_path)
    place = tmp_path / "en" / "q" / "r2025" / "a"
    table = (place / "data.csv").read_text("utf-8-sig").splitlines()
    head, row = table[0].split(","), table[4].split(",")
    for column, value in {
        "n": "3",
        "index": "66.66666666666667",
        "favourable": "0.6666666666666666",
    }.items():
        row[head.index(column)] = value
    table[4] = ",".join(row)
    (place / "data.csv").write_text("\n".join(table), "utf-8")
    assert ("a", "r2025", "q1", "few") in audited(book, tmp_path)


def test_a_usual_range_that_rests_on_hidden_points_is_not_explained():
    sheet = published.PublishedReport(
        questionnaire="q", edition="1", unit="all", period=None,
        values={
            ("trend.period", ("a",)): "a", ("trend.index", ("a",)): 70.0,
            ("trend.period", ("b",)): "b", ("trend.index", ("b",)): 74.0,
            ("control.begins", ()): "a", ("control.baseline", ()): 2.0,
            ("control.centre", ()): 72.0,
            ("control.low", ()): 72 - 4 * 3 / 1.128, ("control.high", ()): 72 + 4 * 3 / 1.128,
        },
    )  # fmt: skip
    assert derived.usual_range(sheet)
    sheet.values["control.centre", ()] = 73.0
    assert not derived.usual_range(sheet)


@pytest.mark.parametrize("module", sorted(Path(examine.__file__).parent.glob("*.py")))
def test_the_audit_knows_neither_the_answers_nor_how_figures_were_withheld(module: Path):
    names = {
        node.module
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    known = ("csatreport.privacy.audit.", "csatreport.study.", "csatreport.base.errors",
             "csatreport.base.exposure", "csatreport.base.digest",
             "csatreport.base.coarse")  # fmt: skip
    ours = {name for name in names if name and name.startswith("csatreport.")}
    assert {name for name in ours if not name.startswith(known)} == set()


def test_a_department_in_which_everybody_answered_gives_nothing_away(tmp_path: Path):
    """Its base is known to all, and a census has no interval that could be turned round."""
    people = {"a": 12, "b": 4, "c": 30}
    q = questionnaire(
        [edition(ITEMS, INDEX)], units=units(FLAT, people), every=PeriodKind.ROUND,
        anonymity=PROMISE, sampling=Sampling.CENSUS,
    )  # fmt: skip
    book = ledger(q, [row for unit, size in people.items() for row in varied(unit, size)])
    publish(book, tmp_path)
    assert audited(book, tmp_path) == []
    record = json.loads((tmp_path / "en/q/r2025/c/data.json").read_text("utf-8"))
    assert record["responses"] == record["population"] == 30
    assert record["items"][0]["census"]
    assert record["items"][0]["favourable_low"] is None


def test_all_alike_but_for_those_who_left_it_out_is_as_hidden(tmp_path: Path):
    """Neither the base nor the blanks say how many agreed."""
    some = [{**row, "q1": 0 if i < 9 else -1} for i, row in enumerate(varied("a", 12))]
    book = survey(some + varied("b", 14) + varied("c", 30))
    publish(book, tmp_path)
    assert audited(book, tmp_path) == []
    record = json.loads((tmp_path / "en/q/r2025/a/data.json").read_text("utf-8"))
    found = record["items"][0]
    assert (record["responses"], found["suppressed"]) == (12, "withheld")
    assert {found[key] for key in ("n", "blank", "index", "favourable", "counts")} == {None}


ELEVEN = tuple(
    (float(n), Valence.GOOD if n > 8 else Valence.NEUTRAL if n > 6 else Valence.BAD)
    for n in range(11)
)
ASKING = edition(
    (
        item("q1"),
        item("recommend", ELEVEN, role=Role.RECOMMEND),
        item("role", PLAIN, role=Role.BACKGROUND),
    ),
    node("headline", ["q1"]),
)


def asking(unit: str, count: int, period: str = "r2025") -> list[dict]:
    """Make rows of which a third promote, a third stand between, and a third do not recommend."""
    return [
        {"unit": unit, "period": period, "q1": i % 4, "recommend": (10, 8, 3)[i % 3], "role": i % 2}
        for i in range(count)
    ]


def test_net_scores_that_the_gate_lets_through_stand(tmp_path: Path):
    book = survey(asking("a", 8) + asking("b", 40) + asking("c", 35), asked=ASKING)
    publish(book, tmp_path)
    assert audited(book, tmp_path) == []
    told = json.loads((tmp_path / "en/q/r2025/all/data.json").read_text())["recommend"][0]
    assert any(one["score"] is not None for one in told["units"]) or told["score"] is not None


def test_a_net_score_where_counts_are_hidden_is_found(tmp_path: Path, monkeypatch):
    book = survey(asking("a", 8) + asking("b", 40) + asking("c", 35), asked=ASKING)
    monkeypatch.setattr(gate, "shown_net", lambda _, found, *__: found)
    publish(book, tmp_path)
    issues = audit([tmp_path], book.questionnaire, book.calendar, own=(), whole=True)
    entries = {issue.facts["entry"] for issue in issues if issue.code == "B611"}
    assert {"recommend.score", "recommend.n", "recommend.units.score"} <= entries


def test_net_scores_of_units_without_a_page_of_their_own_are_weighed(tmp_path: Path, monkeypatch):
    """The score of everybody and of all units but one tell that of the last."""
    book = survey(asking("a", 4) + asking("b", 40) + asking("c", 35), asked=ASKING)
    monkeypatch.setattr(gate, "shown_net", lambda _, found, *__: found)
    publish(book, tmp_path)
    for unit in ("a", "b", "c"):
        for name in ("data.json", "data.csv"):
            (tmp_path / "en/q/r2025" / unit / name).unlink()
    q = replace(
        book.questionnaire, reporting=replace(book.questionnaire.reporting, units_read_by="none")
    )
    issues = audit([tmp_path], q, book.calendar, own=(), whole=True)
    assert {issue.code for issue in issues} & {"B610", "B611"}


def test_net_scores_of_groups_stand_where_the_groups_shares_do(tmp_path: Path, monkeypatch):
    book = survey(asking("a", 60) + asking("b", 66) + asking("c", 72), asked=ASKING)
    publish(book, tmp_path / "kept")
    assert audited(book, tmp_path / "kept") == []
    told = json.loads((tmp_path / "kept/en/q/r2025/all/data.json").read_text())["recommend"][0]
    assert [one["n"] for one in told["groups"]] == [99, 99, None]
    # A group of which the favourable share is withheld must not have a net score either.
    few = [{**row, "role": 0 if n < 4 else 1} for n, row in enumerate(asking("a", 60))]
    monkeypatch.setattr(_Pass, "_divided", lambda *_: True)
    publish(survey(few, asked=ASKING), tmp_path / "broken")
    issues = audit([tmp_path / "broken"], book.questionnaire, book.calendar, own=(), whole=True)
    assert "recommend.groups.score" in {issue.facts.get("entry") for issue in issues}
