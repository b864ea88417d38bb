"""How sound the answers of one unit and period are: what is handed on about it.

Agreement among questions, answers that look careless, and whether those who answered late differ
from those who answered early. Nothing is ever removed for these reasons; results are shown with
and without.
"""

from dataclasses import dataclass
from enum import StrEnum

from csatreport.statistics.estimate import Estimate
from csatreport.statistics.tally import Moments
from csatreport.statistics.verdict import Change
from csatreport.study.edition import Node
from csatreport.study.item import Item


class Unreliable(StrEnum):
    """Why a branch has no alpha."""

    ITEMS = "items"
    """Fewer than two items, or fewer than two that vary."""
    ANSWERS = "answers"
    """Too few people answered all of the items."""
    VARIANCE = "variance"
    """The items cancel out: everybody has the same sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRest:
    """An item against the sum of the others (corrected), and alpha without it.

    ``r`` is None where the others together do not vary, ``alpha_without`` where fewer than two
    items would be left. ``against`` tells that r is below zero by more than chance explains.
    """

    item: Item
    r: float | None
    against: bool
    alpha_without: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Cronbach's alpha of the ``k`` items below a node that vary, over ``n`` complete answers.

    ``alpha`` is None for the reason in ``why``. ``constant`` are items left out because everybody
    gave the same answer.
    """

    node: Node
    k: int
    n: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    omega: float | None = None
    """Omega total; None where one factor does not describe the items."""
    why: Unreliable | None = None
    constant: tuple[Item, ...] = ()
    items: tuple[ItemRest, ...] = ()

    @property
    def apart(self) -> float | None:
        """The part of the variance of the sum that the items explain one by one (Σv/V)."""
        return None if self.alpha is None else 1 - self.alpha * (self.k - 1) / self.k


class CarelessSign(StrEnum):
    """Why a response looks careless."""

    STRAIGHT = "straight"
    """The same place ticked all the way down."""
    FAST = "fast"
    """Answered in less than a third of the usual time."""
    TWICE = "twice"
    """The same answers from the same unit in the same minute as an earlier response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagCount:
    """How many responses a flag was raised for, of those that could be ``judged``.

    ``flag`` None stands for any of them. ``raised`` None means that it is not shown; ``few`` then
    tells that there are some, but fewer than was promised to be shown.
    """

    flag: CarelessSign | None
    judged: int
    raised: int | None
    few: bool = False

    @property
    def share(self) -> float | None:
        """The part of the judged responses that it was raised for; None where not shown."""
        return None if self.raised is None or not self.judged else self.raised / self.judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The longest run of the same place ticked, over ``n`` responses that ticked anything.

    ``long`` is how many have a run of at least as many questions as make a block long. ``longest``
    and ``long`` are None where they are not shown.
    """

    n: int
    mean: float
    longest: int | None
    long: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The headline over all responses and over those without a flag, side by side.

    ``kept`` and ``flagged`` are the scores of the two groups: what anybody could work out.
    """

    everybody: Estimate
    unflagged: Estimate
    kept: Moments
    flagged: Moments

    @property
    def moved(self) -> float:
        """By how many points the headline differs without the flagged responses."""
        return self.unflagged.value - self.everybody.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Thirds:
    """The headline of those who answered first and last within the period, by date.

    ``early`` and ``late`` are their scores; ``change`` is late less early, tested as any change.
    """

    early: Moments
    late: Moments
    change: Change


@dataclass(frozen=True, kw_only=True)
class Soundness:
    """Everything about how sound the answers are; empty where it is not known or not shown.

    ``reliability`` lists the index and its branches, parents first. ``dated`` and ``timed`` tell
    whether the answers carry dates and how long they took.
    """

    reliability: tuple[Reliability, ...] = ()
    flags: tuple[FlagCount, ...] = ()
    runs: Runs | None = None
    without: Without | None = None
    thirds: Thirds | None = None
    dated: bool = False
    timed: bool = False
    hidden: bool = False
    """Whether anything is left out for the sake of anonymity."""
