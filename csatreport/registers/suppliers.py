"""Rows about suppliers: each holds a figure by one criterion, which says what a row must hold."""

from collections.abc import Mapping
from typing import Any

from csatreport.registers.cells import BLANK, NO_CODE, RefusedError
from csatreport.study.register import Criterion
from csatreport.tables.fold import fold

OUT_OF_RANGE, OTHER_KIND = "G515", "G516"
_GIVEN, _COUNTED = ("value",), ("count", "of")


def complete_figure(criteria: Mapping[str, Criterion], values: dict[str, Any]) -> None:
    """Hold a row against its criterion, and write the criterion's id into it.

    Raises:
        RefusedError: the criterion is not known, its figure is missing, counted where it should be
            given or given where it should be counted, or out of its range.
    """
    criterion = criteria.get(fold(values["criterion"]))
    if criterion is None:
        raise RefusedError(NO_CODE, "criterion")
    values["criterion"] = criterion.id
    wanted, other = (_COUNTED, _GIVEN) if criterion.counted else (_GIVEN, _COUNTED)
    for name in other:
        if name in values:
            raise RefusedError(OTHER_KIND, name)
    for name in wanted:
        if name not in values:
            raise RefusedError(BLANK, name)
    if not criterion.counted and _outside(criterion, values["value"]):
        raise RefusedError(OUT_OF_RANGE, "value")


def _outside(criterion: Criterion, value: float) -> bool:
    return value < criterion.low or (criterion.high is not None and value > criterion.high)
