"""Items that are asked about others: which belong together, and what people gave, in points."""

from math import sqrt
from typing import TypeAlias

from csatreport.counts.count import keyed_points, looked_up
from csatreport.counts.ledger import Ledger
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.estimate import Estimate
from csatreport.statistics.means import t_quantile
from csatreport.study.edition import Edition, Node
from csatreport.study.item import Item, Role

Aspect: TypeAlias = Item | Node
"""What people judge, expect or hold important: a question, a dimension or the whole."""


def paired_items(edition: Edition, role: Role) -> dict[str, Item]:
    """Return the items with a role by the id of what they are about."""
    return {item.about: item for item in edition.with_role(role) if item.about}


def points_of(ledger: Ledger, item: Item, rows: Ints) -> Floats:
    """Return the keyed points that some responses gave a closed item; NaN where they gave none."""
    return looked_up(keyed_points(item), ledger.segments.codes(item.series, rows))


def paired_mean(differences: Floats) -> Estimate:
    """Estimate a mean difference with its t interval; none below two or without spread."""
    n, mean = len(differences), float(differences.mean())
    sd = float(differences.std(ddof=1)) if n > 1 else 0.0
    if not sd:
        return Estimate(value=mean, base=n)
    reach = t_quantile(n - 1) * sd / sqrt(n)
    return Estimate(value=mean, low=mean - reach, high=mean + reach, base=n)
