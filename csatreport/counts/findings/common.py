"""The headline across a break: compared over the questions that are the same in both.

Person scores over those questions are worked out anew for both periods, from rows, as the headline
is: by the newer tree, cut down to them, with its weights and the rule of half. Such comparisons are
rare, and the rows are looked at through the ledger, so that they are needs like any others. Of
anonymous answers there are none, because another mean over nearly the same people could give away
what the first one hides.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from csatreport.counts.count import given, moments_of, person_score
from csatreport.counts.findings.reference import Present, Reference, set_against
from csatreport.counts.samples import Weighed
from csatreport.statistics.arrays import Floats
from csatreport.statistics.means import Sample, sample_of_moments
from csatreport.statistics.verdict import Change, Common
from csatreport.statistics.weighted.means import sample_of_mean
from csatreport.study.common import Shared, pruned, same_questions
from csatreport.study.edition import Node
from csatreport.study.item import Item


def shared_with(now: Present, root: Node, reference: Reference) -> Shared | None:
    """Return how many questions are the same as in an earlier period.

    None where the series goes on, and where answers are anonymous or had no index then.
    """
    if root.series in reference.tally.scores or now.ledger.questionnaire.anonymity is not None:
        return None
    kept = same_questions(root, now.edition, reference.tally.items)
    return Shared(questions=len(kept), of=len(root.leaves()))


def compare_common(now: Present, root: Node, reference: Reference) -> Change | None:
    """Compare a headline with an earlier period over the same questions; None below half."""
    shared = shared_with(now, root, reference)
    if shared is None or not shared.enough:
        return None
    kept = same_questions(root, now.edition, reference.tally.items)
    cut = pruned(root, kept)
    if cut is None:
        return None
    scores = np.full(len(now.ledger.rows.period), np.nan)
    then = replace(now, period=reference.period, samples=reference.samples)
    mine, theirs = (_sample(side, cut, now.edition.by_id, scores) for side in (now, then))
    common = Common(shared=shared, index=mine.mean if mine.n else None, n=mine.n)
    return replace(set_against(mine, theirs, scores, reference), common=common)


def _sample(side: Present, root: Node, items: Mapping[str, Item], scores: Floats) -> Sample:
    """Score the rows of a side, into ``scores``, and sum them up."""
    weighing = side.samples.weighing if isinstance(side.samples, Weighed) else None
    ledger = side.ledger
    rows = ledger.row_numbers(side.unit.id, side.period) if weighing is None else weighing.rows
    answers = {
        name: given(items[name], ledger.segments.codes(items[name].series, rows))
        for name in root.leaves()
    }
    scores[rows] = person_score(root, answers)
    if weighing is None:
        return sample_of_moments(moments_of(scores[rows]))
    return sample_of_mean(weighing.mean(scores[rows]))
