"""The figures of results: of each node of the index tree and each closed question.

Both have the same ones, so that one table can hold them; what a node does not have is null.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from csatreport.base.exposure import Beside, Exposure
from csatreport.counts.findings.model import ItemFinding, NodeFinding
from csatreport.counts.findings.net import in_points
from csatreport.counts.findings.whole import Findings
from csatreport.report.figure import (
    DataSheet,
    Figure,
    Figures,
    Record,
    nothing,
    part,
    with_interval,
)
from csatreport.report.figure_data import comparison_figures, is_census, labelled
from csatreport.report.scope import Scope, estimate, hidden
from csatreport.statistics.estimate import Hidden

_NAME, _USED, _NEVER = Exposure.NAME, Exposure.USED, Exposure.NEVER
_REASON = Exposure.REASON
_COUNTS = Beside(entry="items.counts")
_NodeBelow = tuple[NodeFinding, str | None]
"""A node with the id of the one above."""


def _branches(found: Findings, _: Scope) -> list[_NodeBelow]:
    return list(_walk(found.headline, None)) if found.headline is not None else []


def _walk(found: NodeFinding, above: str | None) -> Iterator[_NodeBelow]:
    yield found, above
    for child in found.children:
        yield from _walk(child, found.node.id)


def _hidden(found: ItemFinding) -> Hidden | None:
    """Return why nothing of a question is shown, if it is not."""
    return hidden(found.favourable if found.index is None else found.index)


def _counted(found: ItemFinding) -> bool:
    return found.counts_hidden is None and _hidden(found) is None


def _of_counts(key: str, path: str, exposure: Exposure | Beside, doc: str) -> Figure:
    """Return a figure of a question that stands where its counts may be shown."""
    value = part(path)
    return Figure(key, exposure, doc,
                  lambda one, scope: value(one, scope) if _counted(one) else None)  # fmt: skip


def _base(found: ItemFinding, _: Scope) -> int | None:
    return found.n if _counted(found) or (_hidden(found) is None and found.n) else None


def _by_code(found: ItemFinding, values: tuple[float, ...] | None) -> Mapping[str, float] | None:
    if values is None:
        return None
    return {option.code: n for option, n in zip(found.item.options, values, strict=True)}


def _missing(key: str) -> Figure:
    return _of_counts(key, f"tally.{key}", _USED, f"answers that are {key.replace('_', ' ')}")


def _changes(found: ItemFinding | NodeFinding, hidden_: Hidden | None) -> object:
    return found.changes if hidden_ is None else ()


def _lacking(key: str) -> Figure:
    return Figure(key, _NEVER, "null, as a node has none", nothing)


_NODES = Figures.of(
    Figure("id", _NAME, "as in the questionnaire", lambda one, _: one[0].node.id),
    Figure("label", _NAME, "its name", lambda one, scope: one[0].node.label[scope.language]),
    Figure("series", _NAME, "what is compared over time: changes when wording or answers do",
           lambda one, _: one[0].node.series),
    Figure("parent", _NAME, "the node above", lambda one, _: one[1]),
    Figure("weight", _NAME, "within the node above; null: unweighted",
           lambda one, _: one[0].node.weight),
    Figure("n", _USED, "the base: persons with a score",
           lambda one, _: one[0].n if hidden(one[0].index) is None else None),
    *map(_lacking, ("blank", "multiple", "not_applicable", "invalid", "counts", "spread")),
    Figure("mean", _USED, "of the person scores, 0–100",
           lambda one, _: getattr(estimate(one[0].index), "value", None)),
    _lacking("median"),
    Figure("sd", _USED,
           "their deviation. Where answers are weighted, √n times the standard error of the mean",
           lambda one, _: one[0].sd if hidden(one[0].index) is None else None),
    *with_interval("index", _USED, "the index, 0–100", lambda one: estimate(one[0].index)),
    *with_interval("favourable", _NEVER, "null, as a node has none", nothing),
    *with_interval("net", _NEVER, "null, as a node has none", nothing),
    Figure("census", _USED,
           "true where everybody answered: then there is no interval, because there is nothing "
           "to be uncertain about",
           lambda one, _: is_census(one[0].index)),
    Figure("suppressed", _REASON, "why the figures are not shown, or null",
           lambda one, _: hidden(one[0].index)),
    Figure("comparisons", _USED, "each comparison that was made, of the index",
           lambda one, _: _changes(one[0], hidden(one[0].index)),
           below=comparison_figures(_USED, Beside(entry="nodes.sd"))),
)  # fmt: skip
ITEMS = Figures.of(
    Figure("id", _NAME, "as in the questionnaire", part("item.id")),
    Figure("number", _NAME, "on the form", part("item.number")),
    labelled()[1],
    Figure("series", _NAME, "what is compared over time: changes when wording or answers do",
           part("item.series")),
    Figure("n", _USED, "the base: answers that picked an option", _base),
    *map(_missing, ("blank", "multiple", "not_applicable", "invalid")),
    Figure("counts", _USED, "answers by option code, in printed order",
           lambda one, _: _by_code(one, one.tally.counts if _counted(one) else None)),
    Figure("spread", _NEVER,
           "the weighted share of each option, by code; null where answers are not weighted",
           lambda one, _: _by_code(one, one.spread)),
    Figure("mean", _USED, "of the points",
           lambda one, _: one.mean if _hidden(one) is None else None),
    _of_counts("median", "median", _COUNTS, "the middle answer, in points"),
    _of_counts("sd", "sd", _USED, "deviation of the points. Where answers are weighted, √n "
                                  "times the standard error of the mean"),
    *with_interval("index", _USED, "the index, 0–100", lambda one: estimate(one.index)),
    *with_interval("favourable", _USED, "the share of answers with good valence, 0–1",
                   lambda one: estimate(one.favourable), ends=Beside(entry="items.favourable")),
    *with_interval("net", _COUNTS, "favourable minus unfavourable answers in percent of n",
                   lambda one: in_points(estimate(one.net))),
    Figure("census", _USED, "true where everybody answered",
           lambda one, _: is_census(estimate(one.index) or estimate(one.favourable))),
    Figure("suppressed", _REASON, "why the figures are not shown, or null",
           lambda one, _: _hidden(one)),
    Figure("counts_suppressed", _REASON,
           "why counts, missing answers, median and deviation are not shown although a share may "
           "be",
           lambda one, _: one.counts_hidden or _hidden(one)),
    Figure("new_series", _NAME,
           "true where the question was changed, so that there is nothing to compare with yet",
           part("breaks")),
    Figure("comparisons", _USED, "each comparison that was made, of the index",
           lambda one, _: _changes(one, _hidden(one)),
           below=comparison_figures(_USED, Beside(entry="items.sd"), _COUNTS)),
)  # fmt: skip
FIGURES = Figures.of(
    Figure("suppressed", _REASON, "why the headline is not shown, or null",
           lambda _, scope: scope.hidden),
    Figure("nodes", _USED,
           "the index tree, the headline first, then its branches, parents before children",
           _branches, below=_NODES),
    Figure("items", _USED, "the closed questions, in form order", part("items"), below=ITEMS),
)  # fmt: skip


def _sheet_figures(data: Record) -> Figures:
    """Return the columns of the sheet: each option and its count behind all that does not vary."""
    most = max((len(row.get("counts") or ()) for row in _rows(data)), default=0)
    reasons = ("suppressed", "counts_suppressed")
    return Figures.of(
        Figure("level", _NAME),
        *ITEMS.but("counts", "spread", *reasons),
        *ITEMS.only(*reasons),
        *(Figure(f"{part_}_{n}", _USED) for n in range(1, most + 1) for part_ in _PAIR),
    )


_PAIR = ("option", "count")


def _rows(data: Record) -> Iterator[dict[str, Any]]:
    for level in ("node", "item"):
        for row in data.get(f"{level}s") or ():
            counts = {
                f"{part_}_{n}": cell
                for n, pair in enumerate((row.get("counts") or {}).items(), start=1)
                for part_, cell in zip(_PAIR, pair, strict=True)
            }
            yield {**row, "level": level, **counts}


SHEET = DataSheet("download.sheet.figures", _sheet_figures, _rows)
"""One row for each branch of the index and each question; counts per option come last."""
