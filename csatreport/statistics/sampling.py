"""How many answers are needed, who should give them, and how many of those asked answered.

Sample size: for an interval of a given reach around a share, n0 = z²p(1 − p)/d², and fewer where
everybody who could answer is known: n = n0 / (1 + (n0 − 1)/N). Allocation: each unit gets its part
of the sample in proportion, two at least. Response rates follow AAPOR; where the frame is not
known there is none, and never 100 %.

Sources: Cochran, Sampling Techniques (1977); Krejcie and Morgan (1970); AAPOR, Standard
Definitions (2023).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from scipy.special import ndtri

LEAST_OF_A_UNIT = 2


def sample_size(
    margin: float, population: int | None = None, share: float = 0.5, level: float = 0.95
) -> int:
    """Return how many answers give an interval of ± ``margin`` (a fraction) around a share.

    >>> sample_size(0.05, 200), sample_size(0.05, 1000), sample_size(0.05), sample_size(0.05, 0)
    (132, 278, 385, 0)
    """
    z = float(ndtri(0.5 + level / 2))
    needed = z * z * share * (1 - share) / margin**2
    if population is None:
        return ceil(needed - 1e-9)
    if not population:
        return 0
    # Krejcie and Morgan's table rounds to the nearest, and nobody can be asked twice.
    return min(population, round(needed / (1 + (needed - 1) / population)))


def allocate(n: int, populations: Mapping[str, int]) -> dict[str, int]:
    """Share a sample out in proportion to population, by largest remainder; two each at least.

    A unit with fewer than two people is asked completely, and none more than it has.
    """
    whole = sum(populations.values())
    if not whole:
        return dict.fromkeys(populations, 0)
    exact = {unit: Fraction(n * people, whole) for unit, people in populations.items()}
    given = {unit: int(part) for unit, part in exact.items()}
    # Of equal remainders the unit that stands first in the file goes first.
    order = sorted(exact, key=lambda unit: given[unit] - exact[unit])
    for unit in order[: max(0, min(n, whole) - sum(given.values()))]:
        given[unit] += 1
    return {
        unit: min(people, max(given[unit], LEAST_OF_A_UNIT)) for unit, people in populations.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What became of everybody who was asked, by AAPOR's classes.

    ``eligible`` is the part of the unknown that is thought to belong to the frame (0-1).
    """

    complete: int
    partial: int = 0
    refused: int = 0
    no_contact: int = 0
    other: int = 0
    unknown: int = 0
    eligible: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRates:
    """AAPOR response rates 1 to 3, as fractions."""

    rr1: float
    rr2: float
    rr3: float


def response_rates(outcomes: Outcomes) -> ResponseRates | None:
    """Return the response rates; None where nobody is known to have been asked."""
    known = outcomes.complete + outcomes.partial + outcomes.refused
    known += outcomes.no_contact + outcomes.other
    asked = known + outcomes.unknown
    likely = known + outcomes.eligible * outcomes.unknown
    if not asked or not likely:
        return None
    return ResponseRates(
        rr1=outcomes.complete / asked,
        rr2=(outcomes.complete + outcomes.partial) / asked,
        rr3=outcomes.complete / likely,
    )
