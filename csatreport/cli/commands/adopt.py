"""``csatreport adopt``: a file of answers that nobody has seen before, looked at and taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.base.errors import ExitCode
from csatreport.base.issue_text import issue_as_json
from csatreport.base.words import reader_language
from csatreport.cli.options import FILE, FORM, argument, study_command
from csatreport.cli.terminal import show_issues, tell, tell_json
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.answers.adopting.columns import ColumnReading
    from csatreport.answers.adopting.mapping_text import FileAnswers
    from csatreport.answers.adopting.proposal import Proposal
    from csatreport.answers.adopting.questions import FileQuestion, OfferedAnswer
    from csatreport.making.tools.adopting import Adoption


def _pairs(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    """Read ``KEY=VALUE``; the last = parts, because a header may hold one."""
    found = {}
    for value in values:
        key, sign, answer = value.rpartition("=")
        if not sign or not key.strip():
            raise click.BadParameter(word("adopt.pair", value=value))
        found[key.strip()] = answer.strip()
    return found


@study_command
@argument("file", type=FILE)
@click.option(
    "--answer", "answers", multiple=True, metavar="KEY=ANSWER", callback=_pairs,
    help=word("option.adopt_answer"),
)  # fmt: skip
@click.option(
    "--column", "columns", multiple=True, metavar="HEADER=TARGET", callback=_pairs,
    help=word("option.adopt_column"),
)  # fmt: skip
@click.option("--files", default="", metavar="PATTERN", help=word("option.adopt_files"))
@click.option("--draft", default="", metavar="ID", help=word("option.adopt_draft"))
@click.option("--renew", is_flag=True, help=word("option.adopt_renew"))
@click.option("--yes", is_flag=True, help=word("option.adopt_yes"))
@click.option("--dry-run", is_flag=True, help=word("option.adopt_dry_run"))
@FORM
def command(
    study: Path, /, *, file: Path, answers: dict[str, str], columns: dict[str, str], files: str,
    draft: str, renew: bool, yes: bool, dry_run: bool, form: str,
) -> int:  # fmt: skip
    """Show how the file would be read, ask what must be asked, and write after a yes."""
    # Deferred: reading answers imports pandas, for which --help must not wait.
    from csatreport.answers.adopting.mapping_text import FileAnswers  # noqa: PLC0415
    from csatreport.making.tools.adopting import Adoption  # noqa: PLC0415

    said = FileAnswers(answers=answers, columns=columns)
    if draft:
        return _draft(study, file, draft, said, yes=yes, dry_run=dry_run, form=form)
    adoption = Adoption.open(study, file, files, renew=renew)
    proposal = adoption.propose(said)
    if form == "json":
        written = adoption.settle(proposal, said) if yes and not dry_run else ()
        tell_json(_as_json(proposal, written))
        return ExitCode.FINE
    _show_columns(proposal)
    if not yes and not dry_run:
        proposal, said = _ask(adoption, proposal, said)
    _show_rest(proposal)
    if dry_run or not (yes or click.confirm(word("adopt.sure"))):
        return ExitCode.FINE
    written = adoption.settle(proposal, said)
    tell("\n".join(word("adopt.written", file=name) for name in written))
    tell(word("adopt.next"))
    return ExitCode.FINE


def _draft(
    study: Path, file: Path, name: str, said: FileAnswers, *, yes: bool, dry_run: bool, form: str
) -> int:
    """Show the questionnaire that the file seems to ask, ask which ends are good, and write it."""
    # Deferred: see `command`.
    from csatreport.making.tools.drafting import Drafting  # noqa: PLC0415

    drafting = Drafting.open(study, file, name)
    draft = drafting.propose(said)
    spoken = form == "text"
    while spoken and draft.questions and not yes and not dry_run:
        asked = draft.questions[0]
        said = said.with_answer(asked.key, _answer(asked))
        draft = drafting.propose(said)
    if spoken:
        tell(draft.text)
        show_issues(draft.issues)
        _show_questions(draft.questions)
        tell(word("adopt.left_out", headers=", ".join(draft.left_out) or "–"))
        tell(word("adopt.look_at"))
        yes = yes or (not dry_run and click.confirm(word("adopt.sure")))
    written = drafting.settle(draft) if yes and not dry_run else ()
    if spoken:
        tell("\n".join(word("adopt.written", file=one) for one in written))
    else:
        told = {"questions": [asdict(one) for one in draft.questions], "written": written}
        told |= {"issues": [issue_as_json(one, reader_language()) for one in draft.issues]}
        tell_json({"version": 1, "draft": draft.text, "left_out": draft.left_out, **told})
    return ExitCode.FINE


def _ask(adoption: Adoption, proposal: Proposal, said: FileAnswers) -> tuple[Proposal, FileAnswers]:
    """Ask until nothing is open; each answer may show what else there is to ask."""
    while proposal.questions:
        answer = _answer(proposal.questions[0])
        said = said.with_answer(proposal.questions[0].key, answer)
        before, proposal = proposal, adoption.propose(said)
        if not before.columns:
            _show_columns(proposal)
    return proposal, said


def _answer(question: FileQuestion) -> str:
    tell(word(f"adopt.ask_{question.about}", **question.facts))
    for number, one in enumerate(question.offered, 1):
        tell(f"  {number}  {_offered(one)}")
    while True:
        typed: str = click.prompt(word("adopt.which"), default=question.default or None)
        place = int(typed) - 1 if typed.isdecimal() else -1
        if 0 <= place < len(question.offered):
            return question.offered[place].answer
        if question.takes(typed.strip()):
            return typed.strip()
        tell(word("adopt.none_of_these"))


def _offered(one: OfferedAnswer) -> str:
    words = word(f"adopt.answer_{one.word}", **one.facts) if one.word else ""
    return f"{one.answer}: {words}" if words else one.answer


def _show_columns(proposal: Proposal) -> None:
    guess = proposal.platform
    platform = word(f"adopt.platform_{guess.platform}")
    tell(word("adopt.from", platform=platform, certainty=word(f"adopt.{guess.certainty}")))
    if guess.evidence:
        tell("  " + word("adopt.evidence", headers=", ".join(guess.evidence)))
    tell("\n".join(_lines(proposal)))


def _show_rest(proposal: Proposal) -> None:
    """Show what would become of the rows, what is odd, what is open, and the mapping."""
    if proposal.questionnaire:
        facts = {"read": proposal.read, "kept": proposal.kept}
        tell(word("adopt.rows", questionnaire=proposal.questionnaire, **facts))
    show_issues(proposal.issues)
    _show_questions(proposal.questions)
    if proposal.mapping:
        tell(word("adopt.mapping") + "\n" + proposal.mapping)


def _show_questions(questions: tuple[FileQuestion, ...]) -> None:
    for question in questions:
        tell(word(f"adopt.ask_{question.about}", **question.facts))
        for one in question.offered:
            tell(f'  --answer "{question.key}={one.answer}"  {_offered(one)}')


def _lines(proposal: Proposal) -> Iterator[str]:
    for column in proposal.columns:
        samples = " | ".join(column.samples)
        yield f"  {column.header} → {_meaning(column)}" + (f"    {samples}" if samples else "")


def _meaning(column: ColumnReading) -> str:
    if column.why is not None:
        return word(f"adopt.unread_{column.why}")
    return f"{column.target} ({column.label})" if column.label else column.target


def _as_json(proposal: Proposal, written: tuple[str, ...]) -> dict[str, object]:
    language = reader_language()
    issues = [issue_as_json(issue, language) for issue in proposal.issues]
    told = asdict(proposal) | {"issues": issues, "written": written}
    return {"version": 1, **told}
