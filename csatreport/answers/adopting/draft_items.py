"""What questions a file seems to ask: kinds, options and their order, guessed from its columns.

A guess is a beginning for a person, never a result: options that nobody ticked are not in the
file, and which end of a scale is good is asked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from csatreport.answers.adopting.columns import distinct_texts
from csatreport.answers.adopting.platform_guess import is_sign
from csatreport.answers.cells.days import parse_day
from csatreport.answers.cells.platform_words import (
    LEFT_OPEN,
    LEFT_OPEN_CODE,
    NOT_SHOWN,
    NOT_SHOWN_CODE,
)
from csatreport.answers.cells.ticks import TICK_WORDS
from csatreport.answers.layout.continued import header_runs
from csatreport.answers.layout.headers.trimmings import bare_header
from csatreport.answers.layout.heads import MOST_TITLES, PLATFORM_IDS, RESPONSE_WORDS
from csatreport.answers.layout.platforms import QUALTRICS_NAMES
from csatreport.base.vocabulary import word_list, word_lists
from csatreport.study.item import Kind
from csatreport.study.names import FORM_NUMBERS, KNOWN_HEADERS
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable, Variable

MOST_OPTIONS = 20
_NO_ANSWERS = LEFT_OPEN | NOT_SHOWN | {LEFT_OPEN_CODE, NOT_SHOWN_CODE, "n/a"}
_TYPES = {"单选": Kind.CHOICE, "單選": Kind.CHOICE, "多选": Kind.SEVERAL, "複選": Kind.SEVERAL,
          "填空": Kind.TEXT}  # fmt: skip
_LISTS = (", ", ";")
"""What Google's and Microsoft's forms write between the options that one person ticked."""
_SEPARATED = re.compile(r"\s*[┋;；]\s*")
_OWN_WORDS = re.compile(r"\s*[〖【(（:：].*")
_PART = re.compile(
    r"(.+?)\s*(?:\[([^\[\]]+)\]|___(\w+)|/([^/]+)|[:：]\s*([^:：\[]+)|\((?:choice=)?([^()]+)\)"
    r"|\s[-—–]\s([^-—–]+)|[—–]\s*([^—–]+)|_([A-Za-z0-9]{1,20}))"
)
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ONE_ZERO = ("1", "0")
_NUMBER = re.compile(r"(?:q|第)?[0-9]{1,3}\s*[题題]?\s*[.、:：]\s*(?=\S)", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TICKS = TICK_WORDS | {""}
_OTHER = ("其他", "其它", "other")
_PERSONAL = re.compile(
    r"\b(?:name|e-?mail|phone|ip)\b|姓名|名称|手机|手機|电话|電話|邮件|郵件|\bip"
)
_RANGES = ((1, 5), (1, 7), (1, 10), (0, 10))
_BEST_FIRST = tuple(word_lists("scales", "best_first").values())
"""Words of scales in their order. Which end is good is asked all the same."""

NEUTRAL = frozenset(word_list("scales", "neutral"))
"""Words that are neither good nor bad news, wherever they stand in a scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """A question as a column seems to ask it; ``limits`` are those of a rating."""

    id: str
    text: str
    kind: Kind
    options: tuple[str, ...] = ()
    limits: tuple[int, int] = (1, 5)
    family: tuple[str, ...] = ()
    """The words of the known scale that its options are of, in their order."""


def true_heads(table: ReadTable) -> ReadTable:
    """Return the table with its wordings as headers, where no questionnaire tells which they are.

    Below titles the first row with all its cells filled holds the headers; platforms mark the
    wordings by ids of their own below them, or by what they call a column with one answer.
    """
    if table.variables:
        return replace(table, headers=_wordings(table))
    rows = [[" ".join(c[at].split()) for c in table.columns] for at in range(_looked_at(table))]
    filled = len(list(filter(None, table.headers)))
    if rows[1:] and any(fold(cell).startswith(PLATFORM_IDS) for cell in rows[1]):
        pairs = zip(table.headers, rows[0], strict=True)
        named = [name if fold(name) in QUALTRICS_NAMES else words for name, words in pairs]
        return _begin(table, named, 2)
    if rows and any(fold(cell) in RESPONSE_WORDS for cell in rows[0]):
        return _begin(table, _joined(table.headers, rows[0]), 1)
    if rows and _goes_on(table.headers, rows[0]):
        return _begin(table, _joined(table.headers, rows[0]), 1)
    full = next((at for at, row in enumerate(rows) if all(row) and len(set(row)) == len(row)), None)
    if 2 * filled <= len(table.headers) and full is not None:
        return _begin(table, rows[full], full + 1)
    return table


