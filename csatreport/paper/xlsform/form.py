"""An edition of a questionnaire as the three sheets of an XLSForm.

Names are those that answers are read by without a mapping: items by their ids within the group of
their section, a reason as ``<id>_reason``, the unit and the day by words that need no
configuration. Nothing that only the platform would know is asked for: of the moment of answering
the day alone is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csatreport.answers.adopting.xlsform import words
from csatreport.base.digest import digest_of
from csatreport.base.errors import Issue
from csatreport.base.label import LANGUAGES, Label
from csatreport.base.words import say
from csatreport.paper.asked import AskedForm
from csatreport.paper.xlsform.lists import ChoiceLists, SheetRow, labelled
from csatreport.study.edition import Section
from csatreport.study.item import CLOSED, Item, Kind, Role
from csatreport.study.names import KNOWN_HEADERS
from csatreport.study.units import Unit

LEFT_OUT = "F960"

_FIRST_COLUMNS = ("type", "name", "list_name")
_KINDS = {Kind.NUMBER: "decimal", Kind.DATE: "date", Kind.TEXT: "text"}
_LONG_LIST = 20
"""From so many choices on they are looked for by typing."""
_SHORTEST_VERSION = 8


@dataclass(frozen=True, kw_only=True)
class XlsForm:
    """Sheets by name, with their header rows, and what of the questionnaire is in none of them."""

    sheets: dict[str, list[list[str]]]
    left_out: tuple[Issue, ...]


def compose_xlsform(asked: AskedForm, languages: Sequence[str], unit: str = "") -> XlsForm:
    """Return the form in some languages, with the units to choose from or for one of them."""
    lists = ChoiceLists(languages)
    survey = [*_SurveySheet(asked, languages, lists).rows(unit)]
    choices = [*lists.rows()]
    version = digest_of(survey, choices)[:_SHORTEST_VERSION]
    settings = {
        "form_title": asked.questionnaire.title[asked.language],
        "form_id": asked.questionnaire.id,
        "version": f"{asked.edition.number}-{version}",
        "default_language": words.LANGUAGE_NAMES[asked.language],
    }
    sheets = {words.SURVEY: survey, words.CHOICES: choices, words.SETTINGS: [settings]}
    return XlsForm(
        sheets={name: _table(rows) for name, rows in sheets.items()},
        left_out=tuple(_left_out(asked)),
    )


def _table(rows: Sequence[SheetRow]) -> list[list[str]]:
    """Return rows under a header; a column in which nothing stands is left out."""
    there = dict.fromkeys(column for row in rows for column in row)
    first = [column for column in _FIRST_COLUMNS if column in there]
    columns = [*first, *(column for column in there if column not in first)]
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]


def _left_out(asked: AskedForm) -> Iterator[Issue]:
    edition = asked.edition
    if edition.index is not None and edition.index.children:
        yield Issue.note(LEFT_OUT, edition.source, key="index", item="–")
    for item in edition.items:
        if item.kind is Kind.RANKED and not _ranks_all(item):
            yield Issue.note(LEFT_OUT, item.source, key="picks", item=item.id)


def _ranks_all(item: Item) -> bool:
    return bool(item.options) and item.picks == len(item.options)


@dataclass(frozen=True)
class _SurveySheet:
    asked: AskedForm
    languages: Sequence[str]
    lists: ChoiceLists

    def rows(self, unit: str) -> Iterator[SheetRow]:
        columns, by_id = self.asked.questionnaire.columns, self.asked.edition.by_id
        if columns.date not in by_id:
            yield {"type": "today", "name": self._known("date")}
        if columns.unit not in by_id:
            yield from self._unit(unit)
        if intro := self.asked.questionnaire.intro:
            yield {"type": "note", "name": words.INTRO, **self._label(intro)}
        for section in self.asked.edition.sections:
            name = section.id if section.id not in by_id else f"{section.id}_section"
            yield {"type": "begin_group", "name": name, **self._label(section.title)}
            yield from self._items(section)
            yield {"type": "end_group"}

    def _items(self, section: Section) -> Iterator[SheetRow]:
        for item in section.items:
            yield from self._item(item)
            if item.follow_up is not None:
                conditions = (f"${{{item.id}}} = '{o.code}'" for o in item.options
                              if o.code in item.follow_up.options)  # fmt: skip
                yield {
                    "type": "text",
                    "name": f"{item.id}_reason",
                    **self._label(item.follow_up.text),
                    "relevant": " or ".join(conditions),
                }

    def _label(self, text: Label, column: str = words.LABEL) -> SheetRow:
        return labelled(text, self.languages, column)

    def _known(self, word: str) -> str:
        """Return a name that is read as the unit or the day, and is none of an item."""
        free = (one for one in KNOWN_HEADERS[word] if one not in self.asked.edition.by_id)
        return next(free)

    def _unit(self, unit: str) -> Iterator[SheetRow]:
        units = self.asked.questionnaire.units
        leaves = [one for one in units.all if not units.children(one.id)]
        name = self._known("unit")
        if unit:
            yield {"type": "calculate", "name": name, "calculation": f"'{unit}'"}
        elif len(units.all) > 1:
            yield self._choose_unit(name, leaves)

    def _choose_unit(self, name: str, leaves: Sequence[Unit]) -> SheetRow:
        row = {
            "type": f"select_one {self.lists.of_units(leaves)}",
            "name": name,
            **self._label(self.asked.unit_labels),
            "required": words.YES,
        }
        return row | ({"appearance": "minimal autocomplete"} if len(leaves) > _LONG_LIST else {})

    def _item(self, item: Item) -> Iterator[SheetRow]:
        more = {**self._label(item.text), **self._own(item)}
        if item.kind is Kind.RANKED and not _ranks_all(item):
            yield from self._ranks(item)
        elif item.kind in _KINDS:
            yield {"type": _KINDS[item.kind], "name": item.id, **more, **self._limits(item)}
        else:
            word = {Kind.SEVERAL: "select_multiple", Kind.RANKED: "rank"}
            kind = f"{word.get(item.kind, 'select_one')} {self.lists.of(item)}"
            yield {"type": kind, "name": item.id, **more, **self._most(item)}

    def _own(self, item: Item) -> SheetRow:
        """Return what an XLSForm has no word for, in columns of our own."""
        short = item.label if item.label != item.text else Label()
        said = {
            words.NUMBER: item.number,
            words.ROLE: "" if item.role is _usual_role(item) else str(item.role),
            words.ABOUT: item.about,
            words.REVERSED: words.YES if item.reversed else "",
            words.PERSONAL: words.YES if item.personal else "",
        }
        return {**self._label(short, words.SHORT), **{k: v for k, v in said.items() if v}}

    def _limits(self, item: Item) -> SheetRow:
        if item.kind is Kind.TEXT:
            return {"appearance": "multiline"}
        found = ((">=", item.low), ("<=", item.high))
        limits = [f". {sign} {limit:g}" for sign, limit in found if limit is not None]
        unit = {**self._label(item.unit, words.HINT), **self._label(item.unit, words.UNIT)}
        return unit | ({"constraint": " and ".join(limits)} if limits else {})

    def _most(self, item: Item) -> SheetRow:
        if item.kind is not Kind.SEVERAL or item.picks is None:
            return {}
        said = {one: say(one, "paper.at_most", number=item.picks) for one in LANGUAGES}
        constraint = f"count-selected(.) <= {item.picks}"
        return {"constraint": constraint, **self._label(Label.of(said), words.MESSAGE)}

    def _ranks(self, item: Item) -> Iterator[SheetRow]:
        """Yield a question for each rank: ``rank`` would have all options ranked."""
        kind = f"select_one {self.lists.of(item)}" if item.options else "text"
        names = [f"{item.id}_{rank}" for rank in item.ranks]
        for place, name in enumerate(names):
            label = Label(tuple((one, f"{text} ({place + 1})") for one, text in item.text.texts))
            row = {"type": kind, "name": name, **self._label(label), words.RANKED: item.id}
            row |= self._own(item)
            if place:
                row["relevant"] = f"${{{names[place - 1]}}} != ''"
                if item.options:
                    row["constraint"] = " and ".join(f". != ${{{n}}}" for n in names[:place])
            yield row


def _usual_role(item: Item) -> Role:
    if item.kind in CLOSED and item.scored:
        return Role.RATED
    return Role.COMMENT if item.kind is Kind.TEXT else Role.BACKGROUND
