"""Registers beside the answers: what is kept about complaints, actions, defects, customers, visits.

A file in ``config/registers/`` says which files in ``data/registers/`` hold a register, what their
columns are called, which codes and causes there are, and how soon a complaint must be answered.
"""

from dataclasses import field
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.study.names import ITEM_ID, LABEL, PERCENT, PLAIN, QUESTIONNAIRE_ID, one_of
from csatreport.study.words import standard_label
from csatreport.study.yaml.declared import block_of, key, settings, settings_among
from csatreport.study.yaml.groups import Either, ListOf, MapOf
from csatreport.study.yaml.shapes import Flag, Number, Text

HAIR = 1e-9
"""A sum of floats that misses a declared line by no more has reached it."""
_Set = TypeVar("_Set")


class RegisterKind(StrEnum):
    """What a register is about."""

    COMPLAINTS = "complaints"
    EXPOSURE = "exposure"
    """How many customers or receipts complaints are set against, by month and unit."""
    ACTIONS = "actions"
    DEFECTS = "defects"
    CUSTOMERS = "customers"
    INSPECTIONS = "inspections"
    STAGES = "stages"
    """What inspections of each stage of the work counted."""
    SUPPLIERS = "suppliers"
    """What was measured of suppliers, carriers or agents, by criterion."""
    GRADES = "grades"
    """The points of customers that grades are made of."""
    PROMISES = "promises"
    """How many promises of a kind fell due, and how many of them were kept."""


_SCHEMES = {
    "five": ("listened", "shared", "clarified", "illustrated", "asked"),
    "seven": ("encouraged", "understood", "repeated", "converted", "coordinated", "fed_back",
              "followed_up"),
}  # fmt: skip
_COMPLAINTS = frozenset({RegisterKind.COMPLAINTS})
_ACTIONS = frozenset({RegisterKind.ACTIONS})
_VISITS = frozenset({RegisterKind.INSPECTIONS})


@settings(
    name="cause",
    title="A cause (`causes`)",
    example="{id: price, label: {zh-Hans: 标价不符, en: Wrong price}, parent: service}",
)
class Cause:
    """A kind of cause of complaints.

    ``parent`` is the id of the wider one, "" at the top.
    """

    id: str = key(ITEM_ID, "price")
    """Its code in files."""
    label: Label = key(LABEL, "{en: Wrong price}")
    """Its name in reports."""
    parent: str = key(ITEM_ID, "service", default="")
    """The id of the wider cause it belongs to."""


@settings(
    name="step",
    title="A step (`handling`)",
    example="{id: called, label: {zh-Hans: 已致电, en: Called}}",
)
class HandlingStep:
    """A step of handling a complaint; the field of its id holds the day on which it was done."""

    id: str = key(ITEM_ID, "called")
    """The field's name."""
    label: Label = key(LABEL, "{en: Called}")
    """Its name in reports."""


@settings(
    name="check",
    title="A check (`checklist`)",
    example="{id: badge, text: {zh-Hans: 佩戴工牌, en: Wears a badge}, section: looks, weight: 2}",
)
class ChecklistItem:
    """A check that every visit makes.

    No score makes up for one that is critical.
    """

    id: str = key(ITEM_ID, "badge")
    """Its code in files."""
    text: Label = key(LABEL, "{en: Wears a badge}")
    """What is checked, so that the answer can be yes or no. Files may hold it too."""
    section: str = key(PLAIN, "looks", default="")
    """The section it is scored in; named under `labels`."""
    weight: float = key(Number(low=0.001, high=1000), "2", default=1.0)
    """How much it weighs in the score."""
    critical: bool = key(Flag(), "yes", default=False, says="no")
    """A check that no score makes up for: it stands apart where it failed."""


_FIGURE = Text(pattern=r"[0-9]{1,12}(\.[0-9]{1,9})?", code="C133")
_LARGEST = 1_000_000_000


