"""The models that ship: ready to use, the same in the example, and each with something to be found."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from csatreport.base.errors import ExitCode
from csatreport.base.label import LANGUAGES
from csatreport.cli import main
from csatreport.making.inputs import read_inputs
from csatreport.making.starter import library, registers
from csatreport.study.item import Role
from csatreport.study.reading.registers import read_registers
from csatreport.study.register import RegisterKind
from csatreport.subjects.gaps.subject import GAPS
from csatreport.subjects.importance.measure import Asking
from csatreport.subjects.importance.subject import IMPORTANCE
from csatreport.subjects.kano.measure import Feeling
from csatreport.subjects.kano.subject import KANO
from csatreport.subjects.measured import measure
from csatreport.subjects.study import own_settings, read_study

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "models"


@pytest.fixture(scope="module")
def newest():
    """Measure the last quarter of every questionnaire of the example."""
    inputs = read_inputs(EXAMPLE, lambda _: None)
    found = {}
    for name, ledger in inputs.ledgers.items():
        root = ledger.questionnaire.units.root
        found[name] = measure(ledger, root, ledger.base_periods[-1])
    return found


def test_the_example_asks_what_the_library_holds():
    assert {file.stem for file in (EXAMPLE / "config/questionnaires").iterdir()} == set(library())
    for name in library():
        held = (ROOT / f"config/library/{name}.yaml").read_bytes()
        assert (EXAMPLE / f"config/questionnaires/{name}.yaml").read_bytes() == held


def test_servqual_has_its_22_statements_twice_and_nine_turned_round():
    (asked,) = (q for q in read_inputs(EXAMPLE, lambda _: None).study.questionnaires
                if q.id == "servqual")  # fmt: skip
    rated = asked.newest.with_role(Role.RATED)
    assert [len(node.leaves()) for node in asked.newest.index.children] == [4, 5, 4, 4, 5]
    assert len(asked.newest.with_role(Role.EXPECTATION)) == len(rated) == 22
    turned = [item.reversed for item in rated]
    assert turned == [False] * 9 + [True] * 4 + [False] * 4 + [True] * 5


def test_customers_miss_responsiveness_most(newest):
    found = newest["servqual"].of(GAPS)
    worst = min(found.nodes, key=lambda one: one.gap.value)
    assert worst.of.id == "responsiveness"
    assert found.weighted is not None
    assert found.weighted.left_out > 0
    assert len(found.trend) == 2


def test_managers_rank_otherwise_than_customers(newest):
    found = newest["rater"].of(IMPORTANCE)
    places = {row.of.id: (row.place, row.managers_place) for row in found}
    assert {row.asked for row in found} == {Asking.RANKS}
    assert places["reliability"][0] == 1
    assert places["tangibles"][1] == 1


def test_what_was_received_is_less_than_expected_of_speed(newest):
    ratios = {one.of.id: one.ratio for one in newest["value"].of(GAPS).items}
    assert min(ratios, key=ratios.get) in {"speed", "price"}
    assert ratios["service"] > 1


def test_one_feature_is_a_must_and_one_delights(newest):
    first = {one.item.id: (one.first, one.mixed) for one in newest["kano"].of(KANO)}
    assert first["invoice"] == (Feeling.MUST, False)
    assert first["app"] == (Feeling.ATTRACTIVE, False)


def test_the_example_builds_in_every_language(tmp_path: Path):
    out = tmp_path / "out"
    assert main(["-C", str(EXAMPLE), "build", "--pdf", "none", "--jobs", "1", "--period", "2026-Q4",
                 "--out", str(out)]) == ExitCode.FINE  # fmt: skip
    (file,) = out.rglob("kano/2026-Q4/data.json")
    assert len(json.loads(file.read_text("utf-8"))["kano"]) == 6
    for language in ("zh-Hans", "zh-Hant", "en"):
        (page,) = out.rglob(f"{language}/servqual/2026-Q4/detail.html")
        assert 'id="expectation"' in page.read_text("utf-8")


def test_models_made_anew_are_the_same_as_made_from_nothing(tmp_path: Path):
    study = tmp_path / "study"
    shutil.copytree(EXAMPLE, study)
    build = ["-C", str(study), "build", "--pdf", "none", "--jobs", "1", "--lang", "en",
             "--out", str(study / "build")]  # fmt: skip
    assert main(build) == ExitCode.FINE
    for name in ("kano", "servqual", "rater", "image"):
        file = study / "data" / name / "2026-11.csv"
        head, first, *rest = file.read_text("utf-8").splitlines()
        rest.append(first.replace("2026-11-000", "2026-11-900"))
        file.write_text("\n".join([head, first, *rest]) + "\n", "utf-8")
    assert main(build) == ExitCode.FINE
    anew = _content(study / "build" / "site")
    shutil.rmtree(study / "build")
    assert main(build) == ExitCode.FINE
    assert anew == _content(study / "build" / "site")


def _content(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_study_may_begin_with_models_alone(tmp_path: Path):
    folder = tmp_path / "mine"
    assert main(["init", str(folder), "--with", "servqual, kano"]) == ExitCode.FINE
    files = sorted(file.name for file in (folder / "config/questionnaires").iterdir())
    assert files == ["kano.yaml", "servqual.yaml"]
    assert not any((folder / "data").iterdir())
    assert main(["-C", str(folder), "check", "--config-only"]) == ExitCode.FINE
    assert "questionnaires: [servqual, kano]" in (folder / "config/study.yaml").read_text("utf-8")


def test_models_may_stand_beside_the_sample(tmp_path: Path):
    folder = tmp_path / "mine"
    assert main(["init", str(folder), "--with", "kano", "--questionnaire", "retail"]) == 0
    files = sorted(file.name for file in (folder / "config/questionnaires").iterdir())
    assert files == ["kano.yaml", "retail.yaml"]


def test_an_unknown_model_is_refused_with_those_there_are(tmp_path: Path, capsys):
    assert main(["init", str(tmp_path / "mine"), "--with", "servperf"]) != ExitCode.FINE
    assert "servqual" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["counter", "home-repair"])
def test_the_checklists_that_ship_read_without_a_complaint(name: str, tmp_path: Path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    ready = tmp_path / f"config/library/checklists/{name}.yaml"
    shutil.copy(ready, tmp_path / "config/registers/retail-inspections.yaml")
    study, _ = read_study(tmp_path)
    registers, issues = read_registers(tmp_path, study, own_settings())
    assert issues == ()
    (found,) = (one for one in registers if one.kind is RegisterKind.INSPECTIONS)
    sections = {one.section for one in found.checklist}
    assert sections <= {code for code, _ in found.labels}
    assert any(one.critical for one in found.checklist)
    assert all(
        {language for language, _ in one.text.texts} == set(LANGUAGES) for one in found.checklist
    )


@pytest.mark.parametrize("name", registers())
def test_a_study_may_begin_with_a_register_beside_a_questionnaire(name: str, tmp_path: Path):
    folder = tmp_path / "mine"
    assert main(["init", str(folder), "--with", f"quick,{name}"]) == ExitCode.FINE
    study, _ = read_study(folder)
    (found,), issues = read_registers(folder, study, own_settings())
    assert issues == ()
    assert (found.id, found.questionnaire) == (f"quick-{name}", "quick")
    assert main(["-C", str(folder), "check", "--config-only"]) == ExitCode.FINE


def test_a_model_brings_its_registers_with_files_to_fill(tmp_path: Path):
    folder = tmp_path / "mine"
    assert main(["init", str(folder), "--with", "grades"]) == ExitCode.FINE
    found, issues = read_registers(folder, read_study(folder)[0], own_settings())
    assert issues == ()
    assert [one.kind for one in found] == [RegisterKind.CUSTOMERS, RegisterKind.GRADES]
    for one in found:
        filled = EXAMPLE / f"config/registers/{one.id}.yaml"
        assert (folder / f"config/registers/{one.id}.yaml").read_bytes() == filled.read_bytes()
        heads = (folder / f"data/registers/{one.id}.csv").read_text("utf-8-sig").strip()
        assert heads.split(",") == [header for _, header in one.columns]
    assert main(["-C", str(folder), "check", "--config-only"]) == ExitCode.FINE


def test_the_page_on_commands_names_all_that_a_study_may_begin_with():
    page = (ROOT / "docs/commands.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `--with NAMES`"))
    assert [name for name in (*library(), *registers()) if f"`{name}`" not in row] == []


def test_a_register_alone_has_no_reports_to_stand_in(tmp_path: Path, capsys):
    assert main(["init", str(tmp_path / "mine"), "--with", "suppliers"]) != ExitCode.FINE
    assert "D852" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "ready"),
    [
        ("quick-suppliers", "suppliers"),
        ("dealer-carriers", "carriers"),
        ("servqual-agents", "agents"),
    ],
)
def test_each_scorecard_that_ships_is_filled_in_the_example(name: str, ready: str):
    filled, given = (
        yaml.safe_load(file.read_text("utf-8"))
        for file in (
            EXAMPLE / f"config/registers/{name}.yaml",
            ROOT / f"config/library/scorecards/{ready}.yaml",
        )
    )
    assert filled["criteria"] == given["criteria"]
    with (EXAMPLE / f"data/registers/{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        measured = {row["指标"] for row in csv.DictReader(lines)}
    assert measured == {one["label"]["zh-Hans"] for one in given["criteria"]}


@pytest.mark.parametrize("name", ["agents", "carriers", "suppliers"])
def test_the_file_to_fill_of_a_scorecard_has_the_columns_it_is_read_by(name: str):
    home = ROOT / "config/library/scorecards"
    heads = (home / f"{name}.csv").read_text("utf-8-sig").split()
    told = re.search(r"^columns: {(.*)}$", (home / f"{name}.yaml").read_text("utf-8"), re.MULTILINE)
    assert heads == [",".join(pair.split(": ")[1] for pair in told[1].split(", "))]
