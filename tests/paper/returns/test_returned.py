"""A form filled in on a screen comes back as the same answers, once, for every kind of question."""

from __future__ import annotations

import errno
import io
import os
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name, String

from csatreport.answers.read import read_responses
from csatreport.base.errors import StudyError
from csatreport.base.files.lock import LockCodes, locked
from csatreport.base.label import LANGUAGES
from csatreport.base.print.pdf import _ready
from csatreport.making.tools.forms import PrintOrder, find_questionnaire, print_forms
from csatreport.making.tools.returns import take_returns
from csatreport.paper.keep import kept_geometry
from csatreport.paper.returns.fillable import FORM_KEY, read_fields
from csatreport.subjects.study import read_study
from tests.frames import frame_of
from tests.paper.study import QUESTIONNAIRE, make_study

TICKS = {"sex": "M", "staff": "C", "range": "A", "price": "B", "again": "Y", "recommend": "10"}
TEXTS = {
    "customer_id": "K7", "customer": "清河商行", "date": "2026年10月5日", "staff?": "说话太急",
    "first#1": "价格", "first#2": "排队", "visits": "12", "since": "2020-03-01", "words": "谢谢，挺好的",
}  # fmt: skip


def printed(study: Path, name: str = "form.pdf", **more) -> Path:
    out = study.parent / name
    return print_forms(
        PrintOrder(study=study, questionnaire="kinds", fillable=True, out=out, **more)
    ).file


def filled(
    blank: Path, name: str, *, ticks=TICKS, texts=TEXTS, several=("paper", "friends"), copy=""
) -> Path:
    """Fill a form in as a reader of PDFs does, and save it under another name."""
    file = blank.with_name(name)
    with pikepdf.open(blank) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            own = str(field.T).removeprefix(copy)
            if own in ticks:
                _tick(field, ticks[own])
            elif own in texts:
                field.V = String(texts[own])
            elif own.startswith("media#") and own.partition("#")[2] in several:
                field.V = field.AS = next(Name(k) for k in field.AP.N if k != "/Off")
        pdf.save(file)
    return file


def _tick(field: pikepdf.Object, code: str) -> None:
    options = [str(option) for option in field.get("/Opt", [])]
    state = Name(f"/{options.index(code)}" if options else f"/{code}")
    field.V = state
    for kid in field.Kids:
        kid.AS = state if state in kid.AP.N else Name.Off


def answers(study: Path):
    made, _ = read_study(study)
    asked = made.by_id["kinds"]
    return asked, read_responses(made, asked, (), study)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_comes_back_as_it_was_filled_in(study, language):
    account = take_returns(
        study, [filled(printed(study, language=language, unit="S1"), "back.pdf")]
    )
    assert account.taken == (("kinds", 1),)
    assert account.refused == ()
    asked, found = answers(study)
    assert [(f.read, f.kept) for f in found.intake.files] == [(1, 1)]
    assert [i.code for i in found.intake.issues] == []
    (wave,) = found.waves
    row = frame_of(wave).iloc[0]
    for name, code in TICKS.items():
        item = asked.newest.by_id[name]
        assert item.options[int(row[name])].code == code
    assert int(row["media"]) == 0b101
    assert row["_id"] == "K7"
    assert found.questionnaire.units.all[int(row["_unit"])].id == "S1"
    assert str(row["_date"])[:10] == "2026-10-05"
    assert row["words"] == TEXTS["words"]
    assert float(row["visits"]) == 12
    assert str(row["since"])[:10] == "2020-03-01"
    assert row["staff?"] == TEXTS["staff?"]