@settings(
    name="criterion",
    title="A criterion (`criteria`)",
    example="{id: on_time, label: {zh-Hans: 准时率, en: On time}, weight: 25, per: 100, "
    "points: {100: 100, 95: 80, 80: 0}}",
)
class Criterion:
    """A criterion by which suppliers are rated."""

    id: str = key(ITEM_ID, "on_time")
    """Its code in files."""
    label: Label = key(LABEL, "{en: On time}")
    """Its name in reports. Files may hold it too."""
    weight: float = key(PERCENT, "25", default=0.0)
    """How much it weighs. All weights add to 100; a criterion that weighs nothing is told and not
    scored."""
    points: tuple[tuple[float, float], ...] = key(
        MapOf(keys=_FIGURE, of=PERCENT),
        "{100: 100, 95: 80, 80: 0}",
        default=(),
        says="none",
        made=lambda pairs: tuple((float(figure), points) for figure, points in pairs),
    )
    """The points that a figure is worth, from one end to the other. Between two figures they lie on
    a line, beyond the ends they stay as they are there."""
    steps: bool = key(Flag(), "true", default=False)
    """Whether points go in steps: each figure is the worst that is still worth its points, and
    what is worse than all of them is worth none."""
    per: float = key(
        Number(low=0, high=_LARGEST, above=True), "100", default=0.0, says="not counted"
    )
    """Of how many, where the figure is counted: rows then hold `count` and `of`, such as defects
    and pieces. 100 makes a share in percent (Wilson's interval), 1000000 parts per million (an
    exact Poisson interval)."""
    low: float = key(Number(low=0, high=_LARGEST), "1", default=0.0)
    """The smallest figure there can be; a row with a smaller one is refused."""
    high: float | None = key(Number(low=0, high=_LARGEST), "5", default=None, says="any")
    """The largest figure there can be."""
    critical: float | None = key(PERCENT, "40", default=None, says="not critical")
    """Below so many points nothing makes up for it: the grade is then at best what `caps` says."""

    @property
    def counted(self) -> bool:
        """Whether its figure is counted, so that chance has a part in it."""
        return self.per > 0

    def worth(self, figure: float) -> float:
        """Return the points that a figure is worth.

        >>> points = ((80.0, 0.0), (95.0, 80.0), (100.0, 100.0))
        >>> on_time = Criterion(id="t", label=Label.of("On time"), points=points)
        >>> on_time.worth(97.5), on_time.worth(70)
        (90.0, 0.0)
        """
        ordered = sorted(self.points)
        if self.steps:
            rises = ordered[0][1] < ordered[-1][1]
            return max(
                (p for at, p in ordered if (figure >= at - HAIR if rises else figure <= at + HAIR)),
                default=0.0,
            )
        for (low, worth), (high, more) in pairwise(ordered):
            if figure <= high:
                return worth + (more - worth) * max(0.0, figure - low) / (high - low)
        return ordered[-1][1]


def _steps(given: str | tuple[HandlingStep, ...]) -> tuple[HandlingStep, ...]:
    """Return the steps that are named or, of a scheme, those it stands for."""
    if isinstance(given, tuple):
        return given
    return tuple(
        HandlingStep(id=name, label=standard_label(f"step_{name}")) for name in _SCHEMES[given]
    )


