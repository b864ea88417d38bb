"""What platforms write around headers and answers. All of it is made up for these tests."""

import pytest

from csatreport.answers.layout.headers.trimmings import bare_header, plain_header
from csatreport.base.label import Label
from csatreport.study.item import Kind, Missing, Option
from tests.answers.build import codes, column, edition, item, mapping, questionnaire, refused


def options(*written):
    return tuple(Option(code=code, label=Label.of(label)) for code, label in written)


WHY = item(
    "why",
    Kind.SEVERAL,
    label=Label.of("来店原因"),
    text=Label.of("您来本店的原因是？"),
    options=options(("A", "离家近"), ("B", "价格低"), ("C", "品种全"), ("D", "其他")),
)
TIDY = item("tidy", number="7")


@pytest.mark.parametrize(
    "header",
    [
        *(
            "<p>您对tidy满意吗？</p>",
            '<span style="color:red">tidy简称</span>&nbsp;',
            "tidy简称<br/>",
        ),
        *("3、tidy简称[单选题][最多选3项]", "tidy简称(可多选)", "tidy简称【请选择1-3项】"),
        *("tidy简称（选填）", "How was tidy? [Select all that apply] *", "tidy简称（最多3项）"),
        *("How was tidy? - Selected Choice", "How was tidy? - 所选选项"),
        *("main/tidy", "main-tidy", "main.tidy", "main:tidy", "a-b-tidy"),
        *("请评价.tidy简称", "8、请评价：tidy简称", "请评价—tidy简称"),
    ],
)
def test_what_stands_around_a_wording_is_no_part_of_it(desk, header):
    quoted = header.replace('"', '""')
    assert column(desk.answers(TIDY, f'"{quoted}"\nA\n'), "tidy") == [0]


@pytest.mark.parametrize("header", ["得分 - tidy简称", "Points - How was tidy?", "why-tidy"])
def test_what_is_told_about_an_answer_is_not_the_answer(desk, header):
    found = desk.answers(TIDY, f'tidy简称,"{header}"\nA,B\n')
    assert column(found, "tidy") == [0]
    assert not {"A442"} & set(codes(found))


def test_an_option_in_brackets_is_not_taken_away():
    assert bare_header(plain_header("喝什么 (可乐)")) == "喝什么 (可乐)"


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        *(("why_A,why_B,why_C,why_D", "Y,,Y,\n,Y,,Y"), ("why[SQ001],why[SQ002],why[SQ003],why[SQ004]", "Y,,Y,\n,Y,,Y")),
        *(("来店原因1,来店原因2", "离家近,品种全\n其他,价格低"), ("来店原因（第一）,来店原因（第二）", "离家近,品种全\n其他,价格低")),
        *(("来店原因 第1项,来店原因 第2项", "A,C\nB,D"), ("来店原因,", "离家近,品种全\n其他,价格低")),
        ("4、您来本店的原因是？—离家近,4、价格低,4、品种全,4、其他", "1,0,1,0\n0,1,0,1"),
        ("why[A],why[B],why[C],why[D],why[other]", "Y,,Y,,\n,Y,,Y,停车"),
        ("您来本店的原因是？:离家近,您来本店的原因是？:价格低,您来本店的原因是？:品种全,您来本店的原因是？:其他,4.您来本店的原因是？:其他-填空", "1,0,1,0,\n0,1,0,1,停车"),
        *((",".join(f"4、({word})" for word in ("离家近", "价格低", "品种全", "其他")), rows) for rows in (
            "●,○,●,○\n○,●,○,●", "已选,未选,已选,未选\n未选,已选,未选,已选", "☑,☐,☑,☐\n☐,☑,☐,☑", "V,,V,\n,V,,V", "对,错,对,错\n错,对,错,对")),
    ],
)  # fmt: skip
def test_columns_of_one_question_are_known_by_any_number_or_sign(desk, headers, rows):
    lines = "".join(f"A,{row}\n" for row in rows.split("\n"))
    found = desk.answers(questionnaire(edition(item("a"), WHY)), f"a,{headers}\n{lines}")
    assert column(found, "why") == [0b101, 0b1010]
    assert not {"A431", "A441", "A442", "A456"} & set(codes(found))


def test_a_question_that_is_called_like_an_option_is_none(desk):
    found = desk.answers(questionnaire(edition(item("a"), WHY)), "a,9、其他\nA,停车太贵\n")
    assert column(found, "why") == [Missing.BLANK]


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        *((f"品种全┋{other}", 0b1100) for other in (
            "其他_停车方便", "其他[停车方便]", "其他 停车方便", "其他{停车方便}", "其他<停车方便>",
            "其他《停车方便》", "其他——停车方便", "其他〖停车┋方便〗", "其他____（停车方便）", "D.其他：停车方便")),
        *(('["离家近", "价格低"]', 3), ("离家近 - 价格低", 3), ("离家近#价格低", 3), ("离家近·价格低", 3)),
        *(("其他 离家近", 0b1001), ("其他-离家近", 0b1001), ("其他,离家近", 0b1001), ("其他，停车，方便", Missing.INVALID)),
        *(("离家近,其他:停车,方便", 0b1001), ("离家近公园", Missing.INVALID)),
    ],
)  # fmt: skip
def test_the_option_other_keeps_its_tick_whatever_stands_behind_it(desk, written, mask):
    quoted = written.replace('"', '""')
    assert column(desk.answers(WHY, f'why\n"{quoted}"\n'), "why") == [mask]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("why\n离家近┋其他〖Parking is easy〗\n离家近\n", ["Parking is easy", ""]),
        ('why\n"其他（请注明）：停车,方便"\nA\n', ["停车,方便", ""]),
        ("why\n离家近〖就在楼下〗\n其他（请注明）\n", ["就在楼下", ""]),
        ("why[A],why[other]\nY,Parking\n,-oth-\n", ["Parking", ""]),
        ("why,why/A,why/D,why_other\nA D,1,1,Parking\nA,1,0,\n", ["Parking", ""]),
        ("ID,开始时间,完成时间,why\n1,,,Parking is easy\n2,,,A;B\n", ["Parking is easy", ""]),
        ("ID,开始时间,完成时间,why\n1,,,离家近;Parking is easy;\n2,,,离家近;\n", ["Parking is easy", ""]),
    ],
)  # fmt: skip
def test_words_of_the_option_other_are_kept_as_written(desk, content, words):
    found = desk.answers(WHY, content)
    assert column(found, "why+") == words
    assert "A431" not in codes(found)


