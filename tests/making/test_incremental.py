"""A build makes anew what has changed and nothing else, and gives what a clean one would give.

The law is held over sequences of edits in which each edit stands once: whatever was done to the
study's files, the site is that of a build from nothing, byte for byte. ``CSATREPORT_EDITS=50`` looks
at as many more, drawn at random.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.making.execute import BuildOutcome
from csatreport.making.inputs import examine, kept_from_builds
from csatreport.making.request import PdfMode
from tests.making.shop import (
    DATA,
    EDITS,
    add_answers,
    add_row,
    chain_of_shops,
    change_languages,
    comment_configuration,
    replace,
    reword_item,
    short_shop,
)
from tests.making.study import build_study, bytes_of, silent


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small shop in one language, reported by month."""
    return short_shop(tmp_path)


def _clean(study: Path, folder: Path, **options: object) -> dict[str, str]:
    """Build from nothing, elsewhere; return the site's bytes."""
    fresh = folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(study, fresh, ignore=shutil.ignore_patterns("build"))
    build_study(fresh, **options, out=fresh / "build")
    return bytes_of(fresh / "build" / "site")


ORDER = random.Random(1).sample(EDITS, len(EDITS))  # noqa: S311 - the same order every time
LONGER = int(os.environ.get("CSATREPORT_EDITS", "0"))
"""So many more sequences, of edits drawn at random, when somebody wants to look longer."""
SEQUENCES = [ORDER[first::3] for first in range(3)] + [
    random.Random(seed).choices(EDITS, k=4)  # noqa: S311
    for seed in range(LONGER)
]


@pytest.mark.parametrize("edits", SEQUENCES, ids=lambda edits: "-".join(e.__name__ for e in edits))
def test_after_any_edits_the_site_is_that_of_a_clean_build(
    edits: list[Callable[[Path], None]], shop: Path, tmp_path: Path
):
    build_study(shop)
    for edit in edits:
        edit(shop)
        build_study(shop)
        assert bytes_of(shop / "build" / "site") == _clean(shop, tmp_path), edit.__name__


def test_the_law_holds_for_pdfs_with_any_number_of_workers(shop: Path, tmp_path: Path):
    chosen = {"pdf": PdfMode.LATEST, "units": ("S1",)}
    build_study(shop, **chosen, out=shop / "build")
    add_answers(shop)
    reword_item(shop)
    build_study(shop, **chosen, out=shop / "build", jobs=2)
    clean = _clean(shop, tmp_path, **chosen)
    assert sum(name.endswith(".pdf") for name in clean) == 1
    assert bytes_of(shop / "build" / "site") == clean


def _anew(outcome: BuildOutcome) -> set[str]:
    return {one.document for some in outcome.made.values() for one in some if not one.kept}


@pytest.mark.parametrize(
    "edit", [lambda _: None, comment_configuration], ids=["nothing", "a comment"]
)
def test_nothing_is_made_anew_where_nothing_that_is_shown_has_changed(shop: Path, edit):
    build_study(shop)
    edit(shop)
    assert _anew(build_study(shop)) == set()


def test_late_answers_of_one_unit_leave_earlier_periods_alone(shop: Path):
    build_study(shop)
    add_answers(shop)
    anew = _anew(build_study(shop))
    assert "report shop 2026-02 S2 en" in anew
    assert not {name for name in anew if "2026-01" in name}


def test_late_answers_of_one_of_many_units_change_others_only_where_a_reader_sees_it(
    tmp_path: Path,
):
    chain = chain_of_shops(tmp_path)
    build_study(chain)
    replace(chain, f"{DATA}/chain.csv", "S9,2026-02-03,A,A,B,,,F", "S9,2026-02-03,A,A,B,,,M")
    anew = {name for name in _anew(build_study(chain)) if name.startswith("report")}
    assert anew == {
        f"report shop 2026-{n} {unit} en" for n in ("02", "03") for unit in ("all", "S9")
    }
    assert bytes_of(chain / "build" / "site") == _clean(chain, tmp_path)
    for _ in range(40):
        replace(chain, f"{DATA}/chain.csv", ",A,", ",D,")
    assert "report shop 2026-02 S16 en" in _anew(build_study(chain)), "the company has moved"
    assert bytes_of(chain / "build" / "site") == _clean(chain, tmp_path)


def test_a_language_more_makes_its_own_documents_and_new_switches_on_the_others(shop: Path):
    build_study(shop)
    change_languages(shop)
    build_study(shop)
    change_languages(shop)
    assert _anew(build_study(shop)) == set(), "going back finds everything as it was"


def test_a_colour_leaves_what_has_none_alone(shop: Path):
    build_study(shop)
    own = shop / "templates" / "assets" / "print.css"
    own.parent.mkdir(parents=True)
    own.write_text("body { color: black }", "utf-8")
    assert _anew(build_study(shop)) == {"root"}, "only the assets: no page is printed here"


def test_a_template_that_another_includes_counts(shop: Path):
    own = shop / "templates" / "parts" / "foot.html"
    own.parent.mkdir(parents=True)
    own.write_text("one", "utf-8")
    home = Path(__file__).parents[2] / "templates" / "home.html.j2"
    text = home.read_text("utf-8").replace(
        "{%- block main -%}", "{%- block main -%}{% include 'parts/foot.html' %}"
    )
    (shop / "templates" / "home.html.j2").write_text(text, "utf-8")
    build_study(shop)
    own.write_text("two", "utf-8")
    assert "home en" in _anew(build_study(shop))
    assert "two" in (shop / "build" / "site" / "en" / "index.html").read_text("utf-8")


def test_a_file_is_read_once(shop: Path, monkeypatch):
    build_study(shop)
    read: list[str] = []
    from csatreport.answers import read as reading  # noqa: PLC0415 - to be watched

    real = reading.read_part

    def watched(setting, file):
        read.append(file.name)
        return real(setting, file)

    monkeypatch.setattr(reading, "read_part", watched)
    add_row(shop)
    build_study(shop)
    assert read == ["data/shop/2026-02.csv"]
    examine(shop, silent, kept_from_builds(shop))
    assert read == ["data/shop/2026-02.csv"], "a check looks at what the build has read"


def test_a_cache_may_be_deleted_damaged_or_closed_at_any_time(shop: Path):
    build_study(shop)
    clean = bytes_of(shop / "build" / "site")
    cache = shop / "build" / ".cache"
    for file in [f for f in cache.rglob("*") if f.is_file()][::2]:
        file.unlink()
        file.write_bytes(b"damaged")
    build_study(shop)
    assert bytes_of(shop / "build" / "site") == clean
    shutil.rmtree(cache)
    cache.write_text("no folder can be made here")
    build_study(shop)
    assert bytes_of(shop / "build" / "site") == clean
    assert not (shop / "build" / ".next").exists()
    cache.unlink()
    build_study(shop)
    assert bytes_of(shop / "build" / "site") == clean


def test_a_build_that_fails_on_the_way_keeps_what_was_made(shop: Path):
    own = shop / "templates" / "question.html.j2"
    own.parent.mkdir()
    own.write_text("{{ nope }}", "utf-8")
    with pytest.raises(StudyError):
        build_study(shop)
    own.unlink()
    outcome = build_study(shop)
    assert outcome.account.anew + outcome.account.kept == len(outcome.documents)
