"""Where the answers of a table begin: titles above the headers, and further header rows below.

Some people put a title above their table. Some platforms write two or three header rows: names,
wordings, ids of their own, or a question and its options below. Such rows are no respondents. The
wording decides what a column is, whatever name stands above it; and where a question stands only
over the first of its columns, it holds for those to its right.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from csatreport.answers.layout.branches import join_branches
from csatreport.answers.layout.continued import continue_headers, header_runs
from csatreport.answers.layout.headers.names import Names
from csatreport.answers.layout.layout import Layout, Setting, lay_out
from csatreport.answers.layout.platforms import QUALTRICS_NAMES
from csatreport.answers.layout.upper import Upper
from csatreport.answers.layout.variables import word_headers
from csatreport.study.mapping import Mapping
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable, RefusedRow, excerpt

TITLE = "A450"
HEADER_AGAIN = "A451"

MOST_TITLES, _MOST_HEADERS = 9, 2
PLATFORM_IDS = '{"importid"'
"""How the third header row of Qualtrics begins."""
RESPONSE_WORDS = frozenset(
    {"response", "open-ended response", "回复", "回覆", "开放式回复", "開放式回覆"}
)
"""What SurveyMonkey writes below a question with one column."""


def find_heads(
    table: ReadTable, setting: Setting, mapping: Mapping | None
) -> tuple[ReadTable, Layout]:
    """Return the table with its true headers, and what they mean; other rows are set aside.

    Args:
        table: the table as it was read.
        setting: the questionnaire, and the names of its items by edition.
        mapping: the mapping of the file; the headers that it names stay as they are.
    """
    columns = () if mapping is None else mapping.columns
    said = {fold(header) for header, _ in columns}
    if table.variables:
        table = word_headers(table, setting.questionnaire, setting.names, said)
        layout = lay_out(setting, table.headers, mapping)
        return table, replace(layout, variables=table.variables)
    table = _without_titles(table, setting.names, said)
    return _without_headers(join_branches(table, setting.names, said), setting, mapping, said)


def _known(headers: Sequence[str], names: Sequence[Names], said: Collection[str]) -> int:
    return sum(
        fold(header) in said or any(one.target(header) is not None for one in names)
        for header in headers
        if header.strip()
    )


def _without_titles(table: ReadTable, names: Sequence[Names], said: Collection[str]) -> ReadTable:
    if _known(table.headers, names, said):
        return table
    titles = sum(1 for header in table.headers if header)
    for place in range(min(MOST_TITLES, len(table.rows))):
        headers = [" ".join(column[place].split()) for column in table.columns]
        told = [header for header in headers if header]
        fits = 2 * titles <= len(told) == len(set(told))
        if fits and _known(headers, names, said) > 1:
            title = excerpt(" | ".join(filter(None, table.headers)))
            first = RefusedRow(row=table.header_row, code=TITLE, value=title)
            found = _cut(table, place + 1, TITLE, keep=place)
            return replace(
                found,
                headers=tuple(headers),
                header_row=table.rows[place],
                refused=(first, *found.refused),
            )
    return table


def _without_headers(
    table: ReadTable, setting: Setting, mapping: Mapping | None, said: Collection[str]
) -> tuple[ReadTable, Layout]:
    layout = lay_out(setting, table.headers, mapping)
    upper = Upper(setting, layout, said)
    count = 0
    while count < min(_MOST_HEADERS, len(table.rows)) and _is_header(table, count, upper):
        count += 1
    if not count:
        named = continue_headers(table, setting.names, said)
        return named, layout if named.headers == table.headers else lay_out(
            setting, named.headers, mapping
        )
    headers = _joined(table, upper, certain=any(_has_ids(table, place) for place in range(count)))
    below = replace(_cut(table, count, HEADER_AGAIN, keep=count), headers=headers)
    return below, lay_out(setting, headers, mapping)


def _cut(table: ReadTable, first: int, code: str, *, keep: int) -> ReadTable:
    """Let the rows begin at ``first``, and account for those before ``keep``."""
    refused = tuple(
        RefusedRow(
            row=table.rows[place],
            code=code,
            value=excerpt(" | ".join(filter(None, (c[place].strip() for c in table.columns)))),
        )
        for place in range(keep)
    )
    return replace(
        table,
        columns=tuple(column[first:] for column in table.columns),
        rows=table.rows[first:],
        refused=(*refused, *table.refused),
    )


def _has_ids(table: ReadTable, place: int) -> bool:
    """Tell whether a row holds the ids of a platform, which no respondent writes."""
    there = place < len(table.rows)
    return there and any(fold(column[place]).startswith(PLATFORM_IDS) for column in table.columns)


def _is_header(table: ReadTable, place: int, upper: Upper) -> bool:
    if _has_ids(table, place):
        return True
    cells = [column[place].strip() for column in table.columns]
    if _are_options(table.headers, cells, upper):
        return True
    marked = any(fold(cell) in RESPONSE_WORDS for cell in cells) or _has_ids(table, place + 1)
    worded = [at for at, cell in enumerate(cells) if cell and upper.worded(cell)]
    if not marked and (len(worded) < 2 or any(upper.contradicts(at, cells[at]) for at in worded)):
        return False
    headings = any(cell and not table.headers[at] for at, cell in enumerate(cells))
    return not upper.answered(cells, marked=marked) and (headings or not upper.left_open(cells))


def _are_options(headers: tuple[str, ...], cells: Sequence[str], upper: Upper) -> bool:
    """Tell whether nothing but options stands in a row, each once, below questions that go on."""
    below = [
        at
        for run in header_runs(headers)
        if upper.options_of(headers[run[0]], [cells[at] for at in run])
        for at in run
    ]
    return bool(below) and not any(cell for at, cell in enumerate(cells) if at not in below)


def _joined(table: ReadTable, upper: Upper, *, certain: bool) -> tuple[str, ...]:
    """Return one header for each column of two header rows.

    Args:
        table: the table.
        upper: what its upper headers mean.
        certain: whether a platform's ids stand below. Then its wordings decide over its names;
            else a header that names an item keeps it, and options stand below.
    """
    below = [" ".join(column[0].split()) for column in table.columns]
    found, question = [], ""
    for place, (header, under) in enumerate(zip(table.headers, below, strict=True)):
        question = header or question
        goes_on = place + 1 < len(below) and not table.headers[place + 1] and below[place + 1]
        own = certain and fold(header) in QUALTRICS_NAMES
        if own or fold(header) in upper.said or not under or fold(under) in RESPONSE_WORDS:
            found.append(header)
        elif (upper.worded(under) and (certain or not upper.names_itself(question))) or (
            header and not goes_on and upper.only_numbers(header)
        ):
            found.append(under)
        elif certain and not upper.known(place):
            found.append(under)  # A platform's name says less than its words.
        else:
            found.append(
                f"{question} [{under}]" if question and (not header or goes_on) else header
            )
    return tuple(found)
