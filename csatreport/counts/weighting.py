"""The weights of the answers of a period: how they are made, what they cost, what went wrong.

Weights of strata and margins are made for the whole company in each reported period, and a unit's
answers keep the weights they have there; the errors of both know what the weights were fitted to
(`csatreport.statistics.weighted.calibrated`). Design weights stand with the answers. Answers
without a weight, or without a category, are left out of the weighted figures and counted.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from csatreport.base.errors import Issue
from csatreport.counts.findings.weighted import Diagnostics
from csatreport.counts.ledger import Ledger
from csatreport.counts.weighing import Weighing
from csatreport.statistics.arrays import Ints
from csatreport.statistics.weighted.calibrated import Fit, columns_of
from csatreport.statistics.weighted.means import collapse, kish, post_stratify, rake
from csatreport.study.edition import Edition
from csatreport.study.periods import Period
from csatreport.study.weights import Margin, WeightKind, Weights


def weigh(ledger: Ledger, period: Period) -> Weighing | None:
    """Weigh all answers of a period; None where the questionnaire declares no weights."""
    if ledger.questionnaire.weights is None:
        return None
    ledger.watch.note(ledger.questionnaire.units.root.id, period.id)
    return _weigh(ledger, ledger.questionnaire.weights, period)


@lru_cache(maxsize=64)
def _weigh(ledger: Ledger, weights: Weights, period: Period) -> Weighing:
    """Kept, because every unit of a period, and the period after it, asks for the same."""
    rows = ledger.row_numbers(ledger.questionnaire.units.root.id, period)
    edition = ledger.edition(period)
    if weights.kind is WeightKind.COLUMN:
        column = ledger.rows.column("_weight").astype(np.float64)
        return Weighing(rows=rows, weights=column[rows])
    margins = [_margin(ledger, edition, margin, rows) for margin in weights.margins]
    if weights.kind is WeightKind.STRATA:
        return _strata(weights, edition, rows, *margins[0])
    raked = rake(margins, weights.cap)
    return _fitted(
        Weighing(
            rows=rows,
            weights=raked.weights,
            capped=raked.capped,
            rounds=raked.rounds,
            open=raked.open,
        ),
        [codes for codes, _ in margins],
    )


def _fitted(weighing: Weighing, margins: Sequence[Ints]) -> Weighing:
    """Let the errors of weighted means know what margins the weights were fitted to."""
    known = ~np.isnan(weighing.weights)
    if not known.any():
        return weighing
    own = columns_of([codes[known] for codes in margins])
    columns = np.zeros((len(known), own.shape[1]), np.int64)
    columns[known] = own
    return replace(weighing, columns=columns, fit=Fit.of(own, weighing.weights[known]))


def _margin(
    ledger: Ledger, edition: Edition, margin: Margin, rows: Ints
) -> tuple[Ints, dict[int, float]]:
    """Return each row's category of a margin, and how many people are in each."""
    item = edition.by_id[margin.item]
    places = {option.code: place for place, option in enumerate(item.options)}
    people = {places[code]: number for code, number in margin.people if code in places}
    codes = ledger.segments.codes(item.series, rows)
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
    return _fitted(
        Weighing(
            rows=rows,
            weights=post_stratify(coded, joined),
            codes=coded,
            people=joined,
            joined=tuple((one, other) for one, other in stands.items() if one != other),
            alone=tuple(place for place in joined if (coded == place).sum() < 2),
        ),
        [coded],
    )


def part_of(ledger: Ledger, unit: str, period: Period, whole: Weighing) -> Weighing:
    """Return the part of a period's weighing that belongs to a unit.

    A unit's own strata have other sizes than the company's: it is a part of the whole sample.
    """
    if unit == ledger.questionnaire.units.root.id:
        return whole
    return _part(whole, ledger.row_numbers(unit, period))


def weighing_of(ledger: Ledger, period: Period, rows: Ints) -> Weighing | None:
    """Return the weights of some rows of a period; None where answers have none.

    The rows are a part of the whole sample, whatever they have in common.
    """
    whole = weigh(ledger, period)
    return _part(whole, rows) if whole is not None else None


def _part(whole: Weighing, rows: Ints) -> Weighing:
    order = np.argsort(whole.rows, kind="stable")
    places = order[np.searchsorted(whole.rows, rows, sorter=order)]
    return replace(
        whole,
        rows=rows,
        weights=whole.weights[places],
        columns=whole.columns[places] if whole.fit is not None else whole.columns,
        codes=np.empty(0, np.int64),
        people={},
    )


def diagnose(ledger: Ledger, unit: str, period: Period) -> Diagnostics | None:
    """Say what weighting cost a unit and period; None without weights or answers."""
    weights, whole = ledger.questionnaire.weights, weigh(ledger, period)
    if weights is None or whole is None or not len(whole.rows):
        return None
    own = part_of(ledger, unit, period, whole).weights
    used = own[~np.isnan(own)]
    return Diagnostics(
        kind=weights.kind,
        n=len(used),
        left_out=len(own) - len(used),
        effective=kish(used),
        smallest=float(used.min() / used.mean()) if len(used) else None,
        largest=float(used.max() / used.mean()) if len(used) else None,
        capped=whole.capped,
        rounds=whole.rounds,
        joined=whole.joined,
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
        source = ledger.questionnaire.source
        if weighing.open is not None:
            item = weights.margins[weighing.open].item
            rounds = weighing.rounds
            found.append(Issue.at("A497", source, period=period.id, item=item, rounds=rounds))
        for place in weighing.alone:
            asked = ledger.edition(period).by_id[weights.margins[0].item]
            code = asked.options[place].code
            found.append(Issue.warning("A498", source, period=period.id, item=asked.id, code=code))
    return tuple(found)
