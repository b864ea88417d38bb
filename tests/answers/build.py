"""A small study made by hand, and its answers written as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from csatreport.answers.model import Responses
from csatreport.answers.read import read_responses
from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.study.edition import Edition, Section
from csatreport.study.item import FollowUp, Item, Kind, Option, Role
from csatreport.study.mapping import ItemValues, Mapping
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.policy import Anonymity, Reporting
from csatreport.study.units import Unit, Units
from tests.frames import frame_of

SATISFIED = (("A", "满意", "Satisfied"), ("B", "一般", "So so"), ("C", "不满意", "Dissatisfied"))
NOT_APPLICABLE = Option(code="N", label=Label.of({"zh-Hans": "没用过", "en": "Never used"}))


def options(*written: Sequence[str]) -> tuple[Option, ...]:
    return tuple(
        Option(code=code, label=Label.of({"zh-Hans": chinese, "en": english}))
        for code, chinese, english in written
    )


def item(name: str, kind: Kind = Kind.CHOICE, **settings) -> Item:
    if kind in (Kind.CHOICE, Kind.SEVERAL):
        settings.setdefault("options", options(*SATISFIED))
    if kind is Kind.YESNO:
        settings.setdefault("options", options(("Y", "是", "Yes"), ("N", "否", "No")))
    if kind is Kind.RATING:
        numbers = [str(number) for number in range(10, -1, -1)]
        settings.setdefault("options", tuple(Option(code=n, label=Label.of(n)) for n in numbers))
    defaults = {
        "number": "",
        "role": Role.RATED,
        "label": Label.of({"zh-Hans": f"{name}简称", "en": f"{name} label"}),
        "text": Label.of({"zh-Hans": f"您对{name}满意吗？", "en": f"How was {name}?"}),
    }
    return Item(id=name, kind=kind, **{**defaults, **settings})


def follow_up() -> FollowUp:
    return FollowUp(options=frozenset({"C"}), text=Label.of("why"))


def edition(*items: Item, number: str = "1", begins: Period | None = None) -> Edition:
    section = Section(id="all", title=Label(), items=items)
    return Edition(number=number, begins=begins, sections=(section,), index=None)


def stores() -> Units:
    named = (
        Unit(id="all", name=Label.of({"zh-Hans": "全部", "en": "All"}), parent=None),
        Unit(id="S1", name=Label.of({"zh-Hans": "东店", "en": "East"}), parent="all"),
        Unit(id="S2", name=Label.of({"zh-Hans": "西店", "en": "West"}), parent="all"),
        Unit(id="S3", name=Label.of({"zh-Hans": "老店", "en": "Old"}), parent="all"),
        Unit(id="S4", name=Label.of({"zh-Hans": "老店", "en": "Old 2"}), parent="all"),
    )
    return Units(all=named)


def one_unit() -> Units:
    return Units(all=(Unit(id="all", name=Label.of("All"), parent=None),))


def questionnaire(*editions: Edition, **settings) -> Questionnaire:
    every = settings.setdefault("every", PeriodKind.MONTH)
    name = Label.of("shop")
    settings.setdefault("units", stores())
    return Questionnaire(
        id="shop",
        title=name,
        short=name,
        organisation=name,
        respondents=name,
        editions=editions,
        reporting=Reporting(periods=(every,)),
        **settings,
    )


def mapping(*, item_values: Sequence[tuple] = (), **settings) -> Mapping:
    """Make a mapping for all files; ``item_values`` are values by the item they belong to."""
    defaults = {
        "questionnaire": "shop",
        "files": "*",
        "source": Source(file="config/mappings/m.yaml"),
        "items": tuple((name, ItemValues(values=values)) for name, values in item_values),
    }
    return Mapping(**{**defaults, **settings})


def named_round(name: str, start: dt.date, end: dt.date, closes: dt.date | None = None) -> Period:
    label = Label.of({"zh-Hans": f"第{name[-1]}轮"})
    return Period(kind=PeriodKind.ROUND, id=name, start=start, end=end, label=label, closes=closes)


def month(text: str) -> Period:
    found = Calendar().parse(text)
    assert found is not None
    return found


SHOPS = Units(
    all=(
        Unit(id="all", name=Label.of("青禾超市"), parent=None),
        Unit(id="S001", name=Label.of("人民路店"), parent="all", also=("人民路", "People St.")),
        Unit(id="S002", name=Label.of("柳树路店"), parent="all"),
        Unit(id="S003", name=Label.of("柳树路 店"), parent="all"),
    )
)
"""Units with other spellings of their names, and two names that differ by a blank."""


class Desk:
    """Writes answers into a study's folder and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, content: str | bytes, name: str = "2026-10.csv") -> None:
        file = self.folder / "data" / "shop" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def read(
        self,
        asked: Questionnaire | Item,
        *mappings: Mapping,
        calendar: Calendar | None = None,
        timezone: str = "",
    ) -> Responses:
        if isinstance(asked, Item):
            asked = questionnaire(edition(asked))
        study = Study(
            name=Label.of("study"),
            languages=("en",),
            calendar=calendar or Calendar(),
            questionnaires=(asked,),
            timezone=timezone,
        )
        found = read_responses(study, asked, mappings, self.folder)
        check_account(found)
        return found

    def answers(self, asked: Questionnaire | Item, content: str, *mappings: Mapping) -> Responses:
        """Write one file and read it."""
        self.write(content)
        return self.read(asked, *mappings)


def check_account(found: Responses) -> None:
    """Every row read is kept or refused, and every refused row is listed once."""
    kept = [0] * len(found.intake.files)
    for wave in found.waves:
        for place in frame_of(wave)["_file"]:
            kept[place] += 1
    for place, file in enumerate(found.intake.files):
        assert file.read == file.kept + file.refused
        assert file.kept == kept[place]
        listed = [one for one in found.intake.refusals if one.file == file.file and not one.kept]
        assert len(listed) == file.refused
        assert len({one.row for one in listed}) == len(listed)


def column(found: Responses, name: str) -> list:
    """Return a column of the only wave."""
    (wave,) = found.waves
    return frame_of(wave)[name].tolist()


def unread(found: Responses) -> dict[str, str]:
    """Return the columns of the first file that nothing is read from, and why."""
    return {column.header: column.why.value for column in found.intake.files[0].unread_columns}


def codes(found: Responses) -> list[str]:
    return [issue.code for issue in found.intake.issues]


def refused(found: Responses) -> list[tuple[int, str, str, str]]:
    """Return (row, column, value, code) of refused rows."""
    return [
        (one.row, one.column, one.value, one.code) for one in found.intake.refusals if not one.kept
    ]


def faulty(found: Responses) -> list[tuple[int, str, str, str]]:
    """Return (row, column, value, code) of cells counted as invalid."""
    return [(one.row, one.column, one.value, one.code) for one in found.intake.refusals if one.kept]


ANONYMOUS = Anonymity()
