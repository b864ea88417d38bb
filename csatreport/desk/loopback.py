"""The built site on this machine, to be looked at.

It lists no folders and follows no way out of the site. A *live* site lets its pages ask which build
they are of, and load themselves again when there is another; the pages on the disk know nothing of
this.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from csatreport.desk import PORT
from csatreport.desk.server import Server

TYPES = {
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
_OTHER = "application/octet-stream"

_OURS = ".csatreport"
_RELOAD = Path(__file__).with_name("reload.js").read_bytes()
_TAG = f'<script src="/{_OURS}/reload.js" defer></script></body>'.encode()
_MAY_RUN = b"script-src 'self'"
"""A page that says so may load scripts of ours; one that only leads on has none."""


class LookedAt(StaticFiles):
    """The files of one folder, as they are now: a build may change places with it at any time."""

    def __init__(self, folder: Path, *, live: bool = False) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder
        self._live = live
        self.config_checked = True

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file of the site, or what only a live site has."""
        asked = Path(path)
        if self._live and asked == Path(_OURS, "reload.js"):
            return _script(_RELOAD)
        if self._live and asked == Path(_OURS, "build.js"):
            return _script(f'csatreportBuild("{_build_of(self._folder)}");'.encode())
        response = await super().get_response(path, scope)
        if not isinstance(response, FileResponse):
            return response
        kind = Path(response.path).suffix
        response.headers["content-type"] = TYPES.get(kind, _OTHER)
        return _reloading(response) if self._live and kind == ".html" else response


def _script(content: bytes) -> Response:
    return Response(content, media_type=TYPES[".js"])


def _reloading(response: FileResponse) -> Response:
    page = Path(response.path).read_bytes()
    page = page.replace(b"</body>", _TAG) if _MAY_RUN in page else page
    return Response(page, media_type=TYPES[".html"])


def _build_of(folder: Path) -> str:
    """Name the build that a folder holds; "" in the moment in which it changes places."""
    try:
        about = folder.stat()
    except OSError:
        return ""
    return f"{about.st_ino}-{about.st_mtime_ns}"


def open_server(folder: Path, port: int | None = None, *, live: bool = False) -> Server:
    """Take a port for a site; without one that is named the usual one, else any that is free.

    Raises:
        OSError: the port that was asked for is taken.
    """
    site = Starlette(routes=[Mount("/", LookedAt(folder, live=live))])
    if port is not None:
        return Server(site, port)
    try:
        return Server(site, PORT)
    except OSError:
        return Server(site)
