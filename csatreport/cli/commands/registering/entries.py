"""What ``csatreport actions`` and ``csatreport complaints`` have in common: one entry written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import click

from csatreport.base.clock import today
from csatreport.base.errors import ExitCode
from csatreport.cli.options import OptionValue, argument, option
from csatreport.cli.terminal import tell
from csatreport.cli.words import word

STEPS = ("open", "assign", "close")
STEP = click.Choice(STEPS)


def _pairs(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    """Read ``FIELD=TEXT``; the first = parts, because a text may hold one."""
    found = {}
    for one in given:
        name, sign, text = one.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(word("entry.pair", value=one))
        found[name.strip()] = text
    return found


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else today()
    except ValueError:
        raise click.BadParameter(word("entry.day", value=text)) from None


_OPTIONS = (
    argument("name", metavar="[ID]", default=""),
    option("--to", "owner", says="option.entry_to", default="", metavar="OWNER"),
    option("--set", "values", says="option.entry_set", multiple=True, metavar="FIELD=TEXT",
           callback=_pairs),
    option("--date", "day", says="option.entry_date", metavar="DAY", callback=_day),
    option("--file", says="option.entry_file", default="", metavar="NAME"),
    option("--dry-run", says="option.entry_dry_run", is_flag=True),
)  # fmt: skip


def entry_options(run: Callable[..., int]) -> Callable[..., int]:
    """Give a command what an entry is written with."""
    for one in reversed(_OPTIONS):
        run = one(run)
    return run


def write_entry(
    study: Path, kind: str, step: str, questionnaire: str, **given: OptionValue
) -> int:  # fmt: skip
    """Show what is written, and write it unless only the row is to be shown."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.making.registering.entries import (  # noqa: PLC0415
        EntryStep,
        RegisterOrder,
        propose_entry,
        settle_entry,
    )
    from csatreport.study.register import RegisterKind  # noqa: PLC0415

    name, values = given["name"].strip(), dict(given["values"])
    if (step == "open") == bool(name):
        raise click.UsageError(word("entry.no_id" if step == "open" else "entry.needs_id"))
    if given["owner"]:
        values = {"owner": given["owner"]} | values
    if step == "assign" and not values:
        raise click.UsageError(word("entry.needs_owner"))
    order = RegisterOrder(
        study=study, kind=RegisterKind(kind), step=EntryStep(step), day=given["day"], id=name,
        values=values, questionnaire=questionnaire, file=given["file"],
    )  # fmt: skip
    change = (propose_entry if given["dry_run"] else settle_entry)(order)
    tell(word("entry.would" if given["dry_run"] else "entry.written", file=change.file))
    tell("\n".join(f"  {header}: {text}" for header, text in change.cells.items()))
    return ExitCode.FINE
