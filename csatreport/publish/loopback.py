"""A web server for looking at the built site, on this machine only.

It listens on the loopback address and answers only requests that name it, so that no page of the
web can read a report through the reader's own browser. It lists no folders, follows no way out of
the site, and forbids caching, so that a new build is seen at the next reload. A *live* server lets
its pages ask which build they are of, and load themselves again when there is another; the pages on
the disk know nothing of this.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
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


_OURS = "/.csatreport/"
_RELOAD = Path(__file__).with_name("reload.js").read_bytes()
_TAG = f'<script src="{_OURS}reload.js" defer></script></body>'.encode()
_MAY_RUN = b"script-src 'self'"
"""A page that says so may load scripts of ours; one that only leads on has none."""


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
        return (self._live() if self.server.live else None) or super().send_head()

    def _live(self) -> IO[bytes] | None:
        """Answer what only a live server has: two scripts, and pages that load the first."""
        path = self.path.partition("?")[0]
        if path == f"{_OURS}reload.js":
            return self._send(".js", _RELOAD)
        if path == f"{_OURS}build.js":
            return self._send(".js", f'csatreportBuild("{_build_of(self.directory)}");'.encode())
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if file.suffix != ".html" or not file.is_file():
            return None
        page = file.read_bytes()
        return self._send(".html", page.replace(b"</body>", _TAG) if _MAY_RUN in page else page)

    def _send(self, kind: str, content: bytes) -> IO[bytes]:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", _TYPES[kind])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def _names_us(self) -> bool:
        names = {f"{host}:{self.server.server_port}" for host in (HOST, "localhost")}
        return self.headers.get("Host", "").casefold() in names

    def _stays_inside(self) -> bool:
        root = Path(self.directory).resolve()
        try:
            place = Path(self.translate_path(self.path)).resolve()
            place.is_file()
        except (ValueError, OSError):
            return False  # No file can have this name: it holds a NUL, or is too long.
        return place.is_relative_to(root)

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


def _build_of(folder: str) -> str:
    """Name the build that a folder holds; "" in the moment in which it changes places."""
    try:
        about = Path(folder).stat()
    except OSError:
        return ""
    return f"{about.st_ino}-{about.st_mtime_ns}"


class Server(ThreadingHTTPServer):
    """The loopback server of one folder; ``live`` pages load themselves again after a build."""

    live = False

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
