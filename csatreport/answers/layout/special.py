"""Which columns say who answered, where and when.

A mapping decides first, then the questionnaire's ``columns:`` (a header, or the id of an item),
then a few well-known headers, unless an item bears that name.
"""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import replace

from csatreport.answers.cells.days import first_offset
from csatreport.answers.layout.headers.names import Names
from csatreport.answers.layout.headers.trimmings import bare_header, plain_header
from csatreport.answers.layout.platforms import REDCAP
from csatreport.study.mapping import Mapping
from csatreport.study.model import Questionnaire
from csatreport.study.names import FORM_NUMBERS, KNOWN_HEADERS, SPECIAL_COLUMNS, UTC_HEADERS
from csatreport.study.policy import Ids
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable


def match_mapping(mapping: Mapping | None, headers: Sequence[str]) -> dict[int, str]:
    """Return what the mapping says about the headers of a file, by place."""
    if mapping is None:
        return {}
    targets = {fold(header): target for header, target in mapping.columns}
    folded = [fold(header) for header in headers]
    return {place: targets[name] for place, name in enumerate(folded) if name in targets}


def match_special(
    questionnaire: Questionnaire,
    editions: Sequence[Names],
    headers: Sequence[str],
    mapped: Lookup[int, str],
) -> dict[str, int]:
    """Return the places of the special columns that there are.

    A questionnaire with no unit but the root takes no notice of a unit column. Names of people,
    and in anonymous surveys how long somebody took, are not looked for unless the questionnaire
    says where they stand.
    """
    free = {place: header for place, header in enumerate(headers) if place not in mapped}
    found: dict[str, int] = {}
    for word in SPECIAL_COLUMNS:
        configured: str = getattr(questionnaire.columns, word)
        unasked = word == "seconds" and questionnaire.anonymity and configured == word
        needless = word == "unit" and len(questionnaire.units.all) == 1
        if unasked or needless or (word == "name" and not configured):
            continue
        by_mapping = next((place for place, target in mapped.items() if target == word), None)
        known = KNOWN_HEADERS.get(word, ())
        if word == "id" and questionnaire.ids is Ids.FORM:
            known += FORM_NUMBERS
        if by_mapping is None and configured:
            place = _place(configured, known, editions, free)
        else:
            place = by_mapping
        if place is not None:
            found[word] = place
    return found


def tell_utc(table: ReadTable, special: Lookup[str, int]) -> ReadTable:
    """Return the table in which moments that a platform writes in UTC say so."""
    columns = list(table.columns)
    for place in {at for at in special.values() if fold(table.headers[at]) in UTC_HEADERS}:
        columns[place] = tuple(
            f"{text.strip()}Z" if text.strip() and not first_offset([text]) else text
            for text in columns[place]
        )
    return replace(table, columns=tuple(columns))


def _place(
    configured: str, known: Sequence[str], editions: Sequence[Names], free: Lookup[int, str]
) -> int | None:
    for place, header in free.items():
        if fold(header) == fold(configured):
            return place
    for place, header in free.items():
        if any(_names_item(names, header, configured) for names in editions):
            return place
    by_header = {name: place for place, header in free.items() for name in _spellings(header)}
    if not REDCAP.isdisjoint(by_header):
        ends = [place for name, place in by_header.items() if name.endswith("_timestamp")]
        by_header = dict(zip(("form_timestamp",), ends, strict=False)) | by_header
    not_asked = (name for name in known if not any(names.item(name) for names in editions))
    return next((by_header[name] for name in not_asked if name in by_header), None)


def _spellings(header: str) -> tuple[str, ...]:
    """Return a header as it stands, bare, and the code and the words that LimeSurvey joins."""
    name = plain_header(header)
    return (name, bare_header(name), *name.split(". ", 1))


def _names_item(names: Names, header: str, item_id: str) -> bool:
    item = names.item(header)
    return item is not None and item.id == item_id