def test_codes_that_a_pdf_cannot_name_come_back_too(tmp_path):
    odd = QUESTIONNAIRE.replace(
        "{code: A, label: {zh-Hans: 满意", "{code: 1, label: {zh-Hans: 满意"
    )
    odd = odd.replace("{code: B, label: {zh-Hans: 一般", "{code: 2, label: {zh-Hans: 一般")
    odd = odd.replace("{code: C, label: {zh-Hans: 不满意", "{code: 低, label: {zh-Hans: 不满意")
    odd = odd.replace("{code: web,", "{code: 'v1.5#',")
    study = make_study(tmp_path / "study", odd)
    ticks = {"staff": "低", "range": "1", "price": "2"}
    take_returns(study, [filled(printed(study), "back.pdf", ticks=ticks, several=("v1.5#",))])
    asked, found = answers(study)
    assert int(frame_of(found.waves[0]).iloc[0]["media"]) == 0b010
    row = frame_of(found.waves[0]).iloc[0]
    told = {name: asked.newest.by_id[name].options[int(row[name])].code for name in ticks}
    assert told == ticks


def test_not_applicable_and_no_answer_come_back_as_such(study):
    back = filled(printed(study), "back.pdf", ticks={"staff": "N", "range": "A"}, several=())
    take_returns(study, [back])
    _, found = answers(study)
    row = frame_of(found.waves[0]).iloc[0]
    assert (int(row["staff"]), int(row["price"]), int(row["again"])) == (-3, -1, -1)


def test_an_answer_is_never_taken_twice(study):
    blank = printed(study)
    one = filled(blank, "one.pdf")
    again = filled(one, "saved again.pdf")
    first, second = take_returns(study, [one]), take_returns(study, [one, again])
    assert first.taken == (("kinds", 1),)
    assert [issue.code for issue in second.refused] == ["F932", "F932"]
    assert len(frame_of(answers(study)[1].waves[0])) == 1


def test_two_who_tick_alike_on_unnumbered_forms_are_two(study):
    blank, texts = printed(study), {"date": "2026-10-05"}
    files = [
        filled(blank, name, texts=texts, several=s)
        for name, s in (("a.pdf", ()), ("b.pdf", ("web",)))
    ]
    assert take_returns(study, files).taken == (("kinds", 2),)


FIRST = "000001."


def numbered(study: Path, **more) -> Path:
    """Print one numbered form for a customer of S1."""
    listed = study.parent / "customers.csv"
    listed.write_text("id,name,unit\nK1,清河商行,S1\n", encoding="utf-8")
    return printed(study, customers=listed, **more)


def test_the_same_number_with_other_answers_shows_what_differs_and_waits_for_a_decision(study):
    blank = numbered(study)
    one = filled(blank, "one.pdf", copy=FIRST, texts={"date": "2026-10-05"})
    other = filled(
        blank, "two.pdf", copy=FIRST, ticks={**TICKS, "range": "C"}, texts={"date": "2026-10-06"}
    )
    account = take_returns(study, [one, other])
    assert account.taken == (("kinds", 1),)
    (issue,) = account.refused
    assert (issue.code, issue.facts["serial"]) == ("F942", "000001-R")
    assert issue.facts["differences"] == "date: 2026-10-05 → 2026-10-06; range: A → C"
    _, found = answers(study)
    row = frame_of(found.waves[0]).iloc[0]
    assert (row["_id"], int(row["range"])) == ("K1", 0)

    account = take_returns(study, [other], corrected=frozenset({1}))
    assert (account.taken, account.refused) == ((("kinds", 1),), ())
    _, found = answers(study)
    (row,) = [row for _, row in frame_of(found.waves[0]).iterrows()]
    assert int(row["range"]) == 2
    kept = (study / "data/forms/corrected-kinds.csv").read_text("utf-8-sig")
    assert "000001-R" in kept
    assert "2026-10-05" in kept
    assert [i.code for i in take_returns(study, [one, other]).refused] == ["F932", "F932"]


