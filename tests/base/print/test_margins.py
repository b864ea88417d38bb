"""What a page prints beyond its margins is told, of text and pictures, and nothing else."""

from pathlib import Path

import pytest

from csatreport.base.print.margins import Beyond
from csatreport.base.print.pdf import press

_STYLE = "<style>@page{size:A4;margin:20mm} p{margin:0} .n{white-space:nowrap}</style>"
_FITS = '<p class="n">This stands in one line.'
_WIDE = "<p style='width:100mm;height:90mm'>" + "word " * 20
_LONG = f'<p class="n">{"A-very-long-id-" * 12}'


def beyond(html: str) -> Beyond | None:
    return press(f'<html lang="en"><head><title>x</title>{_STYLE}{html}', Path(), ()).beyond


@pytest.mark.parametrize(
    "html", [_FITS, _WIDE, "<style>@page{@top-left{content:'head'}}</style>" + _FITS, ""]
)
def test_what_stands_within_the_margins_is_not_told(html: str):
    assert beyond(html) is None


def test_a_word_that_runs_out_of_the_page_is_told_with_its_page():
    told = beyond(f'{_FITS}<p style="break-before:page">two{_LONG}')
    assert told is not None
    assert told.page == 2
    assert told.words.startswith("A-very-long-id-A-very")


def test_a_table_too_wide_and_a_picture_too_high_are_told():
    cells = "<td class=n>many words in a cell" * 9
    assert beyond(f"<table><tr>{cells}</table>") == Beyond(page=1, words="many words in a cell")
    drawing = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz4="
    picture = f'<img alt="x" src="{drawing}" style="width:20mm;height:280mm">'
    assert beyond(f"{_FITS}<div>{picture}</div>") == Beyond(page=2, words="")


def test_what_a_page_moves_out_to_the_left_is_told():
    assert beyond('<p style="margin-left:-12mm">moved') == Beyond(page=1, words="moved")
