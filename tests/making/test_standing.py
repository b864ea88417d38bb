"""A build that would come out the same is not begun, and every file can say why it was made anew."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from csatreport.making import standing
from csatreport.making.manifest import read_documents
from csatreport.making.request import PdfMode, Request
from csatreport.making.standing import still_stands
from csatreport.making.tools.why import FileHistory, explain_file
from tests.making.shop import QUESTIONS, add_answers, reword_item
from tests.making.study import build_study, copy_study, leave_unprinted


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    leave_unprinted(monkeypatch)
    study = copy_study("corner-shop", tmp_path)
    build_study(study, languages=("en",), out=study / "build")
    return study


def _request(study: Path, **options: object) -> Request:
    chosen = {"languages": ("en",), "pdf": PdfMode.NONE, "out": study / "build", **options}
    return Request(study=study, **chosen)  # type: ignore[arg-type]


def test_an_unchanged_study_stands(shop: Path):
    account = still_stands(_request(shop))
    assert account is not None
    assert (account.anew, account.kept) == (0, 20)


@pytest.mark.parametrize(
    "options",
    [{"pdf": PdfMode.LATEST}, {"periods": ("2026-01",)}, {"languages": ()}, {"strict": True}],
    ids=str,
)
def test_another_request_does_not(shop: Path, options: dict[str, object]):
    assert still_stands(_request(shop, **options)) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda study: (study / "data" / "shop" / "2026-01.csv").unlink(),
        lambda study: (study / "data" / "shop" / "new.csv").touch(),
        lambda study: (study / QUESTIONS).write_text("id: shop", "utf-8"),
        lambda study: (study / "build" / "site" / "index.html").write_text("changed by hand"),
        lambda study: (study / "build" / "site" / "index.html").unlink(),
        lambda study: (study / "build" / "site" / "more.html").touch(),
        lambda study: (study / "build" / "private" / "standing.json").write_text("{}"),
        lambda study: (study / "templates").mkdir() or (study / "templates" / "x.j2").touch(),
    ],
    ids=["a file less", "a file more", "settings", "a page", "no page", "a stranger", "account", "templates"],
)  # fmt: skip
def test_any_change_is_found(shop: Path, change):
    change(shop)
    assert still_stands(_request(shop)) is None


def test_a_clock_set_back_hides_no_change(shop: Path):
    file = shop / "data" / "shop" / "2026-01.csv"
    about, text = file.stat(), file.read_bytes()
    file.write_bytes(text.replace(b",B,A,B,", b",A,A,B,", 1))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert file.stat().st_size == about.st_size
    assert still_stands(_request(shop)) is None


def test_a_change_behind_a_link_to_a_folder_is_found(shop: Path, tmp_path: Path):
    share = tmp_path / "share"
    (shop / "data" / "shop").rename(share)
    (shop / "data" / "shop").symlink_to(share, target_is_directory=True)
    (share / "circle").symlink_to(share, target_is_directory=True)
    build_study(shop, languages=("en",), out=shop / "build")
    assert still_stands(_request(shop)) is not None
    (share / "new.csv").touch()
    assert still_stands(_request(shop)) is None


def test_a_file_that_became_a_link_to_nowhere_is_found(shop: Path):
    (shop / "data" / "shop" / "gone.csv").symlink_to(shop / "nothing.csv")
    assert still_stands(_request(shop)) is None


def test_a_picture_counts_among_the_assets_and_not_among_the_answers(shop: Path):
    (shop / "data" / "shop" / "scan.png").touch()
    assert still_stands(_request(shop)) is not None
    (shop / "templates" / "assets").mkdir(parents=True)
    (shop / "templates" / "assets" / "logo.png").touch()
    assert still_stands(_request(shop)) is None


def test_another_day_counts_only_where_an_anonymous_round_may_close(tmp_path, shop, monkeypatch):
    office = copy_study("small-office", tmp_path)
    build_study(office, out=office / "build")
    asked = Request(study=office, pdf=PdfMode.NONE, out=office / "build")
    assert still_stands(asked) is not None
    monkeypatch.setattr(standing, "today", lambda: dt.date(2030, 1, 1))
    assert still_stands(asked) is None
    assert still_stands(_request(shop)) is not None


def _why(study: Path, path: str, **options: object) -> FileHistory:
    before = read_documents(study / "build")
    outcome = build_study(study, languages=("en",), out=study / "build", **options)
    why = explain_file(path, outcome.documents, outcome.printed, before)
    assert why is not None
    return why


PAGE = "en/shop/2026-02/S2/index.html"


def test_a_kept_page_says_so(shop: Path):
    why = _why(shop, f"build/site/{PAGE}")
    assert why.kept
    assert why.path == PAGE
    assert why.needs
    assert not why.reasons


def test_late_answers_are_named_by_unit_and_period(shop: Path):
    add_answers(shop)
    why = _why(shop, PAGE)
    assert not why.kept
    assert why.reasons == ("answers",)
    assert "shop|S2|2026-02" in why.changed


def test_a_reworded_question_is_named_as_the_questionnaire(shop: Path):
    reword_item(shop)
    assert _why(shop, PAGE).reasons == ("questionnaire", "site"), "its name stands in links, too"


def test_a_lost_copy_is_told(shop: Path):
    (page,) = [one for one in read_documents(shop / "build").values() if one.files[0].path == PAGE]
    sha = page.files[0].sha256
    (shop / "build" / ".cache" / "objects" / sha[:2] / sha).unlink()
    assert _why(shop, PAGE).reasons == ("lost",)


def test_a_pdf_says_whether_its_page_or_its_printing_changed(shop: Path):
    file = "build/site/en/shop/2026-03/S1/report.pdf"
    assert _why(shop, file, pdf=PdfMode.LATEST).reasons == ("new",)
    assert _why(shop, file, pdf=PdfMode.LATEST).kept
    sheet = shop / "templates" / "assets" / "print.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_bytes(
        (Path(__file__).parents[2] / "templates" / "assets" / "print.css").read_bytes() + b"\n"
    )
    assert _why(shop, file, pdf=PdfMode.LATEST).reasons == ("printing",)
    reword_item(shop)
    assert _why(shop, file, pdf=PdfMode.LATEST).reasons == ("page", "questionnaire", "site")


def test_a_pdf_whose_copy_and_page_are_lost_is_made_again_and_says_so(shop: Path):
    build_study(shop, languages=("en",), out=shop / "build", pdf=PdfMode.LATEST)
    file = "en/shop/2026-03/S1/report.pdf"
    before = (shop / "build" / "site" / file).read_bytes()
    made = read_documents(shop / "build")["report shop 2026-03 S1 en"]
    pdf = next(one.sha256 for one in made.files if one.path == file)
    for sha in (made.page, pdf):
        (shop / "build" / ".cache" / "objects" / sha[:2] / sha).unlink()
    why = _why(shop, file, pdf=PdfMode.LATEST)
    assert (why.reasons, why.key) == (("lost",), made.printing)
    assert (shop / "build" / "site" / file).read_bytes() == before


def test_a_file_that_no_build_makes_is_not_explained(shop: Path):
    outcome = build_study(shop, languages=("en",), out=shop / "build")
    assert explain_file("site/nope.html", outcome.documents, outcome.printed, {}) is None