def test_where_the_earlier_answers_are_not_known_nothing_is_replaced(study):
    blank = numbered(study)
    take_returns(study, [filled(blank, "one.pdf", copy=FIRST, texts={"date": "2026-10-05"})])
    table = study / "data/kinds/returned-forms.csv"
    table.write_text(table.read_text("utf-8-sig").replace("000001-R", ""), encoding="utf-8-sig")
    before = table.read_bytes()
    other = filled(blank, "two.pdf", copy=FIRST, ticks={}, texts={"date": "2026-10-05"})
    (issue,) = take_returns(study, [other], corrected=frozenset({1})).refused
    assert (issue.code, issue.facts["list"]) == ("F946", "data/forms/returned.csv")
    assert table.read_bytes() == before

    (study / "data/forms/returned.csv").unlink()
    account = take_returns(study, [other])
    assert (account.taken, account.refused) == ((("kinds", 1),), ())


@pytest.mark.parametrize("date", ["", "2026-02-30", "soon", "2027-01-01", "5/10/2026"])
def test_a_day_that_is_missing_or_impossible_is_never_today(study, date):
    back = filled(printed(study), "back.pdf", texts={**TEXTS, "date": date})
    (issue,) = take_returns(study, [back]).refused
    assert (issue.code, issue.facts["value"]) == ("F938", date or "–")
    assert not (study / "data/kinds").exists()
    (issue,) = take_returns(study, [back], period="2026-Q3").refused
    assert issue.code == "F923"
    assert take_returns(study, [back], period="2026-09").taken == (("kinds", 1),)
    row = frame_of(answers(study)[1].waves[0]).iloc[0]
    assert str(row["_date"])[:10] == "2026-09-01"


def test_a_number_says_for_which_period_a_form_was_printed(study):
    blank = numbered(study, period="2026-10")
    back = filled(blank, "back.pdf", copy=FIRST, texts={"words": "谢谢"})
    assert take_returns(study, [back]).taken == (("kinds", 1),)
    row = frame_of(answers(study)[1].waves[0]).iloc[0]
    assert str(row["_date"])[:10] == "2026-10-01"


@pytest.mark.parametrize("change", [(",1,1,", ",2,2,"), (",kinds,", ",others,")])
def test_a_number_that_was_not_printed_for_this_questionnaire_is_refused(study, change):
    back = filled(numbered(study), "back.pdf", copy=FIRST, texts={"date": "2026-10-05"})
    register = study / "data/forms/register.csv"
    register.write_text(register.read_text("utf-8-sig").replace(*change), encoding="utf-8-sig")
    account = take_returns(study, [back])
    assert account.taken == ()
    assert [(i.code, i.facts["serial"]) for i in account.refused] == [("F937", "000001-R")]


def test_an_unknown_unit_or_code_does_not_count_as_taken(study):
    blank = printed(study)
    strange = filled(blank, "unit.pdf", texts={**TEXTS, "unit": "S9"})
    named = filled(blank, "named.pdf", texts={**TEXTS, "unit": "南店"})
    with pikepdf.open(named) as pdf:
        field = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == "range")
        field.V = Name("/Z")
        pdf.save(study.parent / "code.pdf")
    account = take_returns(study, [strange, named, study.parent / "code.pdf"])
    assert account.taken == (("kinds", 1),)
    told = [(i.source.file, i.code, i.facts["field"], i.facts["value"]) for i in account.refused]
    assert told == [("unit.pdf", "F939", "unit", "S9"), ("code.pdf", "F939", "range", "Z")]
    asked, found = answers(study)
    assert asked.units.all[int(frame_of(found.waves[0]).iloc[0]["_unit"])].id == "S2"


