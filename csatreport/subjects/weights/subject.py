"""Weights as a subject: what weighting cost, and the figures without it."""

from csatreport.base.exposure import Exposure
from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.counts.findings.weighted import Unweighted
from csatreport.report.figure import Figure, Figures, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import CoreSubject, Term
from csatreport.statistics.verdict import Against
from csatreport.subjects.weights.tell import compose_weights

_NEVER = Exposure.NEVER
"""Anonymous answers are not weighted (C271)."""
_Once = NodeFinding | ItemFinding


def _all(found: Unweighted, _: Scope) -> list[_Once]:
    nodes = found.headline.walk() if found.headline is not None else ()
    return [*nodes, *found.items]


def _series(one: _Once, _: Scope) -> str:
    return one.node.series if isinstance(one, NodeFinding) else one.item.series


def _cost(key: str, doc: str) -> Figure:
    return Figure(key, _NEVER, doc, lambda found, _: getattr(found.diagnostics, key))


def _change(key: str, doc: str) -> Figure:
    return Figure(key, _NEVER, doc, lambda one, _: getattr(one.change(Against.PREVIOUS), key, None))


_ONCE = Figures.of(
    Figure("series", _NEVER, "of the node or item", _series),
    *with_interval("index", _NEVER, "its index", lambda one: estimate(one.index)),
    *with_interval("favourable", _NEVER, "its favourable share; null of a node",
                   lambda one: estimate(getattr(one, "favourable", None))),
    _change("difference", "from the previous period"),
    _change("low", "its lower end"),
    _change("high", "its upper end"),
    _change("p", "of the test"),
    _change("q", "p within the family"),
    _change("verdict", "as of any change"),
)  # fmt: skip
_WEIGHTS = Figures.of(
    _cost("kind", "where weights come from"),
    _cost("n", "answers weighted"),
    _cost("left_out", "answers left out"),
    _cost("effective", "Kish's number of answers"),
    _cost("smallest", "smallest weight in mean weights"),
    _cost("largest", "largest weight in mean weights"),
    _cost("capped", "how many were cut back"),
    _cost("rounds", "of raking"),
    Figure("unweighted", _NEVER, "the figures that count every answer once", _all, below=_ONCE),
)
FIGURES = Figures.of(
    Figure("weights", _NEVER,
           "null where answers are not weighted; else all other figures are weighted ones, and "
           "here stands what that cost",
           lambda found, _: found, below=_WEIGHTS),
)  # fmt: skip


WEIGHTS = CoreSubject(
    id="weights",
    doc="What weighting cost, and the figures that count every answer once.",
    figures=FIGURES,
    taken=lambda scope: scope.findings.unweighted,
    page=ReportPage.QUALITY,
    chapter=compose_weights,
    terms=(
        Term(
            "weights",
            "m = Σwx / Σw;  SE = √(n/(n − 1) · Σ(w(x − m)/Σw)²);  m ± t · SE",
            source="Kish (1965); Korn and Graubard (1998); Lumley (2010)",
            used=lambda q: q.weights is not None,
        ),
    ),
)
"""What weights do; None where answers are not weighted."""
