"""What exists on the site, where it lies, and how one page leads to another.

Every path is made from ids, never from titles, and every link is relative, so that the folder
opens from a share, a web server or a USB stick alike. A page is known by its path from the
site's root, with forward slashes. A link is only drawn where its page exists.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from csatreport.base.label import Label
from csatreport.study.item import Item
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Period, PeriodKind
from csatreport.study.policy import Audience
from csatreport.study.units import Unit

ROOT = "index.html"
"""The page that opens first."""
REPORT_PDF, ANNEX_PDF, WALL_PDF = "report.pdf", "voices.pdf", "wall.pdf"
MESSAGE = "summary.txt"
"""A few sentences of the one page, to be pasted into a mail."""
IN_ONE_LANGUAGE = ("data.csv", "data.json")
"""For programs: beside the report in the site's first language alone, and offered by all."""
DOWNLOADS = (REPORT_PDF, ANNEX_PDF, WALL_PDF, MESSAGE, "data.xlsx", *IN_ONE_LANGUAGE)
"""Files that lie beside a report, in the order they are offered."""


@lru_cache(maxsize=4096)
def relative(page: str, target: str) -> str:
    """Return the way from a page to a target path; both count from the site's root.

    >>> relative("en/shop/2026-10/S001/index.html", "assets/site.css")
    '../../../../assets/site.css'
    """
    path, hash_, anchor = target.partition("#")
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) + hash_ + anchor


def address(questionnaire: str, unit: str = "") -> str:
    """Return the address that always leads to a unit's newest report, or the whole's.

    The site's first page takes it (`assets/door.js`), on the share the one page that is switched.
    """
    return f"{ROOT}#{questionnaire}/{unit}" if unit else f"{ROOT}#{questionnaire}"


def home_path(language: str) -> str:
    """Return the path of a language's home page."""
    return f"{language}/index.html"


def glossary_path(language: str) -> str:
    """Return the path of a language's glossary."""
    return f"{language}/glossary/index.html"


def archive_path(language: str, questionnaire: str) -> str:
    """Return the path of a questionnaire's archive of periods."""
    return f"{language}/{questionnaire}/index.html"


def method_path(language: str, questionnaire: str) -> str:
    """Return the path of a questionnaire's method page."""
    return f"{language}/{questionnaire}/method/index.html"


def question_path(language: str, questionnaire: str, item: str) -> str:
    """Return the path of the page that follows one question through time."""
    return f"{language}/{questionnaire}/questions/{item}/index.html"