@pytest.mark.filterwarnings("ignore:This document has:UserWarning")  # made so on purpose
def test_a_file_that_cannot_be_used_does_not_take_the_others_with_it(study):
    one = filled(printed(study), "one.pdf")
    folder = study.parent
    with pikepdf.open(one) as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
        pdf.Root[FORM_KEY] = String("[1]")
        pdf.save(folder / "odd.pdf")
        pdf.Root[FORM_KEY] = String('{"form": "../../etc/passwd"}')
        pdf.save(folder / "foreign.pdf")
        del pdf.Root["/AcroForm"]
        pdf.save(folder / "bare.pdf")
    (folder / "half.pdf").write_bytes(one.read_bytes()[:2000])
    (folder / "folder.pdf").mkdir()
    names = ("locked", "odd", "foreign", "bare", "half", "folder", "gone", "one")
    account = take_returns(study, [folder / f"{name}.pdf" for name in names])
    assert account.taken == (("kinds", 1),)
    assert {i.source.file.removesuffix(".pdf"): i.code for i in account.refused} == {
        "locked": "F936",
        "odd": "F930",
        "foreign": "F931",
        "bare": "F930",
        "half": "F930",
        "folder": "D873",
        "gone": "D870",
    }


def test_forms_of_a_changed_geometry_are_refused_and_the_others_taken(study):
    files = [filled(printed(study, language=lang), f"{lang}.pdf") for lang in ("en", "zh-Hans")]
    (kept,) = (study / "data/forms").glob("kinds-1-en-*.geometry.json")
    text = kept.read_text("utf-8")
    kept.write_text(text.replace('"option": "A"', '"option": "B"', 1), encoding="utf-8")
    account = take_returns(study, files)
    assert account.taken == (("kinds", 1),)
    assert [(i.source.file, i.code) for i in account.refused] == [("en.pdf", "F935")]


def test_a_full_disk_leaves_answers_and_list_as_they_were(study, monkeypatch):
    back = filled(printed(study), "back.pdf")
    fsync, told = os.fsync, []

    def fills_up(handle: int) -> None:
        if told:
            raise OSError(errno.ENOSPC, "No space left on device")
        told.append(handle)
        fsync(handle)

    (study / "data/kinds").mkdir()
    monkeypatch.setattr(os, "fsync", fills_up)
    with pytest.raises(OSError, match="No space left"):
        take_returns(study, [back])
    monkeypatch.undo()
    assert list((study / "data/kinds").iterdir()) == []
    assert not (study / "data/forms/returned.csv").exists()


def test_two_who_import_at_once_do_not_lose_each_others_answers(study):
    back = filled(printed(study), "back.pdf")
    codes = LockCodes(busy="F917", lost="F918", exit_code=2)
    with locked(study / "data/forms/.lock", codes), pytest.raises(StudyError) as caught:
        take_returns(study, [back])
    assert [issue.code for issue in caught.value.issues] == ["F943"]


