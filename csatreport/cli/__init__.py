"""Options to one call, and its result to words and an exit code; one short file per command.

A command is a name in `COMMANDS` and a module that is imported only when that command runs, so
that ``csatreport --help`` is there at once. The module holds a click command called ``command``
whose function receives the study's folder (`study_command`) and returns an exit code.

Everything that can go wrong with a person's files ends here as words and a code: `StudyError` as
the list of its issues, an operating system's refusal as one coded line, Ctrl-C as 130; a fault of
the program as one coded line that says where its log lies.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from csatreport import __version__
from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.work.garbage import loading
from csatreport.base.work.threads import stay_single
from csatreport.cli.terminal import prepare_streams, show_fault, show_issues, wants_colour
from csatreport.cli.words import word

COMMANDS = (
    "init",
    "adopt",
    "check",
    "build",
    "serve",
    "desk",
    "close",
    "publish",
    "restate",
    "month",
    "explain",
    "actions",
    "complaints",
    "undo",
    "weekly",
    "handouts",
    "sample",
    "forms",
    "import",
    "entry",
    "compare",
    "export",
    "schema",
    "doctor",
    "clean",
)
"""In the order of a first day; each has ``commands/<name>.py`` and a sentence ``help.<name>``."""
_FOLDERS = {
    "showing": ("serve", "desk"),
    "closing": ("close", "restate", "month"),
    "keying": ("entry", "compare"),
    "registering": ("actions", "complaints", "undo"),
}
_MODULES = {"import": "take"} | {
    name: f"{folder}.{name}" for folder, names in _FOLDERS.items() for name in names
}
"""Where a command's name cannot be a module's, and where it lies in a folder."""


class _LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        with loading():
            module = import_module(f"csatreport.cli.commands.{_MODULES.get(cmd_name, cmd_name)}")
        command = module.command
        command.help = word(f"help.{cmd_name}")
        return command  # type: ignore[no-any-return]

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what nobody foresaw ends in one line too."""
        try:
            return super().invoke(ctx)
        except (StudyError, click.ClickException, click.exceptions.Exit, click.Abort, OSError):
            raise
        except Exception as fault:  # noqa: BLE001 - the last net
            from csatreport.cli.accident import show_accident  # noqa: PLC0415 - rarely needed

            return show_accident(fault, ctx.params.get("study"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, word(f"help.{name}").split("\n")[0]) for name in COMMANDS])


@click.group(
    cls=_LazyGroup,
    help=word("help.program"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-C",
    "study",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=word("option.study"),
)
@click.version_option(__version__, prog_name="csatreport", message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context, study: Path) -> None:
    """Choose the study's folder; every command receives it as its first argument."""
    ctx.obj = study


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `csatreport.base.errors.ExitCode`)."""
    prepare_streams()
    stay_single()
    try:
        result = program.main(
            arguments, prog_name="csatreport", standalone_mode=False, color=wants_colour()
        )
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as fault:
        fault.show(sys.stderr)
        return ExitCode.USAGE
    except StudyError as fault:
        show_issues(fault.issues)
        return fault.exit_code
    except OSError as fault:
        return show_fault(fault)
    return result if isinstance(result, int) else ExitCode.FINE
