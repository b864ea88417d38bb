"""Columns that each stand for one option. All answers are made up for these tests."""

import pytest

from csatreport.base.label import Label
from csatreport.study.item import Kind, Option
from tests.answers.build import codes, column, edition, faulty, item, mapping, questionnaire, unread

WHY = item(
    "why",
    Kind.SEVERAL,
    label=Label.of("来店原因"),
    text=Label.of("您来本店的原因是？"),
    options=tuple(
        Option(code=code, label=Label.of(word))
        for code, word in zip("ABCD", ("离家近", "价格低", "品种全", "其他"), strict=True)
    ),
)


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        ("why[A],why[B],why[C],why[other]", "Y,,Y,\n,Y,,停车"),
        ("why___1,why___2,why___3,why___4", "1,0,1,0\n0,1,0,1"),
        ("why/A,why/B,why/C,why/D", "1,0,1,0\n0,1,0,1"),
        ("why_1,why_2,why_3,why_4", "Y,NA,Y,NA\nNA,Y,NA,Y"),
        ("why_1,why_2", "A,C\nD,B"),
        *(
            (
                ",".join(f"{head}{word}{tail}" for word in ("离家近", "价格低", "品种全", "其他")),
                rows,
            )
            for head, tail, rows in (
                ("您来本店的原因是？ [", "]", "是,否,是,否\n否,是,否,是"),
                ("3.您来本店的原因是？:", "", "离家近,,品种全,\n,价格低,,其他"),
                ("来店原因-", "", "√,,√,\n,√,,√"),
                ("3、(", ")", "1,0,1,0\n0,1,0,1"),
            )
        ),
    ],
)
def test_ticks_in_columns_of_their_own_are_read_together(desk, headers, rows):
    asked = questionnaire(edition(item("a", number="9"), _numbered()))
    found = desk.answers(
        asked, f"a,{headers}\n" + "".join(f"A,{row}\n" for row in rows.split("\n"))
    )
    assert column(found, "why") == [0b101, 0b1010]
    assert not {"A431", "A441", "A456"} & set(codes(found))


def _numbered():
    return item(
        "why", Kind.SEVERAL, number="3", label=WHY.label, text=WHY.text, options=WHY.options
    )


def test_a_question_over_the_first_of_its_columns_holds_for_those_to_its_right(desk):
    found = desk.answers(
        questionnaire(edition(item("a"), WHY)),
        "How was a?,您来本店的原因是？,,,\nResponse,离家近,价格低,品种全,其他 (请注明)\n"
        "A,离家近,,品种全,\nC,,价格低,,停车方便\n",
    )
    assert column(found, "why") == [0b101, 0b1010]


def test_words_of_the_option_other_are_told(desk):
    found = desk.answers(WHY, "why[A],why[other]\n,停车方便\n")
    assert column(found, "why") == [0b1000]
    assert [code for *_, code in faulty(found)] == ["A440"]


def test_what_is_no_tick_is_invalid_and_listed(desk):
    found = desk.answers(WHY, "id,why[A],why[B]\n1,maybe,Y\n2,Y,\n3,,\n4,(跳过),(跳过)\n")
    assert column(found, "why") == [-4, 1, -1, -3]
    assert [(row, code) for row, _, _, code in faulty(found)] == [(2, "A431")]


def test_columns_of_a_scale_tick_one_option_or_several(desk):
    found = desk.answers(item("a"), "id,a简称-满意,a简称-一般,a简称-不满意\n1,√,,\n2,,√,√\n3,,0,\n")
    assert column(found, "a") == [0, -2, -1]
    assert codes(found) == ["A437"]


def test_one_column_with_all_answers_goes_before_one_for_each_option(desk):
    found = desk.answers(WHY, "why,why/A,why/B\nA B,1,1\n")
    assert column(found, "why") == [0b11]
    assert unread(found) == {"why/A": "double", "why/B": "double"}
    assert codes(found) == []


def test_a_mapping_names_the_option_of_a_column(desk):
    said = mapping(columns=(("Q4_1", "why[B]"), ("Q4_2", "why[D]")))
    assert column(desk.answers(WHY, "Q4_1,Q4_2\n1,\n,1\n", said), "why") == [0b10, 0b1000]


def test_columns_that_look_like_an_items_are_named(desk):
    asked = questionnaire(edition(item("a"), item("b")))
    found = desk.answers(asked, "a,a_2,b[x]\nA,B,A\n")
    facts = {issue.code: issue.facts for issue in found.intake.issues}
    assert facts["A456"] == {"columns": "a_2 → a, b[x] → b", "count": 2}
    assert facts["A441"] == {"items": "b", "count": 1}


@pytest.mark.parametrize("stray", ["?", "B", "2"])
def test_a_stray_cell_among_ticks_is_invalid_and_turns_no_tick_into_an_answer(desk, stray):
    found = desk.answers(WHY, f"id,why_1,why_2,why_3\n1,0,1,0\n2,0,1,1\n3,0,1,{stray}\n")
    assert column(found, "why") == [0b10, 0b110, -4]
    assert [(row, code) for row, _, _, code in faulty(found)] == [(4, "A431")]


