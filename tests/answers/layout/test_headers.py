"""Which column answers which item."""

import pytest

from csatreport.base.label import Label
from csatreport.study.item import Kind, Role
from csatreport.study.policy import ColumnNames
from tests.answers.build import (
    codes,
    column,
    edition,
    follow_up,
    item,
    mapping,
    month,
    one_unit,
    questionnaire,
    refused,
    unread,
)
from tests.frames import frame_of


@pytest.mark.parametrize(
    "header",
    [
        *("tidy", "TIDY", " ｔｉｄｙ ", "Tidy*"),
        *("7", "q7", "Q7", "７", "第7题", "第7題", "7.", "第７题："),
        *(
            "tidy简称",
            "tidy label",
            "TIDY  Label",
            "您对tidy满意吗？",
            "How was tidy?",
            "how was tidy",
        ),
        *(
            "7. tidy label",
            "7、tidy简称",
            "Q7_tidy label",
            "第7题 您对tidy满意吗？",
            "(7) tidy label",
        ),
    ],
)
def test_an_item_is_known_by_id_number_label_and_wording(desk, header):
    found = desk.answers(item("tidy", number="7"), f'"{header}"\nA\n')
    assert column(found, "tidy") == [0]
    assert codes(found) == []


@pytest.mark.parametrize("header", ["8", "q8", "tidiness", "77", "tid"])
def test_nothing_else_is_taken_for_the_item(desk, header):
    found = desk.answers(item("tidy", number="7"), f"{header}\nA\n")
    assert "A420" in codes(found)


@pytest.mark.parametrize(
    "header",
    [
        *("8. tidy label", "12、您对tidy满意吗？", "tidy. How was tidy?"),
        *(
            "7、tidy简称[单选题]",
            "*7、tidy简称 [量表题]",
            "7.tidy简称(必填)",
            "您对tidy满 意吗？\u200b",
        ),
        *("3、请评价各方面—tidy简称", "Please rate [tidy label]", "Please rate – tidy label"),
    ],
)
def test_the_wording_decides_whatever_a_platform_writes_around_it(desk, header):
    found = desk.answers(item("tidy", number="7"), f'"{header}"\nA\n')
    assert column(found, "tidy") == [0]


def test_an_id_and_the_wording_of_another_item_name_neither(desk):
    asked = questionnaire(edition(item("a"), item("b"), item("c")))
    found = desk.answers(asked, "a. How was b?,c\nA,B\n")
    assert column(found, "a") == column(found, "b") == [-1]


def test_ids_go_before_numbers(desk):
    asked = questionnaire(edition(item("q1", number="2"), item("q2", number="1")))
    found = desk.answers(asked, "q1,q2\nA,B\n")
    assert column(found, "q1") == [0]
    assert column(found, "q2") == [1]


def test_numbers_go_before_wordings(desk):
    asked = questionnaire(edition(item("a", number="1"), item("b", label=Label.of("1"))))
    found = desk.answers(asked, "1,b\nA,B\n")
    assert column(found, "a") == [0]
    assert column(found, "b") == [1]


def test_a_name_that_two_items_share_names_neither(desk):
    asked = questionnaire(
        edition(
            item("a", label=Label.of("service")), item("b", label=Label.of("Service")), item("c")
        )
    )
    found = desk.answers(asked, "service,c\nA,B\n")
    assert column(found, "a") == column(found, "b") == [-1]
    assert unread(found) == {"service": "shared"}


def test_two_columns_for_one_item_refuse_the_file(desk):
    found = desk.answers(item("tidy", number="7"), "tidy,7\nA,B\nB,B\n")
    (issue,) = [one for one in found.intake.issues if one.code == "A442"]
    assert issue.facts == {"item": "tidy", "first": "tidy", "second": "7"}
    assert (issue.source.row, issue.source.header) == (1, "7")
    assert refused(found) == [(2, "", "", "A442"), (3, "", "", "A442")]
    assert found.waves == ()


def test_a_file_without_any_known_column_is_an_error_with_its_headers(desk):
    found = desk.answers(item("tidy"), "x,y\n1,2\n3,4\n")
    (issue,) = [one for one in found.intake.issues if one.code == "A420"]
    assert issue.severity == "error"
    assert issue.facts == {"headers": "x, y", "encoding": "UTF-8"}
    assert [code for *_, code in refused(found)] == ["A420", "A420"]


def test_of_many_headers_the_rest_is_counted(desk):
    many = ",".join(f"x{n}" for n in range(15))
    found = desk.answers(item("tidy"), f"{many}\n{',' * 14}1\n")
    (issue,) = [one for one in found.intake.issues if one.code == "A420"]
    assert str(issue.facts["headers"]).endswith("x10, x11, … (+3)")


