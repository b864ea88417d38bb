"""A questionnaire to one file for a browser, in all languages of its study at once.

Every text stands in each language side by side, and a style rule shows one of them; so changing
the language loses no answer, and nothing has to be looked up. The page's policy allows its own
script and style by their hashes and nothing else.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from csatreport.base.label import Label
from csatreport.base.print.templates import environment, filled
from csatreport.base.resources import kept_of_templates, read_resource
from csatreport.base.words import say
from csatreport.paper.asked import AskedForm
from csatreport.paper.model import six_characters
from csatreport.paper.returns.returned import ReturnedForm
from csatreport.study.item import TICKED, Item, Kind
from csatreport.study.units import Unit

TEMPLATE = "screen.html.j2"
_STYLES, _SCRIPT = ("assets/tokens.css", "screen/style.css"), "screen/script.js"
_PICTURES = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenForm:
    """A form for a screen: the file, and what is kept of it until its answers come back."""

    html: str
    kept: ReturnedForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSection:
    """Questions under a heading; personal ones are left out, as they would never be read."""

    title: Label
    items: tuple[Item, ...]


def screen_form(asked: AskedForm, languages: tuple[str, ...], unit: str, period: str) -> ScreenForm:
    """Make a form for a screen.

    Args:
        asked: questionnaire and edition, and the language that is shown first.
        languages: those to choose from.
        unit: where it will be answered; "" where the page asks.
        period: when; "" where each answer says its day.

    Raises:
        StudyError: R501, R502, the template or an asset of it cannot be used.
    """
    facts = {
        "asked": asked,
        "languages": sorted(languages, key=lambda one: one != asked.language),
        "sections": tuple(_sections(asked)),
        "units": () if unit else tuple(_leaves(asked)),
        "unit": asked.questionnaire.units.by_id[unit].name if unit else None,
        "period": period,
        "mark": _mark(asked),
        **_own_parts(asked.study),
    }
    draft = filled(asked.study, TEMPLATE, _environment, form="", **facts)
    name = f"{asked.questionnaire.id}-{asked.edition.number}-screen-{six_characters([draft])}"
    html = filled(asked.study, TEMPLATE, _environment, form=name, **facts)
    return ScreenForm(html=html, kept=_kept(asked, name, unit, period))


def _sections(asked: AskedForm) -> Iterator[ScreenSection]:
    for section in asked.edition.sections:
        items = tuple(item for item in section.items if not item.personal)
        if items:
            yield ScreenSection(title=section.title, items=items)


def _leaves(asked: AskedForm) -> Iterator[Unit]:
    """Yield the units to choose from: those without others below them, where there are several."""
    units = asked.questionnaire.units
    if len(units.all) > 1:
        yield from (unit for unit in units.all if not units.children(unit.id))


def _kept(asked: AskedForm, name: str, unit: str, period: str) -> ReturnedForm:
    items = [item for section in _sections(asked) for item in section.items]
    return ReturnedForm(
        name=name,
        questionnaire=asked.questionnaire.id,
        edition=asked.edition.number,
        codes={
            item.id: frozenset(option.code for option in item.choices)
            for item in items
            if item.kind in TICKED or (item.kind is Kind.RANKED and item.options)
        },
        worded=frozenset(i.id for i in items if i.kind not in TICKED or i.follow_up is not None),
        unit=unit,
        period=period,
    )


def _mark(asked: AskedForm) -> str:
    """Return the company's mark as an address that holds it; "" for none."""
    name = asked.questionnaire.printing.mark
    kind = _PICTURES.get(Path(name).suffix.lower())
    if kind is None:
        return ""
    picture = base64.b64encode(read_resource(asked.study, f"assets/{name}")).decode()
    return f"data:{kind};base64,{picture}"


def _own_parts(study: Path) -> dict[str, object]:
    """Return style and script of the page, and the hashes by which its policy knows them."""
    style = "\n".join(_asset(study, name) for name in _STYLES)
    script = _asset(study, _SCRIPT)
    return {
        "style": style,
        "script": script,
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }


def _asset(study: Path, name: str) -> str:
    return read_resource(study, name).decode("utf-8").replace("</", "<\\/")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@kept_of_templates(4)
def _environment(study: Path) -> Environment:
    env = environment(study)
    env.globals |= {"say": say, "ticked": TICKED}
    return env
