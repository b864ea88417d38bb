"""Numbers and codes are read back as they were written, and a slip is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.paper.payload import (
    LAST_SERIAL,
    Payload,
    form_code,
    parse_serial,
    serial_text,
    write_payload,
)
from tests.paper.codes import read_payload

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SERIALS = st.integers(0, LAST_SERIAL)
PAYLOADS = st.builds(
    Payload,
    form=st.text(CHARACTERS, min_size=4, max_size=4),
    fingerprint=st.text(CHARACTERS, min_size=6, max_size=6),
    serial=SERIALS,
    page=st.integers(1, 35),
    pages=st.integers(1, 35),
)


@given(SERIALS)
def test_a_serial_number_is_read_as_it_is_printed(serial):
    assert parse_serial(serial_text(serial)) == serial
    assert parse_serial(f" {serial_text(serial).lower().replace('-', '')} ") == serial


@given(SERIALS, st.integers(0, 5), st.sampled_from("0123456789"))
def test_a_digit_misread_is_noticed(serial, place, digit):
    text = serial_text(serial)
    wrong = text[:place] + digit + text[place + 1 :]
    assert wrong == text or parse_serial(wrong) is None


@given(SERIALS, st.integers(0, 4))
def test_two_neighbours_exchanged_are_noticed(serial, place):
    text = serial_text(serial)
    wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert wrong == text or parse_serial(wrong) is None


@pytest.mark.parametrize(
    "text", ["", "-", "12", "ABCDEF-T", "1234567-T", "²00000-T", "1" * 5000 + "T"]
)
def test_what_is_no_serial_number_is_none(text):
    assert parse_serial(text) is None


@given(PAYLOADS)
def test_a_payload_is_read_as_it_is_written_and_fits_its_code(payload):
    text = write_payload(payload)
    assert read_payload(text) == payload
    assert len(text) <= 29
    assert set(text) <= set(CHARACTERS)


@given(PAYLOADS, st.integers(0, 22), st.sampled_from(CHARACTERS))
def test_a_character_misread_is_noticed(payload, place, character):
    text = write_payload(payload)
    wrong = text[:place] + character + text[place + 1 :]
    assert wrong == text or read_payload(wrong) is None


@pytest.mark.parametrize("text", ["", "HTTP://EXAMPLE.COM/ABCDEFG", "c11q8vcarf6x000427j12tp"])
def test_the_code_of_somebody_else_is_none(text):
    assert read_payload(text) is None


def test_editions_and_languages_have_codes_of_their_own():
    codes = {form_code("retail", e, language) for e in "12" for language in ("en", "zh-Hans")}
    assert len(codes) == 4
