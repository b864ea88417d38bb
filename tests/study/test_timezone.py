"""The study's time zone."""

import pytest

from csatreport.subjects.study import read_study


def test_a_study_names_its_time_zone(write):
    study, _ = read_study(write({"config/study.yaml": "name: Q\ntimezone: Asia/Shanghai\n"}))
    assert study is not None
    assert study.timezone == "Asia/Shanghai"


@pytest.mark.parametrize("name", ["Asia/Peking", "../etc/passwd", "CST+8", "Asia"])
def test_a_zone_that_the_machine_does_not_know_is_an_error(write, name):
    study, issues = read_study(write({"config/study.yaml": f"name: Q\ntimezone: {name}\n"}))
    assert study is None
    assert [(one.code, one.source.line) for one in issues if one.code == "C122"] == [("C122", 2)]
