"""Whole small studies come out as expected, figure by figure and issue by issue."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from csatreport.base.errors import Issue, StudyError
from csatreport.base.issue_text import format_issue
from csatreport.making.execute import build
from csatreport.making.request import PdfMode, Request

HERE = Path(__file__).parent
ACTUAL = HERE.parent / ".actual"
STUDIES = sorted(folder.parent for folder in HERE.glob("*/config"))


def _issues_text(issues: tuple[Issue, ...], exit_code: int) -> str:
    told = "\n\n".join(format_issue(i, "en") for i in sorted(issues, key=Issue.sort_key))
    return f"exit code {exit_code}\n\n{told}\n"


def _produce(study: Path, out: Path) -> dict[str, str]:
    """Build a study; return what is compared, by file name."""
    request = Request(study=study, pdf=PdfMode.NONE, out=out)
    try:
        outcome = build(request, lambda _: None)
    except StudyError as fault:
        assert not (out / "site").exists(), "a failed build leaves no site"
        return {"issues.txt": _issues_text(fault.issues, fault.exit_code)}
    produced = {"issues.txt": _issues_text(outcome.issues, outcome.exit_code)}
    site = out / "site"
    files = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    produced["files.txt"] = "".join(f"{f}\n" for f in files if not f.startswith("assets/"))
    produced["intake.csv"] = _text(out / "private" / "intake.csv")
    default = outcome.inputs.study.languages[0]
    for file in files:
        if file.startswith(f"{default}/") and file.endswith("data.csv"):
            produced[file.replace("/", ".")] = _text(site / file)
    told = (site / file for file in files if file.startswith(f"{default}/"))
    produced["comparisons.csv"] = _comparisons(site, [f for f in told if f.name == "data.json"])
    return produced


def _comparisons(site: Path, files: list[Path]) -> str:
    """Write what every report compares, with what, and which verdict it gives."""
    lines = ["report,figure,against,period,difference,verdict"]
    for file in files:
        told = json.loads(file.read_text("utf-8"))
        for one in (*told["nodes"], *told["items"]):
            for change in one["comparisons"]:
                moved = change["difference"]
                cells = (
                    file.parent.relative_to(site).as_posix(), one["id"], change["against"],
                    change["period"] or "", "" if moved is None else f"{moved:.3f}",
                    change["verdict"],
                )  # fmt: skip
                lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_a_study_comes_out_as_expected(study: Path, tmp_path: Path, request):
    produced = _produce(study, tmp_path / "build")
    kept = study / "expected"
    expected = {f.name: f.read_text(encoding="utf-8") for f in kept.glob("*")}
    if produced == expected:
        return
    actual = kept if request.config.getoption("--accept") else ACTUAL / study.name
    shutil.rmtree(actual, ignore_errors=True)
    actual.mkdir(parents=True)
    for name, text in produced.items():
        (actual / name).write_text(text, encoding="utf-8")
    if not request.config.getoption("--accept"):
        different = sorted(
            n for n in produced.keys() | expected if produced.get(n) != expected.get(n)
        )
        pytest.fail(f"{study.name} differs in {different}; compare {kept} with {actual}")
