"""A newcomer attacks: what does the published staff survey say about two small departments?

Finance has six people, Systems four. I am new in the company, I have the whole published folder on
my disk, I know everybody's department and the form, and I want to know what one colleague in
Systems ticked, or at least what Finance thinks of its managers. I try, one after another:

1. to open the pages, files and PDFs of the two departments;
2. to take the six departments that are shown away from the company;
3. to subtract rounds from a year, and items from their index;
4. to turn intervals back into deviations, and deviations into counts;
5. to measure where points stand in drawings, and to read what drawings tell the screen reader;
6. to compare languages, files of a report, and what a workbook knows about itself;
7. to follow the order of comments, and to find words that I know a colleague wrote;
8. to find a date, an hour, a number or the order in which forms came in;
9. to ask ``csatreport check``, which I may run as the person who keeps the files.

None of it tells me more than that Finance and Systems together are at least five.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from csatreport.cli import main
from csatreport.making.request import PdfMode
from csatreport.subjects.data import VERSION
from tests.making.study import build_study

ROOT = Path(__file__).parents[3]
SMALL = {"finance": "财务部", "systems": "信息系统部"}
ROUNDS = ("r2024", "r2025", "r2026")
OPTIONS = ("同意", "比较同意", "不太同意", "不同意")
WORDS = ("我理解的使命", "最该先做的三件事", "想对总经理说的话", "其他看法")


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    """The sample, with its staff survey alone."""
    folder = tmp_path_factory.mktemp("attack")
    shutil.copytree(ROOT / "config", folder / "config")
    shutil.copytree(ROOT / "data" / "staff", folder / "data" / "staff")
    config = folder / "config" / "study.yaml"
    text = config.read_text("utf-8").replace("[retail, supplier, staff]", "[staff]")
    config.write_text(text.replace("[zh-Hans, zh-Hant, en]", "[zh-Hans, en]"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(study: Path) -> Path:
    build_study(study)
    return study / "build" / "site"


@pytest.fixture(scope="module")
def truth(study: Path) -> dict[str, list[dict[str, str]]]:
    """What nobody but the person who keeps the files knows: the rows of each round."""
    return {
        name: list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
        for name in ROUNDS
        for file in [study / "data" / "staff" / f"{name}.csv"]
    }


FIRST = "zh-Hans"
"""The study's first language, whose reports have the files of figures beside them."""


def record(site: Path, name: str, unit: str = "") -> dict:
    return json.loads((site / FIRST / "staff" / name / unit / "data.json").read_text("utf-8"))


def shown_units(site: Path, name: str) -> list[str]:
    return [u["id"] for u in record(site, name)["units"] if u["id"] not in SMALL]


def test_the_pages_of_the_two_departments_hold_no_figure(site: Path):
    for name in ROUNDS:
        for unit in SMALL:
            found = record(site, name, unit)
            assert found["responses"] is None
            assert found["version"] == VERSION
            rows = [*found["nodes"], *found["items"], *found["background"]]
            figures = [
                value
                for row in rows
                for key, value in row.items()
                if isinstance(value, (int, float))
                and not isinstance(value, bool)
                and key != "weight"
            ]
            assert figures == []
            assert all(row["counts"] is None for row in found["items"])
            page = pages_of(site / "en" / "staff" / name / unit)
            assert "<svg" not in page


def test_the_company_less_the_shown_departments_is_no_small_cell(site: Path, truth):
    """What is left has five people at least, its counts ten, and they do not all agree."""
    for name in ROUNDS:
        whole = {row["id"]: row for row in record(site, name)["items"]}
        parts = [
            {row["id"]: row for row in record(site, name, unit)["items"]}
            for unit in shown_units(site, name)
        ]
        for item, total in whole.items():
            bases = [part[item]["n"] for part in parts]
            left = (total["n"] or 0) - sum(n for n in bases if n is not None)
            assert total["n"] is None or left == 0 or left >= 5
            tables = [part[item]["counts"] for part in parts]
            if total["counts"] is not None:
                rest = Counter(total["counts"])
                for table in tables:
                    rest.subtract(table or {})
                assert sum(rest.values()) >= 10
                assert max(rest.values()) < sum(rest.values())
    assert len(truth["r2026"]) > 100


def test_no_item_follows_from_an_index_and_its_other_items(site: Path):
    for name in ROUNDS:
        for unit in ("", *shown_units(site, name)):
            found = record(site, name, unit)
            whole = next(row for row in found["nodes"] if row["parent"] is None)
            rest = [row for row in found["nodes"] if row["parent"] == whole["id"]]
            hidden = [row["id"] for row in (whole, *rest) if row["index"] is None]
            assert len(hidden) != 1 or _somebody_left_something_out(found)


def _somebody_left_something_out(found: dict) -> bool:
    """Tell whether a headline is no sum of its branches: then a branch may be withheld alone."""
    return any(row["n"] is not None and row["n"] < found["responses"] for row in found["items"])


def test_nothing_to_invert_stands_beside_withheld_counts(site: Path):
    for name in ROUNDS:
        for unit in ("", *shown_units(site, name)):
            for row in record(site, name, unit)["items"]:
                if row["counts"] is None:
                    inner = {row[key] for key in ("sd", "median", "index_low", "index_high")}
                    inner |= {row[key] for key in ("blank", "multiple", "invalid")}
                    assert inner == {None}
                    tests = [c[key] for c in row["comparisons"] for key in ("p", "q", "low")]
                    assert set(tests) <= {None}


