"""Two background questions crossed, as a table: how many, and behind it their index."""

from csatreport.base.words import say
from csatreport.privacy.gate_items import MANY
from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, lay_out
from csatreport.report.model import Table
from csatreport.report.scope import Scope, estimate
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.study.item import Item
from csatreport.study.policy import Anonymity
from csatreport.subjects.crosstabs.measure import Crosstab


def crosstab_table(table: Crosstab, scope: Scope) -> Table:
    """Lay out two background questions crossed; why not, where it is not shown."""
    language = scope.language
    rows, columns = (scope.name_of(one) for one in (table.rows, table.columns))
    caption = scope.say("crosstabs.crossed", rows=rows, columns=columns)
    if table.hidden is not None:
        least = (scope.findings.questionnaire.anonymity or Anonymity()).counts
        empty = scope.say("crosstabs.crossed_hidden", least=least, whole=MANY)
        return Table(caption=caption, heads=(caption,), rows=(), empty=empty)
    down, across = (_names(one, language) for one in (table.rows, table.columns))
    named = TextColumn(lambda _: rows, lambda row, _: down[row])
    cells = (_column(table, place, across[place]) for place in table.used)
    used = (row for row, counts in enumerate(table.counts) if any(counts))
    return lay_out((named, *cells), used, scope, caption=caption, note=_note(table, language))


def _column(table: Crosstab, place: int, name: str) -> Column:
    return Column(lambda _: name, lambda row, scope: _cell(table, row, place, scope))


def _names(item: Item, language: str) -> list[str]:
    missing = say(language, "report.missing.not_stated")
    return [*(option.label[language] for option in item.options), missing]


def _cell(table: Crosstab, row: int, column: int, scope: Scope) -> str:
    """Say how many stand in a cell, their share of the row and, from enough answers, their index.

    A row's share is of all who stand in it, also those who did not say the other thing.
    """
    count = numbers.count(table.counts[row][column])
    share = numbers.share(table.part(row, column))
    score = estimate(table.scores[row][column]) if table.scores else None
    if score is None or score.low is None or score.base < SMALLEST_BASE:
        return scope.say("crosstabs.cell_count", count=count, share=share)
    index = numbers.index(score.value)
    return scope.say("crosstabs.cell", count=count, share=share, index=index)


def _note(table: Crosstab, language: str) -> str:
    texts = [say(language, "crosstabs.crossed_note", few=SMALLEST_BASE)]
    if table.shape is not None:
        p, v = numbers.stated(table.shape.p), numbers.fixed(table.shape.v, 2)
        texts.append(say(language, "crosstabs.associated", p=p, v=v))
        if table.shape.rough:
            texts.append(say(language, "report.explain.rough"))
    return wording.joined(language, texts)
