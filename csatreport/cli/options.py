"""How a command is made, and the options that several of them share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click

from csatreport.base.label import LANGUAGES
from csatreport.cli.words import word

OptionValue: TypeAlias = Any
"""What an option says: together they are the fields of what a command asks for, by their names."""

_Command = TypeVar("_Command", bound=Callable[..., object])


argument = click.argument


def study_command(run: Callable[..., int]) -> click.Command:
    """Make a command of a function that receives the study's folder and its options."""
    return click.command()(click.pass_obj(run))


def option(
    *names: str, says: str, usual: OptionValue = None, **more: OptionValue
) -> Callable[[_Command], _Command]:
    """Return an option that is explained in the reader's language; ``usual`` is shown with it."""
    if usual is not None:
        more |= {"default": usual, "show_default": True}
    return click.option(*names, help=word(says), **more)


PATH = click.Path(path_type=Path)
PORT_NUMBER = click.IntRange(1, 65535)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
"""A file that is there."""
FORM = option(
    "--format", "form", says="option.format", type=click.Choice(["text", "json"]), usual="text"
)
"""How the result is printed."""
LANG = option(
    "--lang",
    "language",
    says="option.explain_lang",
    type=click.Choice(LANGUAGES),
    callback=lambda _context, _option, language: language or "",
)
"""The language of what is made; "", for the study's first, unless given."""
EDITION = option("--edition", says="option.forms_edition", default="", metavar="NUMBER")


def langs(says: str) -> Callable[[_Command], _Command]:
    """Return the option of several languages; without any, those of the study."""
    return option("--lang", "languages", says=says, multiple=True, type=click.Choice(LANGUAGES))


def wrong_use(says: str) -> click.UsageError:
    """Return the error of options that do not go together, in the reader's language."""
    return click.UsageError(word(says))