def test_there_are_no_longer_periods_to_subtract_rounds_from(site: Path):
    assert {p.name for p in (site / "en" / "staff").iterdir() if p.is_dir()} <= {
        *ROUNDS, "questions", "method",
    }  # fmt: skip


def test_no_drawing_names_a_small_department_or_stands_beside_its_name(site: Path):
    looked = 0
    for name in ROUNDS:
        page = pages_of(site / "en" / "staff" / name)
        drawings = "".join(re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL))
        assert not re.search("Finance|Systems", drawings)
        rows = r"<th scope=.row.>(?:<a [^>]*>)?(?:Finance|Systems)\b.*?</tr>"
        for row in re.findall(rows, page, flags=re.DOTALL):
            looked += 1
            assert "<svg" not in row
            assert not re.search(r"\d", re.sub("<[^>]*>", "", row))
    assert looked


def test_the_files_of_a_report_say_the_same_and_stand_in_one_language(site: Path):
    for name in ROUNDS:
        for unit in ("", "people", *SMALL):
            assert not (site / "en" / "staff" / name / unit / "data.json").exists()
            table = (site / FIRST / "staff" / name / unit / "data.csv").read_text("utf-8-sig")
            rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table))}
            for item in record(site, name, unit)["items"]:
                for key in ("n", "blank", "mean", "sd", "index", "index_low", "favourable"):
                    assert (rows[item["id"]][key] == "") is (item[key] is None)


def pages_of(folder: Path) -> str:
    """Return all pages of a report."""
    return "".join(page.read_text("utf-8") for page in sorted(folder.glob("*.html")))


def text_of(page: str) -> str:
    bare = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", bare))


def test_words_of_a_small_department_do_not_stand_under_its_name(site: Path, truth):
    for name in ROUNDS:
        for unit, label in SMALL.items():
            page = text_of(pages_of(site / "zh-Hans" / "staff" / name / unit))
            for row in truth[name]:
                if row["部门"] == label:
                    assert all(not row[column] or row[column] not in page for column in WORDS)


def test_words_stand_in_the_order_of_the_alphabet(site: Path, truth):
    """The order of the forms in the box, the department and the row are gone."""
    for name in ROUNDS:
        page = (site / "zh-Hans" / "staff" / name / "voices.html").read_text("utf-8")
        for column in ("想对总经理说的话", "其他看法"):
            said = {row[column] for row in truth[name] if row[column]}
            places = {text: page.find(html.escape(text)) for text in said}
            seen = sorted((place, text) for text, place in places.items() if place >= 0)
            assert [text for _, text in seen] == sorted(text for _, text in seen)


def test_no_file_tells_of_a_row_a_day_or_an_hour(site: Path):
    names = {file.name for file in site.rglob("*") if file.is_file()}
    assert not [name for name in names if name in {"r2024.csv", "r2025.csv", "r2026.csv"}]
    for file in [*site.rglob("staff/**/*.html"), *site.rglob("staff/**/data.*")]:
        if file.suffix != ".xlsx":
            text = text_of(file.read_text("utf-8-sig"))
            assert not re.search(r"\d\d:\d\d:\d\d", text), file
            days = set(re.findall(r"\b20\d\d-\d\d-\d\d\b", text))
            period = {d for d in days if file.name == "data.json"}
            assert days <= period
            assert len(days) <= 2
            assert "r2026.csv" not in text


def test_a_workbook_knows_nothing_that_its_page_does_not(site: Path):
    for unit in ("", *SMALL):
        book = zipfile.ZipFile(site / "en" / "staff" / "r2026" / unit / "data.xlsx")
        core = book.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) <= {"2000-01-01"}
        assert "comments" not in " ".join(book.namelist())
        words = "".join(book.read(name).decode() for name in book.namelist())
        assert not any(word in words for word in ("r2026.csv", '部门"'))


def test_the_pdfs_of_the_two_departments_are_as_silent(study: Path, tmp_path: Path):
    build_study(
        study, out=tmp_path / "out", pdf=PdfMode.ALL, languages=("en",), periods=("r2026",),
        units=tuple(SMALL),
    )  # fmt: skip
    for unit in SMALL:
        file = tmp_path / "out" / "site" / "en" / "staff" / "r2026" / unit / "report.pdf"
        told = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        )
        assert "not shown" in told.stdout.casefold()
        assert not re.search(r"\d+\.\d|\d%", told.stdout)
        assert set(re.findall(r"\d+ (?:answers|people)", told.stdout)) <= {"5 answers", "5 people"}
        facts = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True)
        assert not re.search(r"Date", facts.stdout)


def test_check_repeats_no_answer_of_an_anonymous_form(study: Path, truth, capfd):
    """It names places in files, for whoever has the files; not what stands there."""
    file = study / "data" / "staff" / "r2026.csv"
    before = file.read_bytes()
    try:
        with file.open("a", encoding="utf-8") as more:
            more.write("财务部,同意,我很不满意这里的一切\n")
        main(["-C", str(study), "check"])
    finally:
        file.write_bytes(before)
    told = "".join(capfd.readouterr())
    assert "A421" in told
    assert "A431" in told
    assert "不满意这里" not in told
    said = {row[column] for rows in truth.values() for row in rows for column in WORDS}
    assert not [text for text in said if len(text) > 6 and text in told]
    assert "看不清" not in told


def test_a_preview_of_one_round_passes_the_audit_too(study: Path, tmp_path: Path):
    outcome = build_study(study, periods=("r2026",), languages=("en",), out=tmp_path / "one")
    assert outcome.account.pages > 0
