"""What points to a person is put out of sight however it is written; what does not stays."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatreport.counts.masking import MASK, mask

TABLE = Path(__file__).with_name("masking.tsv")
SIGNS = {"<NBSP>": "\u00a0", "<U+200B>": "\u200b"}
GAPS = ("", " ", "-", ".", "·", "—", "_", "  ", "\u00a0", "\u200b", "，", " - ")
PLAIN = st.text("收银员态度很差请回电给我 good service，。", max_size=20)


def _rows(*, innocent: bool) -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[2:]
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if (row[0] == "innocent") is innocent]


def _plain(text: str) -> str:
    for sign, character in SIGNS.items():
        text = text.replace(sign, character)
    return text


@pytest.mark.parametrize(("kind", "text", "vanishes", "listed"), _rows(innocent=False))
def test_what_points_to_a_person_vanishes(kind: str, text: str, vanishes: str, listed: str):
    text = _plain(text)
    masked = mask(text, listed.split("|"))
    assert MASK in masked, kind
    assert not vanishes or _plain(vanishes) not in masked, masked


@pytest.mark.parametrize("row", _rows(innocent=True), ids=lambda row: row[1])
def test_what_points_to_nobody_stays_as_it_was_written(row: list[str]):
    assert mask(_plain(row[1]), row[3].split("|")) == _plain(row[1])


@given(before=PLAIN, gap=st.sampled_from(GAPS), wide=st.booleans(), behind=PLAIN)
def test_a_mobile_number_vanishes_in_any_grouping_and_the_rest_stays(
    before: str, gap: str, wide: bool, behind: str
):
    number = gap.join(("138", "0013", "8000"))
    if wide:
        number = number.translate({ord("0") + n: ord("０") + n for n in range(10)})
    masked = mask(f"{before}：{number}！{behind}")
    assert masked == f"{before}：{MASK}！{behind}"


@given(PLAIN)
def test_words_without_numbers_or_names_stay(text: str):
    assert mask(text, ["王芳"]) == text


@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str):
    once = mask(text)
    assert mask(once) == once


def test_what_stays_is_written_as_before_even_where_it_was_folded_to_be_read():
    assert mask("ＡＢＣ①　电话１３８００１３８０００") == "ＡＢＣ①　电话***"


@pytest.mark.parametrize("piece", ["1 ", "a", "1", "一", "a.b@", "微信", "138-", "1A", "路街"])
def test_the_time_grows_no_faster_than_the_text(piece: str):
    def once(text: str) -> float:
        begun = time.process_time()
        mask(text, ["王芳", "Zhang Wei"])
        return time.process_time() - begun

    def cost(length: int) -> float:
        # The best of a few: whatever else the machine does only ever adds.
        return min(once(piece * (length // len(piece))) for _ in range(5))

    # Four times the text: a square would cost sixteen times as much.
    assert cost(24_000) < 10 * max(cost(6_000), 0.01)
