"""Serial numbers never collide, and what was printed for whom is written down."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.base.errors import StudyError
from csatreport.paper.payload import LAST_SERIAL
from csatreport.paper.register import Wanted, handed_out, print_run, read_register, register_file
from csatreport.study.periods import Calendar

DAY = dt.date(2026, 11, 26)
ABOUT = ("retail", "retail-1-en-ABCDEF", "2026-10")


def run(study: Path, *wanted: Wanted, about=ABOUT):
    return print_run(study, wanted, about, DAY, lambda _: None)


def test_runs_follow_each_other_and_are_read_as_they_were_written(tmp_path):
    first = run(tmp_path, Wanted(copies=3, unit="S1"), Wanted(copies=2, unit="S2"))
    second = run(tmp_path, Wanted(copies=1, id="K1", name="清河商行"))
    assert read_register(tmp_path) == (*first, *second)
    assert [(e.first, e.last) for e in (*first, *second)] == [(1, 3), (4, 5), (6, 6)]
    assert [e.batch for e in (*first, *second)] == ["2026-11-26-1", "2026-11-26-1", "2026-11-26-2"]


@given(st.lists(st.lists(st.integers(1, 50), min_size=1, max_size=4), max_size=8))
@settings(deadline=None, max_examples=30)
def test_no_number_is_given_twice(tmp_path_factory, runs):
    study = tmp_path_factory.mktemp("study")
    for copies in runs:
        run(study, *(Wanted(copies=n) for n in copies))
    given_out = [n for e in read_register(study) for n in range(e.first, e.last + 1)]
    assert given_out == list(range(1, sum(map(sum, runs)) + 1))


def test_two_who_print_at_once_get_different_numbers_or_wait(tmp_path):
    told = []

    def one(_):
        try:
            return run(tmp_path, Wanted(copies=2))
        except StudyError as busy:
            told.append(busy.issues[0].code)
            return ()

    with ThreadPoolExecutor(4) as pool:
        made = [entry for entries in pool.map(one, range(12)) for entry in entries]
    assert set(told) <= {"F917"}
    taken = [n for e in made for n in range(e.first, e.last + 1)]
    assert len(taken) == len(set(taken))
    assert len(read_register(tmp_path)) == len(made)


def test_a_print_that_fails_takes_no_number(tmp_path):
    def fails(_):
        raise OSError("no paper")

    with pytest.raises(OSError, match="no paper"):
        print_run(tmp_path, (Wanted(copies=5),), ABOUT, DAY, fails)
    assert read_register(tmp_path) == ()
    assert run(tmp_path, Wanted(copies=1))[0].first == 1


def test_more_copies_than_numbers_are_refused(tmp_path):
    run(tmp_path, Wanted(copies=LAST_SERIAL - 3))
    with pytest.raises(StudyError) as caught:
        run(tmp_path, Wanted(copies=4))
    (issue,) = caught.value.issues
    assert (issue.code, issue.facts) == ("F912", {"wanted": 4, "left": 3})


@pytest.mark.parametrize("name", ["=1+1", "+86 571", "-", "@home", "'quoted"])
def test_a_name_is_no_formula_in_the_register_and_comes_back_as_it_was(tmp_path, name):
    run(tmp_path, Wanted(copies=1, name=name))
    assert read_register(tmp_path)[0].name == name
    last = register_file(tmp_path).read_text(encoding="utf-8-sig").splitlines()[-1]
    assert not last.rsplit(",", 1)[1].startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    "line", ["a,b", "b,2026-11-26,q,f,,3,2,,,", "b,2026-11-26,q,f,,x,2,,,", "b,never,q,f,,1,2,,,"]
)
def test_a_line_that_cannot_be_understood_stops_everything(tmp_path, line):
    run(tmp_path, Wanted(copies=1))
    with register_file(tmp_path).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(StudyError) as caught:
        run(tmp_path, Wanted(copies=1))
    assert str(caught.value.issues[0].source) == "data/forms/register.csv:3"


@pytest.mark.parametrize(
    "content", ["b,2026-11-26,清河\n".encode("gb18030"), b'a,"' + b"9" * 200_000]
)
def test_a_register_in_another_encoding_or_no_table_stops_everything(tmp_path, content):
    run(tmp_path, Wanted(copies=1))
    register_file(tmp_path).write_bytes(content)
    with pytest.raises(StudyError) as caught:
        handed_out(tmp_path, "retail")
    (issue,) = caught.value.issues
    assert (issue.code, str(issue.source)) == ("F920", "data/forms/register.csv:1")


def test_forms_belong_to_the_period_they_were_printed_for_or_else_to_their_day(tmp_path):
    run(tmp_path, Wanted(copies=3, unit="S1"))
    run(tmp_path, Wanted(copies=2, unit="S2"), about=("retail", "f", ""))
    run(tmp_path, Wanted(copies=9), about=("staff", "f", ""))
    made = handed_out(tmp_path, "retail")
    october, november = (Calendar().parse(text) for text in ("2026-10", "2026-11"))
    assert [(h.unit, h.copies) for h in made if h.belongs(october)] == [("S1", 3)]
    assert [(h.unit, h.copies) for h in made if h.belongs(november)] == [("S2", 2)]
