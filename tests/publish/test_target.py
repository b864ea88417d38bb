"""Which folders are published to, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.publish.effects import Effects
from csatreport.publish.site import read_built_site
from csatreport.publish.target import audience_of, check_target, claim
from csatreport.study.policy import Audience
from tests.publish.conftest import Study


def _refused(study: Study, target: Path, audience: Audience = Audience.OPEN) -> str | None:
    try:
        check_target(target, audience, study=study.folder, site=study.site)
    except StudyError as error:
        return error.issues[0].code
    return None


def test_a_new_folder_and_an_empty_one_are_taken(study):
    assert _refused(study, study.target) is None
    study.target.mkdir()
    assert _refused(study, study.target) is None


def test_what_a_file_server_puts_into_an_empty_folder_does_not_count(study):
    study.target.mkdir()
    (study.target / "Thumbs.db").touch()
    (study.target / "lost+found").mkdir()
    assert _refused(study, study.target) is None


def test_a_folder_with_anything_else_in_it_is_refused(study):
    study.target.mkdir()
    (study.target / "budget.xlsx").touch()
    assert _refused(study, study.target) == "P707"


def test_a_marker_that_says_nothing_known_does_not_make_a_folder_ours(study):
    study.target.mkdir()
    for content in ("", "[]", '{"audience": ["open"]}', '{"audience": "everybody"}'):
        (study.target / ".csatreport-site").write_text(content)
        assert _refused(study, study.target) == "P707"


@pytest.mark.parametrize("place", ["", "build", "build/site", "build/site/en", "data/x", ".."])
def test_the_study_what_is_in_it_and_what_holds_it_are_refused(study, place):
    assert _refused(study, study.folder / place) == "P704"


def test_another_spelling_of_the_study_is_refused_too(study):
    (study.share / "way-round").symlink_to(study.folder)
    assert _refused(study, study.share / "way-round" / "published") == "P704"
    assert _refused(study, study.share / ".." / "study" / "published") == "P704"


def test_a_site_built_outside_the_study_is_not_its_own_target(study, tmp_path):
    built = tmp_path / "elsewhere" / "site"
    built.mkdir(parents=True)
    with pytest.raises(StudyError, match="P704"):
        check_target(built / "sub", Audience.OPEN, study=study.folder, site=built)


def test_only_the_last_folder_of_the_path_is_made_so_that_a_share_not_connected_shows(study):
    assert _refused(study, study.share / "not" / "there") == "P705"


def test_a_file_is_no_target(study):
    study.target.touch()
    assert _refused(study, study.target) == "P706"


def test_open_and_restricted_reports_never_meet_in_one_folder(study):
    claim(study.target, Audience.OPEN, Effects())
    assert _refused(study, study.target) is None
    assert _refused(study, study.target, Audience.RESTRICTED) == "P708"


def test_restricted_reports_do_not_go_inside_an_open_folder(study):
    study.publish()
    inside = study.target / "board"
    assert _refused(study, inside, Audience.RESTRICTED) == "P709"


def test_claiming_twice_leaves_the_marker_as_it_is(study):
    claim(study.target, Audience.RESTRICTED, Effects())
    claim(study.target, Audience.RESTRICTED, Effects())
    assert audience_of(study.target) is Audience.RESTRICTED


def test_the_restricted_folder_is_restricted_whatever_is_said(study):
    study.build({"index.html": "names"}, "restricted")
    folder = study.site.with_name("restricted")
    assert read_built_site(folder, Effects()).audience is Audience.RESTRICTED
    assert read_built_site(study.site, Effects()).audience is Audience.OPEN
    assert read_built_site(study.site, Effects(), restricted=True).audience is Audience.RESTRICTED
