"""A build makes anew what has changed and nothing else, and gives what a clean one would give.

The law is held over random sequences of edits: whatever was done to the study's files, in any
order, the site is that of a build from nothing, byte for byte.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from csatreport.base.errors import StudyError
from csatreport.making.execute import BuildOutcome
from csatreport.making.inputs import examine, kept_from_builds
from csatreport.making.request import PdfMode
from csatreport.tables.encoding import Decoded, decode
from tests.making.study import build_study, bytes_of, copy_study, silent

DATA, QUESTIONS = "data/shop", "config/questionnaires/shop.yaml"


def _replace(study: Path, name: str, old: str, new: str) -> None:
    file = study / name
    file.write_text(file.read_text("utf-8-sig").replace(old, new, 1), "utf-8")


def add_answers(study: Path) -> None:
    """Let a few forms of one unit arrive late, in a file of their own."""
    number = len(list((study / DATA).iterdir()))
    rows = [f"late-{number}-{n},S2,2026-02-{n + 10},{'ABCD'[n % 4]},B,A,,,F" for n in range(4)]
    head = "id,unit,date,staff,returns,queue,staff_reason,why,sex"
    (study / DATA / f"late {number}.csv").write_text("\n".join([head, *rows]), "utf-8")


def add_row(study: Path) -> None:
    """Append one row to a file."""
    with (study / DATA / "2026-02.csv").open("a", encoding="utf-8") as file:
        file.write(f"more-{file.tell()},S1,2026-02-20,D,D,C,slow,too slow,M\n")


def change_answer(study: Path) -> None:
    """Change one answer."""
    _replace(study, f"{DATA}/2026-02.csv", ",B,A,B,", ",D,A,B,")


def take_file_away(study: Path) -> None:
    """Remove the file that is neither the first month's nor the second's."""
    (study / DATA / "march.csv").unlink(missing_ok=True)


def rename_file(study: Path) -> None:
    """Rename a file, which changes the order in which files are read."""
    file = min((study / DATA).glob("*2026-01.csv"))
    file.rename(file.with_name(f"z{file.name}"))


def turn_rows_round(study: Path) -> None:
    """Write the rows of a file in another order."""
    file = max((study / DATA).glob("*2026-01.csv"))
    head, *rows = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")


def reword_item(study: Path) -> None:
    """Translate a question differently."""
    _replace(study, QUESTIONS, "Manner of", "The manner of")


def add_item(study: Path) -> None:
    """Ask one question more."""
    item = "      - {id: extra, text: {en: Extra, zh-Hans: 另外}, scale: pleased}\n"
    if item not in (study / QUESTIONS).read_text("utf-8"):
        _replace(study, QUESTIONS, "      - {id: why,", item + "      - {id: why,")


def move_target(study: Path) -> None:
    """Aim higher."""
    _replace(study, QUESTIONS, "target: 7", "target: 8")


def comment_configuration(study: Path) -> None:
    """Write a note into the questionnaire, which shifts all lines below it."""
    _replace(study, QUESTIONS, "every: month", "# a note\nevery: month")


def rename_unit(study: Path) -> None:
    """Give a unit another name."""
    _replace(study, "config/units.csv", "西店", "西新店")


def add_unit(study: Path) -> None:
    """Open a store that has no answers yet."""
    name = f"S{len((study / 'config/units.csv').read_text('utf-8').splitlines()) + 5}"
    with (study / "config/units.csv").open("a", encoding="utf-8") as file:
        file.write(f"{name},新店 {name},New {name},all,shop\n")


def change_template(study: Path) -> None:
    """Bring a template of one's own."""
    own = study / "templates" / "root.html.j2"
    own.parent.mkdir(exist_ok=True)
    shipped = Path(__file__).parents[2] / "templates" / "root.html.j2"
    own.write_text(f"{shipped.read_text('utf-8')}<!-- {own.exists()} -->", "utf-8")


def change_colours(study: Path) -> None:
    """Bring design tokens of one's own."""
    own = study / "templates" / "assets" / "tokens.css"
    own.parent.mkdir(parents=True, exist_ok=True)
    shipped = Path(__file__).parents[2] / "templates" / "assets" / "tokens.css"
    own.write_text(shipped.read_text("utf-8") + "\n/* own */\n", "utf-8")


def change_languages(study: Path) -> None:
    """Report in one language more, or one less."""
    file = study / "config" / "study.yaml"
    text = file.read_text("utf-8")
    more, less = "languages: [en, zh-Hans]", "languages: [en]"
    file.write_text(text.replace(*((less, more) if less in text else (more, less))), "utf-8")


EDITS = [
    add_answers, add_row, change_answer, take_file_away, rename_file, turn_rows_round, reword_item,
    add_item, move_target, comment_configuration, rename_unit, add_unit, change_template,
    change_colours, change_languages,
]  # fmt: skip


def _shop(folder: Path) -> Path:
    study = copy_study("corner-shop", folder)
    for file in (study / DATA).iterdir():
        # The golden study has one file in each encoding; here they are to be edited.
        decoded = decode(file.read_bytes())
        assert isinstance(decoded, Decoded)
        file.write_text(decoded.text, "utf-8")
    _replace(study, "config/study.yaml", "languages: [zh-Hans, en]", "languages: [en]")
    _replace(study, QUESTIONS, "units: units.csv", "reports: {periods: [month]}\nunits: units.csv")
    return study


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small shop in one language, reported by month."""
    return _shop(tmp_path)


def _clean(study: Path, folder: Path, **options: object) -> dict[str, str]:
    """Build from nothing, elsewhere; return the site's bytes."""
    fresh = folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(study, fresh, ignore=shutil.ignore_patterns("build"))
    build_study(fresh, **options)
    return bytes_of(fresh / "build" / "site")


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(edits=st.lists(st.sampled_from(EDITS), min_size=2, max_size=4))
def test_after_any_edits_the_site_is_that_of_a_clean_build(
    edits: list[Callable[[Path], None]], tmp_path_factory
):
    folder = tmp_path_factory.mktemp("edits")
    study = _shop(folder)
    build_study(study)
    for edit in edits:
        edit(study)
        build_study(study)
    assert bytes_of(study / "build" / "site") == _clean(study, folder)


def test_the_law_holds_for_pdfs_with_any_number_of_workers(shop: Path, tmp_path: Path):
    build_study(shop, pdf=PdfMode.LATEST)
    add_answers(shop)
    reword_item(shop)
    build_study(shop, pdf=PdfMode.LATEST, jobs=2)
    clean = _clean(shop, tmp_path, pdf=PdfMode.LATEST, jobs=1)
    assert sum(name.endswith(".pdf") for name in clean) == 3
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
    assert outcome.account.anew + outcome.account.kept == outcome.account.pages - 0
