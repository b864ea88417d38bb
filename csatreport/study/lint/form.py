"""Advice on method: what will make answers hard to give or hard to read, as warnings.

Nothing here is an error. A form that came from elsewhere can be used as it is; the warnings say
which of its items to trust less, and what to write in the next edition. Only the edition in
force is looked at, because printed forms cannot be changed any more.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from csatreport.base.errors import Issue, Severity, Source
from csatreport.base.vocabulary import any_of
from csatreport.study.common import Shared, break_between
from csatreport.study.edition import Section
from csatreport.study.item import Item, Kind, Role, Valence
from csatreport.study.lint.classes import class_faults
from csatreport.study.lint.concepts import families, mixed_labels, strangers
from csatreport.study.lint.wording import joined_by, negated_by
from csatreport.study.model import Questionnaire
from csatreport.study.yaml.written import clip

_CLOSED_ROLES = (Role.RATED, Role.OVERALL, Role.RECOMMEND)
_SMALLEST_BATTERY = 3

_NOT_FOR_ALL = any_of("wording", "not_for_all")
"""What not everybody has done: returned something, had it repaired, paid by card."""


def check_method(questionnaire: Questionnaire, folder: Path | None = None) -> tuple[Issue, ...]:
    """Return warnings about the newest edition, each naming its item's number.

    Args:
        questionnaire: what to look at.
        folder: the study's folder; with it, issues carry their source line.
    """
    edition = questionnaire.newest
    lines = _source_lines(folder, edition.source.file)
    found: list[Issue] = []
    for item in edition.items:
        for code, facts in _faults(item):
            found.append(_issue(code, item, facts, lines))
    for section in edition.sections:
        for item, facts in _odd_scales(section):
            found.append(_issue("L304", item, facts, lines))
    found += _breaks(questionnaire, lines)
    return tuple(sorted(found, key=Issue.sort_key))


def _breaks(questionnaire: Questionnaire, lines: list[str]) -> Iterator[Issue]:
    """Say which questions the newest edition starts anew, and what that does to the headline."""
    if len(questionnaire.editions) < 2:
        return
    before, edition = questionnaire.editions[-2:]
    broken = break_between(before, edition)
    names = dict.fromkeys(item.id for item in (*broken.changed, *broken.dropped))
    if not names:
        return
    shared = broken.shared
    facts: dict[str, object] = {
        "edition": edition.number, "other": before.number, "items": ", ".join(names),
        "questions": shared.questions if shared else 0, "of": shared.of if shared else 0,
    }  # fmt: skip
    source = broken.changed[0].source if broken.changed else edition.source
    yield _warning(_effect(shared, questionnaire), source, facts, lines)


def _effect(shared: Shared | None, questionnaire: Questionnaire) -> str:
    """Return the code of what a break does to the headline: nothing, a part of it, or its end."""
    if shared is None:
        return "L310"
    if questionnaire.anonymity is not None:
        return "L313"
    return "L311" if shared.enough else "L312"


def _source_lines(folder: Path | None, name: str) -> list[str]:
    file = folder / name if folder else None
    if file is None or not file.is_file():
        return []
    return file.read_text(encoding="utf-8-sig", errors="replace").splitlines()


def _issue(code: str, item: Item, facts: dict[str, object], lines: list[str]) -> Issue:
    return _warning(code, item.source, {"number": item.number or item.id, **facts}, lines)


def _warning(code: str, source: Source, facts: dict[str, object], lines: list[str]) -> Issue:
    line = source.line or 0
    return Issue(
        code=code,
        source=source,
        severity=Severity.WARNING,
        facts=facts,
        excerpt=lines[line - 1] if 0 < line <= len(lines) else None,
    )


def _faults(item: Item) -> Iterator[tuple[str, dict[str, object]]]:
    if item.role in _CLOSED_ROLES and item.scored:
        yield from _wording_faults(item)
        yield from _scale_faults(item)
    elif item.options:
        yield from _class_faults(item)


def _wording_faults(item: Item) -> Iterator[tuple[str, dict[str, object]]]:
    texts = item.text.all()
    joined = [(word, text) for text in texts if (word := joined_by(text))]
    if joined:
        word, text = joined[0]
        yield "L301", {"word": word, "text": clip(text)}
    negated = [(word, text) for text in texts if (word := negated_by(text))]
    if negated and _asks_agreement(item):
        word, text = negated[0]
        yield "L309", {"word": word, "text": clip(text)}
    unusual = next((found[0] for text in texts if (found := _NOT_FOR_ALL.search(text))), None)
    if unusual and item.not_applicable is None:
        yield "L305", {"word": unusual}


def _asks_agreement(item: Item) -> bool:
    labels = [label for option in item.options for label in option.label.all()]
    return item.kind is Kind.YESNO or any("agreement" in families(label) for label in labels)


def _scale_faults(item: Item) -> Iterator[tuple[str, dict[str, object]]]:
    if item.kind is not Kind.CHOICE:
        return
    good, bad = len(item.good), len(item.bad)
    if good != bad:
        neutral = sum(option.valence is Valence.NEUTRAL for option in item.options)
        yield "L306", {"good": good, "neutral": neutral, "bad": bad}
    for language, text in item.text.texts:
        labels = [option.label[language] for option in item.options]
        odd, mixed = strangers(text, labels), mixed_labels(labels)
        if len(odd) == 1:
            yield "L307", {"label": odd[0], "text": clip(text)}
            return
        if mixed:
            yield "L308", {"label": mixed[0], "other": mixed[1]}
            return


def _class_faults(item: Item) -> Iterator[tuple[str, dict[str, object]]]:
    codes = {"gap": "L302", "overlap": "L303"}
    for language, _ in item.text.texts:
        labels = [option.label[language] for option in item.options]
        if faults := class_faults(labels):
            for fault in faults:
                yield codes[fault.fault], {"lower": fault.lower, "upper": fault.upper}
            return


def _odd_scales(section: Section) -> Iterator[tuple[Item, dict[str, object]]]:
    """Yield the items of a battery that offer another number of options than most of it."""
    battery = [i for i in section.items if i.role is Role.RATED and i.kind is Kind.CHOICE]
    if len(battery) < _SMALLEST_BATTERY:
        return
    usual, times = Counter(len(item.options) for item in battery).most_common(1)[0]
    if 2 * times <= len(battery):
        return
    for item in battery:
        if len(item.options) != usual:
            yield item, {"count": len(item.options), "usual": usual}
