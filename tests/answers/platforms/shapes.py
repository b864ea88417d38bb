"""One set of answers in the shapes in which platforms and people hand them over.

Made up for this test: three answers from two stores, with a question that several answers may be
given to, words under "other", a question that was skipped, a comment, and one answer at half past
eleven on the last evening of a month. What each platform writes around them follows its public
exports and documentation.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter

STORE = "您所在的门店是"
STAFF, CLEAN = "您对店员的服务态度满意吗？", "您对店内的环境卫生满意吗？"
WHY, SCORE, SAY = "您来本店的原因是？", "您的总体评分是？", "您的意见和建议"
OPTIONS = ("离家近", "价格低", "品种全", "其他")
LEVELS = ("非常满意", "满意", "一般", "不满意", "非常不满意")
OWN = "停车方便"

UNITS = """id,name,parent
all,青禾超市,
S001,人民路店,all
S002,柳树路店,all
"""
QUESTIONNAIRE = f"""
id: shop
title: 顾客满意度调查
every: month
units: units/stores.csv
columns: {{unit: 门店, date: 日期}}
scales:
  sat:
    options:
      - {{code: A, label: {{zh-Hans: 非常满意, en: very satisfied}}, points: 4, valence: good}}
      - {{code: B, label: {{zh-Hans: 满意, en: satisfied}}, points: 3, valence: good}}
      - {{code: C, label: {{zh-Hans: 一般, en: so so}}, points: 2, valence: neutral}}
      - {{code: D, label: {{zh-Hans: 不满意, en: dissatisfied}}, points: 1, valence: bad}}
      - {{code: E, label: {{zh-Hans: 非常不满意, en: very dissatisfied}}, points: 0, valence: bad}}
sections:
  - id: main
    title: 服务
    items:
      - {{id: staff, text: {{zh-Hans: {STAFF}, en: "How was our staff?"}}, label: 服务态度, scale: sat}}
      - {{id: clean, text: {{zh-Hans: {CLEAN}, en: "How clean was it?"}}, label: 环境卫生, scale: sat}}
      - id: why
        kind: several
        text: {{zh-Hans: {WHY}, en: "Why do you shop here?"}}
        label: 来店原因
        options:
          - {{code: A, label: {{zh-Hans: 离家近, en: Near}}}}
          - {{code: B, label: {{zh-Hans: 价格低, en: "Cheap, always"}}}}
          - {{code: C, label: {{zh-Hans: 品种全, en: Choice}}}}
          - {{code: D, label: {{zh-Hans: 其他, en: Other}}}}
      - {{id: score, kind: rating, low: 1, high: 5, good: [4, 5], bad: [1, 2], role: overall,
         text: {{zh-Hans: {SCORE}, en: "Overall?"}}, label: 总体评分}}
      - {{id: say, kind: text, text: {{zh-Hans: {SAY}, en: "Anything else?"}}, label: 意见}}
"""

RIGHT = {
    "unit": ["S001", "S002", "S001"],
    "period": ["2026-03", "2026-03", "2026-03"],
    "staff": ["A", "B", "D"],
    "clean": ["B", "-", "C"],
    "why": ["A;B", "C;D", "A"],
    "score": ["5", "4", "2"],
    "say": ["很好", "", "收银太慢"],
}
"""What every shape says, by row; ``-`` is blank or not applicable."""

Row = Sequence[object]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """An export: its file, and what a person is asked about it, as lines of a mapping."""

    name: str
    file: str
    content: bytes
    asked: str = ""


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def workbook_of(
    *sheets: tuple[str, Sequence[Row]], merge: Sequence[tuple[int, int, int]] = ()
) -> bytes:
    """Write sheets; ``merge`` are (column, first row, last row) of the first of them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    for column, first, last in merge:
        book.worksheets()[0].merge_range(first, column, last, column, sheets[0][1][first][column])
    book.close()
    return out.getvalue()


