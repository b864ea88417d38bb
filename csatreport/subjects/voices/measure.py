"""What people said about one unit and period, in full.

A *low* answer is one whose reason a form asks for; the words themselves, and how wishes are
counted, are the ledger's (`csatreport.counts.voices`).
"""

from dataclasses import dataclass

from csatreport.counts.findings.asked import Asked
from csatreport.counts.voices import Comment, LowAnswer, Ranked
from csatreport.statistics.estimate import Hidden


@dataclass(frozen=True, kw_only=True)
class Said:
    """Low answers whose reason was asked for, comments and wishes, the newest first.

    ``hidden`` says why there are none, where they are kept back.
    """

    lows: tuple[LowAnswer, ...] = ()
    comments: tuple[Comment, ...] = ()
    ranked: tuple[Ranked, ...] = ()
    hidden: Hidden | None = None

    @property
    def reasoned(self) -> tuple[LowAnswer, ...]:
        """Low answers with a reason."""
        return tuple(low for low in self.lows if low.reason)

    @property
    def silent(self) -> tuple[LowAnswer, ...]:
        """Low answers without one."""
        return tuple(low for low in self.lows if not low.reason)


def measure_voices(asked: Asked) -> Said:
    """Gather what was said."""
    voices, rows = asked.ledger.voices, asked.ledger.row_numbers(asked.unit.id, asked.period)
    # A question without a follow-up rule asks for no reason, so that none is missing.
    lows = (low for low in voices.lows(rows) if low.reason or low.item.follow_up is not None)
    return Said(lows=tuple(lows), comments=voices.comments(rows), ranked=voices.ranked(rows))
