"""Groups of people as a subject: their figures, and how they are judged, shown and told.

The subject knows that of two questions crossed, whose tables stand at the end of its chapter.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from csatreport.base.exposure import Exposure
from csatreport.report.figure import DataSheet, Figure, Figures, Record, part, with_interval
from csatreport.report.model import ReportPage
from csatreport.report.scope import Scope, estimate
from csatreport.report.subject import Subject, Term
from csatreport.report.wording import item_name
from csatreport.study.item import Item
from csatreport.subjects.segments.explain import explain_segments
from csatreport.subjects.segments.gate import divides, shown_segments
from csatreport.subjects.segments.measure import measure_segments
from csatreport.subjects.segments.parts import Division, GroupFinding, Segment
from csatreport.subjects.segments.tell import compose_segments

_NAME, _BASE = Exposure.NAME, Exposure.BASE
_InGroup = tuple[Item, GroupFinding]
"""A group with the background question that it gave an answer to."""
_Divided = tuple[Item, Division]
"""A question by the groups of a background question."""


def _code(item: Item, option: int | None) -> str:
    """Name a group by its option's code; "-" for those who did not say."""
    return "-" if option is None else item.options[option].code


def _groups(one: Segment, _: Scope) -> list[_InGroup]:
    return [(one.item, group) for group in one.groups if group.listed]


def _questions(one: Segment, _: Scope) -> list[_Divided]:
    return [(one.item, division) for division in one.divisions]


def _versus(name: str) -> Callable[[_InGroup, Scope], object]:
    """Return what gives a figure of the difference from everybody else."""
    return lambda one, _: getattr(one[1].versus, name, None)


def _of_test(name: str) -> Callable[[_Divided, Scope], object]:
    return lambda one, _: getattr(one[1].test, name, None)


def _by_option(name: str) -> Callable[[_Divided, Scope], Mapping[str, object]]:
    """Return what gives a figure of each group's share, of groups of more than one, by code."""

    def values(one: _Divided, _: Scope) -> Mapping[str, object]:
        by, division = one
        shares = [estimate(share) for share in division.shares]
        return {
            option.code: getattr(share, name) if share is not None and share.base > 1 else None
            for option, share in zip(by.options, shares, strict=True)
        }

    return values


def _widest(one: _Divided, _: Scope) -> str | None:
    by, division = one
    return None if division.shown is None else _code(by, division.widest)


_GROUPS = Figures.of(
    Figure("id", _NAME, "the option's code, `-` for those who did not say; no group of one person",
           lambda one, _: _code(one[0], one[1].option)),
    Figure("n", _BASE, "people", lambda one, _: one[1].n),
    Figure("scored", _BASE, "those with a score",
           lambda one, _: getattr(estimate(one[1].score), "base", None)),
    *with_interval("index", _BASE, "their headline", lambda one: estimate(one[1].score)),
    Figure("difference", _BASE, "from everybody else, in points", _versus("difference")),
    Figure("p", _BASE, "of that difference", _versus("p")),
    Figure("q", _BASE, "p among all groups of a report", _versus("q")),
    Figure("test", _BASE, "`welch`, `permutation`, `fisher` or `weighted`",
           lambda one, _: one[1].tested and one[1].tested.test),
    Figure("draws", _BASE, "null where nothing was drawn",
           lambda one, _: (one[1].versus and one[1].versus.draws) or None),
    Figure("verdict", _BASE, "as of any change", _versus("verdict")),
)  # fmt: skip
_QUESTIONS = Figures.of(
    Figure("id", _NAME, "of the question", lambda one, _: one[1].item.id),
    Figure("n", _BASE, "answers by option code", _by_option("base")),
    Figure("favourable", _BASE, "favourable share by option code", _by_option("value")),
    Figure("p", _BASE, "whether groups differ", _of_test("p")),
    Figure("q", _BASE, "p among all pairs of a question and a background question",
           lambda one, _: one[1].q),
    Figure("test", _BASE, "`chi_square` or `permutation`", _of_test("test")),
    Figure("draws", _BASE, "null where nothing was drawn",
           lambda one, _: (one[1].test and one[1].test.draws) or None),
    Figure("statistic", _BASE, "χ²", _of_test("statistic")),
    Figure("df", _BASE, "its degrees of freedom", _of_test("df")),
    Figure("widest", _BASE,
           "the group furthest from everybody else; null where chance explains the groups",
           _widest),
    *with_interval("gap", _BASE, "by how much, as a fraction", lambda one: one[1].shown,
                   centre="difference"),
)  # fmt: skip


def _of_groups(data: Sequence[Record] | None) -> Iterator[Record]:
    """Yield a row for each group; one that says why where they are not shown."""
    for row in data or ():
        about = {key: row.get(key) for key in ("id", "label", "suppressed")}
        groups: Sequence[Record] = row.get("groups") or ({},)
        for group in groups:
            yield {**group, **about, "option": group.get("id")}


def _of_questions(data: Sequence[Record] | None) -> Iterator[Record]:
    """Yield a row for each question, background question and group."""
    for row in data or ():
        for one in row.get("questions") or ():
            for option, share in (one.get("favourable") or {}).items():
                bases = {"n": one["n"][option], "favourable": share}
                yield {**one, "by": row["id"], "option": option, **bases}


_ID, _OPTION = Figure("id", _NAME), Figure("option", _NAME)
_SHEETS = (
    DataSheet("download.sheet.groups", Figures.of(
            _ID, Figure("label", _NAME), _OPTION, *_GROUPS.but("id"),
            Figure("suppressed", Exposure.REASON),
        ),
        _of_groups,
    ),
    DataSheet(
        "download.sheet.questions",
        Figures.of(_ID, Figure("by", _NAME), _OPTION, *_QUESTIONS.but("id")), _of_questions,
    ),
)  # fmt: skip


SEGMENTS = Subject(
    id="segments",
    doc="Groups of people, by each background question.",
    measure=measure_segments,
    gate=shown_segments,
    divides=divides,
    nothing=(),
    figures=Figures.of(
        Figure("id", _NAME, "of the background question", part("item.id")),
        Figure("label", _NAME, "its name", lambda one, scope: item_name(one.item, scope.language)),
        Figure("groups", _BASE, "people who said the same", _groups, below=_GROUPS),
        Figure("questions", _BASE, "whether they answer each question differently", _questions,
               below=_QUESTIONS),
        Figure("suppressed", Exposure.REASON, "why they are not shown", part("hidden")),
    ),
    sheets=_SHEETS,
    page=ReportPage.DETAIL,
    chapter=compose_segments,
    explain=explain_segments,
    terms=(
        Term("group", "χ² = Σ(O − E)²/E;  p = (1 + h)/(1 + d)",
            source="Pearson (1900); Fisher (1935); Besag, Clifford (1991)",
            used=lambda asked: any(e.background for e in asked.editions),
        ),
    ),
)  # fmt: skip
"""Who says what, by what people say about themselves."""
