"""What a question is worth: by how much the headline would rise if those it concerns stood higher.

The headline is the mean of person scores, and a person's score the mean of what that person
answered. So a rise moves the headline only through those who answered the question, by its share
in each one's answers: a question that concerns a quarter of the people is worth a quarter. The
mean of these shares over all scored persons, 0 for whom it does not concern, is a question's
*part* in the headline; times the rise it is its worth. Persons are not held at 100, the mean ends
there.

Sums are exact whole numbers (see `csatreport.statistics.tally`), so that the order of rows changes
no figure. Of anonymous answers the parts are those of the index, as though everybody had answered
everything: how many answered a question may have to stay hidden.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from csatreport.counts.count import Given, given, person_score
from csatreport.counts.ledger import Ledger
from csatreport.counts.weighting import weighing_of
from csatreport.statistics.arrays import Floats, Ints
from csatreport.statistics.tally import SCORE_UNIT
from csatreport.study.edition import Node
from csatreport.study.periods import Period

Answers = Mapping[str, Given]
"""What the people of some rows gave to each item of an index, by its id."""


def item_parts(ledger: Ledger, unit: str, period: Period) -> dict[str, float]:
    """Return the part of each item in the headline of a unit and period, by item id.

    The parts sum to 1; empty without a headline or a scored person.
    """
    edition = ledger.edition(period)
    if edition.index is None:
        return {}
    if ledger.questionnaire.anonymity is not None:
        return index_parts(edition.index)
    rows = ledger.row_numbers(unit, period)
    codes = ledger.segments.codes
    answers = {
        name: given(item, codes(item.series, rows))
        for name, item in edition.by_id.items()
        if name in edition.index.leaves()
    }
    return mean_parts(edition.index, answers, _persons(ledger, period, rows))


def _persons(ledger: Ledger, period: Period, rows: Ints) -> Floats:
    """Return what each row counts, at most 1; 0 where it has no weight."""
    weighing = weighing_of(ledger, period, rows)
    if weighing is None:
        return np.ones(len(rows))
    known = np.nan_to_num(weighing.weights)
    found: Floats = known / known.max(initial=1e-300)
    return found


def mean_parts(root: Node, answers: Answers, persons: Floats) -> dict[str, float]:
    """Return the mean over scored persons of each item's part in a person's score.

    ``persons`` is what each counts, from 0 to 1.
    """
    sums = {name: _total(parts) for name, parts in _parts(root, answers, persons)}
    total = sum(sums.values())
    return {name: part / total for name, part in sums.items()} if total else {}


def _parts(node: Node, answers: Answers, counts: Floats) -> Iterator[tuple[str, Floats]]:
    """Hand what each person counts down the tree, as `person_score` puts a score together."""
    scored = _scored(node, answers)
    if any(child.weight is not None for child in node.children):
        pairs = zip(node.children, node.sizes, strict=True)
        usable = [_scored(child, answers) * size for child, size in pairs]
        whole = np.sum(usable, axis=0)
        share = np.divide(counts, whole, out=np.zeros_like(counts), where=scored & (whole > 0))
        for child, size in zip(node.children, usable, strict=True):
            yield from _parts(child, answers, share * size)
        return
    answered = {name: ~np.isnan(answers[name].values) for name in node.leaves()}
    number = np.sum(list(answered.values()), axis=0)
    share = np.divide(counts, number, out=np.zeros_like(counts), where=scored)
    for name, gave in answered.items():
        yield name, share * gave


def _scored(node: Node, answers: Answers) -> np.ndarray:
    """Tell who has a score of a node."""
    return np.asarray(~np.isnan(person_score(node, answers)))


def _total(parts: Floats) -> int:
    return int(np.rint(parts * SCORE_UNIT).astype(np.int64).sum())


def index_parts(root: Node) -> dict[str, float]:
    """Return each item's part in an index, all answered; they sum to 1.

    A branch whose children have weights is their weighted mean; any other is the mean of all
    items below it, in whatever branch.
    """
    everybody = Given(np.zeros(1), np.ones(1, bool))
    return mean_parts(root, dict.fromkeys(root.leaves(), everybody), np.ones(1))