def test_a_missing_column_is_blank_and_worth_a_warning(desk):
    asked = questionnaire(edition(item("a"), item("b"), item("why", Kind.TEXT, options=())))
    found = desk.answers(asked, "b\nA\nB\n")
    assert column(found, "a") == [-1, -1]
    assert column(found, "why") == ["", ""]
    (issue,) = found.intake.issues
    assert (issue.code, issue.severity, issue.facts) == (
        "A441",
        "warning",
        {"items": "a, why", "count": 2},
    )


def test_unknown_columns_are_ignored_and_listed(desk):
    found = desk.answers(item("a"), "phone,a,,\n123,A,,x\n")
    assert unread(found) == {"phone": "unknown", "(4)": "unknown"}


def test_a_column_of_another_edition_or_of_no_use_is_told_as_that(desk):
    older = edition(item("a"), item("gone"))
    newer = edition(item("a"), number="2", begins=month("2026-10"))
    asked = questionnaire(older, newer, units=one_unit(), columns=ColumnNames(unit="shop"))
    found = desk.answers(asked, "a,gone,shop,else\nA,B,x,y\n")
    assert unread(found) == {"gone": "edition", "shop": "needless", "else": "unknown"}


def test_what_looks_like_a_part_of_an_item_is_told_as_that(desk):
    found = desk.answers(item("a"), "a,a label - something\nA,1\n")
    assert unread(found) == {"a label - something": "part"}


def test_personal_items_are_never_read(desk):
    asked = questionnaire(
        edition(item("a"), item("surveyor", Kind.TEXT, role=Role.DETAIL, personal=True))
    )
    found = desk.answers(asked, "a,surveyor\nA,Li Lei\n")
    assert "surveyor" not in frame_of(found.waves[0])
    assert unread(found) == {"surveyor": "personal"}
    assert codes(found) == []


@pytest.mark.parametrize(
    "header",
    [
        "a?",
        "1?",
        "第1题？",
        "a_reason",
        "A reason",
        "1 reason",
        "a简称原因",
        "第1题理由",
        "1的原因",
        "a label (reason)",
        "第1题（原因）",
    ],
)
def test_a_reason_belongs_to_an_item_with_a_follow_up_rule(desk, header):
    asked = questionnaire(
        edition(item("a", number="1", follow_up=follow_up()), item("b", number="2"))
    )
    found = desk.answers(asked, f'a,b,"{header}","b?"\nC,A, too slow ,x\n')
    assert column(found, "a?") == ["too slow"]
    assert "b?" not in frame_of(found.waves[0])
    assert unread(found) == {"b?": "unknown"}


def test_without_a_column_the_reasons_are_blank(desk):
    asked = item("a", follow_up=follow_up())
    assert column(desk.answers(asked, "a\nC\n"), "a?") == [""]


def test_a_mapping_names_columns_and_goes_before_everything(desk):
    asked = questionnaire(edition(item("a", follow_up=follow_up()), item("b")))
    columns = (("Q7 ART", "a"), ("Q7 WHY", "a?"), ("a", "b"))
    found = desk.answers(asked, "q7 art,Q7 WHY,a,b\nA,because,B,C\n", mapping(columns=columns))
    assert column(found, "a") == [0]
    assert column(found, "a?") == ["because"]
    assert column(found, "b") == [1]
    assert unread(found) == {"b": "double"}


def test_a_mapping_holds_only_for_the_files_it_names(desk):
    asked = item("a")
    desk.write("x,a\nA,B\n", "2026-10.csv")
    desk.write("x,a\nA,B\n", "old/2026-09.csv")
    found = desk.read(asked, mapping(files="old/*", columns=(("x", "a"),)))
    assert column(found, "a") == [1, 0]


def test_mapped_headers_that_are_not_there_are_worth_a_warning(desk):
    found = desk.answers(item("a"), "a\nA\n", mapping(columns=(("X1", "a"), ("X2", "date"))))
    (issue,) = found.intake.issues
    assert (issue.code, issue.facts) == ("A443", {"headers": "X1, X2", "count": 2})


def test_of_several_mappings_the_first_holds_and_a_warning_says_so(desk):
    first, second = mapping(columns=(("x", "a"),)), mapping(columns=(("y", "a"),))
    found = desk.answers(item("a"), "x,y\nA,B\n", first, second)
    assert column(found, "a") == [0]
    assert [(one.code, one.facts["first"]) for one in found.intake.issues] == [
        ("A444", "config/mappings/m.yaml")
    ]


