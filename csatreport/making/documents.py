"""A document: what is made in one go, has one key, and is made again as a whole or not at all.

A report in one language with its downloads is one; so is the page that follows a question through
time. A document's key is made of everything that its content depends on, but for the answers:
this program and its libraries, the templates, the questionnaire, and what the page shows of the
site around it. Which answers it depends on is noted while it is made.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from csatreport.base.digest import digest_of
from csatreport.base.identity import program
from csatreport.base.print.fonts import installed
from csatreport.base.resources import assets, template_files
from csatreport.making.inputs import Inputs
from csatreport.site import sitemap as site
from csatreport.site.navigation import AROUND
from csatreport.site.sitemap import QuestionnaireEntry, SiteMap
from csatreport.study.format.own import named_by
from csatreport.study.periods import Period
from csatreport.study.policy import Audience


class DocumentKind(StrEnum):
    """What a document is; the values are names in the manifest."""

    ROOT = "root"
    """The page that opens first, and the assets."""
    HOME = "home"
    GLOSSARY = "glossary"
    ARCHIVE = "archive"
    METHOD = "method"
    QUESTION = "question"
    REPORT = "report"
    ANNEX = "annex"
    """What people said: a PDF beside a report that is more than a sheet, and no page."""
    WALL = "wall"
    """“You said, we did” for the wall of a unit: a PDF beside its report, and no page."""


ABOUT_UNITS = frozenset({DocumentKind.REPORT, DocumentKind.ANNEX, DocumentKind.WALL})
"""Documents about one unit in one period; the last two are made of the findings of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a site; what does not apply is empty."""

    kind: DocumentKind
    audience: Audience
    language: str = ""
    questionnaire: str = ""
    period: Period | None = None
    unit: str = ""
    item: str = ""

    @property
    def name(self) -> str:
        """What it is called in the manifest and in messages."""
        period = self.period.id if self.period is not None else ""
        restricted = "restricted" if self.audience is Audience.RESTRICTED else ""
        parts = (self.kind.value, self.questionnaire, period, self.unit or self.item, self.language)
        return " ".join(part for part in (*parts, restricted) if part)


@dataclass(frozen=True, kw_only=True)
class Makings:
    """What documents are made of, by content; ``sites`` as the plan lays them out."""

    inputs: Inputs
    sites: dict[Audience, SiteMap]
    study: Path

    def of(self, document: Document) -> dict[str, str]:
        """Return what a document is made of besides answers: a digest under each name."""
        return {
            "program": program(),
            "templates": self._assets if document.kind is DocumentKind.ROOT else self._templates,
            "questionnaire": self._asked(document.questionnaire),
            "site": self._around(document),
        }

    @cached_property
    def printing(self) -> str:
        """What a PDF is made of besides its page: program, style sheets, fonts."""
        return digest_of(program(), template_files(self.study, "assets/**/*"), installed())

    @cached_property
    def _templates(self) -> str:
        """The templates with whatever they include, and the colours that are drawn with."""
        found = template_files(self.study, "**/*")
        return digest_of({name: text for name, text in found.items() if _is_template(name)})

    @cached_property
    def _assets(self) -> str:
        return digest_of(assets(self.study), template_files(self.study, "root.html.j2"))

    def _asked(self, questionnaire: str) -> str:
        """Tell a questionnaire, those it takes results of, and when they were answered.

        All of them for the site's own pages.
        """
        if not questionnaire:
            return digest_of(list(self._told.values()))
        names = (questionnaire, *named_by(self.inputs.study.by_id[questionnaire]))
        return digest_of([self._told[name] for name in names])

    @cached_property
    def _told(self) -> dict[str, str]:
        study = self.inputs.study
        return {
            one.id: digest_of(
                one,
                study.calendar.of(one.every),
                study.sample,
                ledger.base_periods if (ledger := self.inputs.ledgers.get(one.id)) else (),
            )
            for one in study.questionnaires
        }

    def _around(self, document: Document) -> str:
        """Tell what a document shows of its site."""
        sitemap = self.sites[document.audience]
        common = self._common[document.audience]
        if document.kind in ABOUT_UNITS:
            entry = sitemap.by_id[document.questionnaire]
            return digest_of(common, self._standing(entry, document), _near(entry, document))
        if document.questionnaire:
            return digest_of(common, self._entries[document.audience, document.questionnaire])
        return digest_of(
            common, [d for (a, _), d in self._entries.items() if a is document.audience]
        )

    @cached_property
    def _common(self) -> dict[Audience, str]:
        """What every page shows: names, languages, the list of questionnaires."""
        return {
            audience: digest_of(
                sitemap.name,
                sitemap.languages,
                sitemap.sample,
                [(entry.id, entry.short) for entry in sitemap.questionnaires],
            )
            for audience, sitemap in self.sites.items()
        }

    @cached_property
    def _entries(self) -> dict[tuple[Audience, str], str]:
        return {
            (audience, entry.id): digest_of(entry)
            for audience, sitemap in self.sites.items()
            for entry in sitemap.questionnaires
        }

    def _standing(self, entry: QuestionnaireEntry, document: Document) -> str:
        """Tell what a report shows of its questionnaire and of the units beside it."""
        assert document.period is not None, "a report has a period"  # noqa: S101
        key = (document.audience, entry.id, document.period.id)
        if key not in self._periods:
            units = entry.by_period[document.period.id].units
            about = (entry.title, entry.organisation, entry.units, entry.items, entry.method)
            self._periods[key] = digest_of(entry.audience, about, units)
        return self._periods[key]

    @cached_property
    def _periods(self) -> dict[tuple[Audience, str, str], str]:
        return {}


def _is_template(name: str) -> bool:
    """Tell whether pages are made of a file below ``templates/``; assets they only name."""
    return name == "assets/tokens.css" or not name.startswith("assets/")


def _near(entry: QuestionnaireEntry, document: Document) -> list[object]:
    """Return what a report shows of the reports before and after it."""
    assert document.period is not None, "a report has a period"  # noqa: S101
    now = entry.by_period[document.period.id]
    beside = [entry.beside(now.id, step, document.unit) for step in AROUND]
    longer = [one for one in entry.periods if one.period.contains(now.period)]
    unit = document.unit
    shown = [
        (p.id, p.label, p.short, unit in p.units, unit in p.whole) for p in (*beside, *longer) if p
    ]
    path = entry.report_path(document.language, now.id, unit)
    beside_it = [unit in some for some in (now.pdfs, now.annexes, now.walls, now.whole)]
    return [shown, beside_it, path, site.DOWNLOADS]