def wjx_text() -> Shape:
    head = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", f"1、{STORE}",
            f"2、{STAFF}[单选题]", f"*3、{CLEAN}[量表题]", f"4、{WHY}[多选题]", f"5、{SCORE}",
            f"6、{SAY}", "总分"]  # fmt: skip
    rows = [
        [1, "2026/3/5 9:12:33", "79秒", "微信", "N/A", "1.2.3.4(浙江-杭州)", "人民路店",
         "非常满意", "满意", "离家近┋价格低", "5", "很好", "12"],
        [2, "2026/3/31 23:30:00", "102秒", "微信", "N/A", "1.2.3.5(浙江-杭州)", "柳树路店",
         "满意", "(跳过)", f"品种全┋其他〖{OWN}〗", "4", "(空)", "9"],
        [3, "2026/3/6 14:02:00", "99秒", "微信", "N/A", "1.2.3.6(浙江-杭州)", "人民路店",
         "不满意", "一般", "离家近", "2", "收银太慢", "7"],
    ]  # fmt: skip
    return Shape(name="wjx-text", file="wjx.csv", content=_csv([head, *rows]))


def wjx_codes(values: dict[str, str], name: str, asked: str) -> Shape:
    head = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", f"1、{STORE}",
            f"2、{STAFF}", f"3、{CLEAN}", *(f"4、({o})" for o in OPTIONS), f"5、{SCORE}",
            f"6、{SAY}", "总分"]  # fmt: skip
    rows = [
        [1, "2026/3/5 9:12:33", "79秒", "微信", "N/A", "1.2.3.4", "人民路店", values["A"],
         values["B"], 1, 1, 0, 0, 5, "很好", 12],
        [2, "2026/3/31 23:30:00", "102秒", "微信", "N/A", "1.2.3.5", "柳树路店", values["B"], -3,
         0, 0, 1, 1, 4, -2, 9],
        [3, "2026/3/6 14:02:00", "99秒", "微信", "N/A", "1.2.3.6", "人民路店", values["D"],
         values["C"], 1, 0, 0, 0, 2, "收银太慢", 7],
    ]  # fmt: skip
    return Shape(name=name, file="wjx.csv", content=_csv([head, *rows]), asked=asked)


def tencent() -> Shape:
    head = ["编号", "开始答题时间", "结束答题时间", "答题时长", "用户标识", f"1.{STORE}(必填)",
            f"2.{STAFF}(必填)", f"3.{CLEAN}", *(f"4.{WHY}:{o}" for o in OPTIONS),
            f"4.{WHY}:其他[选项填空]", f"5.{SCORE}", f"6.{SAY}"]  # fmt: skip
    rows = [
        [1, "2026-03-05 09:10:33", "2026-03-05 09:12:33", "120秒", "u1", "人民路店", "非常满意",
         "满意", "离家近", "价格低", "", "", "", 5, "很好"],
        [2, "2026-03-31 23:28:00", "2026-03-31 23:30:00", "120秒", "u2", "柳树路店", "满意", "",
         "", "", "品种全", "其他", OWN, 4, ""],
        [3, "2026-03-06 14:00:00", "2026-03-06 14:02:00", "120秒", "u3", "人民路店", "不满意",
         "一般", "离家近", "", "", "", "", 2, "收银太慢"],
    ]  # fmt: skip
    return Shape(name="tencent", file="腾讯.xlsx", content=workbook_of(("Sheet1", [head, *rows])))


def google_zh() -> Shape:
    head = ["时间戳记", STORE, f"请评价 [{STAFF}]", f"请评价 [{CLEAN}]", WHY, SCORE, SAY]
    rows = [
        [
            "2026/03/05 9:12:33 上午 GMT+8",
            "人民路店",
            "非常满意",
            "满意",
            "离家近, 价格低",
            5,
            "很好",
        ],
        ["2026/03/31 11:30:00 下午 GMT+8", "柳树路店", "满意", "", f"品种全, {OWN}", 4, ""],
        ["2026/03/06 2:02:00 下午 GMT+8", "人民路店", "不满意", "一般", "离家近", 2, "收银太慢"],
    ]
    return Shape(name="google-zh", file="回复.csv", content=_csv([head, *rows]))


def google_en() -> Shape:
    head = ["Timestamp", "Your store", "How was our staff?", "How clean was it?",
            "Why do you shop here?", "Overall?", "Anything else?"]  # fmt: skip
    rows = [
        ["3/5/2026 9:12:33", "人民路店", "very satisfied", "satisfied", "Near, Cheap, always", 5,
         "很好"],
        ["3/31/2026 23:30:00", "柳树路店", "satisfied", "", f"Choice, {OWN}", 4, ""],
        ["3/6/2026 14:02:00", "人民路店", "dissatisfied", "so so", "Near", 2, "收银太慢"],
    ]  # fmt: skip
    return Shape(name="google-en", file="Responses.csv", content=_csv([head, *rows]))


