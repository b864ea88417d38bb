"""Options that several commands share."""

from __future__ import annotations

import click

from csatreport.base.label import LANGUAGES
from csatreport.cli.words import word

FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=word("option.format"),
)
"""How the result is printed."""
LANG = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=None,
    help=word("option.explain_lang"),
)
"""The language of what is made; the study's first unless given."""
