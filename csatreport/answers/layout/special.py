"""Which columns say who answered, where and when.

A mapping decides first, then the questionnaire's ``columns:`` (a header, or the id of an item),
then a few well-known headers, unless an item bears that name.
"""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from csatreport.answers.layout.headers import Names
from csatreport.study.mapping import Mapping
from csatreport.study.model import Questionnaire
from csatreport.study.names import SPECIAL_COLUMNS
from csatreport.tables.fold import fold

WELL_KNOWN: dict[str, tuple[str, ...]] = {
    "id": ("id", "编号", "編號"),
    "unit": ("unit", "store", "department", "单位", "單位", "门店", "門店", "部门", "部門"),
    "date": ("date", "日期", "调查日期", "調查日期"),
}
"""Headers understood without a word in the configuration. Names of people never are."""


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

    A questionnaire with no unit but the root takes no notice of a unit column, and names of
    people are not looked for unless the questionnaire says where they stand.
    """
    free = {place: header for place, header in enumerate(headers) if place not in mapped}
    found: dict[str, int] = {}
    for word in SPECIAL_COLUMNS:
        configured: str = getattr(questionnaire.columns, word)
        if (word == "unit" and len(questionnaire.units.all) == 1) or (
            word == "name" and not configured
        ):
            continue
        by_mapping = next((place for place, target in mapped.items() if target == word), None)
        place = _place(word, configured, editions, free) if by_mapping is None else by_mapping
        if place is not None:
            found[word] = place
    return found


def _place(
    word: str, configured: str, editions: Sequence[Names], free: Lookup[int, str]
) -> int | None:
    if not configured:
        return None
    for place, header in free.items():
        if fold(header) == fold(configured):
            return place
    for place, header in free.items():
        if any(_names_item(names, header, configured) for names in editions):
            return place
    known = [name for name in WELL_KNOWN.get(word, ()) if not any(e.item(name) for e in editions)]
    by_header = {fold(header): place for place, header in free.items()}
    return next((by_header[name] for name in known if name in by_header), None)


def _names_item(names: Names, header: str, item_id: str) -> bool:
    item = names.item(header)
    return item is not None and item.id == item_id
