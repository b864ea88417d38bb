"""``csatreport publish``: the built site to the intranet, back to the one before, or a list.

The room itself is imported where it is called, because ``--help`` must not wait for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.base.errors import ExitCode
from csatreport.cli.news import news_lines
from csatreport.cli.options import PATH, OptionValue, argument, option, study_command, wrong_use
from csatreport.cli.progress import showing_progress
from csatreport.cli.terminal import show_issues, tell
from csatreport.cli.words import word
from csatreport.publish import KEEP

if TYPE_CHECKING:
    from csatreport.publish.publication import Published


@study_command
@argument("target", metavar="DIR", type=PATH)
@option("--site", says="option.site", metavar="DIR", type=PATH)
@option("--restricted", says="option.restricted", is_flag=True)
@option("--list", "listing", says="option.list", is_flag=True)
@option("--rollback", says="option.rollback", is_flag=True)
@option("--dry-run", "trying", says="option.publish_dry_run", is_flag=True)
@option("--keep", says="option.keep", metavar="N", type=click.IntRange(min=1), usual=KEEP)
def command(
    study: Path, /, *, target: Path, site: Path | None, listing: bool, rollback: bool,
    trying: bool, **how: OptionValue,
) -> int:  # fmt: skip
    """Publish, roll back or list."""
    if listing + rollback + trying > 1:
        raise wrong_use("publish.either")
    if listing:
        _list(target)
    elif rollback:
        _roll_back(target)
    else:
        folder = site or study / "build" / ("restricted" if how["restricted"] else "site")
        if trying:
            _tell_changes(study, folder, target, restricted=how["restricted"])
        else:
            _publish(study, folder, target, **how)
    return ExitCode.FINE


def _tell_changes(study: Path, folder: Path, target: Path, *, restricted: bool) -> None:
    from csatreport.publish.effects import Effects  # noqa: PLC0415 - see the module
    from csatreport.publish.publication import foresee  # noqa: PLC0415
    from csatreport.publish.site import read_built_site  # noqa: PLC0415

    change = foresee(read_built_site(folder, Effects(), restricted=restricted), target, study=study)
    counts = {name: len(getattr(change, name)) for name in ("new", "changed", "gone")}
    tell(word("publish.change" if any(counts.values()) else "publish.no_change", **counts))
    for key, reports in (("publish.reports_new", change.reports(change.new)),
                         ("publish.reports_changed", change.reports(change.changed)),
                         ("publish.reports_gone", change.reports(change.gone))):  # fmt: skip
        if reports:
            tell(word(key, reports=", ".join(reports)))


def _publish(study: Path, folder: Path, target: Path, *, restricted: bool, keep: int) -> None:
    from csatreport.publish.effects import Effects  # noqa: PLC0415 - see the module
    from csatreport.publish.publication import publish  # noqa: PLC0415
    from csatreport.publish.site import read_built_site  # noqa: PLC0415

    effects = Effects()
    built = read_built_site(folder, effects, restricted=restricted)
    with showing_progress() as progress:
        done = publish(built, target, study=study, keep=keep, effects=effects, progress=progress)
    _tell_published(done, target)


def _tell_published(done: Published, target: Path) -> None:
    key = "publish.done" if done.new else "publish.unchanged"
    tell(word(key, release=done.release.name, files=len(done.release.files)))
    if done.new:
        sent, megabytes = done.sent, f"{done.sent.size / 1e6:.1f}"
        tell(word("publish.sent", files=sent.files, megabytes=megabytes, copied=sent.copied))
    for news in done.news:
        tell("\n".join(news_lines(news)))
    tell(word("publish.address", address=target.resolve() / "index.html"))
    if done.withdrawn:
        tell(word("publish.withdrawn", releases=", ".join(done.withdrawn)), err=True)
    if done.issues:
        show_issues(done.issues)
    if done.stuck:
        tell(word("publish.stuck", releases=", ".join(done.stuck)), err=True)


def _roll_back(target: Path) -> None:
    from csatreport.publish.effects import Effects  # noqa: PLC0415 - see the module
    from csatreport.publish.publication import roll_back  # noqa: PLC0415

    with showing_progress() as progress:
        release = roll_back(target, effects=Effects(), progress=progress)
    tell(word("publish.rolled_back", release=release.name))


def _list(target: Path) -> None:
    from csatreport.publish.publication import read_shelf  # noqa: PLC0415 - see the module

    shelf = read_shelf(target)
    for release in shelf.releases:
        mark = "*" if release.name == shelf.current else " "
        when = f"{release.published.astimezone():%Y-%m-%d %H:%M}"
        files = word("publish.files", files=len(release.files))
        tell(f"{mark} {release.name}  {when}  {files}")
    tell(word("publish.legend" if shelf.releases else "publish.nothing"), err=True)
