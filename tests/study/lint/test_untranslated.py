"""Plain texts in a study of several languages."""

import pytest

from csatreport.base.label import Label
from csatreport.study.item import Kind
from csatreport.study.lint.untranslated import check_translated
from tests.answers.build import edition, item, options, questionnaire

BOTH = ("zh-Hans", "en")


def asked(**settings):
    return questionnaire(edition(item("a"), item("b", **settings)))


@pytest.mark.parametrize("text", ["您满意吗？", "Are you satisfied?"])
def test_a_plain_wording_is_named(text):
    (told,) = check_translated(asked(text=Label.of(text)), BOTH)
    assert (told.code, told.facts["count"], told.facts["lines"]) == ("L314", 1, "b")


def test_a_plain_option_is_named():
    plain = options(("A", "很好", "很好"), ("B", "差", "差"))
    plain = tuple(type(one)(code=one.code, label=Label.of("很好")) for one in plain)
    (told,) = check_translated(asked(options=plain), BOTH)
    assert told.facts["count"] == 1


@pytest.mark.parametrize("text", ["10", "Wi-Fi", "App"])
def test_a_number_or_a_name_is_the_same_in_all_languages(text):
    named = asked(kind=Kind.RATING, label=Label.of(text))
    assert list(check_translated(named, BOTH)) == []


def test_in_a_study_of_one_language_a_plain_text_is_right():
    assert list(check_translated(asked(text=Label.of("您满意吗？")), ("zh-Hans",))) == []


def test_chinese_stands_for_both_of_its_scripts():
    plain = asked(text=Label.of("您满意吗？"))
    assert list(check_translated(plain, ("zh-Hans", "zh-Hant"))) == []


def test_of_many_items_the_rest_is_counted():
    many = questionnaire(edition(*(item(f"i{n}", text=Label.of("是吗？")) for n in range(14))))
    (told,) = check_translated(many, BOTH)
    assert str(told.facts["lines"]).endswith("i11, … (+2)")
