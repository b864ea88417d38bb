"""Customers of the list: key accounts at risk or silent, and how content each grade and size is.

Names and revenue stand in reports for a limited audience; all others say how many there are, and
how content a group of ten or more is.
"""

from __future__ import annotations

from csatreport.measures.accounts import (
    THIRDS,
    Account,
    AccountFindings,
    Band,
    KeyGrade,
    for_everybody,
)
from csatreport.measures.change import SMALLEST_BASE
from csatreport.measures.proportions import LEVEL
from csatreport.messages import say
from csatreport.report import numbers, wording
from csatreport.report.model import Block, Callout, Chapter, Paragraph, Table
from csatreport.report.scope import Scope
from csatreport.survey.register import RegisterKind

_LISTED = 40
_THIRDS = dict(
    zip(THIRDS, ("report.accounts.high", "report.accounts.middle", "report.accounts.low"),
        strict=True)
)  # fmt: skip


def compose_accounts(scope: Scope) -> Chapter | None:
    """Make the chapter on customers; None without a list of them."""
    registered = scope.findings.registered
    found = registered.accounts if registered is not None else None
    if found is None:
        return None
    if not scope.names:
        found = for_everybody(found)
    language = scope.language
    blocks: list[Block] = [Paragraph(text=_lead(found, scope))]
    if scope.names:
        blocks += _named(found, scope)
    if found.by_grade:
        caption = say(language, "report.accounts.by_grade")
        named = [(_grade(one.name, scope), one) for one in found.by_grade]
        blocks.append(_bands(caption, "report.accounts.head_grade", named, scope))
    if found.by_value:
        caption = say(language, "report.accounts.by_value")
        named = [(say(language, _THIRDS[one.name]), one) for one in found.by_value]
        blocks.append(_bands(caption, "report.accounts.head_size", named, scope))
    if found.key_by_grade:
        blocks.append(_key_grades(found.key_by_grade, scope))
    return Chapter(
        id="customers",
        number="",
        topic=say(language, "report.accounts.topic"),
        heading=wording.counted(language, "report.accounts.risky", len(found.risky)),
        blocks=tuple(blocks),
    )


def _lead(found: AccountFindings, scope: Scope) -> str:
    """Say how many answered, and how content the revenue is."""
    language = scope.language
    texts = [
        say(
            language, "report.accounts.lead",
            key=found.key, answered=found.key - len(found.silent), risky=len(found.risky),
            line=numbers.plain(found.line), silent=len(found.silent),
        )
    ]  # fmt: skip
    if found.weighted is not None and found.once is not None:
        pair = (numbers.index(found.weighted), numbers.index(found.once))
        texts.append(say(language, "report.accounts.weighted", weighted=pair[0], once=pair[1]))
    if not scope.names:
        texts.append(say(language, "report.accounts.few", least=SMALLEST_BASE))
    return wording.joined(language, texts)


def _named(found: AccountFindings, scope: Scope) -> list[Block]:
    language = scope.language
    return [
        Callout(
            text=say(
                language, "report.accounts.value",
                risky=numbers.count(round(found.value)),
                silent=numbers.count(round(found.silent_value)),
            )
        ),
        _accounts(
            say(language, "report.accounts.at_risk", line=numbers.plain(found.line)),
            found.risky, scope,
        ),
        _accounts(say(language, "report.accounts.silent"), found.silent, scope),
    ]  # fmt: skip


def _accounts(caption: str, rows: tuple[Account, ...], scope: Scope) -> Table:
    language, more = scope.language, len(rows) - _LISTED
    return Table(
        caption=caption,
        heads=(
            say(language, "report.accounts.head_name"),
            say(language, "report.compare.head_unit"),
            say(language, "report.accounts.head_grade"),
            say(language, "report.accounts.head_value"),
            say(language, "report.accounts.head_order"),
            say(language, "report.accounts.head_score"),
            say(language, "report.accounts.head_before"),
        ),
        rows=tuple(_row(one, scope) for one in rows[:_LISTED]),
        numeric=(False, False, False, True, False, True, True),
        note=say(language, "report.entries.more", number=more) if more > 0 else "",
        empty=say(language, "report.accounts.none"),
    )


def _row(one: Account, scope: Scope) -> tuple[str, ...]:
    customer, units = one.customer, scope.findings.questionnaire.units.by_id
    return (
        customer.name or customer.id,
        scope.unit_name(units[customer.unit]),
        _grade(customer.grade, scope),
        numbers.count(round(customer.value)) if customer.value else numbers.NOTHING,
        customer.last_order.isoformat() if customer.last_order else numbers.NOTHING,
        numbers.index(one.score),
        numbers.index(one.before),
    )


def _grade(code: str, scope: Scope) -> str:
    return scope.coded(RegisterKind.CUSTOMERS, code)


def _key_grades(grades: tuple[KeyGrade, ...], scope: Scope) -> Table:
    """Say how long key accounts have been customers, and how often they order, by grade."""
    language = scope.language

    def row(one: KeyGrade) -> tuple[str, ...]:
        medians = ((one.years, one.dated), (one.orders, one.counted))
        return (
            _grade(one.name, scope),
            numbers.count(one.n),
            *(f"{numbers.fixed(v)} (n = {n})" if v is not None else numbers.NOTHING
              for v, n in medians),
        )  # fmt: skip

    return Table(
        caption=say(language, "report.accounts.key_by_grade"),
        heads=(
            say(language, "report.accounts.head_grade"),
            say(language, "report.accounts.head_key"),
            say(language, "report.accounts.head_years"),
            say(language, "report.accounts.head_orders"),
        ),
        rows=tuple(map(row, grades)),
        numeric=(False, True, True, True),
        note=say(language, "report.accounts.key_note"),
    )


def _bands(caption: str, head: str, bands: list[tuple[str, Band]], scope: Scope) -> Table:
    language, names = scope.language, scope.names
    revenue = (say(language, "report.accounts.head_value"),) if names else ()

    def row(name: str, one: Band) -> tuple[str, ...]:
        value = (numbers.count(round(one.value)),) if names else ()
        counts = (numbers.count(one.listed), numbers.count(one.answered))
        return (name, *value, *counts, *_score(one, language))

    return Table(
        caption=caption,
        heads=(
            say(language, head),
            *revenue,
            say(language, "report.accounts.head_listed"),
            say(language, "report.accounts.head_answered"),
            say(language, "report.accounts.head_score"),
            say(language, "report.interval.head", level=numbers.share(LEVEL)),
        ),
        rows=tuple(row(name, one) for name, one in bands),
        numeric=(False, *(True for _ in revenue), True, True, True, True),
    )


def _score(one: Band, language: str) -> tuple[str, str]:
    score = one.score
    if score is None:
        return numbers.NOTHING, numbers.NOTHING
    interval = wording.interval_or_word(score, language) or numbers.NOTHING
    return numbers.index(score.value), interval