def microsoft() -> Shape:
    head = ["ID", "开始时间", "完成时间", "电子邮件", "名称", STORE, f"{STAFF}\u00a0",
            f"{CLEAN}\n", WHY, SCORE, SAY]  # fmt: skip
    rows = [
        [1, "2026-03-05 09:10:33", "2026-03-05 09:12:33", "anonymous", "", "人民路店", "非常满意",
         "满意", "离家近;价格低;", 5, "很好"],
        [2, "2026-03-31 23:28:00", "2026-03-31 23:30:00", "anonymous", "", "柳树路店", "满意", "",
         f"品种全;{OWN};", 4, ""],
        [3, "2026-03-06 14:00:00", "2026-03-06 14:02:00", "anonymous", "", "人民路店", "不满意",
         "一般", "离家近;", 2, "收银太慢"],
    ]  # fmt: skip
    return Shape(name="microsoft", file="表单.xlsx", content=workbook_of(("Sheet1", [head, *rows])))


def _lime(name: str, head: list[str], values: Callable[[str], str], yes: str) -> Shape:
    times = ("2026-03-05 09:12:33", "2026-03-31 23:30:00", "2026-03-06 14:02:00")
    v = values
    rows = [
        ["1", times[0], "3", "zh-Hans", "人民路店", v("A"), v("B"), yes, yes, "", "", "5", "很好"],
        ["2", times[1], "3", "zh-Hans", "柳树路店", v("B"), "", "", "", yes, OWN, "4", ""],
        [
            "3",
            times[2],
            "3",
            "zh-Hans",
            "人民路店",
            v("D"),
            v("C"),
            yes,
            "",
            "",
            "",
            "2",
            "收银太慢",
        ],
    ]
    return Shape(name=name, file="results-survey123456.csv", content=_csv([head, *rows]))


def _label(code: str) -> str:
    return LEVELS["ABCDE".index(code)]


def lime_codes() -> Shape:
    head = ["id", "submitdate", "lastpage", "startlanguage", "store", "staff", "clean", "why[A]",
            "why[B]", "why[C]", "why[other]", "score", "say"]  # fmt: skip
    return _lime("lime-codes", head, str, "Y")


def lime_text() -> Shape:
    head = ["答复 ID", "提交日期", "最后一页", "起始语言", STORE, STAFF, CLEAN,
            *(f"{WHY} [{o}]" for o in OPTIONS), SCORE, SAY]  # fmt: skip
    return _lime("lime-text", head, _label, "是")


def lime_both() -> Shape:
    head = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page",
            "startlanguage. Start language", f"store. {STORE}", f"staff. {STAFF}",
            f"clean. {CLEAN}", *(f"why[{c}]. {WHY} [{o}]" for c, o in zip("ABC", OPTIONS, strict=False)),
            f"why[other]. {WHY} [其他]", f"score. {SCORE}", f"say. {SAY}"]  # fmt: skip
    return _lime("lime-both", head, _label, "是")


def kobo(prefix: str, name: str) -> Shape:
    p = prefix
    head = ["start", "end", f"{p}store", f"{p}staff", f"{p}clean", f"{p}why",
            *(f"{p}why/{c}" for c in "ABCD"), f"{p}why_other", f"{p}score", f"{p}say", "_id",
            "_uuid", "_submission_time", "__version__"]  # fmt: skip
    rows = [
        ["2026-03-05T09:10:33.000+08:00", "2026-03-05T09:12:33.000+08:00", "S001", "A", "B", "A B",
         1, 1, 0, 0, "", 5, "很好", 101, "u-1", "2026-03-05T01:12:35", "v1"],
        ["2026-03-31T23:28:33.000+08:00", "2026-03-31T23:30:00.000+08:00", "S002", "B", "", "C D",
         0, 0, 1, 1, OWN, 4, "", 102, "u-2", "2026-03-31T15:30:05", "v1"],
        ["2026-03-06T14:00:00.000+08:00", "2026-03-06T14:02:00.000+08:00", "S001", "D", "C", "A",
         1, 0, 0, 0, "", 2, "收银太慢", 103, "u-3", "2026-03-06T06:02:05", "v1"],
    ]  # fmt: skip
    return Shape(name=name, file="kobo.xlsx", content=workbook_of(("shop", [head, *rows])))


