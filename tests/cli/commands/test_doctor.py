"""The doctor names every need, and the step that meets it."""

from __future__ import annotations

import io
import shutil
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from csatreport.base.errors import Severity
from csatreport.base.label import LANGUAGES
from csatreport.base.words import issue_message, issue_remedy
from csatreport.base.work import binaries, doctor
from csatreport.base.work.doctor import Finding, examine, parse_version, read_minimums


def _codes(findings: list[Finding]) -> list[str]:
    return [finding.issue.code for finding in findings if finding.issue]


@pytest.fixture
def _imports_work(monkeypatch):
    """The trial imports, without waiting for them."""
    monkeypatch.setattr(doctor, "_try_imports", _all_well)
    monkeypatch.setattr(doctor, "missing_libraries", lambda _: {})


def _all_well(names: tuple[str, ...]) -> dict[str, str | None]:
    return dict.fromkeys((*names, "harfbuzz-subset"))


def test_a_machine_that_runs_these_tests_lacks_nothing(tmp_path):
    assert _codes(list(examine(tmp_path))) == []


def test_a_remedy_is_said_in_every_language_with_the_line_to_type(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "_try_imports", lambda names: {**_all_well(names), "pandas": "x"})
    [finding] = [one for one in examine(tmp_path) if one.issue]
    for language in LANGUAGES:
        assert "pandas" in issue_message(finding.issue, language)
        assert 'pip install "pandas>=' in issue_remedy(finding.issue, language)


def test_every_dependency_has_a_least_version():
    minimums = read_minimums()
    assert minimums["weasyprint"] == (70,)
    assert minimums["jinja2"] == (3, 1, 6)
    project = tomllib.loads(
        (Path(doctor.__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    )["project"]
    assert all(">=" in one for one in project["dependencies"])


def test_least_versions_are_read_from_what_is_installed_or_else_from_the_checkout(monkeypatch):
    declared = ['WeasyPrint<80,>=70.1; python_version > "3"', 'ruff>=1; extra == "dev"', "rich"]
    monkeypatch.setattr(metadata, "requires", lambda _: declared)
    assert read_minimums() == {"weasyprint": (70, 1)}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3.1.6", (3, 1, 6)),
        ("70", (70,)),
        ("1.9.0.post1", (1, 9, 0)),
        ("2.0rc1", (2, 0)),
        ("x", ()),
    ],
)
def test_a_version_is_its_leading_numbers(text, numbers):
    assert parse_version(text) == numbers


@pytest.mark.usefixtures("_imports_work")
def test_a_version_is_compared_by_number_not_by_letter(tmp_path, monkeypatch):
    monkeypatch.setattr(metadata, "version", lambda name: "9.0" if name == "weasyprint" else "999")
    assert _codes(list(examine(tmp_path))) == ["D804"]


def test_a_library_that_is_missing_is_told_apart_from_one_that_is_broken(tmp_path, monkeypatch):
    monkeypatch.setattr(
        doctor, "_try_imports", lambda names: {**_all_well(names), "numpy": "no symbol"}
    )
    [broken] = [one for one in examine(tmp_path) if one.issue]
    assert (broken.issue.code, broken.facts["reason"]) == ("D803", "no symbol")


def test_a_missing_system_library_is_not_blamed_on_the_python_package(tmp_path, monkeypatch):
    fault = "cannot load library 'libpango-1.0-0': not found"
    faults = {"weasyprint": fault, "harfbuzz-subset": fault}
    monkeypatch.setattr(doctor, "_try_imports", lambda names: {**_all_well(names), **faults})
    findings = list(examine(tmp_path))
    assert _codes(findings) == ["D805", "D806"]
    for language in LANGUAGES:
        remedies = [issue_remedy(one.issue, language) for one in findings if one.issue]
        assert "apt-get install -y libpango-1.0-0" in remedies[0]
        assert "apt-get install -y libharfbuzz-subset0" in remedies[1]


