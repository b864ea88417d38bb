"""Groups of people as plain data: the ``segments`` and ``crosstabs`` of ``data.json``."""

from __future__ import annotations

from csatreport.measures.parts import Crosstab, Division, Group, Segment
from csatreport.report import wording
from csatreport.report.figure_data import reason_data
from csatreport.report.scope import estimate
from csatreport.survey.model import Item


def segment_data(segment: Segment, language: str) -> dict[str, object]:
    """Give the groups of one background question, and the questions it may divide."""
    return {
        "id": segment.item.id,
        "label": wording.item_name(segment.item, language),
        "groups": [_group(segment.item, group) for group in segment.groups if group.listed],
        "questions": [_division(segment.item, division) for division in segment.divisions],
        "suppressed": reason_data(segment.hidden),
    }


def _group(item: Item, group: Group) -> dict[str, object]:
    score, versus = estimate(group.score), group.versus
    return {
        "id": _code(item, group.option),
        "n": group.n,
        "scored": score.base if score else None,
        "index": score.value if score else None,
        "index_low": score.low if score else None,
        "index_high": score.high if score else None,
        "difference": versus.difference if versus else None,
        "p": versus.p if versus else None,
        "q": versus.q if versus else None,
        "test": versus.test if versus and versus.p is not None else None,
        "draws": versus.draws if versus and versus.draws else None,
        "verdict": versus.verdict.value if versus else None,
    }


def _division(by: Item, division: Division) -> dict[str, object]:
    found = (estimate(share) for share in division.shares)
    shares = [share if share is None or share.base > 1 else None for share in found]
    codes = [option.code for option in by.options]
    gap, test = division.shown, division.test
    return {
        "id": division.item.id,
        "n": {c: s.base if s else None for c, s in zip(codes, shares, strict=True)},
        "favourable": {c: s.value if s else None for c, s in zip(codes, shares, strict=True)},
        "p": test.p if test else None,
        "q": division.q,
        "test": test.test if test else None,
        "draws": test.draws if test and test.draws else None,
        "statistic": test.statistic if test else None,
        "df": test.df if test else None,
        "widest": _code(by, division.widest) if gap else None,
        "gap": gap.difference if gap else None,
        "gap_low": gap.low if gap else None,
        "gap_high": gap.high if gap else None,
    }


def _code(item: Item, option: int | None) -> str:
    """Name a group by its option's code; "-" for those who did not say."""
    return "-" if option is None else item.options[option].code


def crosstab_data(table: Crosstab, language: str) -> dict[str, object]:
    """Give two background questions crossed; "-" stands for those who did not say."""
    down = [*(option.code for option in table.rows.options), "-"]
    across = [*(option.code for option in table.columns.options), "-"]
    return {
        "id": f"{table.rows.id}/{table.columns.id}",
        "label": f"{wording.item_name(table.rows, language)} / "
        f"{wording.item_name(table.columns, language)}",
        "counts": {
            f"{one}/{other}": count
            for one, row in zip(down, table.counts, strict=False)
            for other, count in zip(across, row, strict=True)
        },
        "index": {
            f"{one}/{other}": shown.value
            for one, row in zip(down, table.scores, strict=False)
            for other, score in zip(across, row, strict=True)
            if (shown := estimate(score)) is not None
        },
        "p": table.shape.p if table.shape else None,
        "v": table.shape.v if table.shape else None,
        "rough": table.shape.rough if table.shape else None,
        "suppressed": reason_data(table.hidden),
    }