def qualtrics() -> Shape:
    names = [
        "StartDate",
        "EndDate",
        "Status",
        "Progress",
        "Duration (in seconds)",
        "Finished",
        "RecordedDate",
        "ResponseId",
        "Q9",
        "Q2",
        "Q3",
        "Q4",
        "Q4_4_TEXT",
        "Q5",
        "Q7",
    ]
    words = [
        "Start Date",
        "End Date",
        "Response Type",
        "Progress",
        "Duration (in seconds)",
        "Finished",
        "Recorded Date",
        "Response ID",
        STORE,
        STAFF,
        CLEAN,
        WHY,
        f"{WHY} - 其他 - Text",
        SCORE,
        SAY,
    ]
    ids = [f'{{"ImportId":"{name}"}}' for name in names]
    rows = [
        ["2026-03-05 09:10:33", "2026-03-05 09:12:33", "IP Address", 100, 120, "True",
         "2026-03-05 09:12:34", "R_1", "人民路店", "非常满意", "满意", "离家近,价格低", "", 5, "很好"],
        ["2026-03-05 09:10:33", "2026-03-05 09:12:33", "Survey Preview", 100, 120, "True",
         "2026-03-05 09:12:34", "R_0", "人民路店", "满意", "满意", "离家近", "", 5, "试"],
        ["2026-03-31 23:28:00", "2026-03-31 23:30:00", "IP Address", 100, 120, "True",
         "2026-03-31 23:30:01", "R_2", "柳树路店", "满意", "", "品种全,其他", OWN, 4, ""],
        ["2026-03-06 14:00:00", "2026-03-06 14:02:00", "IP Address", 100, 120, "True",
         "2026-03-06 14:02:01", "R_3", "人民路店", "不满意", "一般", "离家近", "", 2, "收银太慢"],
        ["2026-03-06 15:00:00", "2026-03-06 15:02:00", "IP Address", 40, 120, "False",
         "2026-03-13 15:02:01", "R_4", "人民路店", "不满意", "", "", "", "", ""],
    ]  # fmt: skip
    return Shape(name="qualtrics", file="qualtrics.csv", content=_csv([names, words, ids, *rows]))


def surveymonkey() -> Shape:
    head = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", STORE, STAFF,
            CLEAN, WHY, "", "", "", SCORE, SAY]  # fmt: skip
    under = [
        "",
        "",
        "",
        "",
        "",
        "Response",
        "Response",
        "Response",
        *OPTIONS[:3],
        "其他 (请注明)",
        "Response",
        "Open-Ended Response",
    ]
    rows = [
        ["10001", "5001", "03/05/2026 09:10:33 AM", "03/05/2026 09:12:33 AM", "1.2.3.4", "人民路店",
         "非常满意", "满意", "离家近", "价格低", "", "", 5, "很好"],
        ["10002", "5001", "03/31/2026 11:28:00 PM", "03/31/2026 11:30:00 PM", "1.2.3.5", "柳树路店",
         "满意", "", "", "", "品种全", OWN, 4, ""],
        ["10003", "5001", "03/06/2026 02:00:00 PM", "03/06/2026 02:02:00 PM", "1.2.3.6", "人民路店",
         "不满意", "一般", "离家近", "", "", "", 2, "收银太慢"],
    ]  # fmt: skip
    return Shape(name="surveymonkey", file="monkey.csv", content=_csv([head, under, *rows]))


def redcap(value: Callable[[str], str], tick: tuple[str, str], name: str, asked: str) -> Shape:
    yes, no = tick
    done, undone = ("2", "0") if yes == "1" else ("Complete", "Incomplete")
    head = ["record_id", "redcap_event_name", "redcap_survey_identifier", "form_timestamp", "store",
            "staff", "clean", *(f"why___{n}" for n in range(1, 5)), "score", "say",
            "form_complete"]  # fmt: skip
    if yes != "1":
        head = [
            "Record ID",
            "Event Name",
            "Survey Identifier",
            "Survey Timestamp",
            STORE,
            STAFF,
            CLEAN,
            *(f"{WHY} (choice={o})" for o in OPTIONS),
            SCORE,
            SAY,
            "Complete?",
        ]
    v = value
    rows = [
        ["1", "wave_1_arm_1", "", "2026-03-05 09:12:33", "人民路店", v("A"), v("B"), yes, yes, no,
         no, "5", "很好", done],
        ["2", "wave_1_arm_1", "", "2026-03-31 23:30:00", "柳树路店", v("B"), "", no, no, yes, yes,
         "4", "", done],
        ["3", "wave_1_arm_1", "", "2026-03-06 14:02:00", "人民路店", v("D"), v("C"), yes, no, no,
         no, "2", "收银太慢", done],
        ["4", "wave_1_arm_1", "", "[not completed]", "人民路店", v("D"), "", no, no, no, no, "",
         "", undone],
    ]  # fmt: skip
    return Shape(name=name, file="redcap.csv", content=_csv([head, *rows]), asked=asked)


