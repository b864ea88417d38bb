"""What every platform exports is read right, after at most one question."""

from pathlib import Path

import pytest

from csatreport.answers.model import Wave
from csatreport.answers.read import read_responses
from csatreport.base.errors import Severity
from csatreport.study.item import Item, Kind, Missing
from csatreport.study.mapping import read_mappings
from csatreport.subjects.study import read_study
from tests.answers.platforms.shapes import QUESTIONNAIRE, RIGHT, UNITS, Shape, all_shapes

_NONE = ("BLANK", "NOT_APPLICABLE")


def _study(folder: Path, shape: Shape) -> Path:
    config = folder / "config"
    for name in ("questionnaires", "units", "mappings"):
        (config / name).mkdir(parents=True)
    study = "name: 青禾超市\nlanguages: [zh-Hans, en]\ntimezone: Asia/Shanghai\n"
    (config / "study.yaml").write_text(study, encoding="utf-8")
    (config / "questionnaires" / "shop.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (config / "units" / "stores.csv").write_text(UNITS, encoding="utf-8")
    if shape.asked:
        mapping = f'questionnaire: shop\nfiles: "*"\n{shape.asked}\n'
        (config / "mappings" / "m.yaml").write_text(mapping, encoding="utf-8")
    file = folder / "data" / "shop" / shape.file
    file.parent.mkdir(parents=True)
    file.write_bytes(shape.content)
    return folder


def _coded(wave: Wave, item: Item) -> list[str]:
    cells = wave.column(item.id)
    if item.kind is Kind.TEXT:
        return [str(cell) for cell in cells]
    if item.kind is Kind.SEVERAL:
        codes = [
            Missing(int(cell)).name
            if cell < 0
            else ";".join(o.code for place, o in enumerate(item.options) if int(cell) >> place & 1)
            for cell in cells
        ]
    else:
        codes = [item.options[c].code if c >= 0 else Missing(int(c)).name for c in cells]
    return ["-" if code in _NONE else code for code in codes]


@pytest.mark.parametrize("shape", all_shapes(), ids=lambda shape: shape.name)
def test_an_export_is_read_right(tmp_path, shape):
    folder = _study(tmp_path, shape)
    study, issues = read_study(folder)
    assert study is not None, issues
    mappings, _ = read_mappings(folder, study)
    responses = read_responses(study, study.questionnaires[0], mappings, folder)
    errors = [issue for issue in responses.intake.issues if issue.severity is Severity.ERROR]
    assert errors == []
    (wave,) = responses.waves
    read = {
        "unit": [responses.questionnaire.units.all[place].id for place in wave.column("_unit")],
        "period": [responses.periods[place].id for place in wave.column("_period")],
        **{item.id: _coded(wave, item) for item in wave.edition.items},
    }
    order = sorted(range(wave.size), key=lambda row: RIGHT["score"].index(read["score"][row]))
    assert {name: [cells[row] for row in order] for name, cells in read.items()} == RIGHT