def in_language(path: str, language: str) -> str:
    """Return the same page in another language."""
    return f"{language}/{path.partition('/')[2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodEntry:
    """A period with reports. ``units`` have a page, ``pdfs`` a PDF beside it (root included).

    ``annexes`` have what people said as a file beside it, where anybody said anything; ``walls`` a
    sheet for the wall: “You said, we did”. Reports of units that are not in ``whole`` have their
    first page and their figures, and not the pages behind it.
    """

    period: Period
    label: Label
    short: Label
    units: frozenset[str]
    pdfs: frozenset[str] = frozenset()
    annexes: frozenset[str] = frozenset()
    walls: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The period's id, as it stands in paths."""
        return self.period.id

    @property
    def kind(self) -> PeriodKind:
        """The period's length."""
        return self.period.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """A unit in tree order; ``depth`` 0 is the root."""

    id: str
    name: Label
    kind: str
    parent: str | None
    depth: int

    @classmethod
    def of(cls, unit: Unit, depth: int) -> UnitEntry:
        """Take what the site shows from a declared unit."""
        return cls(
            id=unit.id, name=unit.name, kind=unit.kind or "", parent=unit.parent, depth=depth
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """A question that has a page of its own."""

    id: str
    number: str
    label: Label

    @classmethod
    def of(cls, item: Item) -> ItemEntry:
        """Take what the site shows from a declared item."""
        return cls(id=item.id, number=item.number, label=item.label)


@dataclass(frozen=True, kw_only=True)
class QuestionnaireEntry:
    """A questionnaire on the site; ``periods`` oldest first, all kinds mixed."""

    id: str
    title: Label
    short: Label
    organisation: Label
    units: tuple[UnitEntry, ...]
    periods: tuple[PeriodEntry, ...]
    items: tuple[ItemEntry, ...] = ()
    audience: Audience = Audience.OPEN
    method: bool = True
    running: tuple[Label, ...] = ()
    """Quarters and years that are unfinished, and therefore have no report yet."""
    last: Label = field(default_factory=Label)
    """The newest base period with answers."""
    cut: bool = False
    """Whether the site lacks the unit that all others belong to."""

    @classmethod
    def of(
        cls,
        questionnaire: Questionnaire,
        periods: tuple[PeriodEntry, ...],
        items: tuple[Item, ...] = (),
    ) -> QuestionnaireEntry:
        """Make the entry of a questionnaire from its periods and the items with pages."""
        tree = questionnaire.units
        return cls(
            id=questionnaire.id,
            title=questionnaire.title,
            short=questionnaire.short,
            organisation=questionnaire.organisation,
            audience=questionnaire.reporting.company,
            units=tuple(
                UnitEntry.of(unit, len(tree.path(unit.id)) - 1) for unit in tree.below(tree.root.id)
            ),
            periods=tuple(sorted(periods, key=lambda entry: entry.period.sort_key())),
            items=tuple(ItemEntry.of(item) for item in items),
        )

    def cut_to(self, units: tuple[str, ...]) -> QuestionnaireEntry:
        """Return the entry with these units only; the first of them is the way in."""
        kept = {unit.id for unit in self.units if unit.id in units}
        row = [self._within(unit, kept) for unit in self.units if unit.id in kept]
        return replace(self, units=tuple(row), cut=True)

    def _within(self, unit: UnitEntry, kept: set[str]) -> UnitEntry:
        """Return a unit below the nearest of the kept ones that it belongs to."""
        above: list[str] = []
        step = unit.parent
        while step is not None:
            above += [step] if step in kept else []
            step = self.by_unit[step].parent
        return replace(unit, parent=above[0] if above else None, depth=len(above))

    @cached_property
    def by_period(self) -> dict[str, PeriodEntry]:
        """Periods by id."""
        return {entry.id: entry for entry in self.periods}

    @cached_property
    def by_unit(self) -> dict[str, UnitEntry]:
        """Units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def item_ids(self) -> frozenset[str]:
        """Ids of the questions that have a page."""
        return frozenset(item.id for item in self.items)

    @property
    def root(self) -> UnitEntry:
        """The unit that holds all others."""
        return self.units[0]

    @property
    def newest(self) -> PeriodEntry | None:
        """The newest period of the shortest kind; None where nothing was reported yet."""
        kinds = [kind for kind in PeriodKind if any(p.kind is kind for p in self.periods)]
        return self.of_kind(kinds[0])[-1] if kinds else None

    def newest_of(self, unit: str) -> PeriodEntry | None:
        """Return the period of a unit's newest report, of several that begin then the shortest."""
        kinds = list(PeriodKind)
        return max(
            (entry for entry in self.periods if unit in entry.units),
            key=lambda entry: (entry.period.start, -kinds.index(entry.kind)),
            default=None,
        )

    def of_kind(self, kind: PeriodKind) -> tuple[PeriodEntry, ...]:
        """Return the periods of one kind, oldest first."""
        return tuple(entry for entry in self.periods if entry.kind is kind)

    def beside(self, period: str, step: int, unit: str) -> PeriodEntry | None:
        """Return the period ``step`` places on of those of its kind that a unit is reported for."""
        row = [entry for entry in self.of_kind(self.by_period[period].kind) if unit in entry.units]
        place = [entry.id for entry in row].index(period) + step
        return row[place] if 0 <= place < len(row) else None

    def report_path(self, language: str, period: str, unit: str, page: str = "index") -> str:
        """Return the path of a page of a unit's report, of its first page where none is named.

        The whole's lies in the period's own folder.
        """
        whole = unit == self.root.id and not self.cut
        folder = f"{language}/{self.id}/{period}"
        return f"{folder}/{page}.html" if whole else f"{folder}/{unit}/{page}.html"


@dataclass(frozen=True, kw_only=True)
class SiteMap:
    """Everything there is on one site."""

    name: Label
    languages: tuple[str, ...]
    questionnaires: tuple[QuestionnaireEntry, ...]
    sample: bool = False
    by_id: dict[str, QuestionnaireEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {entry.id: entry for entry in self.questionnaires})

    @classmethod
    def of(
        cls,
        study: Study,
        questionnaires: tuple[QuestionnaireEntry, ...],
        languages: tuple[str, ...] = (),
    ) -> SiteMap:
        """Make the site of a study, in all its languages or some."""
        return cls(
            name=study.name,
            languages=languages or study.languages,
            questionnaires=questionnaires,
            sample=study.sample,
        )
