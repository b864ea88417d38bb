"""What is said of complaints: rates, deadlines, and what keeps coming back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from scipy import stats

from csatreport.registers.model import Registers
from csatreport.study.register import RegisterKind
from csatreport.study.register_entries import Complaint
from csatreport.subjects.complaints.measure import measure_complaints
from csatreport.subjects.complaints.settings import ComplaintRule
from csatreport.subjects.complaints.speed import due_of
from tests.counts.build import month
from tests.registers.build import OCTOBER, RULE, complaint, day, exposed

OWN = RULE.settings_of(ComplaintRule)


def found(*complaints: Complaint, exposure=(), earlier=(), year_ago=None, rule=RULE):
    registers = Registers.holding(
        *complaints, *tuple(exposure), rules={RegisterKind.COMPLAINTS: rule}
    )
    made = measure_complaints(registers, OCTOBER, earlier, year_ago)
    assert made is not None
    return made


def test_a_line_of_business_has_a_rate_of_its_own_exposure_or_else_of_all():
    heard = (complaint(1, day(1), line="fresh"), complaint(2, day(2), line="fresh"),
             complaint(3, day(3), line="food"))  # fmt: skip
    made = found(*heard, exposure=[exposed(1000)])
    assert [(one.line, one.n, one.rate.value) for one in made.by_line] == [
        ("fresh", 2, 2.0), ("food", 1, 1.0),
    ]  # fmt: skip
    kept = [replace(exposed(500), line="fresh"), replace(exposed(300), line="general")]
    made = found(*heard, exposure=kept)
    assert [one.rate and one.rate.value for one in made.by_line] == [4.0, None]
    assert made.volume.exposure == 800


def test_a_cause_under_supervision_is_due_when_the_first_open_case_is():
    some = (complaint(1, day(10), cause="x", due=day(20)), complaint(2, day(9), cause="x"),
            complaint(3, day(8), cause="x", due=day(9), resolved=day(9)))  # fmt: skip
    (one,) = found(*some).recurring
    assert one.due == (min(day(20), day(9) + dt.timedelta(days=OWN.resolve_days))
                       if OWN.resolve_days else day(20))  # fmt: skip


def test_cases_stand_by_cause_the_most_frequent_first():
    some = (complaint(1, day(1), cause="rare", lesson="A"), complaint(2, day(2), cause="often"),
            complaint(3, day(3), cause="often", lesson="B"))  # fmt: skip
    assert [one.lesson for one in found(*some).cases] == ["B", "A"]


def test_complaints_belong_to_the_period_in_which_they_were_received():
    made = found(complaint(1, day(1)), complaint(2, day(31)), complaint(3, day(1, 11)),
                 complaint(4, day(30, 9)))  # fmt: skip
    assert made.volume.n == 2


def test_the_rate_has_the_exact_interval_of_poisson():
    made = found(*(complaint(n, day(5)) for n in range(7)), exposure=[exposed(2000)])
    low, high = stats.chi2.ppf([0.025, 0.975], [14, 16]) / 2
    assert (made.rate.value, made.rate.low, made.rate.high) == pytest.approx(
        (3.5, low / 2, high / 2)
    )


def test_without_complaints_there_is_an_upper_limit_only():
    made = found(exposure=[exposed(1000)])
    assert (made.rate.value, made.rate.low) == (0, None)


def test_exposure_that_is_missing_for_a_month_gives_counts_only():
    made = found(complaint(1, day(5)), exposure=[exposed(1000, of=9)])
    assert (made.volume.exposure, made.rate) == (None, None)


def test_rates_are_compared_with_the_period_before_and_the_year_before():
    old = complaint(9, dt.date(2025, 10, 3))
    made = found(
        *(complaint(n, day(5)) for n in range(6)), complaint(7, day(9, 9)),
        complaint(8, day(9, 9)), old,
        exposure=[exposed(1000), exposed(500, of=9), exposed(1000, year=2025)],
        earlier=[month("2026-09")], year_ago=month("2025-10"),
    )  # fmt: skip
    assert made.previous.value == pytest.approx(1.5)
    assert made.year_ago.value == pytest.approx(6)
    assert made.previous.p == pytest.approx(stats.binomtest(6, 8, 2 / 3).pvalue)


def test_now_is_the_end_of_the_period():
    later = complaint(1, day(15), resolved=day(3, 11))
    made = found(later, complaint(2, day(28)))
    assert [one.complaint.id for one in made.open] == ["1", "2"]
    assert [one.complaint.id for one in made.overdue] == ["1"]
    assert (made.resolution.open, made.resolution.not_due) == (2, 1)


def test_what_was_open_before_stays_open():
    made = found(complaint(1, day(1, 8)))
    assert made.volume.n == 0
    assert [one.complaint.id for one in made.overdue] == ["1"]


def test_a_deadline_of_its_own_goes_before_the_rule():
    own = complaint(1, day(1), due=day(4))
    assert due_of(own, OWN) == day(4)
    assert due_of(complaint(2, day(1)), OWN) == day(11)


def test_inside_the_deadline_leaves_out_what_is_not_yet_due():
    made = found(
        complaint(1, day(1), resolved=day(5)), complaint(2, day(1), resolved=day(20)),
        complaint(3, day(1)), complaint(4, day(30)),
    )  # fmt: skip
    inside = made.resolution.inside
    assert (inside.value, inside.base) == (pytest.approx(1 / 3), 3)
    assert made.resolution.not_due == 1


def test_the_median_counts_open_complaints_as_open():
    made = found(*(complaint(n, day(1), resolved=day(1 + n)) for n in (1, 2, 3)),
                 *(complaint(n, day(1)) for n in (4, 5, 6)))  # fmt: skip
    # Half were done after three days, and none of the others for the rest of the 30.
    assert made.resolution.median.days == (3 + 30) / 2
    assert made.resolution.ninetieth.days is None


def test_appeals_repeats_and_the_iceberg_are_told_apart():
    made = found(complaint(1, day(1), channel="appeal", customer="A"),
                 complaint(2, day(2), customer="A"), complaint(3, day(3), customer="B"))  # fmt: skip
    assert (made.escalated, made.repeats, made.iceberg) == (1, 1, 75)


def test_a_cause_is_supervised_from_its_third_time_in_the_window():
    three = [complaint(n, day(10 + n), cause="spoilt", owner="me") for n in range(3)]
    assert [one.n for one in found(*three).recurring] == [3]
    assert found(*three[:2]).recurring == ()
    old = complaint(9, day(1, 9), cause="spoilt")
    assert found(*three[:2], old).recurring == ()


def test_a_cause_that_comes_up_soon_after_a_closure_is_back():
    closed = complaint(1, day(5), cause="spoilt", resolved=day(7))
    again = [complaint(n, day(8 + n), cause="spoilt") for n in (2, 3)]
    (one,) = found(closed, *again).recurring
    assert (one.n, one.back, one.open) == (3, 2, 2)


def test_a_reopened_case_is_open_again_counts_once_and_its_time_goes_on():
    case = complaint(1, day(1), cause="spoilt", resolved=day(5), reopened=day(9), satisfied=True,
                     followed=day(8), channel="phone")  # fmt: skip
    made = found(case)
    assert (made.volume.n, made.reopened) == (1, 1)
    assert (
        [one.complaint.id for one in made.open]
        == [one.complaint.id for one in made.overdue]
        == ["1"]
    )
    assert (made.resolution.open, made.resolution.median.days) == (1, None)
    assert made.resolution.inside.value == 0
    assert (made.followed, made.satisfied) == (None, None)
    assert made.by_channel[0].open == 1


def test_a_case_resolved_again_took_as_long_as_from_receipt_to_the_last_resolution():
    case = complaint(1, day(1), resolved=day(5), reopened=day(9), resolved_again=day(21))
    made = found(case)
    assert (made.open, made.reopened) == ((), 1)
    assert made.resolution.median.days == 20
    assert made.resolution.inside.value == 0


def test_a_case_reopened_later_was_closed_at_the_end_of_the_period():
    case = complaint(1, day(1), resolved=day(5), reopened=day(9, 11), resolved_again=day(20, 11))
    made = found(case)
    assert (made.open, made.reopened, made.resolution.median.days) == ((), 0, 4)


def test_a_case_resolved_again_on_the_day_of_its_reopening_is_closed():
    case = complaint(1, day(1), resolved=day(5), reopened=day(5))
    assert case.resolved_by(day(5)) is None
    assert replace(case, resolved_again=day(5)).resolved_by(day(5)) == day(5)


def test_both_closures_of_a_reopened_case_may_be_followed_by_the_same_cause():
    case = complaint(1, day(1, 8), cause="spoilt", resolved=day(2, 8), reopened=day(1),
                     resolved_again=day(7))  # fmt: skip
    again = [complaint(n, day(7 + n), cause="spoilt") for n in (2, 3, 4)]
    (one,) = found(case, *again).recurring
    assert (one.n, one.back) == (3, 3)


def test_steps_of_handling_count_those_done_in_time():
    made = found(complaint(1, day(1), steps=(("heard", day(3)),)), complaint(2, day(1)))
    (step,) = made.steps
    assert (step.done, step.days) == (1, 2.0)
