"""What weighting cost as plain data, and the figures without it: ``weights`` of ``data.json``."""

from __future__ import annotations

from csatreport.counts.findings.weighted import Unweighted
from csatreport.report.scope import bounds
from csatreport.statistics.estimate import Score
from csatreport.statistics.verdict import Against, Change


def weight_data(found: Unweighted | None) -> dict[str, object] | None:
    """Give what weighting cost, and the unweighted figures; null where nothing is weighted."""
    if found is None:
        return None
    made = found.diagnostics
    nodes = found.headline.walk() if found.headline is not None else ()
    return {
        "kind": made.kind.value,
        "n": made.n,
        "left_out": made.left_out,
        "effective": made.effective,
        "smallest": made.smallest,
        "largest": made.largest,
        "capped": made.capped,
        "rounds": made.rounds,
        "unweighted": [
            *(_figure(n.node.series, n.index, None, n.change(Against.PREVIOUS)) for n in nodes),
            *(
                _figure(i.item.series, i.index, i.favourable, i.change(Against.PREVIOUS))
                for i in found.items
            ),
        ],
    }


def _figure(series: str, index: Score, share: Score, change: Change | None) -> dict[str, object]:
    return {
        "series": series,
        **bounds("index", index),
        **bounds("favourable", share),
        "difference": change.difference if change else None,
        "low": change.low if change else None,
        "high": change.high if change else None,
        "p": change.p if change else None,
        "q": change.q if change else None,
        "verdict": change.verdict.value if change else None,
    }
