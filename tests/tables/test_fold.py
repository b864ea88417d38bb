"""Differences of keyboards are no differences of meaning."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatreport.tables.fold import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ａ", "a"),
        ("  Very\u3000 GOOD ", "very good"),
        ("Ｎ／Ａ", "n/a"),
        ("①", "1"),
        ("满　意", "满 意"),
        ("Straße", "strasse"),
    ],
)
def test_width_case_and_blanks_are_folded(written, folded):
    assert fold(written) == folded


@given(st.text(max_size=20))
@settings(deadline=None, max_examples=200)
def test_folding_trims_and_ignores_case(text):
    assert fold(f" {text}\n") == fold(text)
    assert fold(text) == fold(text).strip()
