"""What is no longer as it was when files of this kind were adopted.

A mapping that `adopt` wrote records the columns of the file that a person looked at, and the
labels of its closed items. A later file is held against it before anything is counted: a new
column, one that is gone or called otherwise, or an option that nobody knows is an error. The number
before a wording makes no difference, because platforms count again when a question is put in.
"""

import re
from collections.abc import Iterator

from csatreport.answers.cells.blocks import CodedBlock
from csatreport.answers.cells.coding import NOT_AN_OPTION
from csatreport.answers.layout.headers.trimmings import bare_header, plain_header
from csatreport.answers.layout.layout import Layout, Setting
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue
from csatreport.study.mapping import NOT_READ, Adopted
from csatreport.study.yaml.written import choices
from csatreport.tables.table import ReadTable, excerpt

NEW_COLUMN = "A507"
COLUMN_GONE = "A508"
NEW_OPTION = "A509"

_NUMBER = re.compile(r"(?:q|第)?[0-9]{1,3}\s*[题題]?\s*[.、:]\s*(?=\S)")


def drifted_columns(table: ReadTable, layout: Layout) -> Iterator[Issue]:
    """Yield an error for each column that was not there, and for each that was read and is not."""
    adopted = None if layout.mapping is None else layout.mapping.adopted
    if adopted is None or layout.mapping is None:
        return
    mapping = layout.mapping.source.file
    known = {_name(header): header for header, _ in adopted.columns}
    there = {_name(header): header for header in layout.headers if header}
    gone = [header for name, header in known.items() if name not in there]
    renamed = set[str]()
    for name, header in there.items():
        if name not in known:
            near = {k: v for k, v in choices(header, gone).items() if k == "nearest"}
            renamed.update(map(str, near.values()))
            place = table.at(table.header_row, header)
            yield Issue.at(NEW_COLUMN, place, header=header, mapping=mapping, **near)
    read = {header: target for header, target in adopted.columns if target != NOT_READ}
    for header in gone:
        if header in read and header not in renamed:
            facts = {"header": header, "target": read[header], "mapping": mapping}
            yield Issue.at(COLUMN_GONE, table.at(table.header_row), **facts)


def drifted_options(
    setting: Setting, table: ReadTable, layout: Layout, block: CodedBlock
) -> Iterator[Issue]:
    """Yield an error for each closed item in whose column values stand that are no option."""
    adopted = None if layout.mapping is None else layout.mapping.adopted
    labels = dict((adopted or _NOTHING).labels)
    by_id = setting.names[block.edition].edition.by_id
    at = {place: item for item, place in layout.editions[block.edition].items.items()}
    for bad in block.bad:
        item = at.get(bad.place, "")
        if bad.code == NOT_AN_OPTION and item in labels:
            known = (*labels[item], *(t for o in by_id[item].options for t in o.label.all()))
            values = list(dict.fromkeys(text.strip() for text in bad.texts))
            near = {k: v for k, v in choices(values[0], known).items() if k == "nearest"}
            place = table.at(int(block.columns["_row"][bad.rows[0]]), bad.header)
            told = clipped([excerpt(value) for value in values])
            yield Issue.at(NEW_OPTION, place, value=told, item=item, count=len(bad.rows), **near)


_NOTHING = Adopted()


def _name(header: str) -> str:
    """Return a header without its number and without what platforms write around it."""
    return _NUMBER.sub("", bare_header(plain_header(header)), count=1)
