"""Templates to text: the one door to the template engine.

Escaping is always on and an unknown name is an error, so that a slip in a study's own template
is reported with its line instead of printing a hole. Text of a study is kept from turning round
the text beside it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup, escape

from csatreport.base.errors import ExitCode, Issue, Source, StudyError
from csatreport.base.resources import template_folders

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
_TURNING = re.compile(f"{_TURNS.pattern}|[{_LEFTWARD}]")
"""Whatever there is to do for; most texts have none of it."""
_SHORT = 200
"""Longer texts stand nowhere twice, and are not kept."""
_SLIPS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What an expression in a template can raise, and a template that is no text in UTF-8."""


def print_font(language: str) -> str:
    """Return the font list of printed pages, without quotes (see `print_pdf`)."""
    return _FONTS.get(language, _FONTS["en"])


def environment(study: Path) -> Environment:
    """Return the templates of a study, its own first."""
    return _Templates(
        loader=FileSystemLoader([str(folder) for folder in template_folders(study)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=50,
    )


def filled(
    study: Path,
    name: str,
    templates: Callable[[Path], Environment] = environment,
    /,
    **values: object,
) -> str:
    """Return what filling a template gives; ``templates`` are a study's, with what they may call.

    Raises:
        StudyError: R502, the template cannot be read or filled.
    """
    try:
        return templates(study).get_template(name).render(**values)
    except (TemplateError, *_SLIPS) as fault:
        issue = _issue(fault, name)
        if isinstance(fault, _SLIPS) and not _of_own_template(study, issue):
            raise
        raise StudyError([issue], ExitCode.RENDERING) from fault


def _of_own_template(study: Path, issue: Issue) -> bool:
    """Tell whether the study brought the template that failed: then it is the study's fault."""
    own, *ship = template_folders(study)
    return bool(ship) and (own / Path(issue.source.file).name).is_file()


class _Generator(CodeGenerator):
    """Compiles templates that print each value by one call instead of three.

    A build prints a million values, most of them short texts that stood elsewhere before.
    """

    def _output_child_pre(self, *_: object, **__: object) -> None:
        self.write("environment.shown(")

    def _output_child_post(self, *_: object, **__: object) -> None:
        self.write(")")


def _shown(value: object) -> str:
    """Return a value as it is printed: escaped, and kept from turning round the text beside it.

    What the author of a template marks as safe stays as it is.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # what it was just seen to be
    if kind is int or kind is float:
        return str(value)
    if kind is not str:
        return escape(value)
    text = str(value)
    return _escaped(text) if len(text) < _SHORT else _escaped.__wrapped__(text)


@lru_cache(maxsize=2**14)
def _escaped(text: str) -> str:
    return str(escape(kept_apart(text)))


class _Templates(Environment):
    code_generator_class = _Generator
    shown = staticmethod(_shown)


def kept_apart(text: str) -> str:
    """Drop marks of direction, and set each stretch of leftward words apart (FSI … PDI).

    A name or a comment may bring along marks of direction, or words that run from right to left;
    on a page either would reorder the figures that stand next to it.
    """
    if _TURNING.search(text) is None:
        return text
    return _LEFTWARD_WORDS.sub(_isolate, _TURNS.sub("", text))


def _isolate(found: re.Match[str]) -> str:
    """Set a stretch apart, with the bracket after it where that was opened inside."""
    words, bracket = found.groups()
    inside = sum(map(words.count, "([")) > sum(map(words.count, ")]"))
    return f"\u2068{words}{bracket}\u2069" if inside else f"\u2068{words}\u2069{bracket}"


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
    return Issue.at(
        "R502", Source(file=f"templates/{file}", line=line), template=file, reason=str(fault)
    )
