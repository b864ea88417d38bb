"""``csatreport month``: check, build, close and publish in one go, safe to repeat."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from csatreport.cli.news import news_lines
from csatreport.cli.options import FORM, PATH, argument, option, study_command
from csatreport.cli.terminal import show_issues, tell_either
from csatreport.cli.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from csatreport.publish.month import MonthRun


@study_command
@argument("target", metavar="[DIR]", type=PATH, default=None)
@option("--restricted", says="option.month_restricted", metavar="DIR", type=PATH)
@option("--close", "closing", says="option.month_close", is_flag=True)
@FORM
def command(
    study: Path, /, *, target: Path | None, restricted: Path | None, closing: bool, form: str
) -> int:
    """Do the month, and sum it up."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.cli.progress import showing_progress  # noqa: PLC0415
    from csatreport.making.request import Request  # noqa: PLC0415
    from csatreport.publish.month import MonthRequest, run_month  # noqa: PLC0415

    request = MonthRequest(
        build=Request(study=study, jobs=os.cpu_count() or 1),
        target=target,
        restricted=restricted,
        close=closing,
    )
    with showing_progress() as progress:
        run = run_month(request, progress)
    show_issues(run.issues)
    tell_either(form, run.as_json(), _lines(run))
    return run.exit_code


def _lines(run: MonthRun) -> Iterator[str]:
    for one in run.steps:
        key = f"month.{one.step}" if one.changed else f"month.{one.step}_same"
        yield word(key, **one.facts)
        for news in one.news:
            yield from (f"  {line}" for line in news_lines(news))
    if run.stopped is not None:
        yield word("month.stopped", step=word(f"month.name_{run.stopped}"), code=run.exit_code)
    else:
        yield word("month.done" if run.changed else "month.nothing")