def test_a_library_that_a_program_of_a_package_lacks_is_named_with_its_debian_package(
    tmp_path, monkeypatch
):
    node = tmp_path / "node"
    node.write_bytes(b"\x7fELF")
    brought = tmp_path / "libown.so.1"
    brought.touch()
    files = [SimpleNamespace(locate=lambda file=file: file) for file in (node, brought)]
    brings = SimpleNamespace(files=files, requires=None)
    told = "\tlibatomic.so.1 => not found\n\tlibown.so.1 => not found\n\tlibc.so.6 => /libc (0x0)\n"
    monkeypatch.setattr(metadata, "distribution", lambda _: brings)
    monkeypatch.setattr(binaries, "_ask_loader", lambda asked: [told] if asked == [node] else [])
    [finding] = list(doctor._check_binaries(developer=True))
    assert finding.issue.code == "D813"
    assert finding.facts["library"] == "libatomic.so.1"
    for language in LANGUAGES:
        assert "apt-get install -y libatomic1" in issue_remedy(finding.issue, language)


@pytest.mark.skipif(shutil.which("ldd") is None, reason="asks the loader of Linux")
def test_the_loader_says_which_library_is_not_there():
    assert not binaries.missing_libraries(["numpy", "playwright"])
    told = "".join(binaries._ask_loader([Path(sys.executable).resolve()]))
    assert "libc.so.6" in told


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libatomic.so.1", "libatomic1"),
        ("libpango-1.0.so.0", "libpango-1.0-0"),
        ("libX11.so.6", "libx11-6"),
        ("odd.so", "odd.so"),
    ],
)
def test_debian_names_a_package_after_its_library(library, package):
    assert binaries.debian_package(library) == package


def test_a_library_that_takes_the_trial_down_is_found_all_the_same(monkeypatch):
    crash = "import os, json, sys\nprint(json.dumps(['click', None]), flush=True)\nos._exit(139)"
    monkeypatch.setattr(doctor, "_TRY_IMPORTS", crash)
    found = doctor._try_imports(("click", "numpy"))
    assert found["click"] is None
    assert found["numpy"]


@pytest.mark.usefixtures("_imports_work")
def test_an_old_python_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 12, "final", 0))
    assert _codes(list(examine(tmp_path)))[0] == "D801"


@pytest.mark.usefixtures("_imports_work")
def test_each_chinese_script_wants_its_own_font(tmp_path, monkeypatch):
    monkeypatch.setattr(
        doctor, "_families", lambda pattern: ("Song",) if pattern == "zh-cn" else ()
    )
    findings = list(examine(tmp_path))
    assert _codes(findings) == ["D808"]
    assert {"language": "zh-Hans", "name": "Song"} in [finding.facts for finding in findings]


def test_the_face_the_pages_ask_for_is_named_before_others(monkeypatch):
    monkeypatch.setattr(doctor, "_families", lambda _: ("A", "Noto Sans CJK SC", "Z"))
    finding = doctor._check_font(*doctor._CHINESE[0])
    assert finding.facts["name"] == "Noto Sans CJK SC"


@pytest.mark.usefixtures("_imports_work")
def test_without_fontconfig_no_font_is_known(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert _codes(list(examine(tmp_path, developer=True))) == ["D807", "D808", "D812"]


@pytest.mark.usefixtures("_imports_work")
def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    def forbidden(*, dir: Path):  # noqa: A002 - the library's name
        raise PermissionError(13, "Permission denied", str(dir))

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", forbidden)
    assert _codes(list(examine(tmp_path))) == ["D809"]


@pytest.mark.usefixtures("_imports_work")
def test_the_look_leaves_nothing_behind(tmp_path):
    list(examine(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_imports_work")
def test_a_disk_nearly_full_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6))
    assert _codes(list(examine(tmp_path))) == ["D810"]


@pytest.mark.usefixtures("_imports_work")
def test_a_terminal_without_utf_8_is_a_warning_only(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp936"))
    [finding] = [one for one in examine(tmp_path) if one.issue]
    assert finding.issue.code == "D811"
    assert finding.issue.severity is Severity.WARNING


@pytest.mark.usefixtures("_imports_work")
def test_an_incomplete_installation_is_told(tmp_path, monkeypatch):
    def missing(name: str) -> Path:
        raise FileNotFoundError(name)

    monkeypatch.setattr(doctor, "shipped", missing)
    assert _codes(list(examine(tmp_path))) == ["D802"]
