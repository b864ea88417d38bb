"""The design's colours, read from the one place where they are defined.

On screen a drawing names a token (``var(--ink)``), so that it follows light and dark. Print
knows no such names inside drawings, so there the token's light value stands in its place.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from csatreport.base.resources import kept_of_templates, read_resource

Palette = Mapping[str, str]
"""Colours by token name with underscores: ``ink``, ``rule_2``, ``g1``, ``on_g1``."""

_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,8})")


@kept_of_templates(8)
def print_palette(study: Path) -> Palette:
    """Return the light value of every colour token."""
    sheet = read_resource(study, "assets/tokens.css").decode("utf-8")
    light = _ROOT.search(sheet)
    found = _COLOUR.findall(light[1]) if light else []
    return {name.replace("-", "_"): value.lower() for name, value in found}


@kept_of_templates(8)
def screen_palette(study: Path) -> Palette:
    """Return a reference to every colour token, which the page's style sheet fills in."""
    return {name: f"var(--{name.replace('_', '-')})" for name in print_palette(study)}
