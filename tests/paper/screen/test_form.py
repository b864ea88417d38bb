"""A form for a screen: one file that fetches nothing, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from html import unescape
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.making.tools.forms import PrintOrder
from csatreport.making.tools.screen import make_screen_form
from csatreport.paper.screen.keep import kept_screen_form
from tests.paper.study import QUESTIONNAIRE, make_study


def made(study: Path, **more) -> str:
    order = PrintOrder(study=study, questionnaire="kinds", screen=True, **more)
    return make_screen_form(order).read_text(encoding="utf-8")


@pytest.fixture
def study(tmp_path) -> Path:
    return make_study(tmp_path / "study")


def test_the_same_form_gives_the_same_bytes_and_any_other_word_another_name(study, tmp_path):
    first = made(study)
    assert made(study) == first
    other = made(make_study(tmp_path / "b", QUESTIONNAIRE.replace("店员的态度", "店员的礼貌")))
    name = re.compile(r'data-form="(kinds-1-screen-[0-9A-Z]{6})"')
    assert name.search(first)[1] != name.search(other)[1]
    assert len(list((study / "data/forms").glob("*.screen.json"))) == 1


def test_its_policy_allows_its_own_style_and_script_and_nothing_else(study):
    html = made(study)
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1])
    for part in ("style", "script"):
        text = re.search(rf"<{part}>(.*?)</{part}>", html, re.DOTALL)[1]
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{part}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"https?://|url\(", html)


def test_personal_questions_are_not_asked_where_a_tablet_goes_round(study):
    html = made(study)
    assert 'name="customer_id"' in html
    assert 'name="customer"' not in html


def test_words_of_a_questionnaire_never_become_markup(tmp_path):
    evil = QUESTIONNAIRE.replace("店员的态度", "</script><img src=x onerror=alert(1)>'\"")
    evil = evil.replace("en: Newspaper", 'en: "</option><b>\'"')
    html = made(make_study(tmp_path / "study", evil))
    assert "<img src=x" not in html
    assert "<b>'" not in html


def test_what_is_kept_says_unit_and_period_it_was_made_for(study):
    html = made(study, unit="S1", period="2026-11")
    name = re.search(r'data-form="([^"]+)"', html)[1]
    kept = kept_screen_form(study, name)
    assert (kept.unit, kept.period, kept.edition) == ("S1", "2026-11", "1")
    assert kept.codes["staff"] == {"A", "B", "C", "N"}
    assert "unit-of-answer" not in html
    assert kept_screen_form(study, "../../config/study") is None


def test_what_is_kept_is_believed_only_as_long_as_it_says_what_was_written(study):
    made(study)
    (file,) = (study / "data/forms").glob("*.screen.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    data["codes"]["staff"] = ["A"]
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(StudyError) as refused:
        kept_screen_form(study, file.name.removesuffix(".screen.json"))
    assert refused.value.issues[0].code == "F935"


def test_a_period_that_is_none_of_the_questionnaire_makes_no_form(study):
    with pytest.raises(StudyError) as refused:
        made(study, period="2026Q4")
    assert refused.value.issues[0].code == "F923"
