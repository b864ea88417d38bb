"""The answers of a unit and period, weighted: figures, how much weighting cost, what went wrong.

Weights of strata and margins are made for the whole company in each reported period, and a unit's
answers keep the weights they have there. Design weights stand with the answers. Answers without a
weight, or without a category, are left out of the weighted figures and counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from scipy.special import ndtr

from csatreport.errors import Issue, Severity
from csatreport.measures.change import SMALLEST_BASE, decide
from csatreport.measures.count import Floats, Ints, keyed_points
from csatreport.measures.ledger import Ledger
from csatreport.measures.model import Against, Change, Verdict
from csatreport.measures.proportions import Z
from csatreport.measures.weighted import Diagnostics, Weighted, WeightedFigure
from csatreport.measures.weights import (
    Mean,
    collapse,
    estimate_weighted_index,
    estimate_weighted_share,
    kish,
    post_stratify,
    rake,
    stratified_mean,
    weighted_mean,
)
from csatreport.survey.model import Edition, Item, Unit
from csatreport.survey.periods import Period
from csatreport.survey.policy import Margin, WeightKind, Weights


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """The weights of some rows, by row number; NaN where a row has none.

    ``codes`` are the strata, with their ``people``; empty for other kinds. ``joined`` are pairs of
    option places: a stratum and the one it stands in.
    """

    rows: Ints
    weights: Floats
    codes: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    people: dict[int, float] = field(default_factory=dict)
    joined: tuple[tuple[int, int], ...] = ()
    alone: tuple[int, ...] = ()
    """Strata with fewer than two answers that are joined to no other."""
    capped: int = 0
    rounds: int = 0
    open: int | None = None
    """The place of a margin that was not met."""


@lru_cache(maxsize=64)
def weigh(ledger: Ledger, period: Period) -> Weighing | None:
    """Weigh all answers of a period; None where the questionnaire declares no weights.

    Kept, because every unit of a period, and the period after it, asks for the same.
    """
    weights = ledger.questionnaire.weights
    if weights is None:
        return None
    rows = ledger.row_numbers(ledger.questionnaire.units.root.id, period)
    edition = ledger.edition(period)
    if weights.kind is WeightKind.COLUMN:
        column = ledger.rows.column("_weight").astype(np.float64)
        return Weighing(rows=rows, weights=column[rows])
    margins = [_margin(ledger, edition, margin, rows) for margin in weights.margins]
    if weights.kind is WeightKind.STRATA:
        return _strata(weights, edition, rows, *margins[0])
    raked = rake(margins, weights.cap)
    return Weighing(
        rows=rows, weights=raked.weights, capped=raked.capped, rounds=raked.rounds, open=raked.open
    )


def _margin(
    ledger: Ledger, edition: Edition, margin: Margin, rows: Ints
) -> tuple[Ints, dict[int, float]]:
    """Return each row's category of a margin, and how many people are in each."""
    item = edition.by_id[margin.item]
    places = {option.code: place for place, option in enumerate(item.options)}
    people = {places[code]: number for code, number in margin.people if code in places}
    codes = ledger.segments.codes(item.series)[rows]
    return np.where(np.isin(codes, list(people)), codes, -1), people


def _strata(
    weights: Weights, edition: Edition, rows: Ints, codes: Ints, people: dict[int, float]
) -> Weighing:
    item = edition.by_id[weights.margins[0].item]
    places = {option.code: place for place, option in enumerate(item.options)}
    counts = {place: int((codes == place).sum()) for place in people}
    order = [(places[one], places[other]) for one, other in weights.collapse]
    stands = collapse(counts, people, order)
    joined: dict[int, float] = {}
    for place, number in people.items():
        joined[stands[place]] = joined.get(stands[place], 0.0) + number
    coded = np.array([stands.get(int(code), -1) for code in codes], np.int64)
    return Weighing(
        rows=rows,
        weights=post_stratify(coded, joined),
        codes=coded,
        people=joined,
        joined=tuple((one, other) for one, other in stands.items() if one != other),
        alone=tuple(place for place in joined if (coded == place).sum() < 2),
    )


def weighted(ledger: Ledger, unit: Unit, period: Period) -> Weighted | None:
    """Return the weighted figures of a unit and period; None without weights or answers."""
    now = weigh(ledger, period)
    if now is None or not len(now.rows):
        return None
    earlier = ledger.calendar.previous(period)
    before = weigh(ledger, earlier) if earlier is not None else None
    edition = ledger.edition(period)
    mine = _of(ledger, unit, period, now)
    then = _of(ledger, unit, earlier, before) if before is not None and earlier else None
    used = ~np.isnan(mine.weights)
    root = edition.index
    items = [
        _item_figure(ledger, item, mine, then, earlier)
        for item in edition.items
        if item.scored and item.good and not item.personal and item.bounds[0] < item.bounds[1]
    ]
    changes = decide([f.change for f in items], ledger.questionnaire.smallest_index_change)
    own = mine.weights[used]
    return Weighted(
        diagnostics=Diagnostics(
            kind=ledger.questionnaire.weights.kind if ledger.questionnaire.weights else None,
            n=int(used.sum()),
            left_out=int((~used).sum()),
            effective=kish(own),
            smallest=float(own.min() / own.mean()) if len(own) else None,
            largest=float(own.max() / own.mean()) if len(own) else None,
            capped=now.capped,
            rounds=now.rounds,
            joined=now.joined,
        ),
        headline=_node_figure(ledger, root.series, mine, then, earlier) if root else None,
        items=tuple(
            WeightedFigure(
                series=f.series, index=f.index, share=f.share, effective=f.effective, change=change
            )
            for f, change in zip(items, changes, strict=True)
        ),
    )


