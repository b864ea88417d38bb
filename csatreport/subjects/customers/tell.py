"""Customers of the list: key accounts at risk or silent, and how content each grade and size is.

Names and revenue stand in reports for a limited audience; all others say how many there are, and
how content a group of ten or more is.
"""

from collections.abc import Iterator

from csatreport.report import numbers, wording
from csatreport.report.columns import Column, TextColumn, interval_head, lay_out
from csatreport.report.inline import Link
from csatreport.report.model import (
    Callout,
    CardRow,
    Chapter,
    Explanation,
    Paragraph,
    ReportBlock,
    Table,
)
from csatreport.report.scope import Scope
from csatreport.report.subject import chapter
from csatreport.report.workings.rows import explained, lines_step, register_rows
from csatreport.statistics.change import SMALLEST_BASE
from csatreport.statistics.verdict import Verdict
from csatreport.study.register import RegisterKind
from csatreport.subjects.customers.bands import CORE, OTHERS, THIRDS, YEARS, Band, ListedCustomer
from csatreport.subjects.customers.measure import TOP, CustomerFindings, for_everybody

CUSTOMERS = "customers"
_LISTED = 40
_NAMED = 2
_PARTS = {CORE: "customers.core", OTHERS: "customers.others"}
_LARGEST = {1: "customers.largest_one"}
_CORE_WORDS = wording.keyed("customers.core_{}", Verdict)
_THIRDS = dict(zip(THIRDS, ("customers.high", "customers.middle", "customers.low"), strict=True))


def compose_customers(scope: Scope, found: CustomerFindings) -> Chapter | None:
    """Make the chapter on customers; None where the list tells nothing that may be shown."""
    if not scope.names:
        found = for_everybody(found)
    if not scope.names and not found.key and not _told(found):
        return None
    heading = scope.counted("customers.risky", len(found.risky)) if found.key else ""
    return chapter(scope, "customers.topic", heading, _blocks(found, scope))


def _told(found: CustomerFindings) -> bool:
    """Tell whether any band of customers has an index to show."""
    bands = (*found.by_grade, *found.by_value, *found.by_core, *found.by_years)
    return any(one.score is not None for one in bands)


def _blocks(found: CustomerFindings, scope: Scope) -> Iterator[ReportBlock]:
    if found.key:
        yield Paragraph(text=_lead(found, scope))
    if scope.names:
        yield from _named(found, scope)
    if found.by_grade:
        yield _bands("customers.by_grade", _BY_GRADE, found.by_grade, scope)
    if found.by_value:
        yield _bands("customers.by_value", _BY_VALUE, found.by_value, scope)
    if len(found.by_core) > 1:
        yield from _core(found, scope)
    if len(found.by_years) > 1:
        yield _bands("customers.by_years", _BY_YEARS, found.by_years, scope)
    if found.key_by_grade:
        caption, note = scope.say("customers.key_by_grade"), scope.say("customers.key_note")
        yield lay_out(_KEY_GRADE, found.key_by_grade, scope, caption=caption, note=note)


def risky_accounts(scope: Scope, found: CustomerFindings) -> Iterator[CardRow]:
    """Say how many key accounts are at risk, and to whom it may be told, which and how much."""
    if not found.risky:
        return
    facts = {"key": found.key, "silent": len(found.silent)}
    detail = scope.say("customers.front", **facts)
    if scope.names:
        names = [one.customer.name or one.customer.id for one in found.risky]
        listed = scope.listed_first(names, _NAMED, "report.list.customers")
        value = numbers.count(round(found.value))
        detail = scope.say("customers.front_named", names=listed, value=value)
    head = Link(text=scope.counted("customers.risky", len(found.risky)), target=f"#{CUSTOMERS}")
    yield CardRow(head=head, detail=detail)


def _lead(found: CustomerFindings, scope: Scope) -> str:
    """Say how many answered, and how content the revenue is."""
    texts = [
        scope.say(
            "customers.lead",
            key=found.key, answered=found.key - len(found.silent), risky=len(found.risky),
            line=numbers.plain(found.line), silent=len(found.silent),
        )
    ]  # fmt: skip
    if found.weighted is not None and found.once is not None:
        pair = (numbers.index(found.weighted), numbers.index(found.once))
        texts.append(scope.say("customers.weighted", weighted=pair[0], once=pair[1]))
    if not scope.names:
        texts.append(scope.say("customers.few", least=SMALLEST_BASE))
    return scope.joined(texts)


def _named(found: CustomerFindings, scope: Scope) -> Iterator[ReportBlock]:
    risky, silent = (numbers.count(round(value)) for value in (found.value, found.silent_value))
    yield Callout(text=scope.say("customers.value", risky=risky, silent=silent))
    at_risk = scope.say("customers.at_risk", line=numbers.plain(found.line))
    yield _accounts(at_risk, found.risky, scope)
    yield _accounts(scope.say("customers.silent"), found.silent, scope)


