"""What a study calls all its units together."""

from csatreport.subjects.study import read_study
from tests.making.study import copy_study


def test_the_word_for_the_whole_belongs_to_every_questionnaire(tmp_path):
    study = copy_study("corner-shop", tmp_path)
    file = study / "config" / "study.yaml"
    file.write_text(file.read_text("utf-8") + "whole: {zh-Hans: 全市, en: the city}\n", "utf-8")
    found, _ = read_study(study)
    assert [one.whole["en"] for one in found.questionnaires] == ["the city"]


def test_the_word_for_the_whole_is_asked_for_in_every_language_of_the_study(tmp_path):
    study = copy_study("corner-shop", tmp_path)
    file = study / "config" / "study.yaml"
    file.write_text(file.read_text("utf-8") + "whole: {zh-Hans: 全市}\n", "utf-8")
    _, issues = read_study(study)
    assert [(issue.code, issue.source.line) for issue in issues] == [("C200", 3)]
