"""A web server for this machine only: it listens on the loopback address.

It answers only requests that name it (`OwnNames`), so that no page of the web can read along
through the reader's own browser under a name of its own that leads here, and it forbids the browser
to keep what it was shown.
"""

from __future__ import annotations

import os
import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
_LINGER_SECONDS = 1
"""So long may a browser that still holds a connection keep the server from ending."""


class OwnNames:
    """An application that is reached under this machine's own names only."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse who calls us by another name; let no browser keep the answer."""

        async def unkept(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        if scope["type"] != "http":
            return
        port = scope["server"][1]
        called = Headers(scope=scope).get("host", "").casefold()
        known = called in {f"{HOST}:{port}", f"localhost:{port}"}
        app = self._app if known else PlainTextResponse("Misdirected Request", 421)
        await app(scope, receive, unkept)


class Server:
    """The server of one application; within ``with`` its port is taken."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        """Take a port of the loopback address, any that is free unless one is named.

        Raises:
            OSError: the port that was asked for is taken.
        """
        self._socket = socket.socket()
        # On Windows the option would let two servers share a port without a word.
        if os.name == "posix":
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((HOST, port))
        except OSError:
            self._socket.close()
            raise
        self._socket.listen()
        self.port: int = self._socket.getsockname()[1]
        """The port that was taken."""
        self._idle = threading.Event()
        self._idle.set()
        self._server = uvicorn.Server(
            uvicorn.Config(
                OwnNames(app), loop="asyncio", http="h11", ws="none", lifespan="off",
                log_config=None, log_level="critical", access_log=False, server_header=False,
                timeout_graceful_shutdown=_LINGER_SECONDS,
            )
        )  # fmt: skip

    def __enter__(self) -> Self:
        """Be open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """Wait for the last answer, and let the port go."""
        self.shutdown()
        self._idle.wait()
        self._socket.close()

    @property
    def address(self) -> str:
        """Where to look."""
        return f"http://{HOST}:{self.port}/"

    def serve_forever(self) -> None:
        """Answer until `shutdown` or Ctrl-C, which is raised when the last answer is given."""
        self._idle.clear()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._idle.set()

    def shutdown(self) -> None:
        """Let `serve_forever` end; called from another thread or from an answer."""
        self._server.should_exit = True
