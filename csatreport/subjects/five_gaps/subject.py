"""The five gaps as a subject: figures of a questionnaire that is not anonymous, and their term."""

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, part, under, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.subject import Subject, Term
from csatreport.report.wording import aspect_name
from csatreport.subjects.five_gaps.measure import measure_five_gaps
from csatreport.subjects.five_gaps.settings import FiveGapsSettings
from csatreport.subjects.five_gaps.tell import FIVE_GAPS as ID
from csatreport.subjects.five_gaps.tell import compose_five_gaps, explain_five_gaps

_NEVER = Exposure.NEVER
_OF = Figures.of(
    Figure("node", _NEVER, "id of the dimension; of the whole `headline`", part("of.id")),
    Figure("label", _NEVER, "its name", lambda one, scope: aspect_name(one.of, scope.language)),
)
_LEVELS = Figures.of(
    Figure("source", _NEVER, "`expected`, `believed`, `demanded`, `delivered`, `kept` or "
           "`perceived`"),
    *_OF.columns,
    *with_interval("level", _NEVER, "0 to 100; null where there is none", lambda one: one.level),
    Figure("n", _NEVER, "people, promises, or visits of inspections", part("level.base")),
    Figure("questionnaire", _NEVER, "whose report tells this figure; empty for a source here",
           lambda one, _: one.told[0]),
    Figure("period", _NEVER, "of which period that report is", lambda one, _: one.told[1]),
    Figure("lacking", _NEVER, "why there is none: `source` (none is named), `time` (nothing of "
           "this time), `dimension` (it has no such one), `few` (below five people), `withheld`"),
)  # fmt: skip
_GAPS = Figures.of(
    Figure("kind", _NEVER, "`knowledge`, `standards`, `delivery`, `promises` or `service`"),
    *_OF.columns,
    *with_interval("gap", _NEVER, "points; below 0 it falls short; null where it is not measured",
                   lambda one: one.gap),
    Figure("p", _NEVER, "two-sided; null where nothing is tested"),
    Figure("q", _NEVER, "p after Benjamini and Hochberg, dimensions and the whole apart"),
    Figure("verdict", _NEVER, "`down` (falls short), `up`, `small`, `not_shown` or `too_few`"),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("levels", _NEVER, "what each source says of each dimension and the whole",
           below=_LEVELS),
    Figure("gaps", _NEVER, "the five gaps of each dimension and the whole", below=_GAPS),
    Figure("widest", _NEVER, "gaps inside that fall short in the whole, the widest first, with "
           "those that cannot be told apart from it",
           lambda found, _: [one.kind.value for one in found.widest]),
)  # fmt: skip


SERVICE_GAPS = Subject(
    id=ID,
    doc="The five gaps between what customers expect and what they get.",
    settings=FiveGapsSettings,
    measure=measure_five_gaps,
    gate=lambda _, __: None,
    figures=FIGURES,
    sheets=(
        DataSheet("five_gaps.sheet", _GAPS, under("gaps")),
        DataSheet("five_gaps.sheet_levels", _LEVELS, under("levels")),
    ),
    page=ReportPage.DETAIL,
    chapter=compose_five_gaps,
    explain=explain_five_gaps,
    terms=(
        Term(
            "five_gaps",
            "d = x₁ − x₂;  d ± t · √(se₁² + se₂²);  q ≤ 0.05",
            source="Parasuraman, Zeithaml, Berry (1985); Welch (1947); Zou, Donner (2008)",
            used=lambda asked: asked.settings_of(FiveGapsSettings).five_gaps is not None,
        ),
    ),
)
"""The five gaps of service."""
