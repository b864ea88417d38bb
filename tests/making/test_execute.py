"""A build makes the whole site or leaves the old one as it was."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from csatreport.base.errors import ExitCode, StudyError
from csatreport.making import execute
from csatreport.making.request import PdfMode, Progressed, Request
from csatreport.making.switch import Workshop
from csatreport.making.tasks import Done, Task
from csatreport.making.tools.worker import Worker
from tests.making.links import dead
from tests.making.study import build_study, bytes_of, copy_study, leave_unprinted


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return copy_study("corner-shop", tmp_path)


def test_every_period_unit_and_language_has_its_page_and_downloads(shop: Path):
    build_study(shop)
    site = shop / "build" / "site"
    for language in ("zh-Hans", "en"):
        for period in ("2026-01", "2026-02", "2026-03", "2026-Q1"):
            for place in (f"{language}/shop/{period}", f"{language}/shop/{period}/S1"):
                found = {file.name for file in (site / place).iterdir() if file.is_file()}
                assert {"index.html", "data.xlsx"} <= found
                figures = {"data.json", "data.csv"}
                assert found & figures == (figures if language == "zh-Hans" else set())
        assert (site / language / "shop" / "questions" / "staff" / "index.html").is_file()
        assert (site / language / "shop" / "method" / "index.html").is_file()
        assert (site / language / "glossary" / "index.html").is_file()
    assert (site / "index.html").is_file()


def test_where_nothing_stands_the_newest_report_can_be_read_before_the_rest_is_made(shop: Path):
    met = []

    def watch(step: Progressed) -> None:
        place = shop / "build" / "site"
        met.append((step.phase, step.detail, step.part, place.exists()))
        if step.phase == "look":
            page = Path(step.detail).parent / "zh-Hans/shop/2026-03/index.html"
            assert Path(step.detail).is_file()
            assert page.is_file()

    request = Request(study=shop, pdf=PdfMode.NONE, look=True)
    execute.build(request, watch)
    phases = [phase for phase, *_ in met]
    assert phases.count("look") == 1
    assert phases.index("look") < phases.index("pages")
    parts = [part for *_, part, _ in met if part is not None]
    assert parts == sorted(parts)
    assert parts[-1] == pytest.approx(1.0)
    assert {detail for phase, detail, *_ in met if phase == "pages"} == {"shop"}
    execute.build(request, watch)
    assert [phase for phase, *_ in met].count("look") == 1


def _asked(study: Path, settings: str) -> None:
    file = next((study / "config" / "questionnaires").glob("*.yaml"))
    file.write_text(f"{file.read_text('utf-8')}reports: {settings}\n", "utf-8")


@pytest.mark.parametrize(
    ("settings", "periods", "told"),
    [
        ("{units_for: 2}", (), {"2026-02", "2026-03", "2026-Q1"}),
        ("{units_for: 1, periods: [month]}", (), {"2026-03"}),
        ("{units_for: all}", (), {"2026-01", "2026-02", "2026-03", "2026-Q1"}),
        ("{units_for: 1}", ("2026-01",), {"2026-01"}),
    ],
)
def test_units_are_reported_for_the_newest_periods_and_the_company_for_all(
    shop: Path, settings: str, periods: tuple[str, ...], told: set[str]
):
    _asked(shop, settings)
    build_study(shop, languages=("en",), periods=periods, out=shop / "build")
    place = shop / "build/site/en/shop"
    assert {page.parent.parent.name for page in place.glob("*/S1/index.html")} == told
    assert {page.parent.name for page in place.glob("20*/index.html")} >= told
    assert bool(periods) or (place / "2026-01" / "index.html").is_file()


def test_a_unit_s_month_that_a_quarter_holds_is_its_first_page_and_its_figures(shop: Path):
    build_study(shop, languages=("en",), out=shop / "build")
    place = shop / "build/site/en/shop"
    inner = {page.parents[1].name for page in place.glob("*/S1/workings.html")}
    assert inner == {"2026-03", "2026-Q1"}
    assert (place / "2026-02/workings.html").is_file()
    older = (place / "2026-02/S1/index.html").read_text("utf-8")
    assert '../../2026-Q1/S1/index.html">What people said in it' in older
    assert dead(shop / "build/site") == []


def test_a_unit_s_pdf_is_made_while_its_report_is_the_newest(
    shop: Path, monkeypatch: pytest.MonkeyPatch
):
    leave_unprinted(monkeypatch)
    rows = [f"{n},S{n % 2 + 1},2026-04-{n:02d},A,B,C" for n in range(1, 25)]
    april = "\n".join(["id,unit,date,staff,returns,queue", *rows])
    (shop / "data/shop/april.csv").write_text(april, "utf-8")
    build_study(shop, languages=("en",), pdf=PdfMode.LATEST, out=shop / "build")
    place = shop / "build/site/en/shop"
    assert {page.parent.name for page in place.glob("*/report.pdf")} == {"2026-04", "2026-Q1"}
    assert {page.parents[1].name for page in place.glob("*/S1/report.pdf")} == {"2026-04"}


def test_an_anonymous_site_without_older_reports_of_units_stands_before_the_audit(tmp_path: Path):
    office = copy_study("small-office", tmp_path)
    _asked(office, "{units_for: 1}")
    build_study(office, languages=("en",), out=office / "build")
    periods = {page.parents[1].name for page in office.glob("build/site/en/office/*/*/index.html")}
    assert len(periods - {"questions", "office"}) == 1


def test_a_year_is_not_reported_before_its_last_month_is_there(shop: Path):
    build_study(shop)
    assert not (shop / "build" / "site" / "en" / "shop" / "2026").exists()


def test_any_number_of_workers_makes_the_same_bytes(shop: Path, tmp_path: Path):
    build_study(shop, out=tmp_path / "one", jobs=1)
    build_study(shop, out=tmp_path / "two", jobs=2)
    assert bytes_of(tmp_path / "one" / "site") == bytes_of(tmp_path / "two" / "site")


def test_the_order_of_rows_and_files_changes_no_figure(shop: Path, tmp_path: Path):
    build_study(shop, out=tmp_path / "one")
    file = shop / "data" / "shop" / "2026-01.csv"
    head, *rows = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    file.rename(file.with_name("zz 2026-01.csv"))
    build_study(shop, out=tmp_path / "two")
    for name in ("data.json", "data.csv"):
        place = Path("site/zh-Hans/shop/2026-01") / name
        assert (tmp_path / "one" / place).read_bytes() == (tmp_path / "two" / place).read_bytes()


def test_the_manifest_holds_the_hash_of_every_file_of_the_site(shop: Path):
    build_study(shop)
    manifest = json.loads((shop / "build" / "private" / "manifest.json").read_text("utf-8"))
    assert manifest["site"] == bytes_of(shop / "build" / "site")
    assert "config/study.yaml" in manifest["inputs"]
    assert "data/shop/2026-01.csv" in manifest["inputs"]


def test_nothing_of_the_private_account_is_published(shop: Path):
    build_study(shop)
    assert not list((shop / "build" / "site").rglob("*intake*"))
    assert not list((shop / "build" / "site").rglob("*manifest*"))


def test_a_selection_makes_a_preview_and_leaves_the_whole_site_alone(shop: Path):
    build_study(shop)
    before = bytes_of(shop / "build" / "site")
    outcome = build_study(shop, periods=("2026-03",), languages=("en",))
    preview = shop / "build" / "preview" / "site"
    assert Path(outcome.account.entry) == preview / "index.html"
    assert {p.name for p in preview.iterdir() if p.is_dir()} == {"assets", "en"}
    assert not (preview / "en" / "shop" / "2026-02").exists()
    assert bytes_of(shop / "build" / "site") == before


@pytest.mark.parametrize(
    "wrong", [{"periods": ("2026-13",)}, {"questionnaires": ("shopp",)}, {"units": ("S9",)}]
)
def test_a_selection_of_something_unknown_is_refused_with_what_there_is(shop: Path, wrong):
    with pytest.raises(StudyError) as refused:
        build_study(shop, **wrong)
    assert [issue.code for issue in refused.value.issues] == ["B601"]
    assert refused.value.exit_code == ExitCode.USAGE


def test_a_failed_build_leaves_the_previous_site_whole(shop: Path, monkeypatch):
    build_study(shop)
    shutil.rmtree(shop / "build" / ".cache")
    before = bytes_of(shop / "build")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(execute, "run_task", fail)
    with pytest.raises(OSError, match="No space left"):
        build_study(shop)
    shutil.rmtree(shop / "build" / ".cache", ignore_errors=True)
    assert bytes_of(shop / "build") == before


def test_an_interrupted_build_leaves_the_previous_site_whole(shop: Path, monkeypatch):
    build_study(shop)
    shutil.rmtree(shop / "build" / ".cache")
    before = bytes_of(shop / "build")
    done: list[object] = []
    real = execute.run_task

    def interrupt(worker: Worker, task: Task) -> Done:
        if done:
            raise KeyboardInterrupt
        done.append(task)
        return real(worker, task)

    monkeypatch.setattr(execute, "run_task", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_study(shop)
    shutil.rmtree(shop / "build" / ".cache", ignore_errors=True)
    assert bytes_of(shop / "build") == before


def test_faults_in_the_configuration_end_with_2_and_in_the_answers_with_3(tmp_path: Path):
    for name, code in (("wrong-types", ExitCode.USAGE), ("wrong-encoding", ExitCode.UNREADABLE)):
        with pytest.raises(StudyError) as refused:
            build_study(copy_study(name, tmp_path))
        assert refused.value.exit_code == code, name


def test_a_strict_build_with_warnings_makes_nothing_and_says_so(shop: Path):
    outcome = build_study(shop, strict=True)
    assert outcome.exit_code == ExitCode.FINDINGS
    assert outcome.made == {}
    assert not (shop / "build" / "site").exists()


def test_rows_read_are_rows_kept_and_refused(shop: Path):
    answers = build_study(shop).account.answers
    assert [row["read"] for row in answers] == [row["kept"] + row["refused"] for row in answers]
    assert answers[0]["refused"] > 0


def test_only_the_newest_period_of_each_kind_is_printed_by_default(shop: Path, monkeypatch):
    leave_unprinted(monkeypatch)
    build_study(shop, pdf=PdfMode.LATEST, languages=("en",), out=shop / "build")
    printed = {
        p.parent.relative_to(shop / "build/site/en/shop").parts[0]
        for p in (shop / "build" / "site").rglob("report.pdf")
    }
    assert printed == {"2026-03", "2026-Q1"}


def test_names_of_customers_stand_in_the_restricted_folder_only(shop: Path):
    file = shop / "config" / "questionnaires" / "shop.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("units: units.csv", "units: units.csv\ncolumns: {name: name}"))
    data = shop / "data" / "shop" / "2026-01.csv"
    head, *rows = data.read_text(encoding="utf-8-sig").splitlines()
    named = [f"{head},name", *(f"{row},客户甲乙丙{place}" for place, row in enumerate(rows))]
    data.write_text("\n".join(named), encoding="utf-8")
    build_study(shop)
    opened = b"".join(p.read_bytes() for p in (shop / "build" / "site").rglob("*.html"))
    kept = b"".join(p.read_bytes() for p in (shop / "build" / "restricted").rglob("*.html"))
    assert "客户甲乙丙" in kept.decode()
    assert "客户甲乙丙" not in opened.decode()
    assert "restricted" not in opened.decode().replace("restricted to", "")


def test_pages_name_no_clock(shop: Path):
    outcome = build_study(shop)
    del outcome
    manifest = json.loads((shop / "build" / "private" / "manifest.json").read_text("utf-8"))
    day = manifest["built_at"][:10]
    pages = (p.read_text("utf-8") for p in (shop / "build" / "site").rglob("*.html"))
    assert not any(day in page for page in pages)


def test_two_builds_at_once_do_not_meet_in_one_folder(shop: Path):
    build_study(shop)
    shutil.rmtree(shop / "build" / ".cache")
    before = bytes_of(shop / "build")
    (shop / "build" / execute.LOCK).write_text('{"host": "elsewhere", "since": "now"}')
    with pytest.raises(StudyError) as refused:
        build_study(shop)
    assert [issue.code for issue in refused.value.issues] == ["B603"]
    (shop / "build" / execute.LOCK).unlink()
    shutil.rmtree(shop / "build" / ".cache", ignore_errors=True)
    assert bytes_of(shop / "build") == before


@pytest.mark.parametrize(
    ("slip", "jobs"), [("{{ nope }}", 1), ("{{ 1 + 'a' }}", 1), ("{% if %}", 1), ("{{ nope }}", 2)]
)
def test_a_slip_in_a_studys_own_template_is_named_with_its_place(shop: Path, slip: str, jobs: int):
    (shop / "templates").mkdir()
    (shop / "templates" / "home.html.j2").write_text(f"<p>\n{slip}\n", encoding="utf-8")
    with pytest.raises(StudyError) as refused:
        build_study(shop, jobs=jobs)
    [issue] = refused.value.issues
    assert (issue.code, str(issue.source)) == ("R502", "templates/home.html.j2:2")
    assert refused.value.exit_code == ExitCode.RENDERING


def test_a_template_that_is_no_text_is_named(shop: Path):
    (shop / "templates").mkdir()
    (shop / "templates" / "home.html.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StudyError) as refused:
        build_study(shop)
    assert [issue.code for issue in refused.value.issues] == ["R502"]


def test_a_selection_that_leaves_no_report_is_refused(shop: Path):
    with pytest.raises(StudyError, match="B601"):
        build_study(shop, periods=("2026",))


@pytest.mark.parametrize(
    ("reports", "told"), [("company: restricted", False), ("company: open", True)]
)
def test_a_restricted_company_report_cannot_be_read_off_open_unit_pages(
    shop: Path, reports: str, told: bool
):
    file = shop / "config" / "questionnaires" / "shop.yaml"
    text = file.read_text(encoding="utf-8")
    asked = f"reports: {{{reports}, units: open}}\nunits: units.csv"
    file.write_text(text.replace("units: units.csv", asked), encoding="utf-8")
    build_study(shop)
    page = (shop / "build" / "site" / "en" / "shop" / "2026-03" / "S1" / "index.html").read_text(
        "utf-8"
    )
    named = re.search("whole company(?! only)|corner shop 6", page.lower())
    assert (named is not None) is told


def test_no_gate_is_worked_out_for_a_questionnaire_of_which_nothing_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(execute.Gate, "of", lambda *_: pytest.fail("nobody asked"))
    asked = SimpleNamespace(questionnaire=SimpleNamespace(id="staff", anonymity=None, settings=()))
    making = SimpleNamespace(
        inputs=SimpleNamespace(ledgers={"staff": asked}), outcome=SimpleNamespace(made={})
    )
    assert execute._audit(making, Workshop(tmp_path)) == ()
