"""Findings made by hand: every case a report must find words for, without files or counting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from csatreport.base.label import LANGUAGES, Label
from csatreport.counts.findings.model import (
    Distribution,
    ItemFinding,
    NodeFinding,
    Quality,
    TrendPoint,
    UnitPoint,
)
from csatreport.counts.findings.whole import Findings
from csatreport.counts.voices import Comment, LowAnswer, Ranked
from csatreport.report import inline
from csatreport.report import model as report_model
from csatreport.report.around import around
from csatreport.report.model import Report
from csatreport.statistics.estimate import Estimate, Hidden, Suppressed
from csatreport.statistics.means import estimate_index, median_of_counts, sample_of_counts
from csatreport.statistics.proportions import estimate_net, estimate_share
from csatreport.statistics.tally import ItemTally
from csatreport.statistics.verdict import Against, Change, Verdict
from csatreport.study.edition import Edition, Node, Section
from csatreport.study.item import FollowUp, Item, Kind, Option, Role, Valence
from csatreport.study.model import Questionnaire
from csatreport.study.periods import Calendar, Period, PeriodKind
from csatreport.study.policy import Audience, ColumnNames, Reporting
from csatreport.study.units import Unit, Units
from csatreport.subjects import SUBJECTS
from csatreport.subjects.compose import compose_report
from csatreport.subjects.priorities.measure import Priorities
from csatreport.subjects.priorities.subject import PRIORITIES
from csatreport.subjects.voices.measure import Said
from csatreport.subjects.voices.subject import VOICES

CALENDAR = Calendar()
GOOD, NEUTRAL, BAD = Valence.GOOD, Valence.NEUTRAL, Valence.BAD
NOW, BEFORE, YEAR_AGO = "2026-10", "2026-09", "2025-10"


def period(name: str) -> Period:
    found = CALENDAR.parse(name)
    assert found is not None
    return found


def label(text: str) -> Label:
    """Make a label that differs by language, so that a wrong language shows."""
    return Label.of({language: f"{text}·{language}" for language in LANGUAGES})


def options(*specs: tuple[str, float | None, Valence | None]) -> tuple[Option, ...]:
    codes = "ABCDEFGHIJKLMN"
    return tuple(
        Option(code=code, label=label(text), points=points, printed_points=points, valence=valence)
        for code, (text, points, valence) in zip(codes, specs, strict=False)
    )


FOUR = options(
    ("satisfied", 3, GOOD), ("fairly", 2, GOOD), ("rather not", 1, BAD), ("dissatisfied", 0, BAD)
)
THREE = options(("short", 3, GOOD), ("middling", 1.5, NEUTRAL), ("long", 0, BAD))
TEN = tuple(
    Option(
        code=str(points),
        label=Label.of(str(points)),
        points=points,
        printed_points=points,
        valence=GOOD if points >= 9 else BAD if points <= 6 else NEUTRAL,
    )
    for points in range(10, -1, -1)
)


def item(name: str, choices: tuple[Option, ...] = FOUR, role: Role = Role.RATED, **more) -> Item:
    follow_up = FollowUp(
        options=frozenset(o.code for o in choices if o.valence is BAD), text=label("why")
    )
    settings = {
        "id": name,
        "number": name.removeprefix("q"),
        "kind": Kind.CHOICE,
        "role": role,
        "text": label(f"How about {name}?"),
        "label": label(name),
        "options": choices,
        "series": name,
        "follow_up": follow_up if role is Role.RATED else None,
    }
    return Item(**{**settings, **more})


RECOMMEND = item("recommend", TEN, Role.RECOMMEND, kind=Kind.RATING, low=0.0, high=10.0, number="4")
GENDER = item("gender", options(("woman", None, None), ("man", None, None)), Role.BACKGROUND)
WISH = item("wish", (), Role.COMMENT, kind=Kind.TEXT)
REASONS = item(
    "reasons",
    options(("near", None, None), ("cheap", None, None)),
    Role.BACKGROUND,
    kind=Kind.SEVERAL,
)
FIRST = item("first", (), Role.DETAIL, kind=Kind.RANKED, picks=3)


def tree(*children: Node, items: tuple[str, ...] = ("q1", "q2", "q3"), **more) -> Node:
    below = {} if children else {"items": items}
    return Node(
        id="headline", label=label("Index"), series="headline", children=children, **below, **more
    )


def branch(name: str, *items: str, weight: float | None = None) -> Node:
    return Node(id=name, label=label(name), series=name, items=items, weight=weight)


def unit(name: str, parent: str | None = "all", **more) -> Unit:
    return Unit(id=name, name=label(name), parent=parent, **more)


COMPANY = Units(
    all=(
        unit("all", None),
        unit("north"),
        unit("a", "north", kind="county"),
        unit("b", "north", kind="township"),
        unit("south"),
        unit("c", "south", kind="county"),
    ),
    kinds=(("county", label("County store")), ("township", label("Township store"))),
)


def questionnaire(
    items: tuple[Item, ...] = (), index: Node | None = None, *, indexed: bool = True, **more
) -> Questionnaire:
    asked = items or (item("q1"), item("q2"), item("q3", THREE))
    section = Section(id="s", title=label("section"), items=asked)
    root = (index or tree()) if indexed else None
    settings = {
        "id": "retail",
        "title": label("Survey"),
        "short": label("Short"),
        "organisation": label("Company"),
        "respondents": label("shoppers"),
        "every": PeriodKind.MONTH,
        "editions": (Edition(number="1", begins=None, sections=(section,), index=root),),
        "units": COMPANY,
        "reporting": Reporting(periods=(PeriodKind.MONTH, PeriodKind.QUARTER)),
        "columns": ColumnNames(name="customer"),
    }
    return Questionnaire(**{**settings, **more})


def change(
    difference: float | None = 3.0,
    verdict: Verdict = Verdict.NOT_SHOWN,
    against: Against = Against.PREVIOUS,
    **more,
) -> Change:
    names = {Against.PREVIOUS: period(BEFORE), Against.YEAR_AGO: period(YEAR_AGO)}
    tested = difference is not None and verdict is not Verdict.TOO_FEW
    settings = {
        "against": against,
        "period": names.get(against),
        "reference": 70.0,
        "difference": difference,
        "low": difference - 2 if tested and difference is not None else None,
        "high": difference + 2 if tested and difference is not None else None,
        "p": 0.01 if tested else None,
        "q": 0.02 if tested else None,
        "verdict": verdict,
        "detectable": 8.2 if tested else None,
        "family": 3,
    }
    return Change(**{**settings, **more})


def found(
    asked: Item, counts: tuple[int, ...], *changes: Change, population: int | None = None, **missing
) -> ItemFinding:
    tally = ItemTally(counts, **missing)
    points = tuple(option.points for option in asked.options)
    sample = sample_of_counts(points, counts)
    low, high = asked.bounds
    good = sum(counts[place] for place in asked.good)
    bad = sum(counts[place] for place in asked.bad)
    return ItemFinding(
        item=asked,
        tally=tally,
        mean=sample.mean if sample.n else None,
        median=median_of_counts(points, counts),
        sd=sample.sd,
        index=estimate_index(sample.rescaled(low, high), population) if low < high else None,
        favourable=estimate_share(good, tally.n, population),
        net=estimate_net(good, bad, tally.n, population),
        changes=changes,
        people=population,
    )


def hide(shown: ItemFinding, reason: Hidden) -> ItemFinding:
    closed = Suppressed(reason)
    return replace(
        shown, tally=ItemTally((0,) * len(shown.tally.counts)), mean=None, median=None, sd=None,
        index=closed, favourable=closed, net=closed, changes=(), counts_hidden=reason,
    )  # fmt: skip


def score(value: float, n: int = 60, reach: float | None = 2.0) -> Estimate:
    if reach is None:
        return Estimate(value=value, base=n)
    return Estimate(value=value, low=value - reach, high=value + reach, base=n)


def node(
    asked: Node, value: Estimate | Suppressed | None, *changes: Change, children=()
) -> NodeFinding:
    n = value.base if isinstance(value, Estimate) else 0
    return NodeFinding(
        node=asked, index=value, n=n, sd=12.0, changes=changes, children=tuple(children)
    )


def trend(*values: float | None, ends: str = NOW, breaks: int | None = None) -> tuple:
    """Make a trend of months that ends with a period; ``breaks`` counts from the end."""
    points: list[TrendPoint] = []
    current = period(ends)
    for place, value in enumerate(reversed(values)):
        shown = score(value) if value is not None else None
        n = shown.base if shown is not None else 0
        points.append(TrendPoint(period=current, score=shown, n=n, breaks=place == breaks))
        current = CALENDAR.previous(current) or current
    return tuple(reversed(points))


ITEMS = questionnaire().newest.items


def findings(**more) -> Findings:
    """Make the company's October 2026: nothing clear, sixty answers, and what was said."""
    said = {key: more.pop(key) for key in ("lows", "comments", "ranked") if key in more}
    asked = more.get("questionnaire") or questionnaire()
    root = asked.newest.index
    settings = {
        "questionnaire": asked,
        "edition": asked.newest,
        "unit": asked.units.root,
        "period": period(NOW),
        "responses": 60,
        "population": None,
        "headline": node(root, score(72.0), change()) if root is not None else None,
        "items": (
            found(ITEMS[0], (40, 12, 5, 3), change(2.0)),
            found(ITEMS[1], (20, 15, 12, 13), change(-1.0), not_applicable=4, blank=1),
            found(ITEMS[2], (30, 20, 10), change(0.5)),
        ),
        "trend": trend(71.0, 70.0, 72.0),
        "units": (
            UnitPoint(unit=asked.units.all[2], score=score(71.0, 30), n=30),
            UnitPoint(unit=asked.units.all[3], score=score(73.0, 20), n=20),
            UnitPoint(unit=asked.units.all[5], score=score(72.0, 10), n=10),
        )
        if len(asked.units.all) > 5
        else (),
        "background": (Distribution(item=GENDER, tally=ItemTally((35, 22), blank=3), asked=60),),
        "quality": Quality(responses=60, respondents=None, unscored=0),
        "results": {
            **dict.fromkeys(SUBJECTS),
            VOICES: Said(**said),
            PRIORITIES: Priorities(parts={}),
        },
    }
    return Findings(**{**settings, **more})


