"""How good the data are: which files were read, what was refused, which answers are missing."""

from __future__ import annotations

from csatreport.measures.model import ItemFinding
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.cards import BLANK_SHARE, often_blank
from csatreport.report.inline import Link, Mark
from csatreport.report.model import Block, Chapter, Paragraph, Table
from csatreport.report.scope import Scope
from csatreport.report.soundness import compose_soundness, compose_verdict
from csatreport.report.strips import item_link


def compose_quality(scope: Scope) -> Chapter:
    """Make the chapter on data quality."""
    language = scope.language
    blocks: list[Block] = [*compose_verdict(scope)]
    files = _files(scope)
    if files is not None:
        blocks.append(files)
    refusals = _refusals(scope)
    if refusals is not None:
        blocks.append(refusals)
    if scope.findings.responses:
        blocks.append(_missing(scope))
    blocks += [Paragraph(text=text) for text in _sentences(scope) if text]
    blocks += compose_soundness(scope)
    return Chapter(
        id="quality",
        number="",
        topic=say(language, "report.quality.topic"),
        heading=_heading(scope),
        blocks=tuple(blocks),
    )


def _heading(scope: Scope) -> str:
    language, files = scope.language, scope.findings.quality.files
    if files:
        read, refused = sum(f[1] for f in files), sum(f[3] for f in files)
        rows = wording.counted(language, "report.count.rows", read)
        if refused:
            return say(
                language, "report.quality.heading_refused",
                rows=rows, refused=numbers.count(refused),
            )  # fmt: skip
        return say(language, "report.quality.heading_all_kept", rows=rows)
    if not _countable(scope):
        return say(language, "report.quality.heading_hidden")
    often = sum(often_blank(found) for found in scope.findings.items)
    if often:
        return wording.counted(language, "report.quality.heading_blank", often)
    return say(language, "report.quality.heading_fine", limit=numbers.share(BLANK_SHARE))


def _countable(scope: Scope) -> bool:
    """Tell whether missing answers may be counted for any question."""
    return any(found.counts_hidden is None for found in scope.findings.items)


def _files(scope: Scope) -> Table | None:
    files = scope.findings.quality.files
    if not files:
        return None
    language = scope.language
    together = say(language, "report.quality.all_files")
    rows = [(name or together, *map(numbers.count, figures)) for name, *figures in files]
    if len(files) > 1:
        sums = [sum(column) for column in list(zip(*files, strict=True))[1:]]
        rows.append((together, *map(numbers.count, sums)))
    return Table(
        caption=say(language, "report.quality.files"),
        heads=(
            say(language, "report.quality.head_file"),
            say(language, "report.quality.head_read"),
            say(language, "report.quality.head_kept"),
            say(language, "report.quality.head_refused"),
            say(language, "report.quality.head_invalid"),
        ),
        rows=tuple(rows),
        numeric=(False, True, True, True, True),
        note=say(language, "report.quality.files_note"),
    )


def _refusals(scope: Scope) -> Table | None:
    refusals = scope.findings.quality.refusals
    if not refusals:
        return None
    language = scope.language
    return Table(
        caption=say(language, "report.quality.refusals"),
        heads=(
            say(language, "report.quality.head_code"),
            say(language, "report.quality.head_why"),
            say(language, "report.quality.head_rows"),
        ),
        rows=tuple(
            (code, wording.refusal_reason(code, language), numbers.count(number))
            for code, number in refusals
        ),
        numeric=(False, False, True),
        note=say(language, "report.quality.refusals_note"),
    )


def _missing(scope: Scope) -> Table:
    language = scope.language
    return Table(
        caption=say(language, "report.quality.missing"),
        heads=(
            say(language, "report.items.head_item"),
            "n",
            say(language, "report.missing.blank"),
            say(language, "report.missing.blank_share"),
            say(language, "report.missing.multiple"),
            say(language, "report.missing.not_applicable"),
            say(language, "report.missing.invalid"),
        ),
        rows=tuple(_missing_row(found, scope) for found in scope.findings.items),
        numeric=(False, True, True, True, True, True, True),
        note=say(language, "report.quality.missing_note", limit=numbers.share(BLANK_SHARE)),
        empty=say(language, "report.quality.no_items"),
    )


def _missing_row(found: ItemFinding, scope: Scope) -> tuple[str | Link | Mark, ...]:
    tally = found.tally
    if found.counts_hidden is not None:
        n = numbers.count(found.n) if found.n else numbers.NOTHING
        return (item_link(found, scope), n, *(numbers.NOTHING,) * 5)
    asked = tally.n + tally.missing
    share = numbers.share(tally.blank / asked, scope.digits) if asked else numbers.NOTHING
    if often_blank(found):
        share = say(scope.language, "report.quality.flagged", share=share)
    return (
        item_link(found, scope),
        numbers.count(tally.n),
        numbers.count(tally.blank),
        share,
        numbers.count(tally.multiple),
        numbers.count(tally.not_applicable),
        numbers.count(tally.invalid),
    )


def _sentences(scope: Scope) -> tuple[str, ...]:
    quality, language = scope.findings.quality, scope.language
    if scope.findings.headline is None or scope.hidden is not None:
        return ()
    if not quality.unscored:
        return (say(language, "report.quality.all_scored"),)
    return (wording.counted(language, "report.who.unscored", quality.unscored),)
