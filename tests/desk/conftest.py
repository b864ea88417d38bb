"""A study's desk with its server, and a browser that says what a test wants it to say."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from csatreport.desk.access import KEY, TOKEN
from csatreport.desk.app import DeskOffice
from csatreport.desk.server import HOST, Server
from tests.cli.conftest import make_study


@dataclass
class Caller:
    """Whoever sends requests to a desk; at first a stranger without a cookie."""

    office: DeskOffice
    server: Server
    cookie: str = ""

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        with closing(http.client.HTTPConnection(HOST, self.server.port, timeout=60)) as connection:
            said = {"Host": f"{HOST}:{self.server.port}", "Cookie": self.cookie}
            said |= {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=said)
            answer = connection.getresponse()
            heads = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, heads, answer.read().decode()

    def enter(self) -> Caller:
        _, heads, _ = self.ask(f"/?{KEY}={self.office.access.key}")
        self.cookie = heads["set-cookie"].partition(";")[0]
        return self

    def send(self, path: str, **fields: str) -> tuple[int, dict[str, str], str]:
        """Send a form of the desk's own."""
        body = urlencode({TOKEN: self.office.access.token, **fields}).encode()
        return self.ask(path, "POST", body, Content_Type="application/x-www-form-urlencoded")

    def drop(self, name: str, content: bytes, **headers: str) -> tuple[int, dict[str, str], str]:
        """Send a file as the page does."""
        token = self.office.access.token
        body = (
            f'--x\r\nContent-Disposition: form-data; name="{TOKEN}"\r\n\r\n{token}\r\n'
            f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode() + content + b"\r\n--x--\r\n"  # fmt: skip
        kind = "multipart/form-data; boundary=x"
        return self.ask("/drop", "POST", body, Content_Type=kind, **headers)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study")


@pytest.fixture
def stranger(study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Caller]:
    monkeypatch.setenv("CSATREPORT_LANG", "en")
    office = DeskOffice(study, tmp_path / "dropped")
    with Server(office.app) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Caller(office, server)
        server.shutdown()
        thread.join()


@pytest.fixture
def caller(stranger: Caller) -> Caller:
    return stranger.enter()
