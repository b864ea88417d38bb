"""``csatreport check``: every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from csatreport.base.errors import Severity
from csatreport.base.issue_text import issue_as_json
from csatreport.base.words import reader_language
from csatreport.cli.options import FORM, option, study_command
from csatreport.cli.progress import showing_progress
from csatreport.cli.terminal import show_issues, tell, tell_json
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.answers.model import UnreadColumn
    from csatreport.counts.arrived import Arrived
    from csatreport.making.inputs import Examination


_ROWS = ("read", "kept", "refused")


@study_command
@option("--strict", says="option.strict", is_flag=True)
@option("--config-only", says="option.config_only", is_flag=True)
@FORM
def command(study: Path, *, strict: bool, config_only: bool, form: str) -> int:
    """Check the study and say what is wrong with it."""
    # Deferred: reading answers imports pandas, for which --help must not wait.
    from csatreport.making.inputs import examine, kept_from_builds  # noqa: PLC0415

    with showing_progress() as progress:
        checkup = examine(study, progress, kept_from_builds(study), config_only=config_only)
    if form == "json":
        tell_json(_as_json(checkup))
    else:
        show_issues(checkup.issues, err=False)
        tell(_summary(checkup))
    return checkup.exit_code(strict=strict)


def _counts(checkup: Examination) -> dict[str, int]:
    return {
        "errors": checkup.count(Severity.ERROR),
        "warnings": checkup.count(Severity.WARNING),
        "files": len(checkup.files),
        **{name: sum(getattr(file, name) for file in checkup.files) for name in _ROWS},
    }


def _as_json(checkup: Examination) -> dict[str, object]:
    language = reader_language()
    issues = [issue_as_json(issue, language) for issue in checkup.issues]
    files = [
        {name: getattr(one, name) for name in ("file", *_ROWS, "invalid_cells", "lost_cells")}
        | {"unread_columns": [asdict(column) for column in one.unread_columns]}
        for one in checkup.files
    ]
    return {
        "version": 1,
        "issues": issues,
        "counts": _counts(checkup),
        "files": files,
        "unfinished": _unfinished(checkup),
        "arrived": [asdict(one) for one in _arrived(checkup)],
    }


def _unfinished(checkup: Examination) -> tuple[dict[str, str], ...]:
    # Deferred: see `command`.
    from csatreport.making.inputs import running  # noqa: PLC0415

    return running(checkup.ledgers.values())


def _arrived(checkup: Examination) -> tuple[Arrived, ...]:
    # Deferred: see `command`.
    from csatreport.counts.arrived import arrived  # noqa: PLC0415

    return arrived(checkup.ledgers.values(), reader_language())


def _summary(checkup: Examination) -> str:
    counts = _counts(checkup)
    verdict = word("check.found" if checkup.issues else "check.fine", **counts)
    if not checkup.files:
        return verdict
    unfinished = (word("build.unfinished", **one) for one in _unfinished(checkup))
    return "\n".join([word("check.rows", **counts), *_unread(checkup), *unfinished, verdict])


def _unread(checkup: Examination) -> Iterator[str]:
    """Yield the columns that nothing was read from; files with the same ones are told together."""
    alike: dict[tuple[UnreadColumn, ...], list[str]] = {}
    for one in checkup.files:
        if one.unread_columns:
            alike.setdefault(one.unread_columns, []).append(one.file)
    for columns, files in alike.items():
        more = f" (+{len(files) - 1})" if len(files) > 1 else ""
        yield word("check.unread", file=files[0] + more)
        reasons = dict.fromkeys(column.why for column in columns)
        for why in reasons:
            headers = ", ".join(column.header for column in columns if column.why is why)
            yield "  " + word(f"check.unread_{why}", columns=headers)
