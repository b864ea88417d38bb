"""Why an amount may not be shown: too few answers, or answers that are too alike.

A rule looks at what one cell, or several taken together, hold. Where answers are too alike the
reason is called like that of figures withheld to protect others (see `Hidden`).
"""

from csatreport.privacy.suppression import Amount, HidingRule
from csatreport.privacy.worlds import INDEX, Move, settled
from csatreport.statistics.estimate import Hidden
from csatreport.statistics.tally import SCORE_UNIT
from csatreport.study.policy import Anonymity

_BEST = 100 * SCORE_UNIT


def base_rule(least: int) -> HidingRule:
    """Hide what rests on few answers."""
    return lambda amount: Hidden.WITHHELD if amount[0] < least else None


def alike_rule(least: int) -> HidingRule:
    """Hide counts (base, then one per option) on few answers or all on one option."""

    def rule(amount: Amount) -> Hidden | None:
        if amount[0] < least:
            return Hidden.WITHHELD
        return Hidden.WITHHELD if max(amount[1:]) == amount[0] else None

    return rule


def index_rule(least: Anonymity, possible: tuple[Move, ...]) -> HidingRule:
    """Hide an item on few answers, or where its index alone tells counts that are not shown."""
    alike = alike_rule(least.minimum)

    def rule(amount: Amount) -> Hidden | None:
        reason = alike(amount)
        if reason is not None or amount[0] >= least.counts:
            return reason
        return Hidden.WITHHELD if settled(amount[1:], possible, INDEX) else None

    return rule


def people_rule(least: Anonymity) -> HidingRule:
    """Hide how people spread over groups where one group has fewer than may be told apart."""
    alike = alike_rule(least.counts)

    def rule(amount: Amount) -> Hidden | None:
        few = any(0 < count < least.minimum for count in amount[1:])
        return Hidden.WITHHELD if few else alike(amount)

    return rule


def scores_rule(least: int) -> HidingRule:
    """Hide scores (base, sum, sum of squares) on few people or all the same."""

    def rule(amount: Amount) -> Hidden | None:
        n, scores, squares = amount
        if n < least:
            return Hidden.WITHHELD
        return Hidden.WITHHELD if n * squares == scores * scores else None

    return rule


def deviation_rule(least: Anonymity) -> HidingRule:
    """Hide how scores spread where few are away from an end of the scale.

    With the mean their deviation would tell how far each of them is. From sum and squares of the
    distances no fewer follow than the square of the sum over the sum of squares (Cauchy-Schwarz);
    that many are surely away.
    """
    alike = scores_rule(least.counts)

    def rule(amount: Amount) -> Hidden | None:
        n, scores, squares = amount
        lost, lost_squares = n * _BEST - scores, n * _BEST**2 - 2 * _BEST * scores + squares
        few = any(
            sum_ * sum_ < least.minimum * of_squares
            for sum_, of_squares in ((scores, squares), (lost, lost_squares))
        )
        return alike(amount) or (Hidden.WITHHELD if few else None)

    return rule
