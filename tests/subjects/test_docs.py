"""What the docs say of subjects is what the subjects say of themselves."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from csatreport.report.figure import Figure, Figures
from csatreport.subjects import SUBJECTS

HOME = Path(__file__).parents[2]
HOMES = sorted(one.parent for one in (HOME / "csatreport" / "subjects").glob("*/__init__.py"))


def _pages():
    file = HOME / "scripts" / "write_subject_pages.py"
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = _pages()


@pytest.mark.parametrize("name", PAGES.PAGES)
def test_sections_are_the_readmes_of_subjects(name: str):
    page = (HOME / "docs" / name).read_text("utf-8")
    assert page == PAGES.with_sections(page), "run scripts/write_subject_pages.py"


def test_the_figures_in_the_docs_are_those_of_the_subjects():
    page = (HOME / "docs" / PAGES.DATA).read_text("utf-8")
    assert page == PAGES.with_figures(page, SUBJECTS), "run scripts/write_subject_pages.py"


def _all(figures: Figures) -> list[Figure]:
    return [one for column in figures.columns
            for one in (column, *(_all(column.below) if column.below else ()))]  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.id)
def test_every_figure_says_what_it_is(subject):
    assert [one.key for one in _all(subject.figures) if not one.doc] == []


@pytest.mark.parametrize("home", HOMES, ids=lambda one: one.name)
def test_every_subject_has_a_readme_that_stands_in_the_docs(home: Path):
    readme = (home / "README.md").read_text("utf-8")
    pages = [(HOME / "docs" / name).read_text("utf-8") for name in PAGES.PAGES]
    assert sum(readme in page for page in pages) == 1


def test_every_folder_of_a_subject_is_named_in_the_list():
    assert len(HOMES) == len(SUBJECTS)
