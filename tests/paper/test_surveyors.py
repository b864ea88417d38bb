"""Sheets for surveyors speak to people: no word of a machine, one character an answer."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from csatreport.base.label import LANGUAGES
from csatreport.base.resources import shipped
from csatreport.making.tools.forms import find_questionnaire
from csatreport.paper.asked import AskedForm
from csatreport.paper.compose import SMALL
from csatreport.paper.surveyors import route_sheet, tally_sheet
from tests.paper.codes import type_sizes

SHIPPED = shipped("config").parent


def asked_in(language: str) -> AskedForm:
    asked = find_questionnaire(SHIPPED, "retail")
    return AskedForm(study=SHIPPED, questionnaire=asked, edition=asked.newest, language=language)


def read(pdf: bytes) -> str:
    assert min(type_sizes(pdf)) >= SMALL - 0.01
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_route_sheet_fills_its_page_and_names_no_key_of_a_file(language):
    asked = asked_in(language)
    said = read(route_sheet(asked, ["1 High St"]))
    for word in ("fieldwork", "no_contact", "refused,"):
        assert word not in said
    assert "1 High St" in said
    assert f"19 {asked.say('paper.route_total')}" in said


def test_what_is_written_into_a_tally_sheet_is_one_character():
    said = read(tally_sheet(asked_in("en"), "Heping Road"))
    assert "a24" not in said
    assert "1 24 or younger" in said
    assert "5 60 or older" in said
    assert "F Female" in said
    assert "D Dissatisfied" in said
