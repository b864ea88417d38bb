"""Bytes become text by rule."""

import codecs

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csatreport.tables.encoding import Decoded, Undecodable, decode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "UTF-8 (BOM)"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
    ],
)
@given(text=TEXTS)
@settings(deadline=None, max_examples=60)
def test_a_byte_order_mark_decides_and_the_text_comes_back(mark, codec, name, text):
    assume(not text.startswith("\ufeff"))
    assert decode(mark + text.encode(codec)) == Decoded(text=text, encoding=name)


@given(text=TEXTS)
@settings(deadline=None, max_examples=60)
def test_without_a_mark_valid_utf_8_is_utf_8(text):
    assume(not text.startswith("\ufeff"))
    assert decode(text.encode()) == Decoded(text=text, encoding="UTF-8")


@given(text=TEXTS)
@settings(deadline=None, max_examples=60)
def test_what_is_not_utf_8_comes_back_from_gb18030(text):
    raw = text.encode("gb18030")
    assume(not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(raw) == Decoded(text=text, encoding="GB18030")


def test_a_chinese_file_of_windows_is_read():
    assert decode("门店,满意\n".encode("gb18030")) == Decoded(
        text="门店,满意\n", encoding="GB18030"
    )


def test_bytes_that_are_no_text_are_refused_with_their_position():
    assert decode(b"id,q1\n1,\xff\n") == Undecodable(encoding="UTF-8", byte=9, line=2)


def test_the_encoding_that_gets_further_is_named():
    raw = "门店\n满意".encode("gb18030") + b"\xff"
    found = decode(raw)
    assert found == Undecodable(encoding="GB18030", byte=len(raw), line=2)


def test_a_mark_is_a_promise_and_is_not_broken_silently():
    found = decode(codecs.BOM_UTF8 + "满意".encode("gb18030"))
    assert isinstance(found, Undecodable)
    assert found.encoding == "UTF-8 (BOM)"
    assert found.byte == 4
