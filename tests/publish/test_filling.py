"""What is sent to a share, and what the share copies by itself."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from csatreport.publish.effects import Effects
from csatreport.publish.filling import Sent
from csatreport.publish.publication import roll_back
from tests.publish.conftest import CONTENT, Study

STYLE = "assets/style.css"
_Copy = Callable[[Path, Path], None]


def _sent(study: Study, **effects: _Copy) -> Sent:
    return study.publish(effects=replace(Effects(), **effects)).sent


def test_without_a_release_on_the_share_everything_is_sent(study):
    size = sum(len(text.encode()) for text in CONTENT.values())
    assert _sent(study) == Sent(files=len(CONTENT), size=size)


def test_a_site_that_is_there_already_sends_nothing(study):
    study.publish()
    assert study.publish().sent == Sent()


def test_only_what_changed_is_sent_and_the_rest_is_copied_on_the_share(study):
    study.publish()
    content = study.rebuild("second")
    sources = []

    def again(source: Path, target: Path) -> None:
        sources.append(source)
        Effects().again(source, target)

    assert _sent(study, again=again) == Sent(files=1, size=len("<p>second</p>"), copied=3)
    assert study.read_as_reader() == content
    assert all(source.is_relative_to(study.target / "releases") for source in sources)


def test_what_is_copied_is_no_link(study):
    study.publish()
    study.rebuild("second")
    study.publish()
    for file in study.target.rglob("*"):
        assert not file.is_symlink()
        assert file.is_dir() or file.stat().st_nlink == 1


def test_a_page_that_moved_is_not_sent_again(study):
    study.publish()
    page = "en/retail/2026-10/index.html"
    (study.site / page).unlink()
    moved = {name: text for name, text in CONTENT.items() if name != page}
    study.build({**moved, "en/retail/r2026/index.html": CONTENT[page]})
    assert study.publish().sent.files == 0


def test_a_page_that_stands_twice_is_sent_once(study):
    study.build(
        {**CONTENT, "en/retail/2026-09/index.html": CONTENT["en/retail/2026-10/index.html"]}
    )
    assert (done := study.publish()).new
    assert (done.sent.files, done.sent.copied) == (len(CONTENT), 1)


def test_a_release_that_was_rolled_back_still_spares_sending(study):
    study.publish()
    study.rebuild("second")
    study.publish()
    roll_back(study.target, effects=Effects(), progress=lambda _: None)
    assert study.publish().sent == Sent(files=0, size=0, copied=len(CONTENT))


def test_a_file_that_somebody_changed_on_the_share_is_sent_anew(study):
    first = study.publish().release.name
    content = study.rebuild("second")
    (study.target / "releases" / first / STYLE).write_text("p{}!", encoding="utf-8")
    assert study.publish().sent == Sent(
        files=2, size=len("<p>second</p>") + len(CONTENT[STYLE]), copied=2
    )
    assert study.read_as_reader() == content


def test_a_file_that_is_missing_from_the_release_before_is_sent_anew(study):
    first = study.publish().release.name
    content = study.rebuild("second")
    (study.target / "releases" / first / STYLE).unlink()
    assert study.publish().sent.files == 2
    assert study.read_as_reader() == content


def test_of_a_release_that_is_damaged_throughout_nothing_is_taken(study):
    first = study.publish().release.name
    content = study.rebuild("second")
    for path in CONTENT:
        (study.target / "releases" / first / path).write_text("damaged", encoding="utf-8")
    assert study.publish().sent.files == len(CONTENT)
    assert study.read_as_reader() == content


def test_a_release_without_a_record_is_none_and_everything_is_sent(study):
    first = study.publish().release.name
    (study.target / "releases" / first / ".csatreport-release.json").write_text("{")
    study.rebuild("second")
    assert study.publish().sent.files == len(CONTENT)


def _torn(source: Path, target: Path) -> None:
    Effects().again(source, target)
    target.write_bytes(target.read_bytes()[:-1])


def _lost(source: Path, target: Path) -> None:
    del source, target


def _refused(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes()[:1])
    raise OSError(errno.EIO, "Input/output error", str(source))


@pytest.mark.parametrize("again", [_torn, _lost, _refused])
def test_a_copy_on_the_share_that_is_torn_lost_or_refused_is_sent_instead(study, again):
    study.publish()
    content = study.rebuild("second")
    assert _sent(study, again=again).files == len(CONTENT)
    assert study.read_as_reader() == content


def test_what_is_torn_on_both_ways_never_meets_a_reader(study):
    study.publish()
    study.rebuild("second")

    def tear(source: Path, target: Path) -> None:
        Effects().copy(source, target)
        if target.name == Path(STYLE).name:
            _torn(source, target)

    assert study.codes_of_publish(replace(Effects(), copy=tear, again=_torn)) == ["P716"]
    assert study.read_as_reader() == CONTENT