@settings(name="register", example="kind: complaints")
class Register:
    """A register in data/registers/: its files, columns, codes and rules.

    It says how one register is read and judged. ``columns`` pairs a field with the header it stands
    under; ``codes`` a field with what may be written and what it means. Days are counted from the
    day of receipt.
    """

    id: str = ""
    kind: RegisterKind = key(one_of(RegisterKind), "complaints")
    """complaints, exposure (customers or receipts by month and unit), actions (the improvement
    plan), defects (found inside), customers, inspections, stages (what was inspected at each stage
    of the work, and passed), suppliers (what was measured of them, by criterion), grades
    (the points of customers), promises (how many fell due, and were kept)."""
    questionnaire: str = key(QUESTIONNAIRE_ID, "retail")
    """Whose units and reports the register belongs to."""
    files: str = key(
        PLAIN, "complaints*", default="", says="the name of this file, with anything behind it"
    )
    """The files below data/registers/, without ending; `*` stands for anything."""
    columns: tuple[tuple[str, str], ...] = key(
        MapOf(keys=ITEM_ID, of=PLAIN),
        "{id: 编号, received: 收到日期}",
        default=(),
        says="the names of the fields",
    )
    """The header of each field that is called otherwise."""
    codes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = key(
        MapOf(keys=ITEM_ID, of=MapOf(keys=PLAIN, of=PLAIN, example="{电话: phone}")),
        "{channel: {电话: phone}}",
        default=(),
        says="codes stand in the files as they are",
    )
    """What is written in a field, and the code it stands for. A field named here takes nothing
    else."""
    labels: tuple[tuple[str, Label], ...] = key(
        MapOf(keys=PLAIN, of=LABEL),
        "{phone: {zh-Hans: 电话, en: Telephone}}",
        default=(),
        says="the codes",
    )
    """The names of codes in reports: causes and channels, checks, areas and finders, grades,
    promises, stages, types of actions, suppliers; of exposure the `number`, whose name is what it
    counts."""
    owners: tuple[str, ...] = key(
        ListOf(PLAIN), "[客服部, 门店]", default=(), says="anybody", kinds=_COMPLAINTS | _ACTIONS
    )
    """Who may be an owner."""
    date_format: str | None = key(PLAIN, '"%d.%m.%Y"', default=None, says="the year first")
    """How days are written, where the year does not stand first."""
    steps: tuple[HandlingStep, ...] = key(
        Either((one_of(_SCHEMES), ListOf(block_of(HandlingStep)))),
        "five",
        name="handling",
        default_factory=lambda: _steps("five"),
        says="five",
        kinds=_COMPLAINTS,
        made=_steps,
    )
    """five (listened, shared, clarified, illustrated, asked), seven (encouraged, understood,
    repeated, converted, coordinated, fed back, followed up), or steps."""
    causes: tuple[Cause, ...] = key(
        ListOf(block_of(Cause)),
        "[{id: price, label: 标价不符}]",
        default=(),
        says="any",
        kinds=_COMPLAINTS,
    )
    """The causes there are; a row with another one is refused."""
    checklist: tuple[ChecklistItem, ...] = key(
        ListOf(block_of(ChecklistItem)),
        "[{id: badge, text: {en: Wears a badge}}]",
        default=(),
        says="the rows say what was checked",
        kinds=_VISITS,
    )
    """The checks of a visit. A row with another one is refused; section, weight and critical come
    from here where a row leaves them blank."""
    criteria: tuple[Criterion, ...] = key(
        ListOf(block_of(Criterion)),
        "[{id: on_time, label: {en: On time}, weight: 100, per: 100, points: {80: 0, 100: 100}}]",
        default=(),
        says="none",
        kinds={RegisterKind.SUPPLIERS},
    )
    """The criteria by which suppliers are rated; a row with another one is refused."""
    settings: tuple[object, ...] = ()
    """What is set about subjects; see `settings_of`."""
    source: Source = field(default_factory=lambda: Source(file=""), compare=False)

    def settings_of(self, made: type[_Set]) -> _Set:
        """Return what is set about a subject, by the class that declares its keys."""
        return settings_among(Register, self.settings, made)

    def label(self, code: str) -> Label:
        """Return the name of a code, cause, check or criterion; else the code itself."""
        named = {one.id: one.label for one in self.causes}
        named |= {one.id: one.text for one in self.checklist}
        named |= {one.id: one.label for one in self.criteria}
        return dict(self.labels).get(code) or named.get(code) or Label.of(code)
