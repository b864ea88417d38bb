"""What the report of a unit tells of the units around it, and no more than that.

A store is set beside the company and among two hundred other stores. What its report takes from
them is little, and rounded as it is printed: late answers of another store change it only where a
reader would see it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from csatreport.counts.findings.findings import stands_alone
from csatreport.counts.findings.model import UnitPoint
from csatreport.counts.findings.standing import Group, judge_means
from csatreport.counts.findings.whole import Findings
from csatreport.statistics.estimate import Estimate, Score
from csatreport.study.units import Unit


@dataclass(frozen=True, kw_only=True)
class Around:
    """The unit above, and where a unit stands among those beside it.

    ``above`` is None where readers may not know it; ``index`` is its headline and ``nets`` are its
    net scores by item, to one decimal; ``shares`` are its favourable shares by series, 0-1, to a
    whole percent. ``groups`` are set only where a unit stands alone on its page (`stands_alone`):
    its place in the funnel of the headline, under "", and of each net score, by item.
    """

    above: Unit | None
    index: float | None = None
    shares: Mapping[str, float] = field(default_factory=dict)
    nets: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)


def around(found: Findings, units: Iterable[Unit], *, told: bool = True) -> dict[str, Around]:
    """Return what the reports of units just below one take from its findings, by unit.

    Args:
        found: the findings of the unit above, after the anonymity gate.
        units: some or all of those just below.
        told: whether readers may know the findings.
    """
    score = found.headline.index if found.headline is not None else None
    above = Around(above=None)
    if told:
        above = Around(
            above=found.unit, index=_rounded(score, 1), shares=_shares(found), nets=_nets(found)
        )
    alone = [unit for unit in units if stands_alone(found.questionnaire, unit)]
    groups = _groups(found, above) if alone else {}
    return {unit.id: above for unit in units} | {
        unit.id: replace(
            above,
            groups={
                name: tuple(one.alone(unit.id) for one in some) for name, some in groups.items()
            },
        )
        for unit in alone
    }


def _rounded(score: Score, digits: int) -> float | None:
    return round(score.value, digits) if isinstance(score, Estimate) else None


def _shares(found: Findings) -> dict[str, float]:
    rounded = {one.item.series: _rounded(one.favourable, 2) for one in found.items}
    return {series: share for series, share in rounded.items() if share is not None}


def _nets(found: Findings) -> dict[str, float]:
    rounded = {one.item.id: _rounded(one.score, 1) for one in found.nets}
    return {item: score for item, score in rounded.items() if score is not None}


def _groups(found: Findings, above: Around) -> dict[str, tuple[Group, ...]]:
    """Judge the units just below that have none below themselves."""
    units = found.questionnaire.units
    beside = {one.id for one in units.children(found.unit.id) if not units.children(one.id)}

    def judge(
        points: Iterable[UnitPoint], middle: float | None, *, ranked: bool
    ) -> tuple[Group, ...]:
        some = tuple(one for one in points if one.unit.id in beside)
        return judge_means(some, middle, ranked=ranked)

    return {"": judge(found.units, above.index, ranked=True)} | {
        net.item.id: judge(net.units, above.nets.get(net.item.id), ranked=False)
        for net in found.nets
    }