def _goes_on(headers: tuple[str, ...], cells: Sequence[str]) -> bool:
    """Tell whether a row words what blank headers leave open, and says nothing else."""
    below = [cells[at] for run in header_runs(headers) for at in run]
    words = all(cell and not parse_day(cell) and not cell[0].isdecimal() for cell in below)
    rest = [cell for at, cell in enumerate(cells) if cell and cell not in below]
    return bool(below) and words and len(set(below)) > 1 and not any(map(parse_day, rest))


def _wordings(table: ReadTable) -> tuple[str, ...]:
    """Return the wordings of a file that says them, and names where it does not."""
    times = Counter(one.wording for one in table.variables)
    return tuple(one.wording if times[one.wording] == 1 else one.name for one in table.variables)


def _looked_at(table: ReadTable) -> int:
    return min(MOST_TITLES, len(table.rows))


def _begin(table: ReadTable, headers: Sequence[str], first: int) -> ReadTable:
    columns = tuple(column[first:] for column in table.columns)
    return replace(table, headers=tuple(headers), columns=columns, rows=table.rows[first:])


def _joined(headers: Sequence[str], below: Sequence[str]) -> list[str]:
    found, question = [], ""
    for header, under in zip(headers, below, strict=True):
        question = header or question
        alone = not under or fold(under) in RESPONSE_WORDS
        found.append(header if alone else f"{question} [{under}]")
    return found


def draft_items(table: ReadTable) -> tuple[tuple[DraftItem, ...], tuple[str, ...]]:
    """Return the questions of a file, and the headers of columns that seem to ask none."""
    found: list[DraftItem] = []
    left_out: list[str] = []
    for question, places in _questions(table.headers, table):
        header = table.headers[places[0]]
        if not header or is_no_question(header):
            left_out += [table.headers[place] for place in places if table.headers[place]]
            continue
        taken = {item.id for item in found}
        name = _identifier(question, len(found) + 1, taken)
        if len(places) > 1:
            parts = tuple(_split(table.headers[place])[1] for place in places)
            text = _wording(question)
            found.append(DraftItem(id=name, text=text, kind=Kind.SEVERAL, options=parts))
        else:
            cells = table.columns[places[0]]
            if table.variables:
                found.append(_described(table.variables[places[0]], header, cells, taken))
            else:
                found.append(_item(name, question, header, cells))
    return tuple(found), tuple(left_out)


def is_unit_header(header: str) -> bool:
    """Tell whether a header says where people answered."""
    name = fold(header)
    return any(word in name for word in KNOWN_HEADERS["unit"][5:]) or name in KNOWN_HEADERS["unit"]


def is_no_question(header: str) -> bool:
    """Tell whether a column says who, where or when, or what only a platform writes."""
    name = fold(header)
    known = {word for words in KNOWN_HEADERS.values() for word in words}
    return (
        name in known
        or name in FORM_NUMBERS
        or is_sign(header)
        or is_unit_header(header)
        or is_personal(name)
    )


def is_personal(*texts: str) -> bool:
    """Tell whether a name or a wording asks who somebody is."""
    return any(_PERSONAL.search(fold(text)) is not None for text in texts)