@pytest.mark.parametrize("number", ["0", "5"])
def test_a_tick_behind_the_last_option_is_invalid_and_never_the_first_option(desk, number):
    found = desk.answers(WHY, f"id,why_1,why_{number}\n1,1,0\n2,0,1\n3,1,\n")
    assert column(found, "why") == [1, -4, 1]
    assert [(row, code) for row, _, _, code in faulty(found)] == [(3, "A431")]


def test_an_answer_behind_the_last_option_s_number_is_read(desk):
    assert column(desk.answers(WHY, "why_1,why_5\nA,C\nD,\n"), "why") == [0b101, 0b1000]


@pytest.mark.parametrize("header", ["why/opt_1", "why__opt_1", "why[opt_1]", "why___opt_1"])
def test_a_number_behind_an_option_s_own_name_is_part_of_the_name(desk, header):
    options = (Option(code="opt_1", label=Label.of("Near")), Option(code="x", label=Label.of("X")))
    asked = item("why", Kind.SEVERAL, options=options)
    assert column(desk.answers(asked, f"why/x,{header}\n0,1\n1,1\n"), "why") == [0b1, 0b11]


def test_a_part_that_is_no_option_is_named_and_not_read(desk):
    found = desk.answers(WHY, "why/A,why/opt_1\n1,1\n0,1\n")
    assert column(found, "why") == [1, -1]
    assert "A456" in codes(found)


def test_a_stray_cell_is_told_by_the_column_in_which_it_stands(desk):
    head = "a,why[A],why[B],why[C]\n"
    found = desk.answers(
        questionnaire(edition(item("a"), WHY)), f"{head}A,1,0,maybe\nA,1,1,0\nA,nope,0,perhaps\n"
    )
    (told,) = (one for one in found.intake.issues if one.code == "A431")
    assert (told.source.row, told.source.header, told.facts["value"]) == (2, "why[C]", "maybe")
    assert told.facts["columns"] == "why[A] (1), why[C] (1)"


@pytest.mark.parametrize("headers", ["why[A],why[B],why[other]", "why_1,why_2,why_4"])
def test_what_a_mapping_says_of_a_value_goes_before_the_words_of_platforms(desk, headers):
    said = {"2": "blank", "1.5": "invalid", "9": "not_applicable", "0": "invalid"}
    told = mapping(item_values=(("why", tuple(said.items())),))
    rows = "1,2.0,2\n2,1,1\n2,2,2\n9,9,9\n1,1.5,2\n0,1,2\n"
    found = desk.answers(WHY, f"{headers}\n{rows}", told)
    assert column(found, "why") == [1, 0b1010, -1, -3, -4, -4]
    assert [(row, code) for row, *_, code in faulty(found)] == [(6, "A431"), (7, "A431")]


@pytest.mark.parametrize(
    "headers",
    [
        "4、(离家近),4、(价格低)",
        "main/why/A,main/why/B",
        "why[A]. 您来本店的原因是？ [离家近],why[B]. 您来本店的原因是？ [价格低]",
        "来店原因 (choice=离家近),来店原因 (choice=价格低)",
    ],
)
def test_an_option_is_known_behind_a_number_a_group_or_before_its_words(desk, headers):
    found = desk.answers(WHY, f"{headers}\n1,0\n0,1\n")
    assert column(found, "why") == [1, 2]


def test_options_alone_behind_a_number_tell_together_whose_they_are(desk):
    where = item(
        "where",
        Kind.SEVERAL,
        options=(
            Option(code="A", label=Label.of("离家近")),
            Option(code="C", label=Label.of("市区")),
        ),
    )
    head = "4、(离家近),4、(价格低),5、(离家近),5、(市区),6、(离家近)"
    found = desk.answers(questionnaire(edition(WHY, where)), f"{head}\n1,0,0,1,1\n")
    assert (column(found, "why"), column(found, "where")) == ([1], [2])
    assert unread(found) == {"6、(离家近)": "unknown"}


def test_words_in_a_column_beside_the_option_tick_it(desk):
    head = "1.来店原因:离家近,1.来店原因:其他,1.来店原因:其他[选项填空]"
    found = desk.answers(WHY, f"{head}\n离家近,,\n,其他,停车\n,,停车\n")
    assert column(found, "why") == [0b1, 0b1000, 0b1000]
    assert codes(found) == ["A440"]


@pytest.mark.parametrize("header", ["why/say", "staff/价格低", "价格/why"])
def test_what_stands_before_a_stroke_and_is_no_group_names_nothing(desk, header):
    asked = questionnaire(edition(item("staff"), WHY, item("say", Kind.TEXT)))
    assert header in unread(desk.answers(asked, f"staff,{header}\nA,1\n"))
