from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.study.lint.classes import Fault, class_faults, parse_span


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("under 2", -inf, 2),
        ("less than 2 years", -inf, 2),
        ("不满 2 年", -inf, 2),
        ("2 年以下", -inf, 2),
        ("up to 2", -inf, 3),
        ("2 or fewer", -inf, 3),
        ("24 or younger", -inf, 25),
        ("2 年及以下", -inf, 3),
        ("5 次以内", -inf, 6),
        ("2-9", 2, 10),
        ("2–9 years", 2, 10),
        ("2 to 9", 2, 10),
        ("25～34 岁", 25, 35),
        ("１０至１９年", 10, 20),
        ("10 年至 19 年", 10, 20),
        ("2 to under 10", 2, 10),
        ("满 2 年不满 10 年", 2, 10),
        ("10 年到不足 20 年", 10, 20),
        ("20 or more", 20, inf),
        ("20+", 20, inf),
        ("60 or older", 60, inf),
        ("20 年以上", 20, inf),
        ("20 年及以上", 20, inf),
        ("至少 20", 20, inf),
        ("over 20", 21, inf),
        ("超过 20 年", 21, inf),
        ("1,000–2,999 元", 1000, 3000),
        ("1 万元以上", 10_000, inf),
        ("1–3 万元", 10_000, 30_001),
        ("3 次", 3, 4),
    ],
)
def test_labels_are_read_as_spans(label, start, end):
    span = parse_span(label)
    assert span is not None
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize("label", ["满意", "8:00–10:00", "不愿透露", "Prefer not to say", ""])
def test_what_is_no_class_is_not_read(label):
    assert parse_span(label) is None


def found(*labels: str) -> list[tuple[Fault, str]]:
    return [(fault.fault, fault.upper) for fault in class_faults(labels)]


def test_the_source_tenure_classes_leave_a_gap_and_overlap_in_both_languages():
    assert found("under 2", "3–10", "10–20", "over 20") == [
        (Fault.GAP, "3–10"),
        (Fault.OVERLAP, "10–20"),
    ]
    chinese = found("2 年以下", "3–10 年", "10–20 年", "20 年以上")
    assert chinese[0] == (Fault.GAP, "3–10 年")
    assert chinese[1] == (Fault.OVERLAP, "10–20 年")


@pytest.mark.parametrize(
    "labels",
    [
        ("under 2 years", "2–9 years", "10–19 years", "20 years or more"),
        ("不满 2 年", "2–9 年", "10–19 年", "20 年以上"),
        ("2 年以下", "2–9 年", "10–19 年", "20 年以上"),
        ("24 岁以下", "25～34 岁", "35～44 岁", "45～59 岁", "60 岁以上"),
        ("24 or younger", "25–34", "35–44", "45–59", "60 or older"),
        ("1000 元以下", "1001–2000 元", "2001 元以上"),
        ("0–0.9", "1.0–1.9", "2.0 or more"),
        ("under 2", "2 to under 10", "10 or more"),
        ("10–20", "over 20"),
        ("60 or older", "25–59", "under 25", "prefer not to say"),
        ("1", "2", "3"),
        ("1", "2", "3 or more"),
        ("1", "3", "5"),
        ("满意", "一般", "不满意"),
        ("6 个月以下", "6 个月–1 年", "1 年以上"),
        ("Type 1 shop", "2–9"),
        (),
    ],
)
def test_sound_classes_and_what_is_no_class_raise_nothing(labels):
    assert found(*labels) == []


def test_a_number_in_two_classes_or_in_none_is_seen():
    assert found("1–2", "2–3") == [(Fault.OVERLAP, "2–3")]
    assert found("under 10", "11–20") == [(Fault.GAP, "11–20")]
    assert found("10–19", "over 20") == [(Fault.GAP, "over 20")]
    assert found("18–60 岁", "60 岁以上") == [(Fault.OVERLAP, "60 岁以上")]
    assert found("1 万元以下", "1–3 万元", "3–5 万元") == [(Fault.OVERLAP, "3–5 万元")]


@given(st.lists(st.integers(1, 100), min_size=2, max_size=6, unique=True))
@settings(deadline=None, max_examples=100)
def test_classes_that_meet_raise_nothing_whatever_their_bounds(bounds):
    bounds.sort()
    middle = [f"{low}–{high - 1}" for low, high in pairwise(bounds)]
    assert found(f"under {bounds[0]}", *middle, f"{bounds[-1]} or more") == []


@given(st.lists(st.integers(1, 100), min_size=3, max_size=6, unique=True), st.integers(0, 10))
@settings(deadline=None, max_examples=100)
def test_widening_one_class_makes_one_overlap(bounds, choice):
    bounds.sort()
    ends = [high - 1 for high in bounds[1:]]
    ends[choice % len(ends)] += 1
    labels = [f"{low}–{end}" for low, end in zip(bounds, ends, strict=False)]
    assert [fault for fault, _ in found(*labels, f"{bounds[-1]} or more")] == [Fault.OVERLAP]
