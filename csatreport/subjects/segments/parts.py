"""What is handed on about groups of people, by what they say about themselves."""

from dataclasses import dataclass

from csatreport.statistics.change import ALONE, ALPHA
from csatreport.statistics.estimate import Estimate, Hidden, Score
from csatreport.statistics.groups.evenness import Evenness
from csatreport.statistics.verdict import Change, ShareDifference
from csatreport.study.item import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFinding:
    """People who gave the same answer to a background question; ``option`` None gave none.

    ``versus`` compares their headline index with that of everybody else.
    """

    option: int | None
    n: int
    score: Score
    sd: float | None
    versus: Change | None

    @property
    def tested(self) -> Change | None:
        """The difference from everybody else, where it could be tested."""
        return self.versus if self.versus is not None and self.versus.p is not None else None

    @property
    def listed(self) -> bool:
        """Whether the group is told of: one person is no group, nor is one person's score."""
        return self.n != ALONE and not (
            isinstance(self.score, Estimate) and self.score.base == ALONE
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Whether groups answer one question differently.

    ``shares`` are favourable shares by option of the background question. ``test`` says whether
    they are even, None where nothing could be tested; ``q`` is its p after Benjamini-Hochberg among
    the ``family`` of all questions and background questions of a report.

    ``widest`` is the group whose share is furthest from that of everybody else, of those whose base
    is enough and whose difference, ``gap``, has an interval that leaves out 0.
    """

    item: Item
    shares: tuple[Score, ...]
    test: Evenness | None
    widest: int | None
    gap: ShareDifference | None
    q: float | None = None
    family: int = 0

    @property
    def clear(self) -> bool:
        """Whether the groups differ by more than chance, among all that is tested with them."""
        return self.q is not None and self.q <= ALPHA

    @property
    def shown(self) -> ShareDifference | None:
        """The difference of the widest group, where chance does not explain the groups."""
        return self.gap if self.clear else None


@dataclass(frozen=True, kw_only=True)
class Segment:
    """The groups of one background question; empty where ``hidden`` says why."""

    item: Item
    groups: tuple[GroupFinding, ...] = ()
    divisions: tuple[Division, ...] = ()
    hidden: Hidden | None = None
