"""Conditions of an XLSForm, as far as a questionnaire has words for them.

A reason is asked of those who ticked certain options of one question; a number has limits; so many
options may be ticked. Whatever says more than that is not understood, and never half understood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne

_SIGNS = {"=": eq, "!=": ne, "<=": le, ">=": ge, "<": lt, ">": gt}
_VALUE = r"(?:'([^']*)'|\"([^\"]*)\"|(-?\d+(?:\.\d+)?))"
_COMPARED = re.compile(r"(?:number\()?\$\{\s*([^}]+?)\s*\}\)?\s*(!=|<=|>=|=|<|>)\s*" + _VALUE)
_SELECTED = re.compile(r"selected\(\s*\$\{\s*([^}]+?)\s*\}\s*,\s*" + _VALUE + r"\s*\)")
_LIMIT = re.compile(r"\.\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")
_COUNTED = re.compile(r"count-selected\(\s*\.\s*\)\s*(<=|<)\s*(\d+)")
_OR, _AND = re.compile(r"\s+or\s+"), re.compile(r"\s+and\s+")
_LONGEST = 2_000
"""Of a longer condition nothing is understood."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A comparison of one question's answer with a value."""

    question: str
    sign: str
    value: str

    def holds(self, code: str) -> bool:
        if self.sign in ("=", "!="):
            return bool(_SIGNS[self.sign](code, self.value))
        try:
            return bool(_SIGNS[self.sign](float(code), float(self.value)))
        except ValueError:
            return False


def asked_of(condition: str) -> str:
    """Return the question that a condition is about; "" where it is not about one alone.

    >>> asked_of("${staff} = 'C' or selected(${staff}, 'D')")
    'staff'
    """
    told = {term.question for some in _terms(condition) for term in some}
    return told.pop() if len(told) == 1 else ""


def chosen_codes(condition: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the question for which a condition holds.

    >>> chosen_codes("${again} >= 1 and ${again} <= 2", ["0", "1", "2", "3"])
    ('1', '2')
    """
    ways = _terms(condition)
    return tuple(c for c in codes if any(all(term.holds(c) for term in way) for way in ways))


def _terms(condition: str) -> list[list[_Compared]]:
    """Return the ways in which a condition holds, each of terms that hold together."""
    plain = condition.strip()
    if len(plain) > _LONGEST:
        return []
    ways = [[_term(part) for part in _AND.split(way)] for way in _OR.split(plain)]
    known = [[term for term in way if term is not None] for way in ways]
    whole = all(len(way) == len(told) for way, told in zip(ways, known, strict=True))
    return known if whole else []


def _term(text: str) -> _Compared | None:
    plain = text.strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1].strip()
    if found := _SELECTED.fullmatch(plain):
        return _Compared(found[1], "=", found[2] or found[3] or found[4] or "")
    if found := _COMPARED.fullmatch(plain):
        return _Compared(found[1], found[2], found[3] or found[4] or found[5] or "")
    return None


def limits(constraint: str, *, whole: bool) -> tuple[float | None, float | None] | None:
    """Return the least and the largest number that a constraint lets through; None for others.

    >>> limits(". >= 0 and . < 120", whole=True)
    (0.0, 119.0)
    """
    low: float | None = None
    high: float | None = None
    for part in _AND.split(constraint.strip()):
        found = _LIMIT.fullmatch(part.strip(" ()"))
        strict = found is not None and found[1] in "<>"
        if found is None or (strict and not whole):
            return None
        number = float(found[2])
        if found[1].startswith(">"):
            low = number + strict
        else:
            high = number - strict
    return low, high


def most_ticked(constraint: str) -> int | None:
    """Return how many options may be ticked; None where a constraint says something else."""
    found = _COUNTED.fullmatch(constraint.strip(" ()"))
    return int(found[2]) - (found[1] == "<") if found else None
