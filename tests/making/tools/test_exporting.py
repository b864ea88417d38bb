"""Answers go out as an SPSS file and come back as the same counts, and tell nobody who gave them."""

from pathlib import Path

import pyreadstat
import pytest

from csatreport.base.errors import StudyError
from csatreport.making.inputs import read_inputs
from csatreport.making.tools import exporting
from csatreport.making.tools.exporting import ExportOrder, export_sav
from csatreport.tables.read import read_table
from csatreport.tables.sav_dictionary import read_dictionary
from tests.folders import QINGHE, lay
from tests.making.study import silent

SHOP = """\
id: shop
title: {zh-Hans: 顾客调查, en: Shoppers}
every: month
units: units/shop.csv
columns: {id: 编号, date: 日期}
weights: {column: 权重}
scales:
  satisfied:
    options:
      - {code: A, label: {zh-Hans: 满意, en: Satisfied}, points: 3, valence: good}
      - {code: B, label: {zh-Hans: 一般, en: So so}, points: 1.5, valence: neutral}
      - {code: C, label: {zh-Hans: 不满意, en: Dissatisfied}, points: 0, valence: bad}
    not_applicable: {zh-Hans: 没用过, en: Never used}
follow_up: {options: bad}
sections:
  - id: main
    items:
      - {id: staff, text: {zh-Hans: 您对店员满意吗？, en: How was our staff?}, scale: satisfied}
      - {id: to, text: {zh-Hans: 您对收银满意吗？, en: How was the till?}, scale: satisfied}
      - {id: again, kind: rating, role: recommend, low: 0, high: 10, text: {zh-Hans: 您会推荐吗？, en: Recommend?},
         ends: {low: {zh-Hans: 一定不会, en: Never}, high: {zh-Hans: 一定会, en: Surely}}}
      - {id: member, kind: yesno, role: background, text: {zh-Hans: 您是会员吗？, en: Member?}}
      - {id: why, kind: several, text: {zh-Hans: 来店原因, en: Why here?},
         options: [{code: N1, label: {zh-Hans: 离家近, en: Near}}, {code: P1, label: {zh-Hans: 价格低, en: Cheap}}]}
      - {id: top, kind: ranked, picks: 2, text: {zh-Hans: 最看重什么, en: What counts?},
         options: [{code: "1", label: {zh-Hans: 价格, en: Price}}, {code: "2", label: {zh-Hans: 质量, en: Quality}}]}
      - {id: age, kind: number, low: 0, high: 120, text: {zh-Hans: 年龄, en: Age}}
      - {id: since, kind: date, text: {zh-Hans: 何时入会, en: Since when?}}
      - {id: phone, kind: text, role: detail, personal: true, text: {zh-Hans: 电话, en: Phone}}
      - {id: say, kind: text, text: {zh-Hans: 意见, en: Comments}}
"""
HEAD = "编号,日期,unit,权重,staff,staff?,to,again,member,why,top,age,since,phone,say\n"
ROWS = (
    "7,2026-09-03 10:01:02,S001,1,A,,B,10,Y,N1;P1,1;2,35,2020-01-02,13800138000,很好",
    "8,2026-09-04 10:01:02,S002,2.5,C,等太久,N,0,N,N1,2,999,2021-05-06,,",
    "9,2026-10-05 10:01:02,S001,1,AB,,X,11,?,Q,1;1,,乱写,,",
    "10,2026-10-05 09:00:00,S002,,,,N,7,,,,41,,,",
)


def study(folder: Path, **answers: str) -> Path:
    given = {f"data/shop/{name}.csv": HEAD + text for name, text in answers.items()}
    return lay(folder, QINGHE | {"config/questionnaires/shop.yaml": SHOP} | given)


def counts(folder: Path) -> dict:
    ledger = read_inputs(folder, silent).ledgers["shop"]
    weights = ledger.rows.column("_weight").astype(float)
    told = {cell: (tally.responses, tally.items) for cell, tally in ledger.cells.items()}
    return {**told, "weights": sorted(weights[weights > 0].tolist())}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_what_was_exported_is_read_again_as_the_same_counts(tmp_path, language):
    first = study(tmp_path / "a", answers="\n".join(ROWS))
    (written,) = export_sav(
        ExportOrder(study=first, questionnaire="shop", language=language), silent
    )
    again = study(tmp_path / "b")
    (again / "data/shop").mkdir(parents=True)
    (again / "data/shop/from.sav").write_bytes(written.file.read_bytes())
    assert counts(again) == counts(first)
    assert (written.rows, written.left_out) == (4, ("phone", "say"))
    assert written.file.stat().st_mode & 0o077 == 0