def low(option: int = 3, reason: str = "too slow", name: str = "", where: str = "a") -> LowAnswer:
    return LowAnswer(
        item=ITEMS[0], option=option, reason=reason, unit=COMPANY.by_id[where],
        date="2026-10-12", name=name,
    )  # fmt: skip


def comment(text: str, name: str = "", where: str = "a") -> Comment:
    day = dt.date(2026, 10, 3).isoformat()
    return Comment(item=WISH, text=text, unit=COMPANY.by_id[where], date=day, name=name)


def ranked(text: str, named: int = 3, weighted: int = 7) -> Ranked:
    return Ranked(item=FIRST, text=text, named=named, weighted=weighted)


def report(language: str = "en", audience: Audience = Audience.OPEN, **more) -> Report:
    """Compose the report of hand-made findings, and those of the unit above (``parent``)."""
    parent = more.pop("parent", None)
    found = findings(**more)
    beside = around(parent, [found.unit])[found.unit.id] if parent is not None else None
    return compose_report(found, language, audience=audience, sample=False, around=beside)


TOLD = (report_model.__name__, inline.__name__)
"""The modules of what a report is made of."""


def texts(value: object) -> Iterator[str]:
    """Yield every text in a report, its data included, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from texts(inner)
    elif type(value).__module__ in TOLD and hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def blocks(shown: Report, kind: type) -> list:
    """Return every block of a kind, those in columns too."""
    found_blocks: list = []
    for chapter in shown.chapters:
        for block in chapter.blocks:
            inner = getattr(block, "blocks", ())
            found_blocks += [b for b in (block, *inner) if isinstance(b, kind)]
    return found_blocks


def chapter(shown: Report, name: str):
    return next((c for c in shown.chapters if c.id == name), None)


def headline(shown: Report) -> report_model.Headline:
    return blocks(shown, report_model.Headline)[0]
