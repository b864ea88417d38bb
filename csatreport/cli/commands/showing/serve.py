"""``csatreport serve``: look at the built site in a browser on this machine.

The server is imported where it is called, because ``--help`` must not wait for it.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csatreport.base.errors import ExitCode, StudyError
from csatreport.cli.commands.build import keep_building
from csatreport.cli.options import PATH, PORT_NUMBER, option, study_command
from csatreport.cli.terminal import tell
from csatreport.cli.words import word
from csatreport.desk import PORT
from csatreport.making.request import Request
from csatreport.making.standing import pdfs_of
from csatreport.making.tools.watch import changes

if TYPE_CHECKING:
    from csatreport.desk.server import Server


@study_command
@click.option("--port", metavar="N", type=PORT_NUMBER, help=word("option.port", port=PORT))
@option("--site", says="option.site", metavar="DIR", type=PATH)
@option("--restricted", says="option.serve_restricted", is_flag=True)
@option("--no-rebuild", says="option.serve_no_rebuild", is_flag=True)
def command(
    study: Path, *, port: int | None, site: Path | None, restricted: bool, no_rebuild: bool
) -> int:
    """Serve until Ctrl-C, which is the way to end it and so no fault."""
    from csatreport.publish.site import ENTRY, readers_of, refusal  # noqa: PLC0415 - see the module

    folder = (site or study / "build" / ("restricted" if restricted else "site")).resolve()
    if not (folder / ENTRY).is_file():
        raise refusal("P701", folder)
    readers_of(folder, restricted=restricted)
    try:
        live = site is None and not no_rebuild
        with _open(folder, port, live=live) as server:
            tell(word("serve.address", address=server.address, folder=folder))
            if live:
                _serve_live(server, study)
            else:
                server.serve_forever()
    except KeyboardInterrupt:
        tell("\n" + word("serve.stopped"), err=True)
    return ExitCode.FINE


def _serve_live(server: Server, study: Path) -> None:
    """Serve beside, and build here whenever the study changes; pages load themselves again."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    request = Request(study=study, pdf=pdfs_of(study / "build"), jobs=os.cpu_count() or 1)
    tell(word("build.watching"))
    keep_building(request, changes(request.study))


def _open(folder: Path, port: int | None, *, live: bool) -> Server:
    from csatreport.desk.loopback import open_server  # noqa: PLC0415 - see the module
    from csatreport.desk.server import HOST  # noqa: PLC0415

    try:
        return open_server(folder, port, live=live)
    except OSError as error:
        wanted = port or PORT
        raise StudyError.at(
            "P720", f"{HOST}:{wanted}", port=wanted, reason=error.strerror or str(error)
        ) from error