def test_the_file_holds_no_person_no_hour_and_no_order(tmp_path):
    first = study(tmp_path / "a", x="\n".join(ROWS))
    other = study(tmp_path / "b", a="\n".join(ROWS[:0:-1]), b=ROWS[0])
    files = [
        one.file
        for folder in (first, other)
        for one in export_sav(ExportOrder(study=folder, questionnaire="shop"), silent)
    ]
    content = files[0].read_bytes()
    assert content == files[1].read_bytes()
    table = read_table(files[0], "a")
    assert table.headers[:6] == ("date", "权重", "unit", "staff", "to_x", "again")
    assert set(table.columns[0]) == {"2026-09-01", "2026-10-01"}
    cells = {text for column in table.columns for text in column}
    assert cells.isdisjoint({"很好", "等太久", "13800138000", "7", "8"} - {"7"})
    assert read_dictionary(content).weight == "权重"
    assert b"01 Jan 70" in content[:120]


def test_words_measures_and_missing_values_stand_in_the_language_asked_for(tmp_path):
    order = ExportOrder(study=study(tmp_path, x=ROWS[0]), questionnaire="shop", language="en")
    (written,) = export_sav(order, silent)
    cells, meta = pyreadstat.read_sav(written.file, output_format="dict", user_missing=True)
    words = meta.variable_value_labels
    assert meta.file_label == "Shoppers"
    assert words["staff"] == {
        3: "Satisfied", 1.5: "So so", 0: "Dissatisfied",
        7: "Never used", 8: "several options ticked", 9: "no option of the form",
    }  # fmt: skip
    assert words["again"][97] == "Not applicable"
    assert words["unit"]["S001"] == "人民路店"
    assert meta.missing_ranges["staff"] == [{"lo": n, "hi": n} for n in (7, 8, 9)]
    measures = {name: meta.variable_measure[name] for name in ("staff", "member", "age")}
    assert measures == {"staff": "ordinal", "member": "nominal", "age": "scale"}
    assert meta.column_names_to_labels["why_2"] == "Why here? [Cheap]"
    assert (cells["staff"], cells["member"], cells["top_2"]) == ([3], [1], [2])


def test_rows_of_anonymous_answers_are_never_handed_out(tmp_path):
    folder = study(tmp_path, x=ROWS[0])
    file = folder / "config/questionnaires/shop.yaml"
    text = file.read_text(encoding="utf-8").replace("weights: {column: 权重}", "anonymous: true")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match="A533"):
        export_sav(ExportOrder(study=folder, questionnaire="shop"), silent)
    assert not (folder / "build").exists()


def test_what_is_missing_or_unknown_is_told(tmp_path, monkeypatch):
    folder = study(tmp_path)
    with pytest.raises(StudyError, match="A448"):
        export_sav(ExportOrder(study=folder, questionnaire="shop"), silent)
    with pytest.raises(StudyError, match="B601"):
        export_sav(ExportOrder(study=folder, questionnaire="ship"), silent)
    monkeypatch.setattr(exporting, "find_spec", lambda _: None)
    with pytest.raises(StudyError, match="A531"):
        export_sav(ExportOrder(study=folder, questionnaire="shop"), silent)


def test_weights_that_are_made_of_known_people_go_along(tmp_path):
    twice = [row.replace(",", "0,", 1) for row in ROWS[:2]]
    folder = study(tmp_path, x="\n".join([*ROWS[:2], *twice]))
    file = folder / "config/questionnaires/shop.yaml"
    known = "weights: {strata: {item: member, counts: {Y: 80, N: 20}}}"
    text = file.read_text(encoding="utf-8").replace("weights: {column: 权重}", known)
    file.write_text(text, encoding="utf-8")
    (written,) = export_sav(ExportOrder(study=folder, questionnaire="shop"), silent)
    table = read_table(written.file, "a")
    assert table.weight == "weight"
    assert set(table.columns[table.headers.index("weight")]) == {"40", "10"}
