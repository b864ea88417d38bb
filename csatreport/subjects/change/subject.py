"""Change as a subject: every question against the period before, the year before and the target."""

from collections.abc import Iterator

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, Record
from csatreport.report.figure_data import comparison_figures
from csatreport.report.subject import CoreSubject, Term
from csatreport.statistics.change import ALPHA, POWER
from csatreport.study.model import Questionnaire
from csatreport.subjects.change.tell import compose_change

_NAME = Exposure.NAME
_SHEET = Figures.of(
    Figure("id", _NAME),
    Figure("label", _NAME),
    *comparison_figures(Exposure.USED, Exposure.USED).but(
        "questions", "questions_index", "questions_n"
    ),
)


def _comparisons(data: Record) -> Iterator[Record]:
    """Yield each comparison of a branch, a question, and a net score, named as no question is."""
    nets = ({**one, "id": f"{one['measure']}.{one['id']}"} for one in data.get("recommend") or ())
    for row in (*(data.get("nodes") or ()), *(data.get("items") or ()), *nets):
        for one in row.get("comparisons") or ():
            yield {**one, "id": row["id"], "label": row["label"]}


def _has_target(questionnaire: Questionnaire) -> bool:
    nodes = [node for e in questionnaire.editions if e.index for node in e.index.walk()]
    return bool(questionnaire.targets) or any(node.target is not None for node in nodes)


CHANGE = CoreSubject(
    id="change",
    doc="What changed. Its figures stand with what changed.",
    sheets=(DataSheet("download.sheet.comparisons", _SHEET, _comparisons),),
    taken=lambda scope: scope.findings,
    chapter=lambda scope, _: compose_change(scope),
    terms=(
        Term("clear", used=lambda q: q.has_index),
        Term("few", method=False),
        Term(
            "test",
            "t = (m − m′) / √(s²/n + s′²/n′)",
            source="Welch (1947); Derrick, Toher, White (2017); Fisher (1935)",
        ),
        Term("q", "q(i) = min{ p(j) · k / j : j ≥ i }", source="Benjamini, Hochberg (1995)"),
        Term("share_change", "p − p′ ± √((p − l)² + (u′ − p′)²)", source="Newcombe (1998)"),
        Term("order", "U / (n · n′)", source="Mann, Whitney (1947)"),
        Term(
            "shape",
            "χ² = Σ(O − E)²/E;  V = √(χ² / (n · (min(r, c) − 1)))",
            source="Pearson (1900); Cramér (1946)",
        ),
        Term(
            "detectable",
            f"max((z(1 − {ALPHA}/(2k)) + z({POWER})) · SE;  d + z({POWER}) · SE)",
            source="Cohen (1988); Benjamini, Hochberg (1995)",
        ),
        Term("target", used=_has_target),
        Term("series", used=lambda asked: len(asked.editions) > 1),
    ),
)
"""What changed."""