def _questions(headers: Sequence[str], table: ReadTable) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each question with the places of its columns: several where each is an option."""
    place = 0
    while place < len(headers):
        question, part = _split(headers[place])
        end = place + 1
        while part and end < len(headers) and _split(headers[end])[0] == question:
            end += 1
        filled = any(map(any, (distinct_texts(table.columns[at]) for at in range(place, end))))
        if filled and end - place > 1 and all(_ticked(table, at) for at in range(place, end)):
            yield question, tuple(range(place, end))
        elif end - place > 1 and not headers[place].startswith(f"{question}_"):
            # Rows of a matrix: each asks what its own part says.
            yield from ((_split(headers[at])[1], (at,)) for at in range(place, end))
        else:
            yield from ((headers[at], (at,)) for at in range(place, end))
        place = end


def _ticked(table: ReadTable, place: int) -> bool:
    """Tell whether a column stands for one option; beside "other" people write what they like."""
    part = fold(_split(table.headers[place])[1])
    texts = distinct_texts(table.columns[place])
    return part.startswith(_OTHER) or all(fold(t) in _TICKS or fold(t) == part for t in texts)


def _split(header: str) -> tuple[str, str]:
    found = _PART.fullmatch(header)
    if found is None:
        return header, ""
    return found[1], next(part for part in found.groups()[1:] if part)


def _identifier(question: str, number: int, taken: set[str]) -> str:
    last = question.rpartition("/")[2]
    usable = _IDENTIFIER.fullmatch(last) and last not in taken
    return last if usable else f"q{number}"


def _wording(header: str) -> str:
    return _NUMBER.sub("", bare_header(header), count=1) or header


def _item(name: str, question: str, header: str, cells: Sequence[str]) -> DraftItem:
    text = _wording(question)
    counts = Counter(cell.strip() for cell in cells)
    for gone in [one for one in counts if not one or fold(one) in _NO_ANSWERS]:
        del counts[gone]
    said = next((kind for word, kind in _TYPES.items() if word in header), None)
    values = tuple(counts)
    if values and said is None and set(values).issubset(_ONE_ZERO):
        return DraftItem(id=name, text=text, kind=Kind.CHOICE, options=_ONE_ZERO)
    if values and said in (None, Kind.CHOICE) and all(map(str.isdecimal, values)):
        limits = next((r for r in _RANGES if all(r[0] <= int(v) <= r[1] for v in values)), None)
        if limits is not None:
            return DraftItem(id=name, text=text, kind=Kind.RATING, limits=limits)
        return DraftItem(id=name, text=text, kind=Kind.NUMBER)
    if len(values) > 1 and said is None and all(map(_DECIMAL.fullmatch, values)):
        return DraftItem(id=name, text=text, kind=Kind.NUMBER)
    several = any("┋" in value for value in values) or said is Kind.SEVERAL
    if several and (options := _parts(values)):
        return DraftItem(id=name, text=text, kind=Kind.SEVERAL, options=options)
    if said is None and (options := _listed(values)):
        return DraftItem(id=name, text=text, kind=Kind.SEVERAL, options=options)
    family = family_of(values)
    few = 2 * len(values) <= sum(counts.values()) or said is Kind.CHOICE
    if (
        said is not Kind.TEXT
        and len(values) > 1
        and (family or few)
        and len(values) <= MOST_OPTIONS
    ):
        options = in_order(values, family) or tuple(value for value, _ in counts.most_common())
        return DraftItem(id=name, text=text, kind=Kind.CHOICE, options=options, family=family)
    return DraftItem(id=name, text=text, kind=Kind.TEXT)


def _described(variable: Variable, header: str, cells: Sequence[str], taken: set[str]) -> DraftItem:
    """Return the question of a variable; the words of its values are options, by their codes."""
    name = _identifier(variable.name.casefold(), len(taken) + 1, taken)
    codes = {text: code for text, code in variable.codes.items() if text not in variable.missing}
    said = [text for text in cells if text.strip() and text not in variable.missing]
    if len(codes) < 2 or not codes.keys() >= set(said):
        return _item(name, header, header, [codes.get(text, text) for text in said])
    family = family_of(tuple(codes))
    options = in_order(codes, family) or tuple(codes)
    kind, text = Kind.CHOICE, _wording(header)
    return DraftItem(id=name, text=text, kind=kind, options=options, family=family)


def _parts(values: Sequence[str]) -> tuple[str, ...]:
    parts = (_OWN_WORDS.sub("", part) for value in values for part in _SEPARATED.split(value))
    found = tuple(dict.fromkeys(part for part in parts if part))
    return found if len(found) <= MOST_OPTIONS else ()


def _listed(values: Sequence[str]) -> tuple[str, ...]:
    """Return the options that values list with commas or semicolons; () where they list none.

    Lists are told from sentences by what comes back: there are fewer options than different values,
    and each option of a list stands alone somewhere, or in another list.
    """
    for separator in _LISTS:
        lists = [tuple(part for part in value.split(separator) if part) for value in values]
        often = Counter(part for parts in lists for part in parts)
        again = {parts[0] for parts in lists if len(parts) == 1} | {
            p for p in often if often[p] > 1
        }
        longer = [parts for parts in lists if len(parts) > 1]
        told = longer and len(often) < len(values) and len(often) <= MOST_OPTIONS
        if told and all(
            again.issuperset(parts) and len({*parts}) == len(parts) for parts in longer
        ):
            return tuple(often)
    return ()


def family_of(values: Sequence[str]) -> tuple[str, ...]:
    """Return the words of the known scale that all values are of; () where there is none."""
    fits = (words for words in _BEST_FIRST if all(fold(value) in words for value in values))
    return next(fits, ()) if values else ()


def in_order(values: Iterable[str], family: tuple[str, ...]) -> tuple[str, ...]:
    """Return words of a known scale, each once and in their order; () without a scale."""
    return tuple(sorted(set(values), key=lambda one: family.index(fold(one)))) if family else ()


def with_worse(options: tuple[str, ...], family: tuple[str, ...]) -> tuple[str, ...]:
    """Return options of a known scale with a worse one behind, where nobody ticked any such.

    A form that asks how satisfied people are lets them say that they are not.
    """
    places = [family.index(fold(one)) for one in options]
    if not places or places[-1] > len(family) // 2:
        return options
    return (*options, family[len(family) - 1 - places[0]])
