"""What a build did."""

from dataclasses import dataclass

from csatreport.base.errors import ExitCode, Issue
from csatreport.making.account import BuildAccount
from csatreport.making.inputs import Inputs, running
from csatreport.making.manifest import Made
from csatreport.making.plan import SITE_FOLDERS
from csatreport.making.request import Request
from csatreport.site.sitemap import ROOT
from csatreport.study.policy import Audience


@dataclass(frozen=True, kw_only=True)
class BuildOutcome:
    """What a build did, for the words at its end."""

    request: Request
    inputs: Inputs
    made: dict[str, list[Made]]
    """The documents of each site, by its folder."""
    issues: tuple[Issue, ...]
    pressed: tuple[Issue, ...] = ()
    """What the press found: a PDF that prints beyond its margins."""
    printed: frozenset[str] = frozenset()
    """The documents whose PDF was made anew, by name."""

    @property
    def documents(self) -> dict[str, Made]:
        """Every document by name."""
        return {one.document: one for some in self.made.values() for one in some}

    @property
    def exit_code(self) -> int:
        """0, or 1 where warnings were found and the request is strict."""
        strict = self.request.strict and (self.inputs.warnings or self.pressed)
        return ExitCode.FINDINGS if strict else ExitCode.FINE

    @property
    def account(self) -> BuildAccount:
        """Say in numbers what was read and made."""
        documents = self.documents.values()
        files = [file for document in documents for file in document.files]
        pdfs = sum(file.path.endswith(".pdf") for file in files)
        kept = sum(document.kept for document in documents)
        return BuildAccount(
            answers=tuple(
                {
                    "questionnaire": name,
                    "files": len(intake.files),
                    "read": sum(file.read for file in intake.files),
                    "kept": sum(file.kept for file in intake.files),
                    "refused": sum(file.refused for file in intake.files),
                }
                for name, intake in self.inputs.intakes
            ),
            warnings=len(self.inputs.warnings),
            pages=sum(file.path.endswith(".html") for file in files),
            pdfs=pdfs,
            files=len(files),
            megabytes=round(sum(file.size for file in files) / 1e6, 1),
            anew=len(documents) - kept + len(self.printed),
            kept=kept + pdfs - len(self.printed),
            unfinished=running(self.inputs.ledgers.values()),
            entry=(self.request.folder / SITE_FOLDERS[Audience.OPEN] / ROOT).as_posix(),
        )