def _accounts(caption: str, rows: tuple[ListedCustomer, ...], scope: Scope) -> Table:
    more = len(rows) - _LISTED
    return lay_out(
        _ACCOUNT,
        rows[:_LISTED],
        scope,
        caption=caption,
        note=scope.say("report.entries.more", number=more) if more > 0 else "",
        empty=scope.say("customers.none"),
    )


def _unit(one: ListedCustomer, scope: Scope) -> str:
    return scope.unit_name(scope.findings.questionnaire.units.by_id[one.customer.unit])


_ACCOUNT = (
    TextColumn("customers.head_name", lambda one, _: one.customer.name or one.customer.id),
    TextColumn("report.compare.head_unit", _unit),
    TextColumn("customers.head_grade", lambda one, scope: _grade(one.customer.grade, scope)),
    Column(
        "customers.head_value",
        lambda one, _: numbers.count(round(one.customer.value) if one.customer.value else None),
    ),
    TextColumn("customers.head_order", lambda one, _: numbers.day(one.customer.last_order)),
    Column("customers.head_score", lambda one, _: numbers.index(one.score)),
    Column("customers.head_before", lambda one, _: numbers.index(one.before)),
)


def _grade(code: str, scope: Scope) -> str:
    return scope.coded(RegisterKind.CUSTOMERS, code)


def _median(value: float | None, n: int) -> str:
    return numbers.NOTHING if value is None else f"{numbers.fixed(value)} (n = {n})"


_KEY_GRADE = (
    TextColumn("customers.head_grade", lambda one, scope: _grade(one.name, scope)),
    Column("customers.head_key", lambda one, _: numbers.count(one.n)),
    Column("customers.head_years", lambda one, _: _median(one.years, one.dated)),
    Column("customers.head_orders", lambda one, _: _median(one.orders, one.counted)),
)
"""How long key accounts have been customers, and how often they order, by grade."""


def _bands(caption: str, first: Column, bands: tuple[Band, ...], scope: Scope) -> Table:
    revenue = (_BAND_REVENUE,) if scope.names else ()
    columns = (first, *revenue, *_BAND)
    return lay_out(columns, bands, scope, caption=scope.say(caption))


def _core(found: CustomerFindings, scope: Scope) -> Iterator[ReportBlock]:
    """Set the core beside the others, and say how much of the revenue a few customers bring."""
    change, texts = found.core_change, []
    if change is not None and change.difference is not None:
        key = _CORE_WORDS[change.verdict]
        texts.append(scope.say(key, points=numbers.fixed(abs(change.difference))))
    if found.largest:
        parts = [
            scope.say(_LARGEST.get(n, "customers.largest"), number=n, share=numbers.share(share))
            for n, share in found.largest
        ]
        texts.append(scope.say("customers.concentration", parts=scope.listed(parts)))
    yield _bands("customers.by_core", _BY_CORE, found.by_core, scope)
    if texts:
        yield Paragraph(text=scope.joined(texts))


def _years(one: Band, scope: Scope) -> str:
    starts = [f"{start:g}" for start in (0.0, *YEARS)]
    place = starts.index(one.name)
    if place == len(YEARS):
        return scope.say("customers.years_more", low=one.name)
    return scope.say("customers.years_between", low=one.name, high=starts[place + 1])


def _interval(one: Band, scope: Scope) -> str:
    return wording.interval_or_word(one.score, scope.language) or numbers.NOTHING


_BY_GRADE = TextColumn("customers.head_grade", lambda one, scope: _grade(one.name, scope))
_BY_VALUE = TextColumn("customers.head_size", lambda one, scope: scope.say(_THIRDS[one.name]))
_BY_CORE = TextColumn("customers.head_part", lambda one, scope: scope.say(_PARTS[one.name]))
_BY_YEARS = TextColumn("customers.head_tenure", _years)
_BAND_REVENUE = Column("customers.head_value", lambda one, _: numbers.count(round(one.value)))
_BAND = (
    Column("customers.head_listed", lambda one, _: numbers.count(one.listed)),
    Column("customers.head_answered", lambda one, _: numbers.count(one.answered)),
    Column("customers.head_score",
           lambda one, _: numbers.index(one.score.value if one.score else None)),
    Column(interval_head, _interval),
)  # fmt: skip


def explain_customers(scope: Scope, found: CustomerFindings) -> Iterator[tuple[str, Explanation]]:
    """Yield which customers are key accounts, and which of them are at risk; it names nobody."""
    rule = "customers.explain_marked" if found.marked else "customers.explain_top"
    lines = [
        scope.say(rule, key=found.key, listed=found.listed, top=numbers.share(TOP)),
        scope.say(
            "customers.explain_risk",
            line=numbers.plain(found.line), fall=numbers.plain(found.fall),
            risky=len(found.risky), silent=len(found.silent),
        ),
        scope.say("customers.explain_revenue"),
    ]  # fmt: skip
    yield explained(
        CUSTOMERS, scope.say("customers.topic"),
        register_rows(scope, RegisterKind.CUSTOMERS),
        lines_step(scope, "report.explain.step_rule", *lines),
        figure=scope.counted("customers.risky", len(found.risky)),
    )  # fmt: skip