def _of(ledger: Ledger, unit: Unit, period: Period, weighing: Weighing) -> Weighing:
    """Return the part of a weighing that belongs to a unit."""
    mine = np.isin(weighing.rows, ledger.row_numbers(unit.id, period))
    whole = unit.parent is None
    return Weighing(
        rows=weighing.rows[mine],
        weights=weighing.weights[mine],
        # A unit's own strata have other sizes than the company's: it keeps the weights alone.
        codes=weighing.codes[mine] if whole and len(weighing.codes) else np.empty(0, np.int64),
        people=weighing.people if whole else {},
    )


def _mean(values: Floats, weighing: Weighing) -> Mean | None:
    """Return the weighted mean of values by row (NaN where none)."""
    used = ~np.isnan(values) & ~np.isnan(weighing.weights)
    if len(weighing.codes):
        return stratified_mean(values[used], weighing.codes[used], weighing.people)
    return weighted_mean(values[used], weighing.weights[used])


def _item_figure(
    ledger: Ledger, item: Item, now: Weighing, then: Weighing | None, earlier: Period | None
) -> WeightedFigure:
    low, high = item.bounds
    points = [np.nan if p is None else p for p in keyed_points(item)]
    index = 100 * (np.array(points) - low) / (high - low)
    good = np.array([1.0 if n in item.good else 0.0 for n in range(len(item.options))])
    codes = ledger.segments.codes(item.series)
    mean = _mean(_looked_up(codes[now.rows], index), now)
    share = _mean(_looked_up(codes[now.rows], good), now)
    before = _mean(_looked_up(codes[then.rows], index), then) if then is not None else None
    return WeightedFigure(
        series=item.series,
        index=estimate_weighted_index(mean),
        share=estimate_weighted_share(share),
        effective=mean.effective if mean is not None else 0.0,
        change=_change(mean, before, earlier),
    )


def _looked_up(codes: Ints, values: Floats) -> Floats:
    """Return an option's value in each row; NaN where no option was picked."""
    return np.where(codes >= 0, values[np.maximum(codes, 0)], np.nan)


def _node_figure(
    ledger: Ledger, series: str, now: Weighing, then: Weighing | None, earlier: Period | None
) -> WeightedFigure:
    scores = ledger.segments.scores(series)
    mean = _mean(scores[now.rows], now)
    before = _mean(scores[then.rows], then) if then is not None else None
    (change,) = decide([_change(mean, before, earlier)], ledger.questionnaire.smallest_index_change)
    return WeightedFigure(
        series=series,
        index=estimate_weighted_index(mean),
        share=None,
        effective=mean.effective if mean is not None else 0.0,
        change=change,
    )


def _change(now: Mean | None, before: Mean | None, period: Period | None) -> Change | None:
    """Test the difference of two weighted means by z on their linearised errors."""
    if now is None or before is None:
        return None
    few = min(now.n, before.n) < SMALLEST_BASE
    difference, error, p = now.value - before.value, None, None
    if now.error is not None and before.error is not None:
        error = float(np.hypot(now.error, before.error))
        p = 2 * float(ndtr(-abs(difference / error))) if error else None
    return Change(
        against=Against.PREVIOUS,
        period=period,
        reference=before.value,
        difference=difference,
        low=difference - Z * error if error else None,
        high=difference + Z * error if error else None,
        p=p,
        verdict=Verdict.TOO_FEW if few else Verdict.NO_CLEAR_CHANGE,
        test="weighted",
        error=error,
        reference_n=before.n,
    )


def check_weights(ledger: Ledger) -> tuple[Issue, ...]:
    """Report margins that cannot be met (A497, an error) and strata left alone (A498)."""
    weights = ledger.questionnaire.weights
    if weights is None:
        return ()
    found: list[Issue] = []
    for period in ledger.base_periods:
        weighing = weigh(ledger, period)
        if weighing is None:
            continue
        if weighing.open is not None:
            facts = {
                "period": period.id,
                "item": weights.margins[weighing.open].item,
                "rounds": weighing.rounds,
            }
            found.append(_issue(ledger, "A497", Severity.ERROR, facts))
        for place in weighing.alone:
            item = ledger.edition(period).by_id[weights.margins[0].item]
            facts = {"period": period.id, "item": item.id, "code": item.options[place].code}
            found.append(_issue(ledger, "A498", Severity.WARNING, facts))
    return tuple(found)


def _issue(ledger: Ledger, code: str, severity: Severity, facts: dict[str, object]) -> Issue:
    source = ledger.questionnaire.source
    return Issue(code=code, severity=severity, source=source, facts=facts)
