"""Options that several commands share."""

from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import click

from csatreport.base.label import LANGUAGES
from csatreport.cli.words import word

OptionValue: TypeAlias = Any
"""What an option says: together they are the fields of what a command asks for, by their names."""

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
    callback=lambda _context, _option, language: language or "",
    help=word("option.explain_lang"),
)
"""The language of what is made; "", for the study's first, unless given."""
LANGS = partial(click.option, "--lang", "languages", multiple=True, type=click.Choice(LANGUAGES))
"""Several languages; without any, those of the study."""
EDITION = click.option("--edition", default="", metavar="NUMBER", help=word("option.forms_edition"))
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is there."""
