"""The templates of pages: compiled once for a study, with what they may call, and filled."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment

from csatreport.base.print import templates
from csatreport.base.resources import kept_of_templates
from csatreport.base.words import say
from csatreport.report.inline import Link, Words
from csatreport.site import compare, draw, funnel, marks, plots
from csatreport.site.tokens import print_palette, screen_palette


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


@kept_of_templates(8)
def environment(study: Path) -> Environment:
    """Return the templates of a study, its own first, compiled once."""
    env = templates.environment(study)
    env.filters["kind"] = lambda block: type(block).__name__
    env.filters["data_uri"] = data_uri
    env.tests["linked"] = lambda value: isinstance(value, Link)
    env.tests["worded"] = lambda value: isinstance(value, Words)
    env.globals.update(
        draw_trend=draw.draw_trend,
        draw_spark=draw.draw_spark,
        draw_funnels=funnel.draw_funnels,
        bar_lengths=marks.bar_lengths,
        draw_strip=marks.draw_strip,
        draw_dot=marks.draw_dot,
        dot_axis=marks.dot_axis,
        range_axis=plots.range_axis,
        draw_plot=plots.draw_plot,
        zip=zip,
        right_columns=_right_columns,
        anchor=anchor,
        compare_axis=marks.compare_axis,
        compare_kinds=compare.kinds,
        draw_compare=compare.draw_compare,
    )
    return env


def fill(study: Path, name: str, language: str, medium: Medium = SCREEN, **values: object) -> str:
    """Fill a template in one language for one medium.

    Raises:
        StudyError: R502, the template cannot be read or filled.
    """
    return templates.filled(
        study,
        name,
        environment,
        language=language,
        medium=medium,
        c=print_palette(study) if medium.print else screen_palette(study),
        t=partial(say, language),
        **{"own_unit": "", **values},
    )


def anchor(target: str) -> str:
    """Return the id on a page for a link's target, such as ``explain:q1``."""
    return target.replace(":", "-")


def data_uri(svg: str) -> str:
    """Return a drawing as an address that holds it."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode("utf-8")).decode("ascii")


def _right_columns(numeric: Sequence[bool]) -> str:
    """Return the classes of a table by which its columns of numbers stand to the right."""
    return "".join(f" r{place}" for place, right in enumerate(numeric, start=1) if right)
