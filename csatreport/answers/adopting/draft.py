"""A questionnaire drafted from a file: YAML that passes `check`, and what a person must say of it.

Scales that repeat are shared. Which end of a scale is good is asked, once for each scale.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from csatreport.answers.adopting.columns import distinct_texts
from csatreport.answers.adopting.draft_items import (
    NEUTRAL,
    DraftItem,
    draft_items,
    in_order,
    is_unit_header,
    true_heads,
    with_worse,
)
from csatreport.answers.adopting.questions import AskedAbout, FileQuestion, OfferedAnswer
from csatreport.base.errors import Issue
from csatreport.base.files.atomic import table_bytes
from csatreport.study.item import Kind
from csatreport.tables.fold import fold
from csatreport.tables.table import ReadTable

FIRST, LAST, NEITHER = "first", "last", "none"


@dataclass(frozen=True, kw_only=True)
class QuestionnaireDraft:
    """A questionnaire as a file seems to ask it.

    Args:
        id: its id.
        items: its questions.
        left_out: headers of columns that seem to ask none.
        questions: what must be said: which end of a scale is good.
        text: its YAML file.
        units: the table of its units; None where no column names any.
        issues: what of a form cannot be carried over.
    """

    id: str
    items: tuple[DraftItem, ...]
    left_out: tuple[str, ...]
    questions: tuple[FileQuestion, ...]
    text: str
    units: bytes | None = None
    issues: tuple[Issue, ...] = ()


def draft_questionnaire(
    table: ReadTable, name: str, title: str, answers: Mapping[str, str]
) -> QuestionnaireDraft:
    """Draft a questionnaire of an id and a title from a table, after what was answered."""
    table = true_heads(table)
    items, left_out = draft_items(table)
    scales = _scales(items)
    asked = [about_scale(*one) for one in scales.items()]
    rated = [item.text for item in items if item.kind is Kind.RATING]
    asked += [about_rating(rated)] if rated else []
    unit = next((h for h in left_out if is_unit_header(h)), None)
    lines = [
        f"id: {name}",
        f"title: {_quoted(title)}",
        "every: month",
        *([f"units: units/{name}.csv", f"columns: {{unit: {_quoted(unit)}}}"] if unit else []),
        *_scale_lines(scales, answers),
        "sections:",
        "  - id: main",
        f"    title: {_quoted(title)}",
        "    items:",
        *(line for item in items for line in _item_lines(item, scales, answers)),
    ]
    return QuestionnaireDraft(
        id=name,
        items=items,
        left_out=left_out,
        questions=tuple(one for one in asked if not is_answered(one, answers)),
        text="\n".join(lines) + "\n",
        units=_units(table, unit, title) if unit else None,
    )


def is_answered(question: FileQuestion, answers: Mapping[str, str]) -> bool:
    """Tell whether a question has been answered by what it takes."""
    return answers.get(question.key, "") in {one.answer for one in question.offered}


def _scales(items: Sequence[DraftItem]) -> dict[str, tuple[str, ...]]:
    """Return the scales by name: words of a known one, and options that two questions share."""
    families = dict.fromkeys(item.family for item in items if item.family)
    known = [
        with_worse(
            in_order(
                (one for item in items if item.family == family for one in item.options), family
            ),
            family,
        )
        for family in families
    ]
    others = [item.options for item in items if item.kind is Kind.CHOICE and not item.family]
    alike = [one for one in others if sum(set(one) == set(other) for other in others) > 1]
    shared = {frozenset(one): one for one in reversed(alike)}
    return {f"scale{n}": one for n, one in enumerate((*known, *shared.values()), 1)}


def _scale_of(item: DraftItem, scales: Mapping[str, tuple[str, ...]]) -> str | None:
    if item.kind is not Kind.CHOICE:
        return None
    own = set(item.options)
    fits = (n for n, one in scales.items() if own == set(one) or (item.family and own <= set(one)))
    return next(fits, None)


def about_scale(name: str, options: Sequence[str]) -> FileQuestion:
    """Return the question which end of a scale is good."""
    ends = {"first": options[0], "last": options[-1]}
    return FileQuestion(
        key=f"{AskedAbout.SCALE}:{name}",
        about=AskedAbout.SCALE,
        facts={"options": " – ".join(options)},
        offered=tuple(
            OfferedAnswer(answer=one, word=f"scale_{one}", facts=dict(ends))
            for one in (FIRST, LAST, NEITHER)
        ),
    )


def about_rating(rated: Sequence[str]) -> FileQuestion:
    """Return the question whether large numbers are good in what is rated."""
    return FileQuestion(
        key=AskedAbout.RATING,
        about=AskedAbout.RATING,
        facts={"items": ", ".join(rated)},
        offered=tuple(OfferedAnswer(answer=one, word=f"rating_{one}") for one in ("high", "low")),
    )


def _scale_lines(
    scales: Mapping[str, tuple[str, ...]], answers: Mapping[str, str]
) -> Iterator[str]:
    if scales:
        yield "scales:"
    for name, options in scales.items():
        yield f"  {name}:"
        yield "    options:"
        direction = answers.get(f"{AskedAbout.SCALE}:{name}", FIRST)
        best_first = options[::-1] if direction == LAST else options
        yield from _option_lines(best_first, "      ", scored=direction != NEITHER)


def _option_lines(options: Sequence[str], indent: str, *, scored: bool = False) -> Iterator[str]:
    coded = zip(ascii_uppercase, options, ways_of(options), strict=False)
    for code, label, (points, way) in coded:
        more = f", points: {points}, valence: {way}" if scored else ""
        yield f"{indent}- {{code: {code}, label: {_quoted(label)}{more}}}"


def ways_of(labels: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the points and the valence of options, the best first."""
    last = len(labels) - 1
    for place, label in enumerate(labels):
        way = "good" if 2 * place < last else "bad" if 2 * place > last else "neutral"
        # The worst may not have been ticked.
        yield last - place, "neutral" if fold(label) in NEUTRAL else way


def _item_lines(
    item: DraftItem, scales: Mapping[str, tuple[str, ...]], answers: Mapping[str, str]
) -> Iterator[str]:
    yield f"      - id: {item.id}"
    yield f"        text: {_quoted(item.text)}"
    if scale := _scale_of(item, scales):
        yield f"        scale: {scale}"
        return
    yield f"        kind: {item.kind}"
    if item.kind is Kind.RATING:
        low, high = item.limits
        numbers = list(range(low, high + 1))
        part = (len(numbers) - 1) // 2
        yield f"        low: {low}"
        yield f"        high: {high}"
        yield f"        good: {numbers[-part:]}"
        yield f"        bad: {numbers[:part]}"
        yield from ["        reversed: true"] if answers.get(AskedAbout.RATING) == "low" else []
    if item.options:
        yield "        options:"
        yield from _option_lines(item.options, "          ")


def _units(table: ReadTable, header: str, title: str) -> bytes:
    cells = table.columns[table.headers.index(header)]
    names = dict.fromkeys(text.strip() for text in distinct_texts(cells))
    rows = [("all", title, "")]
    rows += [(f"U{number:03}", name, "all") for number, name in enumerate(names, 1)]
    return table_bytes(("id", "name", "parent"), rows)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