def test_mappings_of_other_questionnaires_are_passed_over(desk):
    other = mapping(questionnaire="staff", columns=(("a", "b"),))
    assert column(desk.answers(item("a"), "a\nA\n", other), "a") == [0]


@pytest.mark.parametrize("header", ["id", "ID", "编号", "編號"])
def test_ids_have_well_known_headers(desk, header):
    assert column(desk.answers(item("a"), f"{header},a\nr1,A\n"), "_id") == ["r1"]


@pytest.mark.parametrize(
    "header", ["unit", "Store", "department", "单位", "單位", "门店", "門店", "部门", "部門"]
)
def test_units_have_well_known_headers(desk, header):
    assert column(desk.answers(item("a"), f"{header},a\nS2,A\n"), "_unit") == [2]


@pytest.mark.parametrize("header", ["date", "日期", "调查日期", "調查日期"])
def test_dates_have_well_known_headers(desk, header):
    desk.write(f"{header},a\n2026-09-05,A\n", "all.csv")
    assert [period.id for period in desk.read(item("a")).periods] == ["2026-09"]


def test_the_questionnaire_names_its_own_columns(desk):
    asked = questionnaire(edition(item("a")), columns=ColumnNames(id="no", unit="shop", date="day"))
    found = desk.answers(asked, "no,shop,day,a,id,store,date\nr1,S1,2026-10-02,A,r9,S9,x\n")
    assert column(found, "_id") == ["r1"]
    assert column(found, "_unit") == [1]
    assert unread(found) == dict.fromkeys(("id", "store", "date"), "unknown")


def test_a_special_column_may_be_an_item_under_any_of_its_names(desk):
    day = item("visited", Kind.DATE, role=Role.DETAIL, number="0")
    asked = questionnaire(edition(day, item("a")), columns=ColumnNames(date="visited"))
    desk.write("visited label,a\n2026-09-05,A\n", "all.csv")
    found = desk.read(asked)
    assert [period.id for period in found.periods] == ["2026-09"]
    assert str(column(found, "visited")[0])[:10] == "2026-09-05"
    assert codes(found) == []


def test_a_mapped_special_column_also_answers_the_item_that_stands_for_it(desk):
    day = item("visited", Kind.DATE, role=Role.DETAIL)
    asked = questionnaire(edition(day, item("a")), columns=ColumnNames(date="visited"))
    found = desk.answers(asked, "INT,a\n2026-10-05,A\n", mapping(columns=(("INT", "date"),)))
    assert str(column(found, "visited")[0])[:10] == "2026-10-05"
    assert codes(found) == []


def test_a_well_known_header_that_an_item_bears_is_that_item(desk):
    group = item("group", label=Label.of("department"))
    found = desk.answers(questionnaire(edition(group, item("a"))), "department,a\nA,A\n")
    assert column(found, "group") == [0]
    assert column(found, "_unit") == [0]


def test_a_questionnaire_without_units_takes_no_notice_of_a_unit_column(desk):
    asked = questionnaire(edition(item("a")), units=one_unit())
    found = desk.answers(asked, "store,a\nanything,A\n")
    assert column(found, "_unit") == [0]
    assert unread(found) == {"store": "unknown"}


def test_names_are_read_only_where_the_questionnaire_says_so(desk):
    silent = questionnaire(edition(item("a")))
    named = questionnaire(edition(item("a")), columns=ColumnNames(name="customer"))
    text = "customer,name,a\nHan Meimei,x,A\n"
    assert column(desk.answers(silent, text), "_name") == [""]
    assert column(
        desk.answers(silent, text, mapping(columns=(("customer", "name"),))), "_name"
    ) == [""]
    assert column(desk.answers(named, text), "_name") == ["Han Meimei"]


@pytest.mark.parametrize(
    "header", ["Comments - How was b?", "原因—b简称", "Importance [b label]", "Overall - b label"]
)
def test_the_last_part_of_a_header_gives_way_to_the_item_s_own_column(desk, header):
    asked = questionnaire(edition(item("a"), item("b")))
    found = desk.answers(asked, f"a,b,{header}\nA,B,C\n")
    assert column(found, "b") == [1]
    assert {one.code: one.facts.get("columns") for one in found.intake.issues} == {
        "A456": f"{header} → b"
    }


@pytest.mark.parametrize("header", ["Comments - How was b?", "原因—b简称", "Importance [b label]"])
def test_a_column_that_asks_for_words_about_an_item_is_no_answer_to_it(desk, header):
    asked = questionnaire(edition(item("a"), item("b")))
    found = desk.answers(asked, f"a,{header}\nA,C\n")
    assert column(found, "b") == [-1]
    assert codes(found) == ["A441", "A456"]
