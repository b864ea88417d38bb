"""The terms of the trade: their names, said the same way in every chapter and page.

A term has a name, a sentence in the glossary and mostly one in the method. Those of a subject
stand among its words; what belongs to none is the report's own.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from csatreport.base.words import say
from csatreport.report.subject import Subject, Term, parted
from csatreport.statistics.proportions import Z
from csatreport.study.model import Questionnaire
from csatreport.study.policy import Sampling


def _is_finite(questionnaire: Questionnaire) -> bool:
    sampled = questionnaire.sampling is not Sampling.CONVENIENCE
    return sampled and any(u.population is not None for u in questionnaire.units.all)


# Only characters that the common Chinese fonts have: no subscripts, no combining marks.
_WILSON = f"(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), z = {Z:.3f}"
_STUDENT = "m ± t(n − 1) · s/√n"
_FIRST = (
    *(Term(name, method=False) for name in ("answer", "unit", "period", "base", "score")),
    Term("interval", f"{_WILSON};  {_STUDENT}", source="Wilson (1927); Student (1908)"),
    Term(
        "finite",
        "s/√n · √(1 − n/N);  n′ = n(N − 1)/(N − n)",
        source="Cochran (1977)",
        used=_is_finite,
    ),
)
_LAST = (Term("anonymity", used=lambda q: q.anonymity is not None), Term("rounding"))


def terms_of(subjects: Iterable[Subject[Any]]) -> Iterator[tuple[Term, str]]:
    """Yield each term, with whose words it is among, in the order in which a reader meets them."""
    yield from ((term, "report") for term in _FIRST)
    yield from ((term, one.id) for part in parted(subjects) for one in part for term in one.terms)
    yield from ((term, "report") for term in _LAST)


def term(name: str, language: str, whose: str = "report") -> str:
    """Say a term by its id."""
    return say(language, f"{whose}.term.{name}")
