"""The airport example, read and counted once, and its questions' names in R's tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from csatreport.answers.read import read_responses
from csatreport.counts.ledger import Ledger
from csatreport.study.mapping import read_mappings
from csatreport.subjects.study import read_study

STUDY = Path(__file__).parents[2] / "examples" / "airport"
NAMES = {
    "Q7ART": "art",
    "Q7FOOD": "food",
    "Q7STORE": "shops",
    "Q7SIGN": "signs",
    "Q7WALKWAYS": "walkways",
    "Q7SCREENS": "screens",
    "Q7INFODOWN": "info_arrivals",
    "Q7INFOUP": "info_departures",
    "Q7WIFI": "wifi",
    "Q7ROADS": "road_signs",
    "Q7PARK": "parking",
    "Q7AIRTRAIN": "airtrain",
    "Q7LTPARKING": "shuttle",
    "Q7RENTAL": "rental",
    "Q7ALL": "whole",
}


@cache
def airport() -> Ledger:
    study, _ = read_study(STUDY)
    mappings, _ = read_mappings(STUDY, study)
    responses = read_responses(study, study.by_id["airport"], mappings, STUDY)
    return Ledger.of(responses, study.calendar)
