import time

import pytest

from csatreport.subjects.study import read_study

CSV = "config/units/shop.csv"
SHOP = "config/questionnaires/shop.yaml"


def units(folder):
    study, issues = read_study(folder)
    assert issues == ()
    return study.questionnaires[0].units


def test_a_table_becomes_a_tree_with_the_root_first(write):
    found = units(write())
    assert found.root.id == "all"
    assert [unit.id for unit in found.children("all")] == ["S1", "S2"]
    assert found.by_id["S1"].name["zh-Hant"] == "一店"
    assert found.by_id["S1"].name["en"] == "One"
    assert found.population("all") == 60


def test_the_root_may_stand_anywhere(write):
    table = "id,name,parent\nS1,One,all\nS2,Two,all\nall,All,\n"
    assert [unit.id for unit in units(write({CSV: table})).all] == ["all", "S1", "S2"]


def test_a_region_without_a_parent_names_the_unit_above_by_id_or_name(write):
    table = "id,name,parent,region\nall,All,,\nnorth,North,all,\nS1,One,,north\nS2,Two,, NORTH \nS3,Three,all,South\n"
    found = units(write({CSV: table}))
    assert {unit.id: unit.parent for unit in found.all} == {
        "all": None,
        "north": "all",
        "S1": "north",
        "S2": "north",
        "S3": "all",
    }
    assert found.by_id["S3"].region == "South"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_may_come_in_any_encoding_that_answers_may(write, encoding):
    table = "id;name;parent\nall;青禾;\nS1;人民路店;all\nS2;柳树路店;all\n"
    assert units(write({CSV: table.encode(encoding)})).by_id["S1"].name["zh-Hans"] == "人民路店"


def test_yaml_says_the_same_with_kinds_of_its_own(write, shop):
    text = """\
kinds: {county: {zh-Hans: 县城店, en: County store}}
units:
  - {id: all, name: {zh-Hans: 青禾, en: Qinghe}}
  - {id: S1, name: One, parent: all, kind: county, population: 36}
"""
    changed = shop.replace("units/shop.csv", "units/shop.yaml")
    found = units(write({SHOP: changed, "config/units/shop.yaml": text}))
    assert found.by_id["S1"].population == 36
    assert found.kind_label("county")["en"] == "County store"


def test_kinds_of_a_table_are_named_by_the_questionnaire(write, shop):
    changed = shop.replace(
        "units: units/shop.csv", "units: units/shop.csv\nunit_kinds: {county: County}"
    )
    table = "id,name,parent,kind\nall,All,,\nS1,One,all,county\n"
    assert units(write({SHOP: changed, CSV: table})).kind_label("county")["en"] == "County"


def test_a_table_without_rows_has_no_root(write):
    _, issues = read_study(write({CSV: "id,name\n"}))
    assert [issue.code for issue in issues] == ["C275"]


def test_every_unit_below_another_is_a_circle_and_has_no_root(write):
    table = "id,name,parent\nS1,One,S2\nS2,Two,S1\n"
    _, issues = read_study(write({CSV: table}))
    assert [issue.code for issue in issues] == ["C273", "C275"]
    assert issues[0].facts["circle"] == "S1 → S2 → S1"


def test_a_unit_may_not_lie_above_itself(write):
    table = "id,name,parent\nall,All,\nS1,One,S1\n"
    _, issues = read_study(write({CSV: table}))
    assert [(issue.code, issue.source.row, issue.source.header) for issue in issues] == [
        ("C273", 3, "parent")
    ]


def test_thousands_of_stores_are_read_at_once(write):
    rows = "".join(f"N{n},Store {n},,north\n" for n in range(3000))
    table = f"id,name,parent,region\nall,All,,\nnorth,North,all,\nS1,One,all,\n{rows}"
    begun = time.process_time()
    assert len(units(write({CSV: table})).all) == 3003
    assert time.process_time() - begun < 3


def test_a_lost_row_raises_no_questions_about_the_units_below_it(write):
    table = "id,name,parent\nall,All,\nno/rth,North,all\nS1,One,north\nS2,Two,north\n"
    _, issues = read_study(write({CSV: table}))
    assert [issue.code for issue in issues] == ["C143"]


def test_a_file_that_two_questionnaires_share_is_complained_of_once(write, shop):
    other = shop.replace("id: shop", "id: store")
    table = "id,name,parent\nall,All,\nS1,One,nobody\nS2,Two,all\n"
    _, issues = read_study(write({CSV: table, "config/questionnaires/store.yaml": other}))
    assert [issue.code for issue in issues] == ["C272"]


@pytest.mark.parametrize("backwards", [False, True])
def test_units_cannot_lie_under_one_another_without_end(write, backwards):
    rows = [f"U{n},Unit {n},U{n - 1}\n" for n in range(1, 1000)]
    rows = rows[::-1] if backwards else rows
    _, issues = read_study(write({CSV: f"id,name,parent\nU0,All,\nS1,One,U0\n{''.join(rows)}"}))
    assert [issue.code for issue in issues] == ["C281"]