SAT = item("sat", options=options(("A", "满意"), ("B", "一般"), ("C", "差")))


@pytest.mark.parametrize(
    "written", ["[5] 满意", "满意[5]", "5_满意", "满意★5", "[A] 满意", "5：满意", "满意（5分）"]
)
def test_a_label_counts_beside_a_number_in_any_brackets(desk, written):
    assert column(desk.answers(SAT, f"sat\n{written}\n"), "sat") == [0]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        *(("4分", 3), ("4星", 3), ("4 颗星", 3), ("4 stars", 3), ("4（满意）", 3), ("4 - good", 3)),
        *(("4/5", 3), ("5/5", 4), ("4/10", Missing.MULTIPLE), ("9分", Missing.INVALID)),
    ],
)
def test_a_rating_is_its_number_with_unit_or_words(desk, written, place):
    asked = item(
        "score",
        Kind.RATING,
        low=1,
        high=5,
        options=options(*((str(n), str(n)) for n in range(1, 6))),
    )
    found = column(desk.answers(asked, f"score\n{written}\n"), "score")
    assert found == [place] or (place < 0 and found[0] < 0)


@pytest.mark.parametrize("written", ["A2", "AO02", "ao2"])
def test_the_first_codes_of_limesurvey_are_numbers_that_must_be_told(desk, written):
    scored = item(
        "staff",
        options=tuple(
            Option(code=code, label=Label.of(code), points=points, printed_points=points)
            for points, code in enumerate("XYZ")
        ),
    )
    assert codes(desk.answers(scored, f"staff\n{written}\n")) == ["A436"]
    said = mapping(columns=(), numbers="positions")
    assert column(desk.answers(scored, f"staff\n{written}\n", said), "staff") == [1]


@pytest.mark.parametrize(
    ("status", "kept"),
    [(("0", "1", "8", "16"), 2), (("Complete", "Partial", "Disqualified", "Completed"), 2)],
)
def test_previews_and_parts_are_known_by_the_status(desk, status, kept):
    lines = "".join(f"{one},1,R{number},A\n" for number, one in enumerate(status))
    found = desk.answers(
        item("a"), f"Status,Progress,ResponseId,a\n{lines}".replace("Progress", "Finished")
    )
    assert found.intake.files[0].kept == kept
    assert {code for *_, code in refused(found)} <= {"A453", "A454"}


def test_redcap_calls_its_moment_after_the_form(desk):
    found = desk.answers(item("a"), "record_id,shop_timestamp,a\n1,2026-03-05 09:12:33,A\n")
    assert [one.id for one in found.periods] == ["2026-03"]


def test_options_alone_below_questions_that_go_on_are_headers(desk):
    found = desk.answers(
        questionnaire(edition(SAT, WHY)),
        "date,sat,,,why,,,\n,满意,一般,差,离家近,价格低,品种全,其他\n"
        "2026-10-01,√,,,√,,√,\n2026-10-02,,,√,,√,,√\n",
    )
    assert column(found, "sat") == [0, 2]
    assert column(found, "why") == [0b101, 0b1010]


def test_a_wording_below_a_number_decides(desk):
    asked = questionnaire(edition(item("a", number="1"), item("b", number="2")))
    found = desk.answers(asked, "Q1,Q2,Q3\nWhere?,How was a?,How was b?\nhere,A,B\n")
    assert (column(found, "a"), column(found, "b")) == ([0], [1])


def test_qualtrics_names_its_own_columns_alike_in_every_language(desk):
    ids = ",".join('"{""ImportId"":""x""}"' for _ in range(5))
    found = desk.answers(
        item("a"),
        "EndDate,Status,Finished,ResponseId,Q1\nEnddatum,Antworttyp,Beendet,Antwort-ID,How was a?\n"
        f"{ids}\n2026-03-05 09:12:33,0,1,R1,A\n2026-03-06 09:12:33,1,1,R2,B\n2026-03-07 09:12:33,0,0,R3,C\n",
    )
    assert column(found, "a") == [0]
    assert [(row, code) for row, _, _, code in refused(found)][2:] == [(5, "A453"), (6, "A454")]


def test_of_several_forms_in_redcap_one_must_be_complete(desk):
    found = desk.answers(
        item("a"),
        "record_id,x_timestamp,a,first_complete,second_complete\n"
        "1,2026-03-05 09:12:33,A,2,0\n2,2026-03-05 09:12:34,B,0,1\n",
    )
    assert column(found, "a") == [0]
    assert [(row, code) for row, _, _, code in refused(found)] == [(3, "A454")]
