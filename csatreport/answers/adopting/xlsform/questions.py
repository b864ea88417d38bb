"""The questions of an XLSForm, and all of it that a questionnaire has no word for.

Nothing is left out without a word: what cannot be carried over is told by the column or the type
it stands in, with its first row and the names of all questions concerned (A534).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from csatreport.answers.adopting.draft_items import is_unit_header
from csatreport.answers.adopting.xlsform import words
from csatreport.answers.adopting.xlsform.conditions import (
    asked_of,
    chosen_codes,
    limits,
    most_ticked,
)
from csatreport.answers.adopting.xlsform.sheets import FormRow, FormSheets, SpokenText
from csatreport.base.counted import clipped
from csatreport.base.errors import Issue
from csatreport.base.vocabulary import word_list
from csatreport.study.item import Kind
from csatreport.study.names import KNOWN_HEADERS, OPTION_CODE
from csatreport.tables.fold import fold

NOT_CARRIED, REFUSED, RENAMED = "A534", "A535", "A536"

_KINDS = {
    "integer": Kind.NUMBER, "int": Kind.NUMBER, "decimal": Kind.NUMBER, "range": Kind.RATING,
    "text": Kind.TEXT, "string": Kind.TEXT, "date": Kind.DATE,
}  # fmt: skip
_CHOSEN = re.compile(
    r"(select[_ ]one|select1|select one from|select[_ ]multiple|select all that apply(?: from)?"
    r"|rank)\s+(\S+)(\s+or[_ ]other)?",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(begin|end)[_ ](group|repeat)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"select_\w+_(?:from_file|external)\b|\$\{", re.IGNORECASE)
_RANGE = re.compile(r"start\s*=\s*(-?\d+)\D+end\s*=\s*(-?\d+)(?:\D+step\s*=\s*1)?\s*")
_OTHER = {"zh-Hans": "其他", "zh-Hant": "其他", "en": "Other", "": "Other"}
_RANK = re.compile(r" \(\d+\)$")
_UNSUITABLE = re.compile(r"[^a-z0-9_]+")
_UNDERSTOOD = frozenset(word_list("xlsform", "understood"))
_OF_CHOICES = frozenset({"list_name", "name", "label", "points", "valence"})


@dataclass(frozen=True, kw_only=True)
class FormChoice:
    """A choice of a list; ``valence`` and ``points`` where the form says them."""

    code: str
    label: SpokenText
    points: str = ""
    valence: str = ""


@dataclass(frozen=True, kw_only=True)
class FormQuestion:
    """A question as an item: of a kind, with the list of its choices or the limits of its number.

    ``row`` is where the form asks it; ``reason`` the codes that ask for one, and its wording.
    """

    id: str
    kind: Kind
    text: SpokenText
    row: FormRow
    choices: str = ""
    low: float | None = None
    high: float | None = None
    picks: int | None = None
    reason: tuple[tuple[str, ...], SpokenText] | None = None


@dataclass(kw_only=True)
class ReadForm:
    """What was read of a form: sections with titles, lists, the question for the unit."""

    sections: list[tuple[str, SpokenText, list[FormQuestion]]] = field(default_factory=list)
    lists: dict[str, tuple[FormChoice, ...]] = field(default_factory=dict)
    unit: FormQuestion | None = None
    intro: SpokenText = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def read_form(sheets: FormSheets) -> ReadForm:
    """Read the questions; what is refused (A535) stands among the issues as an error."""
    reader = _FormReader(sheets)
    reader.read()
    return reader.form


class _FormReader:
    def __init__(self, sheets: FormSheets) -> None:
        self.form = ReadForm()
        self._sheets = sheets
        self._lost: dict[str, list[tuple[FormRow, str]]] = defaultdict(list)
        self._by_name: dict[str, FormQuestion] = {}
        self._groups: list[FormRow] = []
        self._fresh = True

    def read(self) -> None:
        self._read_lists()
        for row in self._sheets.survey:
            self._read_row(row)
            self._note_columns(row, _UNDERSTOOD)
        if not self._by_name and not self.form.issues:
            self._refuse(self._sheets.settings, "survey")
        self.form.issues += [*self._told()]

    def _told(self) -> Iterator[Issue]:
        for source in self._sheets.foreign:
            yield Issue.warning(NOT_CARRIED, source, key=source.header, count=1, names="–")
        for key, rows in self._lost.items():
            names = clipped([name for _, name in rows])
            yield Issue.warning(NOT_CARRIED, rows[0][0].at(), key=key, count=len(rows), names=names)

    def _lose(self, row: FormRow, key: str, name: str = "") -> None:
        self._lost[key].append((row, name or row["name"] or row["type"] or row["list_name"]))

    def _refuse(self, row: FormRow, key: str) -> None:
        name = row["name"] or "–"
        self.form.issues.append(Issue.at(REFUSED, row.at(), key=key, name=name))

    def _note_columns(self, row: FormRow, understood: frozenset[str]) -> None:
        for column in row.cells:
            # What begins with $ is a builder's own, and asks nobody.
            if column and column not in understood and not column.startswith("$"):
                self._lose(row, column)

    def _read_lists(self) -> None:
        found: dict[str, dict[str, FormChoice]] = defaultdict(dict)
        for row in self._sheets.choices:
            name = row["list_name"]
            if not name or not row["name"]:
                continue
            own = found[fold(name)]
            code = self._code(row, len(own))
            if code in own:
                self._refuse(row, f"{name}: {code}")
            own[code] = FormChoice(
                code=code,
                label=row.label or {"": row["name"]},
                points=row[words.POINTS],
                valence=row[words.VALENCE],
            )
            self._note_columns(row, _OF_CHOICES)
        self.form.lists = {name: tuple(own.values()) for name, own in found.items()}

    def _code(self, row: FormRow, place: int) -> str:
        if re.fullmatch(OPTION_CODE.pattern, row["name"]):
            return row["name"]
        self._rename(row, f"c{place + 1}")
        return f"c{place + 1}"

    def _rename(self, row: FormRow, name: str) -> None:
        issue = Issue.warning(RENAMED, row.at("name"), name=row["name"], instead=name)
        self.form.issues.append(issue)

    def _read_row(self, row: FormRow) -> None:
        kind = " ".join(row["type"].split())
        if not kind:
            return
        if group := _GROUP.fullmatch(kind):
            self._group(row, *map(str.casefold, group.groups()))
        elif _ELSEWHERE.search(kind):
            self._refuse(row, kind)
        elif fold(kind) == "note" and row["name"] == words.INTRO and not self._by_name:
            self.form.intro = row.label
        elif fold(kind) in words.METADATA:
            self.form.unasked.append(row["name"])
        elif (found := self._question(row, kind)) is not None:
            self._take(found)
        elif not _CHOSEN.fullmatch(kind):
            self._lose(row, kind)

    def _group(self, row: FormRow, way: str, what: str) -> None:
        self._fresh = True
        if what == "repeat":
            if way == "begin":
                self._refuse(row, "begin_repeat")
        elif way == "begin":
            self._groups.append(row)
            if row["relevant"]:
                self._lose(row, "relevant", f"{row['name']}: {row['relevant']}")
        elif self._groups:
            self._groups.pop()
        else:
            self._refuse(row, "end_group")

    def _question(self, row: FormRow, kind: str) -> FormQuestion | None:
        text = row.label or {"": row["name"]}
        if any("${" in said for said in text.values()):
            self._lose(row, "${…}")
        asked = FormQuestion(id=row["name"], kind=Kind.TEXT, text=text, row=row)
        if chosen := _CHOSEN.fullmatch(kind):
            return self._chosen(asked, *chosen.groups())
        if (known := _KINDS.get(fold(kind))) is None:
            return None
        asked = replace(asked, kind=known)
        return self._limited(asked) if known in (Kind.NUMBER, Kind.RATING) else asked

    def _chosen(
        self, asked: FormQuestion, how: str, name: str, other: str | None
    ) -> FormQuestion | None:
        options = self.form.lists.get(fold(name))
        if not options:
            self._refuse(asked.row, name)
            return None
        if other and all(one.code != "other" for one in options):
            labels = {language: _OTHER.get(language, "Other") for language in options[0].label}
            added = FormChoice(code="other", label=labels)
            self.form.lists[fold(name)] = (*options, added)
        kind = Kind.SEVERAL if "mult" in how.casefold() or "all" in how.casefold() else Kind.CHOICE
        kind = Kind.RANKED if how.casefold() == "rank" else kind
        found = replace(asked, kind=kind, choices=fold(name))
        constraint = asked.row["constraint"]
        if kind is Kind.SEVERAL and constraint:
            found = replace(found, picks=most_ticked(constraint))
        if constraint and found.picks is None and not asked.row[words.RANKED]:
            self._lose(asked.row, "constraint", f"{asked.id}: {constraint}")
        return found

    def _limited(self, asked: FormQuestion) -> FormQuestion:
        if asked.kind is Kind.RATING:
            found = _RANGE.fullmatch(asked.row["parameters"])
            if found is not None:
                return replace(asked, low=float(found[1]), high=float(found[2]))
            self._lose(asked.row, "parameters", f"{asked.id}: {asked.row['parameters']}")
            return replace(asked, kind=Kind.NUMBER)
        constraint = asked.row["constraint"]
        whole = fold(asked.row["type"]).startswith("int")
        said = limits(constraint, whole=whole) if constraint else (None, None)
        if said is None:
            self._lose(asked.row, "constraint", f"{asked.id}: {constraint}")
        low, high = said or (None, None)
        return replace(asked, low=low, high=high)

    def _take(self, asked: FormQuestion) -> None:
        row = asked.row
        if self._is_unit(asked):
            self.form.unit = asked
            return
        if ranked := row[words.RANKED]:
            self._rank(asked, ranked)
            return
        if row["relevant"] and self._gives_reason(asked):
            return
        if row["relevant"]:
            self._lose(row, "relevant", f"{asked.id}: {row['relevant']}")
        if fold(row["required"]) in ("yes", "true", "true()"):
            self._lose(row, "required")
        if row.spoken.get(words.HINT) and not row.spoken.get(words.UNIT):
            self._lose(row, words.HINT)
        self._add(asked)

    def _is_unit(self, asked: FormQuestion) -> bool:
        name = asked.row["name"]
        told = fold(name) in KNOWN_HEADERS["unit"] or is_unit_header(name)
        return told and asked.kind is Kind.CHOICE and self.form.unit is None

    def _add(self, asked: FormQuestion) -> None:
        name = self._identifier(asked)
        asked = replace(asked, id=name)
        if self._fresh:
            group = self._groups[-1] if self._groups else None
            wished = _plain(group["name"]) if group is not None else "main"
            taken = {section for section, _, _ in self.form.sections}
            title = {} if group is None else group.label
            self.form.sections.append((_free(wished or "main", taken), title, []))
            self._fresh = False
        self.form.sections[-1][2].append(asked)
        self._by_name[asked.row[words.RANKED] or asked.row["name"]] = asked

    def _identifier(self, asked: FormQuestion) -> str:
        taken = {known.id for known in self._by_name.values()}
        wished = _plain(asked.id) or f"q{len(taken) + 1}"
        found = _free(wished, taken)
        if found != asked.id:
            self._rename(asked.row, found)
        return found

    def _rank(self, asked: FormQuestion, ranked: str) -> None:
        """Take a question for one rank of an item into that item."""
        before = self._by_name.get(ranked)
        if before is None:
            text = {language: _RANK.sub("", said) for language, said in asked.text.items()}
            self._add(replace(asked, id=ranked, kind=Kind.RANKED, text=text, picks=1))
        else:
            self._replace(before, replace(before, picks=(before.picks or 1) + 1))

    def _gives_reason(self, asked: FormQuestion) -> bool:
        """Take a question for words that those are asked who ticked certain options of another."""
        about = self._by_name.get(asked_of(asked.row["relevant"]))
        if asked.kind is not Kind.TEXT or about is None or about.reason is not None:
            return False
        codes = self._codes(about)
        chosen = chosen_codes(asked.row["relevant"], codes)
        if about.kind not in (Kind.CHOICE, Kind.RATING) or not chosen:
            return False
        self._replace(about, replace(about, reason=(chosen, asked.text)))
        if asked.row["name"] not in (f"{about.id}_reason", f"{about.row['name']}_reason"):
            self._rename(asked.row, f"{about.id}?")
        return True

    def _codes(self, asked: FormQuestion) -> Sequence[str]:
        if asked.kind is Kind.RATING and asked.low is not None and asked.high is not None:
            return [str(number) for number in range(int(asked.low), int(asked.high) + 1)]
        return [one.code for one in self.form.lists.get(asked.choices, ())]

    def _replace(self, before: FormQuestion, after: FormQuestion) -> None:
        for _, _, questions in self.form.sections:
            for place, one in enumerate(questions):
                if one is before:
                    questions[place] = after
        self._by_name[after.row[words.RANKED] or after.row["name"]] = after


def _plain(name: str) -> str:
    """Return a name as an item's id may be; "" where nothing is left of it."""
    found = _UNSUITABLE.sub("_", name.casefold()).strip("_")
    return (found if found[:1].isalpha() else f"q_{found}" if found else "")[:40]


def _free(wished: str, taken: set[str]) -> str:
    names = (wished, *(f"{wished[:36]}_{number}" for number in range(2, 1_000)))
    return next(name for name in names if name not in taken)
