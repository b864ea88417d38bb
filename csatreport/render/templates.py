"""The one place that knows the template engine: finds, compiles and fills templates.

Escaping is always on and an unknown name is an error, so that a slip in a study's own template
is reported with its line instead of printing a hole.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup

from csatreport.errors import ExitCode, Issue, Source, StudyError
from csatreport.messages import say
from csatreport.render import charts, draw, funnel, marks
from csatreport.render.tokens import Palette, print_palette, screen_palette
from csatreport.report.figures import Compare
from csatreport.report.inline import Link
from csatreport.report.model import Table
from csatreport.resources import template_folders

_FONTS = {
    "zh-Hans": "Noto Sans CJK SC Common, Noto Sans CJK SC Further, Noto Sans CJK SC, sans-serif",
    "zh-Hant": "Noto Sans CJK TC Common, Noto Sans CJK TC Further, Noto Sans CJK TC, sans-serif",
    "en": "Noto Sans CJK SC Common, Noto Sans CJK SC Further, Noto Sans CJK SC, sans-serif",
}


_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Letters of the scripts that are written from right to left."""
_LEFTWARD_WORDS = re.compile(
    f"([([]?[{_LEFTWARD}](?:[{_LEFTWARD}\\W\\d_]*[{_LEFTWARD}])?)([)\\]]?)"
)
_SLIPS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What an expression in a template can raise, and a template that is no text in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """Whether a page is for screen or paper. ``sheet`` is a report that fits one page."""

    print: bool = False
    sheet: bool = False
    dense: bool = False
    font: str = ""
    trend: tuple[int, int] = (600, 250)
    dot: int = 76
    """Width of a printed dot's drawing, in CSS pixels."""


SCREEN = Medium()


def print_font(language: str) -> str:
    """Return the font list of printed pages, without quotes (see `press`)."""
    return _FONTS.get(language, _FONTS["en"])


@lru_cache(maxsize=8)
def environment(study: Path) -> Environment:
    """Return the templates of a study, its own first, compiled once."""
    env = Environment(
        loader=FileSystemLoader([str(folder) for folder in template_folders(study)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_in_its_own_direction,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=50,
    )
    env.filters["kind"] = lambda block: type(block).__name__
    env.filters["data_uri"] = data_uri
    env.tests["linked"] = lambda value: isinstance(value, Link)
    env.globals.update(
        draw_trend=draw.draw_trend,
        draw_spark=draw.draw_spark,
        draw_funnels=funnel.draw_funnels,
        draw_strip=marks.draw_strip,
        draw_dot=marks.draw_dot,
        dot_axis=marks.dot_axis,
        zip=zip,
        cell_attributes=_cell_attributes,
        anchor=anchor,
        compare_axis=marks.compare_axis,
        compare_kinds=charts.kinds,
    )
    return env


def fill(study: Path, name: str, language: str, medium: Medium = SCREEN, **values: object) -> str:
    """Fill a template in one language for one medium.

    Raises:
        StudyError: R502, the template cannot be read or filled.
    """
    palette = print_palette(study) if medium.print else screen_palette(study)
    try:
        return environment(study).get_template(name).render(
            language=language,
            medium=medium,
            c=palette,
            t=partial(say, language),
            draw_compare=partial(_compare, medium, palette),
            **{"own_unit": "", **values},
        )  # fmt: skip
    except (TemplateError, *_SLIPS) as fault:
        issue = _issue(fault, name)
        if isinstance(fault, _SLIPS) and not _of_own_template(study, issue):
            raise
        raise StudyError([issue], ExitCode.RENDERING) from fault


def _of_own_template(study: Path, issue: Issue) -> bool:
    """Tell whether the study brought the template that failed: then it is the study's fault."""
    own, *ship = template_folders(study)
    return bool(ship) and (own / Path(issue.source.file).name).is_file()


def anchor(target: str) -> str:
    """Return the id on a page for a link's target, such as ``explain:q1``."""
    return target.replace(":", "-")


def _in_its_own_direction(value: object) -> object:
    """Keep a text from turning round the text beside it.

    A name or a comment may bring along marks of direction, or words that run from right to left;
    on a page either would reorder the figures that stand next to it. What the author of a template
    marks as safe stays as it is.
    """
    return _kept_apart(value) if type(value) is str and not value.isascii() else value


def _kept_apart(text: str) -> str:
    """Drop marks of direction, and set each stretch of leftward words apart (FSI … PDI)."""
    return _LEFTWARD_WORDS.sub(_isolate, _TURNS.sub("", text))


def _isolate(found: re.Match[str]) -> str:
    """Set a stretch apart, with the bracket after it where that was opened inside."""
    words, bracket = found.groups()
    inside = sum(map(words.count, "([")) > sum(map(words.count, ")]"))
    return f"\u2068{words}{bracket}\u2069" if inside else f"\u2068{words}\u2069{bracket}"


def data_uri(svg: str) -> str:
    """Return a drawing as an address that holds it."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode("utf-8")).decode("ascii")


def _cell_attributes(table: Table, heads: bool) -> tuple[Markup, ...]:  # noqa: FBT001
    """Return the attributes of a row's cells after the first, made once for all rows.

    With ``heads`` each cell carries its column's head, for the layout that phones get.
    """
    numeric = table.numeric or (False,) * len(table.heads)
    return tuple(
        (Markup(' class="num"') if right else Markup())
        + (Markup(' data-head="{}"').format(_kept_apart(head)) if heads else "")
        for head, right in zip(table.heads[1:], numeric[1:], strict=False)
    )


def _compare(medium: Medium, palette: Palette, compare: Compare, own_unit: str) -> Markup:
    svg = _kept_apart(charts.draw_compare(compare, own_unit))
    if medium.print and svg:
        svg = charts.to_print(svg, palette, medium.font)
    return Markup(svg)  # noqa: S704  (every text in it was escaped when it was put in)


def _issue(fault: Exception, name: str) -> Issue:
    """Name the innermost template line that the fault passed through."""
    file, line = name, None
    if isinstance(fault, TemplateSyntaxError):
        file, line = fault.name or name, fault.lineno
    trace = fault.__traceback__
    while trace is not None and not isinstance(fault, TemplateSyntaxError):
        place = trace.tb_frame.f_code.co_filename
        if place.endswith(".j2"):
            file, line = Path(place).name, trace.tb_lineno
        trace = trace.tb_next
    source = Source(file=f"templates/{file}", line=line)
    return Issue(code="R502", source=source, facts={"template": file, "reason": str(fault)})
