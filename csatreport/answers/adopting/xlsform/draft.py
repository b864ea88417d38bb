"""The questionnaire of an XLSForm: YAML that passes `check`, and what a person must say of it.

Points and valence are taken where the form has columns for them. Elsewhere which end of a list is
good is asked once for each list that words a known scale or that several questions share; other
lists have no points.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from csatreport.answers.adopting.draft import (
    FIRST,
    LAST,
    NEITHER,
    QuestionnaireDraft,
    about_rating,
    about_scale,
    is_answered,
    ways_of,
)
from csatreport.answers.adopting.draft_items import family_of, is_personal
from csatreport.answers.adopting.questions import AskedAbout, FileQuestion
from csatreport.answers.adopting.xlsform import words
from csatreport.answers.adopting.xlsform.questions import (
    FormChoice,
    FormQuestion,
    ReadForm,
    read_form,
)
from csatreport.answers.adopting.xlsform.sheets import FormSheets, SpokenText
from csatreport.base.files.atomic import table_bytes
from csatreport.study.item import Kind, Valence
from csatreport.study.words import standard_label

_NOT_APPLICABLE = ("N", "NA")
_FEWEST = 3
"""Fewer options are no scale."""


def draft_form(
    sheets: FormSheets, name: str, title: str, answers: Mapping[str, str]
) -> QuestionnaireDraft:
    """Draft a questionnaire of an id from a form, after what was answered.

    Args:
        sheets: the form.
        name: the questionnaire's id.
        title: its title, where the form has none.
        answers: answers to the draft's questions, by their keys.
    """
    form = read_form(sheets)
    draft = _FormDraft(form, answers)
    title = sheets.settings["form_title"] or title
    return QuestionnaireDraft(
        id=name,
        items=(),
        left_out=tuple(form.unasked),
        questions=tuple(one for one in draft.asked() if not is_answered(one, answers)),
        text="\n".join(draft.lines(name, title)) + "\n",
        units=None if form.unit is None else _units(form, title),
        issues=tuple(form.issues),
    )


@dataclass(frozen=True)
class _FormDraft:
    form: ReadForm
    answers: Mapping[str, str]

    def asked(self) -> Iterator[FileQuestion]:
        """Yield what must be said: which end of a list is good, whether large numbers are."""
        for name in self._scales():
            if not self._told(name):
                labels = [_first(one.label) for one in self.form.lists[name]]
                yield about_scale(name, labels)
        open_ones = [
            one for one in self._questions() if self._limits(one) and not self._judged(one)
        ]
        if open_ones:
            yield about_rating([_first(one.text) for one in open_ones])

    def _questions(self) -> Iterator[FormQuestion]:
        return (one for _, _, questions in self.form.sections for one in questions)

    def _uses(self, name: str) -> list[FormQuestion]:
        return [
            one
            for one in self._questions()
            if one.choices == name and one.kind is Kind.CHOICE
            and not self._limits(one) and not self._yes_no(one)
        ]  # fmt: skip

    def _told(self, name: str) -> bool:
        """Tell whether the form says points and valence itself."""
        options = self.form.lists[name]
        return sum(bool(one.points and one.valence) for one in options) > 1

    def _scales(self) -> list[str]:
        """Return the lists that become scales: those with points, and those that are asked for."""
        return [
            name
            for name, options in self.form.lists.items()
            if (uses := self._uses(name))
            and (
                self._told(name)
                or (len(options) >= _FEWEST and (len(uses) > 1 or _is_family(options)))
            )
        ]

    def _limits(self, asked: FormQuestion) -> tuple[int, int] | None:
        """Return the lowest and the highest number where the choices are numbers in a row."""
        if asked.kind is Kind.RATING:
            return int(asked.low or 0), int(asked.high or 0)
        options = self.form.lists.get(asked.choices, ())
        numbers = sorted(int(one.code) for one in options if one.code.lstrip("-").isdecimal())
        worded = all(_first(one.label).startswith(one.code) for one in options)
        in_row = numbers == list(range(numbers[0], numbers[-1] + 1)) if numbers else False
        fits = asked.kind is Kind.CHOICE and worded and in_row and len(numbers) == len(options) > 1
        return (numbers[0], numbers[-1]) if fits else None

    def _judged(self, asked: FormQuestion) -> bool:
        options = self.form.lists.get(asked.choices, ())
        return bool(options) and all(one.valence for one in options)

    def _yes_no(self, asked: FormQuestion) -> bool:
        options = self.form.lists.get(asked.choices, ())
        if asked.kind is not Kind.CHOICE or [one.code for one in options] != ["Y", "N"]:
            return False
        labels = [standard_label(word) for word in ("yes", "no")]
        return all(
            text == label[language or "en"]
            for label, one in zip(labels, options, strict=True)
            for language, text in one.label.items()
        )

    def lines(self, name: str, title: str) -> Iterator[str]:
        """Yield the lines of the file."""
        yield from (f"id: {name}", f"title: {_quoted(title)}", "every: month")
        if self.form.intro:
            yield f"intro: {_spoken(self.form.intro)}"
        if self.form.unit is not None:
            yield f"units: units/{name}.csv"
            yield f"columns: {{unit: {_quoted(self.form.unit.row['name'])}}}"
        if scales := self._scales():
            yield "scales:"
            for scale in scales:
                yield from self._scale(scale)
        yield "sections:"
        for section, heading, questions in self.form.sections:
            yield f"  - id: {section}"
            yield from [f"    title: {_spoken(heading)}"] if heading else []
            yield "    items:"
            for asked in questions:
                yield from (f"      {line}" for line in self._item(asked, scales))

    def _scale(self, name: str) -> Iterator[str]:
        options = self.form.lists[name]
        yield f"  {_id(name)}:"
        yield "    options:"
        if self._told(name):
            scored = [one for one in options if one.points]
            yield from (f"      - {_option(one)}" for one in scored)
            apart = [one for one in options if not one.points and one.code in _NOT_APPLICABLE]
            yield from (f"    not_applicable: {_spoken(one.label)}" for one in apart[:1])
            return
        direction = self.answers.get(f"{AskedAbout.SCALE}:{name}", FIRST)
        best_first = options[::-1] if direction == LAST else options
        ways = ways_of([_first(one.label) for one in best_first])
        for one, (points, way) in zip(best_first, ways, strict=True):
            more = "" if direction == NEITHER else f", points: {points}, valence: {way}"
            yield f"      - {_option(one, more)}"

    def _item(self, asked: FormQuestion, scales: Sequence[str]) -> Iterator[str]:
        row = asked.row
        yield f"- id: {asked.id}"
        if number := row[words.NUMBER]:
            yield f"  number: {_quoted(number)}"
        yield f"  text: {_spoken(asked.text)}"
        if short := row.spoken.get(words.SHORT):
            yield f"  label: {_spoken(short)}"
        yield from (f"  {line}" for line in self._kind(asked, scales))
        said = (words.ROLE, words.ABOUT)
        yield from (f"  {column}: {row[column]}" for column in said if row[column])
        yield from ["  reversed: true"] if row[words.REVERSED] else []
        if row[words.PERSONAL] or is_personal(row["name"], _first(asked.text)):
            yield from [] if row[words.ROLE] else ["  role: detail"]
            yield "  personal: true"
        if asked.reason is not None:
            codes, text = asked.reason
            listed = ", ".join(map(_quoted, codes))
            yield f"  follow_up: {{options: [{listed}], text: {_spoken(text)}}}"

    def _kind(self, asked: FormQuestion, scales: Sequence[str]) -> Iterator[str]:
        options = self.form.lists.get(asked.choices, ())
        if limits := self._limits(asked):
            yield from self._rating(asked, options, *limits)
        elif self._yes_no(asked):
            good = next((one for one in options if one.points == "1"), None)
            yield "kind: yesno"
            yield f"good: {'none' if good is None else {'Y': 'yes', 'N': 'no'}[good.code]}"
        elif asked.kind is Kind.CHOICE and asked.choices in scales:
            yield f"scale: {_id(asked.choices)}"
        else:
            yield f"kind: {asked.kind}"
            yield from [f"picks: {asked.picks}"] if asked.picks else []
            known = (("low", asked.low), ("high", asked.high))
            yield from (f"{key}: {limit:g}" for key, limit in known if limit is not None)
            if unit := asked.row.spoken.get(words.UNIT):
                yield f"unit: {_spoken(unit)}"
            if options:
                yield "options:"
                yield from (f"  - {_option(one)}" for one in options)

    def _rating(
        self, asked: FormQuestion, options: Sequence[FormChoice], low: int, high: int
    ) -> Iterator[str]:
        yield from ("kind: rating", f"low: {low}", f"high: {high}")
        numbers = list(range(low, high + 1))
        part = (len(numbers) - 1) // 2
        good, bad = numbers[-part:], numbers[:part]
        if self._judged(asked):
            judged = {one.code: one.valence for one in options}
            good = [number for number in numbers if judged[str(number)] == Valence.GOOD]
            bad = [number for number in numbers if judged[str(number)] == Valence.BAD]
        elif self.answers.get(AskedAbout.RATING) == "low" and not asked.row[words.REVERSED]:
            yield "reversed: true"
        yield from (f"good: {good}", f"bad: {bad}")
        ends = {key: _end(options, str(n)) for key, n in (("low", low), ("high", high))}
        if all(ends.values()):
            told = ", ".join(f"{key}: {_spoken(text)}" for key, text in ends.items())
            yield f"ends: {{{told}}}"


def _end(options: Sequence[FormChoice], code: str) -> SpokenText:
    """Return the words beside a number at the end of a rating."""
    label = next((one.label for one in options if one.code == code), {})
    bare = {lang: text.removeprefix(code).strip(" -–—:：()（）") for lang, text in label.items()}
    return {language: text for language, text in bare.items() if text}


def _is_family(options: Sequence[FormChoice]) -> bool:
    languages = {language for one in options for language in one.label}
    return any(family_of([one.label.get(lang, "") for one in options]) for lang in languages)


def _option(one: FormChoice, more: str = "") -> str:
    if not more and one.points and one.valence:
        more = f", points: {one.points}, valence: {one.valence}"
    return f"{{code: {_quoted(one.code)}, label: {_spoken(one.label)}{more}}}"


def _units(form: ReadForm, title: str) -> bytes:
    asked = form.unit
    options = () if asked is None else form.lists[asked.choices]
    rows = [("all", title, ""), *((one.code, _first(one.label), "all") for one in options)]
    return table_bytes(("id", "name", "parent"), rows)


def _id(name: str) -> str:
    found = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name)
    return found if found[:1].isalpha() else f"s_{found}"


def _first(text: SpokenText) -> str:
    return next(iter(text.values()), "")


def _spoken(text: SpokenText) -> str:
    """Return a text as YAML: by language where the form says languages, else as it is."""
    known = {language: said for language, said in text.items() if language}
    if not known or len(set(text.values())) == 1:
        return _quoted(_first(text))
    return "{" + ", ".join(f"{lang}: {_quoted(said)}" for lang, said in known.items()) + "}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
