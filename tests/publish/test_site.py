"""Only exactly what a build made is published."""

from __future__ import annotations

import shutil

import pytest

from csatreport.base.errors import Issue, StudyError
from csatreport.publish.effects import Effects
from csatreport.publish.site import read_built_site
from tests.publish.conftest import CONTENT, Study


def _refused(study: Study) -> Issue | None:
    try:
        read_built_site(study.site, Effects())
    except StudyError as error:
        return error.issues[0]
    return None


def test_the_built_site_is_read_with_forward_slashes_sorted_by_path(study):
    built = read_built_site(study.site, Effects())
    assert [path for path, _ in built.files] == sorted(CONTENT)


def test_the_digest_knows_names_and_contents(study):
    first = read_built_site(study.site, Effects()).digest
    study.rebuild("x")
    second = read_built_site(study.site, Effects()).digest
    study.build({**CONTENT, "index.html": "<p>start</p>"})
    assert first != second
    assert read_built_site(study.site, Effects()).digest == first


def test_there_is_nothing_to_publish_before_a_build(study):
    shutil.rmtree(study.site)
    assert _refused(study).code == "P701"


def test_a_site_without_its_first_page_is_not_published(study):
    (study.site / "index.html").unlink()
    assert _refused(study).code == "P701"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda site: (site / "assets" / "style.css").unlink(),
        lambda site: (site / "assets" / "style.css").write_text("p{color:red}"),
        lambda site: (site / "assets" / "more.css").write_text(""),
    ],
    ids=["missing", "changed", "extra"],
)
def test_a_file_missing_changed_or_extra_stops_the_publish(study, spoil):
    spoil(study.site)
    issue = _refused(study)
    assert issue.code == "P702"
    assert issue.facts["count"] == 1
    assert str(issue.facts["first"]).startswith("assets/")


def test_without_a_manifest_the_site_is_taken_as_it_is(study):
    shutil.rmtree(study.folder / "build" / "private")
    assert _refused(study) is None


def test_a_link_in_the_site_is_never_followed(study):
    (study.site / "en" / "host.txt").symlink_to("/etc/hostname")
    assert _refused(study).code == "P703"


def test_a_linked_folder_in_the_site_is_never_followed(study):
    (study.site / "en" / "etc").symlink_to("/etc")
    assert _refused(study).code == "P703"
