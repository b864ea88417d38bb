"""A study for one shape of export, and what is read from it."""

from pathlib import Path

from csatreport.answers.model import Responses, Wave
from csatreport.answers.read import read_responses
from csatreport.study.item import Item, Kind, Missing
from csatreport.study.mapping import read_mappings
from csatreport.subjects.study import read_study
from tests.answers.platforms.shapes import QUESTIONNAIRE, RIGHT, UNITS

_NONE = ("BLANK", "NOT_APPLICABLE")


def make_study(folder: Path, *, zone: bool = True, shop: str = QUESTIONNAIRE) -> Path:
    """Write the configuration of the shop, without mappings and answers."""
    config = folder / "config"
    for name in ("questionnaires", "units", "mappings"):
        (config / name).mkdir(parents=True)
    zoned = "timezone: Asia/Shanghai\n" if zone else ""
    study = f"name: 青禾超市\nlanguages: [zh-Hans, en]\n{zoned}"
    (config / "study.yaml").write_text(study, encoding="utf-8")
    (config / "questionnaires" / "shop.yaml").write_text(shop, encoding="utf-8")
    (config / "units" / "stores.csv").write_text(UNITS, encoding="utf-8")
    return folder


def read_shop(folder: Path) -> Responses:
    """Read all answers of the shop."""
    study, issues = read_study(folder)
    assert study is not None, issues
    mappings, faults = read_mappings(folder, study)
    assert faults == ()
    return read_responses(study, study.questionnaires[0], mappings, folder)


def what_is_read(responses: Responses) -> dict[str, list[str]]:
    """Return what every row says, in the order of `RIGHT`; ``-`` is no answer."""
    read = in_codes(responses)
    order = sorted(
        range(len(read["score"])), key=lambda row: RIGHT["score"].index(read["score"][row])
    )
    return {
        name: ["-" if cells[row] in _NONE else cells[row] for row in order]
        for name, cells in read.items()
    }


def in_codes(responses: Responses) -> dict[str, list[str]]:
    """Return unit, period and the answers to each item by row, as codes; nothing without rows."""
    if not responses.waves:
        return {}
    (wave,) = responses.waves
    return {
        "unit": [responses.questionnaire.units.all[place].id for place in wave.column("_unit")],
        "period": [responses.periods[place].id for place in wave.column("_period")],
        **{item.id: _coded(wave, item) for item in wave.edition.items},
    }


def _coded(wave: Wave, item: Item) -> list[str]:
    cells = wave.column(item.id)
    if item.kind is Kind.TEXT:
        return [str(cell) for cell in cells]
    if item.kind is Kind.RANKED:
        return [",".join(cell) for cell in cells]
    if item.kind is Kind.SEVERAL:
        options = list(enumerate(item.options))
        return [
            Missing(cell).name
            if cell < 0
            else ";".join(option.code for place, option in options if cell >> place & 1)
            for cell in map(int, cells)
        ]
    return [item.options[c].code if c >= 0 else Missing(c).name for c in map(int, cells)]
