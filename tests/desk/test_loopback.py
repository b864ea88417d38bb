"""Looking at the site on this machine, and nobody else looking along."""

from __future__ import annotations

import http.client
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from csatreport.desk import loopback
from csatreport.desk.loopback import open_server
from csatreport.desk.server import HOST, Server

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name in ("index.html", "en/index.html", "en/data.csv", "en/report.pdf", "assets/a.js"):
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"this is {name}")
    (tmp_path / "secret.txt").write_text("secret")
    return site


@contextmanager
def serving(folder: Path, *, live: bool = False) -> Iterator[Server]:
    with open_server(folder, 0, live=live) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as running:
        yield running


@pytest.fixture
def live(folder: Path) -> Iterator[Server]:
    with serving(folder, live=True) as running:
        yield running


def _get(server: Server, path: str, host: str | None = None, method: str = "GET") -> Answer:
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=60)) as connection:
        name = host or f"{HOST}:{server.port}"
        connection.request(method, path, headers={"Host": name})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()


@pytest.mark.parametrize("path", ["/%00", "/a%00.html", "/" + "a" * 300, "/" + "a/" * 3000])
def test_a_name_that_no_file_can_have_is_not_found(live, path):
    assert _get(live, path)[0] == 404
    assert _get(live, "/")[0] == 200


def test_a_page_is_shown_and_a_folder_shows_its_first_page(server):
    assert _get(server, "/")[2] == b"this is index.html"
    assert _get(server, "/en/")[2] == b"this is en/index.html"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/index.html", "text/html; charset=utf-8"),
        ("/en/data.csv", "text/csv; charset=utf-8"),
        ("/en/report.pdf", "application/pdf"),
        ("/assets/a.js", "text/javascript; charset=utf-8"),
    ],
)
def test_a_file_comes_with_its_type_and_is_not_kept_by_the_browser(server, path, kind):
    status, headers, _ = _get(server, path)
    assert status == 200
    assert headers["content-type"] == kind
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_folder_without_a_first_page_lists_nothing(server):
    status, _, body = _get(server, "/assets/")
    assert status == 404
    assert b"a.js" not in body


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/en/../../secret.txt"])
def test_there_is_no_way_out_of_the_site(server, path):
    assert _get(server, path)[0] == 404


def test_a_link_out_of_the_site_is_not_followed(server, folder):
    (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    assert _get(server, "/out.txt")[0] == 404


def test_a_page_of_the_web_cannot_read_along_under_its_own_name(server):
    assert _get(server, "/", host="evil.example")[0] == 421
    assert _get(server, "/", host=f"evil.example:{server.port}")[0] == 421
    assert _get(server, "/", host=f"localhost:{server.port}")[0] == 200


def test_nothing_can_be_sent_to_it(server):
    assert _get(server, "/", method="POST")[0] == 405
    assert _get(server, "/", method="PUT")[0] == 405


def test_it_listens_on_this_machine_only(server):
    assert server.address.startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_gives_way_to_a_free_one_unless_it_was_asked_for(folder, monkeypatch):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(loopback, "PORT", port)
        with open_server(folder) as other:
            assert other.port != port
        with pytest.raises(OSError, match="in use"):
            open_server(folder, port)


PAGE = """<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:">
<title>{title}</title></head><body>text</body></html>"""


def test_only_a_live_server_adds_to_a_page_and_only_to_one_that_may_run_scripts(
    folder, server, live
):
    (folder / "en" / "index.html").write_text(PAGE.format(title="one"))
    assert b"reload.js" not in _get(server, "/en/")[2]
    assert _get(server, "/.csatreport/reload.js")[0] == 404
    assert b"reload.js" in _get(live, "/en/")[2]
    assert b"reload.js" in _get(live, "/en/index.html")[2]
    assert b"reload.js" not in _get(live, "/")[2]
    assert b"csatreportBuild" in _get(live, "/.csatreport/reload.js")[2]
    assert _get(live, "/en/data.csv")[2] == b"this is en/data.csv"


@pytest.mark.browser
def test_an_open_page_loads_itself_again_after_a_build(live, folder, browser):
    (folder / "en" / "index.html").write_text(PAGE.format(title="one"))
    page = browser.new_page()
    page.set_default_timeout(120_000)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    with page.expect_response("**/build.js*"):
        page.goto(f"{live.address}en/index.html")
    expect(page).to_have_title("one", timeout=60_000)
    with page.expect_response("**/build.js*"):
        pass  # When it asks again, it has heard which build it is of.
    fresh = folder.with_name("fresh")
    shutil.copytree(folder, fresh)
    (fresh / "en" / "index.html").write_text(PAGE.format(title="two"))
    folder.rename(folder.with_name("old"))
    fresh.rename(folder)
    expect(page).to_have_title("two", timeout=60_000)
    page.close()
    assert not faults
