"""``csatreport desk``: the month as pages in a browser, on this machine only.

The server is imported where it is called, because ``--help`` must not wait for it.
"""

import os
import shlex
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path

from csatreport.base.errors import ExitCode, StudyError
from csatreport.base.files.atomic import write_whole
from csatreport.cli.options import PORT_NUMBER, option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word

_WINDOWS = ("wslview", "cmd.exe")
"""What opens a page of Windows from within WSL."""


@study_command
@option("--port", says="option.desk_port", metavar="N", type=PORT_NUMBER)
@option("--no-open", says="option.desk_no_open", is_flag=True)
@option("--shortcut", says="option.desk_shortcut", is_flag=True)
def command(study: Path, *, port: int | None, no_open: bool, shortcut: bool) -> int:
    """Serve until the pages are closed or Ctrl-C, which is no fault."""
    if shortcut:
        for file in write_shortcuts(study):
            tell(word("desk.shortcut", file=file))
        return ExitCode.FINE
    from csatreport.desk.opening import open_desk  # noqa: PLC0415 - see the module

    try:
        with open_desk(study.resolve(), port or 0) as desk:
            tell(word("desk.address", address=desk.address))
            if not no_open:
                _open(desk.address)
            desk.serve()
        tell(word("desk.left"), err=True)
    except KeyboardInterrupt:
        tell("\n" + word("serve.stopped"), err=True)
    except OSError as error:
        if not port or error.filename is not None:
            raise
        reason = error.strerror or str(error)
        raise StudyError.at("P720", f"127.0.0.1:{port}", port=port, reason=reason) from error
    return ExitCode.FINE


def _open(address: str) -> None:
    """Open the browser, from within WSL that of Windows."""
    if "WSL_DISTRO_NAME" not in os.environ:
        webbrowser.open(address)
        return
    opener = next(filter(None, map(shutil.which, _WINDOWS)), None)
    if opener is not None:
        start = ("/c", "start", "") if opener.endswith("cmd.exe") else ()
        subprocess.run((opener, *start, address), check=False, capture_output=True)


def write_shortcuts(study: Path) -> tuple[Path, Path]:
    """Write what starts the desk by a double click: one for Windows with WSL, one for Linux."""
    folder = study.resolve()
    run = (sys.executable, "-P", "-m", "csatreport", "-C", str(folder), "desk")
    windows, linux = folder / "desk.cmd", folder / "desk.desktop"
    write_whole(windows, _for_windows(run).encode())
    write_whole(linux, _for_linux(run, folder.name).encode())
    linux.chmod(0o755)
    return windows, linux


def _for_windows(run: tuple[str, ...]) -> str:
    """Return a batch file in UTF-8 that hands the line to the shell of WSL."""
    name = os.environ.get("WSL_DISTRO_NAME", "")
    distribution = f"-d {name} " if name else ""
    line = shlex.join(("exec", *run)).replace("%", "%%").replace('"', '\\"')
    lines = ("@echo off", "chcp 65001 >nul", f'wsl.exe {distribution}-- sh -c "{line}"')
    return "".join(f"{one}\r\n" for one in (*lines, "if errorlevel 1 pause"))


def _for_linux(run: tuple[str, ...], name: str) -> str:
    """Return a desktop entry; its own escapes stand within its own quotes."""
    quoted = " ".join(f'"{_escaped(one)}"' for one in run)
    entry = ("Type=Application", f"Name=csatreport · {_plain(name)}", f"Exec={quoted}")
    return "\n".join(("[Desktop Entry]", *entry, "Terminal=true", "Categories=Office;", ""))


def _escaped(text: str) -> str:
    for sign in ("\\", '"', "`", "$"):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\\", "\\\\").replace("%", "%%")


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\")
