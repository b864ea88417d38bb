"""The method chapter says what is computed, with the settings that compute it."""

import pytest

from csatreport.base.label import LANGUAGES
from csatreport.report.inline import Link
from csatreport.report.lexicon import method
from csatreport.report.lexicon.glossary import compose_glossary
from csatreport.report.lexicon.method import compose_method
from csatreport.report.lexicon.terms import terms_of
from csatreport.report.model import Definitions
from csatreport.statistics import change as measures_change
from csatreport.study.policy import Anonymity, Sampling, SmallestChange, Target
from csatreport.study.units import Units
from csatreport.subjects import SUBJECTS
from tests.report.build import (
    GENDER,
    ITEMS,
    RECOMMEND,
    branch,
    item,
    questionnaire,
    report,
    tree,
    unit,
)

TERMS = [*dict.fromkeys(one.id for one, _ in terms_of(SUBJECTS))]


def entries(asked, language: str = "en") -> dict:
    definitions = compose_method(asked, language, SUBJECTS).blocks[1]
    assert isinstance(definitions, Definitions)
    return {entry.id: entry for entry in definitions.entries}


def test_settings_of_the_questionnaire_are_named():
    own = entries(questionnaire(smallest=SmallestChange(index=4.5)))
    assert "at least 4.5 points" in own["clear"].text
    closed = entries(questionnaire(anonymity=Anonymity(minimum=6, counts=12, comments=9)))
    assert "fewer than 6 people" in closed["anonymity"].text
    assert "below 12" in closed["anonymity"].text
    assert "below 9 comments" in closed["anonymity"].text


def test_constants_come_from_where_they_compute(monkeypatch):
    monkeypatch.setattr(method, "SMALLEST_BASE", 25)
    monkeypatch.setattr(method, "ALPHA", 0.01)
    text = entries(questionnaire())["clear"].text
    assert "q ≤ 0.01" in text
    assert "fewer than 25 answers" in text
    assert measures_change.SMALLEST_BASE == 10


def test_only_what_is_used_is_explained():
    plain = entries(questionnaire((item("q1", follow_up=None),), tree(items=("q1",))))
    unused = {"finite", "net", "target", "series", "low", "anonymity", "top_two", "group"}
    assert not unused & set(plain)
    units = Units(all=(unit("all", None, population=50),))
    rich = entries(
        questionnaire(
            (*ITEMS, RECOMMEND, GENDER),
            units=units,
            sampling=Sampling.CENSUS,
            targets=(Target(value=80),),
            anonymity=Anonymity(),
        )
    )
    assert {"finite", "net", "target", "low", "anonymity", "top_two", "group"} <= set(rich)


def test_weights_change_how_the_headline_is_explained():
    weighted = tree(branch("one", "q1", weight=2.0), branch("two", "q2", "q3"))
    assert (
        "weigh as the questionnaire says" in entries(questionnaire(index=weighted))["headline"].text
    )
    assert "weigh" not in entries(questionnaire())["headline"].text


def test_a_questionnaire_without_points_explains_no_index():
    assert "headline" not in entries(questionnaire(indexed=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_has_a_term_and_a_text_and_stands_once(language):
    definitions = (
        compose_method(questionnaire((*ITEMS, RECOMMEND)), language, SUBJECTS).blocks[1].entries
    )
    assert all(entry.term and entry.text for entry in definitions)
    assert len({entry.id for entry in definitions}) == len(definitions)
    assert "ISO 10004" in compose_method(questionnaire(), language, SUBJECTS).blocks[-1].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_explains_every_term_without_a_number_of_our_own(language):
    glossary = compose_glossary(language, SUBJECTS).entries
    assert [entry.id for entry in glossary] == TERMS
    assert all(entry.text and not entry.formula for entry in glossary)


def _links(value):
    if isinstance(value, Link):
        yield value.target
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _links(inner)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _links(getattr(value, name))


def test_every_term_that_a_report_links_to_is_explained():
    linked = {t.removeprefix("term:") for t in _links(report().chapters) if t.startswith("term:")}
    assert linked
    assert linked <= set(entries(questionnaire()))
    assert linked <= set(TERMS)
