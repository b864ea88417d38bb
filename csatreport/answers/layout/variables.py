"""A file that describes its columns: whose wording decides, and what its codes and words mean.

The words of a value decide over its code, as they do in any file. Where an item takes numbers, the
code behind the words is the answer; and what the file declares to be no answer is none, unless the
questionnaire has an option of these words.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Lookup
from dataclasses import replace

from csatreport.answers.cells.numbers import points, positions, scores
from csatreport.answers.cells.options import OptionBook, own_codes
from csatreport.answers.layout.headers.names import Names
from csatreport.base.errors import Issue
from csatreport.base.label import LANGUAGES
from csatreport.base.words import say
from csatreport.study import names as words
from csatreport.study.item import CLOSED, Item, Kind
from csatreport.study.model import Questionnaire
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable, Variable

OTHER_WEIGHT = "A532"

_NUMBERS = frozenset({Kind.RATING, Kind.NUMBER})
_TICKS = frozenset({"0", "1"})
_BLANK = frozenset({
    "no answer", "not answered", "not stated", "refused", "refusal", "missing", "blank",
    "system missing", "未回答", "未作答", "拒答", "缺失", "空白", "拒絕回答", "拒绝回答", "遺漏",
})  # fmt: skip
"""What files of statistics programs call a question that was left open."""


def word_headers(
    table: ReadTable, questionnaire: Questionnaire, names: Collection[Names], said: Collection[str]
) -> ReadTable:
    """Return the table with the wordings of its columns as headers, where these name an item.

    A name that a mapping or the questionnaire's ``columns:`` says keeps its place, and so does one
    whose wording several columns share.
    """
    given = {fold(getattr(questionnaire.columns, word)) for word in words.SPECIAL_COLUMNS} - {""}
    given |= set(said)
    usual = given | {word for known in words.KNOWN_HEADERS.values() for word in known}
    times = Counter(fold(one.wording) for one in table.variables)

    def header(one: Variable) -> str:
        if fold(one.name) in given or not one.wording or times[fold(one.wording)] > 1:
            return one.name
        spellings = (one.wording, one.name)
        known = (s for s in spellings if fold(s) in usual or any(n.target(s) for n in names))
        return next(known, one.wording)

    headers = [header(one) for one in table.variables]
    twice = Counter(map(fold, headers))
    pairs = zip(headers, table.variables, strict=True)
    sure = tuple(h if twice[fold(h)] == 1 else one.name for h, one in pairs)
    return replace(table, headers=sure)


def described_values(item: Item, variable: Variable, said: Lookup[str, str]) -> dict[str, str]:
    """Return what texts of a column mean, as a mapping would say it.

    Args:
        item: the item whose column it is.
        variable: what the file says of it.
        said: what a mapping says of values; there a code may stand for its words.
    """
    values = {text: said[code] for text, code in variable.codes.items() if code in said}
    book = OptionBook(item)
    for text in variable.missing - values.keys():
        own = text in variable.codes or fold(text) in own_codes(item)
        if not own or book.place(text) is None:
            values[text] = _why_none(text)
    return values


def proven_numbers(item: Item, variable: Variable) -> dict[str, str]:
    """Return what bare numbers mean in a column in which other numbers have words.

    The words prove whether numbers are codes, positions, scores or points. Where they contradict
    what numbers would be taken for, and prove nothing else, these are invalid.
    """
    if item.kind not in CLOSED or item.kind is Kind.RATING:
        return {}
    book = OptionBook(item)
    places = ((code, book.place(text)) for text, code in variable.codes.items())
    told = {code: place for code, place in places if place is not None and place >= 0}
    own = {option.code: place for place, option in enumerate(item.options)}
    by_code = own if any(code.isdecimal() for code in own) else {}
    ways = (by_code, positions(item), scores(item), points(item))
    fitting = [way for way in ways if way and told.items() <= way.items()]
    usual = by_code or (None if item.scored else positions(item))
    found = {}
    for number in {n for way in ways for n in way} - {*variable.codes.values()} if told else ():
        meant = {way[number] for way in fitting if number in way}
        if len(meant) == 1:
            found[number] = item.options[meant.pop()].code
        elif usual is not None and usual not in fitting:
            found[number] = words.INVALID
    return found


def described_codes(item: Item, variable: Variable, *, ticked: bool) -> dict[str, str]:
    """Return the codes of texts for which they are the answer.

    So it is where an item takes numbers, and in a column that is ``ticked`` for an option, where
    nothing but 1 and 0 has words, which may be on no form.
    """
    if ticked and _TICKS.issuperset(variable.codes.values()):
        book = OptionBook(item)
        return {text: code for text, code in variable.codes.items() if book.place(text) is None}
    if item.kind not in _NUMBERS:
        return {}
    known = ((t, c) for t, c in variable.codes.items() if t not in variable.missing)
    return {text: code for text, code in known if not _contradicts(item, text, code)}


def _why_none(text: str) -> str:
    name = fold(text)
    own = {fold(say(lang, f"sav.{word}")): word for lang in LANGUAGES for word in _TOLD}
    return own.get(name, words.BLANK if name in _BLANK else words.NOT_APPLICABLE)


_TOLD = (words.MULTIPLE, words.INVALID)
"""What files that are written here declare beside what does not apply."""


def _contradicts(item: Item, text: str, code: str) -> bool:
    """Tell whether the words of a number are those of another number on the form."""
    labels = ((one.code, fold(label)) for one in item.options for label in one.label.all())
    bearers = {bearer for bearer, label in labels if fold(text) in label}
    return bool(bearers) and code not in bearers


def tell_weight(table: ReadTable, questionnaire: Questionnaire) -> Iterator[Issue]:
    """Yield a warning where the file declares a weight that the questionnaire does not use."""
    if table.weight and fold(questionnaire.columns.weight) not in {
        fold(spelling)
        for one in table.variables
        if one.name == table.weight
        for spelling in (one.name, one.wording)
    }:
        yield Issue.warning(OTHER_WEIGHT, table.name, header=table.weight)