_BY_HAND = ["日期", "门店", "服务态度", "环境卫生", "来店原因", "总体评分", "意见"]
_HAND_ROWS = [
    ["2026年3月5日", "人民路店 ", "非常满意", "满意", "离家近、价格低", "５", "很好"],
    ["2026.3.31", "柳树路店", "满意", "", f"品种全、其他（{OWN}）", 4, ""],
    [46087, "人民路店", "不满意", "一般", "离家近", 2, "收银太慢"],
]


def by_hand() -> Shape:
    sheet = ("Sheet1", [_BY_HAND, *_HAND_ROWS])
    return Shape(name="excel-plain", file="三月.xlsx", content=workbook_of(sheet))


def with_title() -> Shape:
    rows = [
        ["青禾超市2026年3月顾客满意度调查汇总表"],
        ["填报单位：客服部", "", "", "填报日期：2026年4月1日"],
        _BY_HAND,
        *_HAND_ROWS,
        ["合计", "", 3, 2, 3, 11, ""],
        ["制表：张三", "", "", "", "审核：李四"],
    ]
    return Shape(name="excel-title", file="汇总.xlsx", content=workbook_of(("Sheet1", rows)))


def merged() -> Shape:
    head = ["门店", "日期", *_BY_HAND[2:]]
    rows = [[row[1], row[0], *row[2:]] for row in (_HAND_ROWS[0], _HAND_ROWS[2], _HAND_ROWS[1])]
    rows[1][0] = ""
    book = workbook_of(("Sheet1", [head, *rows]), merge=[(0, 1, 2)])
    return Shape(name="excel-merged", file="合并.xlsx", content=book)


def by_sheets() -> Shape:
    head = ["日期", *_BY_HAND[2:]]
    rows = [[row[0], *row[2:]] for row in _HAND_ROWS]
    book = workbook_of(("人民路店", [head, rows[0], rows[2]]), ("柳树路店", [head, rows[1]]))
    return Shape(name="excel-sheets", file="各店.xlsx", content=book)


def code_and_label() -> Shape:
    score = dict(zip("ABCDE", ("5", "4", "3", "2", "1"), strict=True))
    rows = [
        ["门店", "日期", "服务态度", "环境卫生", "来店原因", "总体评分", "意见"],
        ["人民路店", "2026-03-05", f"{score['A']} {_label('A')}", f"{_label('B')}（4分）",
         "离家近;价格低", "5", "很好"],
        ["柳树路店", "2026-03-31 23:30", f"{score['B']}-{_label('B')}", "X",
         f"品种全;其他：{OWN}", "4", ""],
        ["人民路店", "2026-03-06", f"{score['D']}={_label('D')}", f"{score['C']}={_label('C')}",
         "离家近", "2", "收银太慢"],
    ]  # fmt: skip
    asked = "values: {X: not_applicable}\ncolumns: {环境卫生: clean}"
    return Shape(name="code-and-label", file="nhs.csv", content=_csv(rows), asked=asked)


def all_shapes() -> tuple[Shape, ...]:
    positions = dict(zip("ABCDE", "12345", strict=True))
    scores = dict(zip("ABCDE", "54321", strict=True))
    return (
        wjx_text(),
        wjx_codes(positions, "wjx-codes", "numbers: positions"),
        wjx_codes(scores, "wjx-scores", "numbers: scores"),
        *(tencent(), google_zh(), google_en(), microsoft()),
        *(lime_codes(), lime_text(), lime_both()),
        *(kobo("", "kobo"), kobo("main/", "kobo-groups"), qualtrics(), surveymonkey()),
        redcap(lambda c: positions[c], ("1", "0"), "redcap-raw", "numbers: positions"),
        redcap(_label, ("Checked", "Unchecked"), "redcap-labels", ""),
        *(by_hand(), with_title(), merged(), by_sheets(), code_and_label()),
    )
