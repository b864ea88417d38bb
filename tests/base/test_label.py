"""A label always answers."""

from csatreport.base.label import Label


def test_a_plain_text_is_the_same_in_every_language():
    assert {Label.of("门店")[language] for language in ("zh-Hans", "zh-Hant", "en")} == {"门店"}


def test_the_two_chinese_scripts_stand_in_for_each_other_before_english_does():
    label = Label.of({"zh-Hans": "门店", "en": "store"})
    assert label["zh-Hant"] == "门店"
    assert label["en"] == "store"


def test_an_empty_text_counts_as_missing():
    assert Label.of({"zh-Hans": "", "en": "store"})["zh-Hans"] == "store"
    assert not Label.of({"en": ""})
    assert Label()["en"] == ""


def test_distinct_texts_are_listed_once():
    assert Label.of("门店").all() == ("门店",)
