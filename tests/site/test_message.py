"""The text for a mail: the one page's own sentences, few of them, a line each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.inline import Link
from csatreport.report.model import Callout, Card, CardRow, Cards, Headline, Report
from csatreport.site.message import write_message
from tests.site.build import company_report


def _lines(report: Report) -> list[str]:
    return write_message(report).decode().split("\r\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_manager_reads_the_number_its_verdict_and_what_to_look_at_first(language):
    report = company_report(language)
    about, blank, *told = _lines(report)
    (number,) = (block for block in report.chapters[0].blocks if isinstance(block, Headline))
    (cards,) = (block for block in report.chapters[0].blocks if isinstance(block, Cards))
    assert all(part in about for part in (report.organisation, report.title, report.where))
    assert blank == ""
    assert number.value in told[0]
    assert number.verdict.rstrip(".。") in told[0]
    assert cards.cards[0].rows[0].head.text in told[1]
    sentences = [line for line in told if line and line != report.sample]
    assert 3 <= len(sentences) <= 5
    assert all(line.endswith((".", "。")) for line in sentences)


def test_sample_data_is_called_so():
    assert "sample data" in _lines(replace(company_report("en"), sample="sample data"))


def test_a_name_with_breaks_of_lines_stays_on_its_line():
    report = company_report("en")
    hostile = Card(title="Open", rows=(CardRow(head=Link(text="a\r\n\r\nb"), detail="c."),))
    front = replace(report.chapters[0], blocks=(Cards(cards=(hostile,)),))
    text = _lines(replace(report, chapters=(front, *report.chapters[1:])))
    assert "Open: a b (c)." in text


def test_a_report_without_a_number_says_why():
    report = company_report("en")
    front = replace(report.chapters[0], blocks=(Callout(text="Too few answered."),))
    text = _lines(replace(report, chapters=(front, *report.chapters[1:])))
    assert text[2] == "Too few answered."
    assert report.base in text[3]
