"""How good the data are: which files were read, what was refused, which answers are missing."""

from collections.abc import Callable, Iterator

from csatreport.counts.closed.record import ToldFrom
from csatreport.counts.findings.model import ItemFinding
from csatreport.report import numbers, wording
from csatreport.report.columns import CellText, Column, TextColumn, lay_out
from csatreport.report.model import Chapter, Paragraph, ReportBlock, Table
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.subjects.quality.cards import BLANK_SHARE, often_blank
from csatreport.subjects.quality.soundness import Soundness
from csatreport.subjects.quality.tell_soundness import compose_soundness, compose_verdict
from csatreport.subjects.results.strips import item_link


def compose_quality(scope: Scope, sound: Soundness | None) -> Chapter:
    """Make the chapter on data quality, also where nothing of how sound it is may be shown."""
    answered = sound if scope.findings.responses else None
    blocks = (
        *_origin(scope),
        *compose_verdict(scope, answered),
        *_files(scope),
        *_refusals(scope),
        *_missing(scope),
        *_scored(scope),
        *compose_soundness(scope, answered),
    )
    return chapter(scope, "quality.topic", _heading(scope), blocks)


def _heading(scope: Scope) -> str:
    found = scope.findings.quality
    if found.files:
        rows = scope.counted("report.count.rows", found.read)
        if found.refused:
            refusals = numbers.count(found.refused)
            return scope.say("quality.heading_refused", rows=rows, refused=refusals)
        return scope.say("quality.heading_all_kept", rows=rows)
    if not _countable(scope):
        return scope.say("quality.heading_hidden")
    often = sum(often_blank(one) for one in scope.findings.items)
    if often:
        return scope.counted("quality.heading_blank", often)
    return scope.say("quality.heading_fine", limit=numbers.share(BLANK_SHARE))


_ORIGINS = {ToldFrom.RECORD: "quality.origin_record", ToldFrom.DELETED: "quality.origin_deleted"}


def _origin(scope: Scope) -> Iterator[ReportBlock]:
    """Say where figures come from a record and no answers were read."""
    key = _ORIGINS.get(scope.findings.origin)
    if key is not None:
        yield Paragraph(text=scope.say(key))


def _countable(scope: Scope) -> bool:
    """Tell whether missing answers may be counted for any question."""
    return any(found.counts_hidden is None for found in scope.findings.items)


_FILES = (
    TextColumn("quality.head_file", lambda one, scope: one[0] or scope.say("quality.all_files")),
    Column("quality.head_read", lambda one, _: numbers.count(one[1])),
    Column("quality.head_kept", lambda one, _: numbers.count(one[2])),
    Column("quality.head_refused", lambda one, _: numbers.count(one[3])),
    Column("quality.head_invalid", lambda one, _: numbers.count(one[4])),
)


def _files(scope: Scope) -> Iterator[Table]:
    """Yield the account of files, with their sum below where there are several."""
    files = scope.findings.quality.files
    sums = [("", *map(sum, list(zip(*files, strict=True))[1:]))] if len(files) > 1 else []
    if files:
        yield lay_out(
            _FILES, (*files, *sums), scope,
            caption=scope.say("quality.files"), note=scope.say("quality.files_note"),
        )  # fmt: skip


_REFUSALS = (
    TextColumn("quality.head_code", lambda one, _: one[0]),
    TextColumn("quality.head_why",
               lambda one, scope: wording.refusal_reason(one[0], scope.language)),
    Column("quality.head_rows", lambda one, _: numbers.count(one[1])),
)  # fmt: skip


def _refusals(scope: Scope) -> Iterator[Table]:
    refusals = scope.findings.quality.refusals
    if refusals:
        yield lay_out(
            _REFUSALS, refusals, scope,
            caption=scope.say("quality.refusals"),
            note=scope.say("quality.refusals_note"),
        )  # fmt: skip


def _of_tally(name: str) -> Callable[[ItemFinding, Scope], str]:
    """Return what counts a kind of missing answer; nothing where counts are hidden."""

    def text(found: ItemFinding, _: Scope) -> str:
        closed = found.counts_hidden is not None
        return numbers.NOTHING if closed else numbers.count(getattr(found.tally, name))

    return text


def _base(found: ItemFinding, _: Scope) -> str:
    known = found.counts_hidden is None or found.n
    return numbers.count(found.n) if known else numbers.NOTHING


def _blank(found: ItemFinding, scope: Scope) -> CellText:
    """Say which part left an item blank, with a mark where that is more than usual."""
    part = found.tally.blank_share
    if part is None or found.counts_hidden is not None:
        return numbers.NOTHING
    share = numbers.share(part, scope.digits)
    return scope.say("quality.flagged", share=share) if often_blank(found) else share


_MISSING = (
    TextColumn("report.items.head_item", item_link),
    Column("report.base.head", _base),
    Column("report.missing.blank", _of_tally("blank")),
    Column("report.missing.blank_share", _blank),
    Column("report.missing.multiple", _of_tally("multiple")),
    Column("report.missing.not_applicable", _of_tally("not_applicable")),
    Column("report.missing.invalid", _of_tally("invalid")),
)


def _missing(scope: Scope) -> Iterator[Table]:
    if scope.findings.responses and scope.findings.items:
        often = any(often_blank(found) for found in scope.findings.items)
        limit = numbers.share(BLANK_SHARE)
        mark = scope.say("quality.missing_often", limit=limit) if often else ""
        yield lay_out(
            _MISSING, scope.findings.items, scope,
            caption=scope.say("quality.missing"),
            note=scope.joined((scope.say("quality.missing_note"), mark)),
        )  # fmt: skip


def _scored(scope: Scope) -> Iterator[ReportBlock]:
    """Yield how many answers have no score."""
    unscored = scope.findings.quality.unscored
    if scope.findings.headline is None or scope.hidden is not None:
        return
    if unscored:
        yield Paragraph(text=scope.counted("report.who.unscored", unscored))
    else:
        yield Paragraph(text=scope.say("quality.all_scored"))