def test_a_list_of_taken_forms_that_cannot_be_understood_stops_everything(study):
    back = filled(printed(study), "back.pdf")
    (study / "data/forms/returned.csv").write_text("day,form\n1,2\n", encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        take_returns(study, [back])
    assert str(caught.value.issues[0].source) == "data/forms/returned.csv:2"


def test_an_anonymous_return_leaves_no_name_of_a_file(tmp_path):
    promised = QUESTIONNAIRE.replace("every: month", "every: month\nanonymous: true")
    study = make_study(
        tmp_path / "study", promised.replace("columns: {id: customer_id, name: customer}\n", "")
    )
    back = filled(printed(study), "zhang wei.pdf", texts={"date": "2026-10-05", "words": "so so"})
    assert take_returns(study, [back]).taken == (("kinds", 1),)
    kept = [file for file in (study / "data").rglob("*") if file.is_file()]
    assert not [file for file in kept if b"zhang" in file.read_bytes()]
    assert [issue.code for issue in take_returns(study, [back]).refused] == ["F932"]


def test_a_blank_form_is_counted_and_not_taken(study):
    account = take_returns(study, [printed(study, unit="S1")])
    assert (account.taken, account.blank, account.refused) == ((), 1, ())


def test_further_returns_are_added_below_the_earlier_ones(study):
    take_returns(study, [filled(printed(study), "one.pdf")])
    take_returns(
        study,
        [filled(printed(study, language="en"), "two.pdf", texts={**TEXTS, "customer_id": "K8"})],
    )
    found = answers(study)[1]
    assert sorted(frame_of(found.waves[0])["_id"]) == ["K7", "K8"]


@pytest.mark.parametrize("content", [b"", b"no PDF at all", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_form_of_ours_is_refused_by_name(study, content):
    file = study.parent / "other.pdf"
    file.write_bytes(content)
    (issue,) = take_returns(study, [file]).refused
    assert (issue.code, issue.source.file) == ("F930", "other.pdf")


def test_a_form_without_fields_is_refused(study):
    plain = print_forms(
        PrintOrder(study=study, questionnaire="kinds", out=study.parent / "plain.pdf")
    )
    (issue,) = take_returns(study, [plain.file]).refused
    assert issue.code == "F930"


def test_a_form_of_another_study_is_refused(study, tmp_path):
    other = make_study(tmp_path / "other", QUESTIONNAIRE.replace("还想说什么", "还有什么想说的"))
    other.joinpath("config/units.csv").write_text("id,name,parent\nall,x,\n", encoding="utf-8")
    back = filled(printed(other), "back.pdf")
    (issue,) = take_returns(study, [back]).refused
    assert issue.code == "F931"


def test_a_form_of_an_edition_that_is_not_in_force_then_is_refused(study):
    blank = printed(study)
    later = QUESTIONNAIRE.replace("id: kinds\n", "id: kinds\nedition: 2\nbegins: 2026-09\n")
    (study / "config/questionnaires/kinds-2.yaml").write_text(later, encoding="utf-8")
    (issue,) = take_returns(study, [filled(blank, "back.pdf")]).refused
    assert (issue.code, issue.facts["edition"], issue.facts["force"]) == ("F933", "1", "2")


def test_old_geometries_stay_so_that_old_forms_can_be_read(study):
    old = printed(study)
    css = study / "templates/assets/form.css"
    css.parent.mkdir(parents=True)
    from csatreport.base.resources import shipped  # noqa: PLC0415

    css.write_text(
        (shipped("templates") / "assets/form.css")
        .read_text("utf-8")
        .replace("#000; margin-top: .6mm", "#000; margin-top: .9mm"),
        encoding="utf-8",
    )
    _ready.cache_clear()
    new = printed(study, "new.pdf")
    _ready.cache_clear()
    assert len(list((study / "data/forms").glob("*.geometry.json"))) == 2
    account = take_returns(
        study, [filled(old, "a.pdf"), filled(new, "b.pdf", texts={**TEXTS, "customer_id": "K9"})]
    )
    assert account.taken == (("kinds", 2),)


def test_fields_lie_on_the_boxes_and_name_the_codes(study):
    blank = printed(study)
    (file,) = (study / "data/forms").glob("*.geometry.json")
    geometry = kept_geometry(study, file.name.removesuffix(".geometry.json"))
    with pikepdf.open(blank) as pdf:
        groups = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
        box = next(b for b in geometry.boxes if (b.item, b.option) == ("range", "B"))
        kid = groups["range"].Kids[1]
        left, bottom, right, top = (float(side) * 25.4 / 72 for side in kid.Rect)
        rect = box.rect
        assert (left, 297 - top) == pytest.approx((rect.left, rect.top), abs=0.02)
        assert (right - left, top - bottom) == pytest.approx((5.0, 5.0), abs=0.02)
        assert set(kid.AP.N.keys()) == {"/B", "/Off"}
        fields = read_fields(pdf)
    assert set(fields) == {""}
    asked = find_questionnaire(study, "kinds")
    assert {item.id for item in asked.newest.items if item.id != "first"} <= set(fields[""])


def test_a_filled_form_shows_its_ticks(study):
    back = filled(printed(study), "back.pdf", texts={})
    pictures = [
        subprocess.run(
            ["pdftoppm", "-r", "60", "-gray", str(f)], capture_output=True, check=True
        ).stdout
        for f in (printed(study, "blank.pdf"), back)
    ]
    assert pictures[0] != pictures[1]
    assert io.BytesIO(pictures[1]).read(2) == b"P5"
