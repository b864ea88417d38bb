"""What an old version told in full precision stays known so, though it is rounded today."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from csatreport.base.errors import Severity, StudyError
from csatreport.base.store import Store
from csatreport.counts.closed.record import ClosedPeriod
from csatreport.counts.closed.take import take_records
from csatreport.counts.ledger import Ledger
from csatreport.making.execute import CleanFigures, audited
from csatreport.privacy.gate import Gate
from csatreport.privacy.grid import PublishedGrid, Topic, judged_apart
from csatreport.privacy.mending.feedback import withhold_more
from csatreport.statistics.estimate import Hidden
from csatreport.study.periods import PeriodKind
from tests.counts.build import edition, item, ledger, node, questionnaire, units
from tests.privacy.audit.build import PROMISE, publish
from tests.privacy.closed.study import TODAY, Desk, rows, write_rows

ASKED = [f"q{k}" for k in range(30)]
LAST = ASKED[-1]


def book(seen: frozenset = frozenset(), *, exact: bool) -> Ledger:
    """Make twenty people who all say the best on the last of thirty questions."""
    answers = np.random.default_rng(1).choice(4, (20, len(ASKED) - 1)).tolist()
    form = edition([item(name) for name in ASKED], node("headline", ASKED))
    survey = questionnaire(
        [form], units=units({"all": None}), every=PeriodKind.ROUND, anonymity=PROMISE
    )
    people = [
        {"unit": "all", "period": "r2025", **dict(zip(ASKED, [*one, 0], strict=True))}
        for one in answers
    ]
    made = ledger(survey, people)
    (record,) = take_records(made, b"secret", ())
    records = {made.base_periods[0]: replace(record, exact=exact)}
    return replace(made, records=records, published=seen)


def without_companion(made: Ledger) -> Gate:
    """Withhold the last question alone: rounding hides it among the others."""
    gate = Gate.of(made)
    cell = ("all", made.base_periods[0])
    hidden = {figure: dict[tuple, Hidden]() for figure in gate.promise.hidden}
    for topic in (Topic.ITEM, Topic.SHARE, Topic.COUNTS):
        hidden[topic, LAST][cell] = Hidden.WITHHELD
    return replace(gate, promise=replace(gate.promise, hidden=hidden))


def found(made: Ledger, folder: Path) -> list[tuple[str, str, Severity]]:
    gate = without_companion(made)
    publish(made, folder, gate)
    clean = CleanFigures(Store(folder / "cache"), made)
    issues = audited(gate, [folder], [], whole=True, clean=clean)
    return [(one.code, one.facts["about"], one.severity) for one in issues]


def test_the_audit_reads_what_was_told_exactly_as_exact(tmp_path: Path):
    assert found(book(exact=False), tmp_path / "rounded") == []
    assert ("B610", LAST, Severity.ERROR) in found(book(exact=True), tmp_path / "exact")


def test_what_follows_already_from_what_readers_have_seen_is_told_and_stops_nothing(tmp_path: Path):
    seen = {(Topic.RESPONSES, ""), (Topic.NODE, "headline")}
    seen |= {(topic, name) for name in ASKED[:-1] for topic in (Topic.ITEM, Topic.COUNTS)}
    known = frozenset((topic.value, name, "all", "r2025") for topic, name in seen)
    told = found(book(known, exact=True), tmp_path)
    assert ("B613", LAST, Severity.NOTE) in told
    assert {code for code, *_ in told} == {"B613"}


def test_the_gate_withholds_what_rounding_would_hide_and_readers_know_exactly():
    withheld = {}
    for exact in (False, True):
        made = book(exact=exact)
        grid = PublishedGrid.of(made, *judged_apart(made))
        hidden = without_companion(made).promise.hidden
        before = {figure: set(cells) for figure, cells in hidden.items()}
        withhold_more(made, grid, PROMISE, hidden)
        withheld[exact] = {one for one, cells in hidden.items() if before[one] != set(cells)}
    assert withheld[False] == set()
    assert withheld[True]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Publish February; of what readers have nobody keeps a record, and it was of version 3."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    made = Desk.of(tmp_path, "ab")
    write_rows(made.study, "2026-02", [row for unit in "ab" for row in rows(unit, 20)])
    release = made.share / "releases" / made.release().release.name
    note = release / ".csatreport-release.json"
    told = json.loads(note.read_text())
    del told["closed"]
    note.write_text(json.dumps(told))
    for file in (made.study / "data/closed/staff").iterdir():
        file.unlink()
    for file in release.rglob("data.json"):
        file.write_text(re.sub('"version": *4', '"version": 3', file.read_text()))
    return made


def record(desk: Desk) -> ClosedPeriod:
    return ClosedPeriod.parse((desk.study / "data/closed/staff/2026-02.json").read_text())


def test_a_share_from_before_says_that_figures_were_told_exactly(desk: Desk):
    desk.release()
    assert record(desk).exact
    before = desk.bytes()
    assert not desk.release().new
    assert desk.bytes() == before
    write_rows(desk.study, "2026-03", [row for unit in "ab" for row in rows(unit, 20, 1)])
    desk.release()
    assert not ClosedPeriod.parse((desk.study / "data/closed/staff/2026-03.json").read_text()).exact


def test_a_site_that_tells_more_than_was_told_exactly_is_built_again_first(desk: Desk):
    (release,) = (desk.share / "releases").iterdir()
    for file in release.rglob("data.*"):
        if "/a/" in file.as_posix():
            less = {"responses": None, "items": [], "nodes": []}
            whole = file.suffix == ".json" and json.loads(file.read_text())
            file.write_text(json.dumps(whole | less) if whole else "")
    desk.build()
    with pytest.raises(StudyError) as refused:
        desk.publish()
    assert [issue.code for issue in refused.value.issues] == ["P727"]
    assert record(desk).exact
    assert desk.release().new


def test_a_record_that_does_not_say_how_figures_were_told_is_read_as_exact(desk: Desk):
    desk.release()
    new = replace(record(desk), exact=False)
    assert ClosedPeriod.parse(new.text) == new
    old = replace(new, people=None, exact=True)
    assert '"version": 1' in old.text
    assert ClosedPeriod.parse(old.text) == old
