"""Options that several commands share."""

from __future__ import annotations

import click

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
