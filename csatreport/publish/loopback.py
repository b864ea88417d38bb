"""A web server for looking at the built site, on this machine only.

It listens on the loopback address and answers only requests that name it, so that no page of the
web can read a report through the reader's own browser. It lists no folders, follows no way out of
the site, and forbids caching, so that a new build is seen at the next reload.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO

from csatreport.publish import PORT

HOST = "127.0.0.1"

_TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class _Requests(SimpleHTTPRequestHandler):
    server_version = "csatreport"
    sys_version = ""
    extensions_map = _TYPES
    server: Server

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]
        """Answer with a file of the site or with a refusal."""
        if not self._names_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        if not self._stays_inside():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def _names_us(self) -> bool:
        names = {f"{host}:{self.server.server_port}" for host in (HOST, "localhost")}
        return self.headers.get("Host", "").casefold() in names

    def _stays_inside(self) -> bool:
        root = Path(self.directory).resolve()
        return Path(self.translate_path(self.path)).resolve().is_relative_to(root)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Show no folder's content."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Forbid caching and guessing of types."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Stay quiet: whoever looks at the site does not read a log."""


class Server(ThreadingHTTPServer):
    """The loopback server of one folder."""

    # On Windows the option would let two servers share a port without a word.
    allow_reuse_address = os.name == "posix"

    @property
    def address(self) -> str:
        """Where to look."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore browsers that hang up; show anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def open_server(folder: Path, port: int | None = None) -> Server:
    """Listen for requests; without a port the usual one, else any that is free.

    Raises:
        OSError: the port that was asked for is taken.
    """
    requests = partial(_Requests, directory=str(folder))
    if port is not None:
        return Server((HOST, port), requests)
    try:
        return Server((HOST, PORT), requests)
    except OSError:
        return Server((HOST, 0), requests)
