"""Nobody but the browser that the desk opened reaches it, and no other page through that one."""

from __future__ import annotations

import pytest

from csatreport.desk import uploads
from csatreport.desk.access import KEY, Access


def test_the_opened_address_works_once_and_leaves_a_cookie_that_only_our_pages_send(stranger):
    address = f"/?{KEY}={stranger.office.access.key}"
    status, heads, _ = stranger.ask(address)
    assert status == 200
    cookie = heads["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.ask(address)[0] == 403
    stranger.cookie = heads["set-cookie"].partition(";")[0]
    assert stranger.ask("/look")[0] == 200


@pytest.mark.parametrize(
    "cookie", ["", "csatreport-desk=", "csatreport-desk=wrong", "csatreport-desk=\xe4"]
)
def test_without_the_cookie_there_is_nothing_but_words(stranger, cookie):
    stranger.cookie = cookie
    for path in (
        "/",
        "/settings",
        "/assets/site.css",
        "/built/site/index.html",
        "/here",
        "/nowhere",
    ):
        status, _, told = stranger.ask(path)
        assert status == 403, path
        assert "D884" in told
        assert stranger.office.access.token not in told


def test_a_wrong_key_does_not_use_up_the_right_one(stranger):
    assert stranger.ask(f"/?{KEY}=wrong")[0] == 403
    assert stranger.ask(f"/?{KEY}=")[0] == 403
    assert stranger.ask(f"/?{KEY}={stranger.office.access.key}")[0] == 200


def test_an_empty_key_opens_nothing_after_the_exchange(stranger):
    stranger.enter()
    stranger.cookie = ""
    assert stranger.ask(f"/?{KEY}=")[0] == 403


@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_foreign_page_reaches_nothing_though_the_browser_sends_the_cookie(caller, said):
    for method in ("GET", "POST"):
        status, _, told = caller.ask("/settings", method, **said)
        assert status == 403
        assert "D885" in told


def test_a_page_of_ours_is_let_through(caller):
    own = f"http://127.0.0.1:{caller.server.port}"
    assert caller.ask("/settings", Origin=own, Sec_Fetch_Site="same-origin")[0] == 200


def test_another_name_that_leads_here_is_refused_whatever_it_carries(caller):
    assert caller.ask("/settings", Host="evil.example")[0] == 421
    assert caller.ask("/settings", Host=f"evil.example:{caller.server.port}")[0] == 421


@pytest.mark.parametrize(
    "path", ["/build", "/check", "/publish", "/forms", "/drop", "/stop", "/end"]
)
def test_a_form_that_is_not_ours_does_nothing(caller, path):
    for token in ("", "wrong"):
        status, _, told = caller.send(path, token=token)
        assert status == 403
        assert "D885" in told
    assert caller.office.desk.jobs.running is None
    assert not caller.office.ended


def test_nothing_is_done_by_being_looked_at(caller):
    for path in ("/stop", "/end"):
        assert caller.ask(path)[0] == 405
    assert not caller.office.ended


def test_every_page_forbids_scripts_of_others_frames_and_keeping(caller):
    _, heads, told = caller.ask("/settings")
    policy = heads["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert heads["cache-control"] == "no-store"
    assert "<script>" not in told
    assert " style=" not in told


def test_a_language_is_chosen_for_the_pages_and_leads_nowhere_else(caller):
    status, heads, _ = caller.ask("/language/zh-Hant?to=//evil.example")
    assert (status, heads["location"]) == (303, "/")
    caller.cookie += "; " + heads["set-cookie"].partition(";")[0]
    assert 'lang="zh-Hant"' in caller.ask("/settings")[2]


def test_settings_show_files_of_the_configuration_and_no_others(caller):
    assert "id: retail" in caller.ask("/settings?file=config/questionnaires/retail.yaml")[2]
    for other in ("data/retail/2026-10.csv", "config/../data/retail/2026-10.csv", "/etc/passwd"):
        told = caller.ask(f"/settings?file={other}")[2]
        assert "S1,A,A" not in told
        assert "root:" not in told


@pytest.mark.parametrize(
    "path",
    [
        "/assets/..%2fconfig%2fstudy.yaml",
        "/printed/..%2f..%2fconfig/study.yaml",
        "/built/site/../../config/study.yaml",
    ],
)
def test_there_is_no_way_out_of_what_is_shown(caller, path):
    assert caller.ask(path)[0] == 404


@pytest.mark.parametrize(
    "name", ["../a.csv", "..\\a.csv", "a/b.csv", "/etc/a.csv", "C:a.csv", ".hidden", "a%00.csv\x01"]
)
def test_a_file_whose_name_leads_elsewhere_is_refused_and_not_kept(caller, tmp_path, name):
    status, _, told = caller.drop(name, b"unit,staff\n")
    assert status == 400
    assert "D883" in told
    assert not [file for file in tmp_path.rglob("*.csv") if "study" not in file.parts]


def test_a_sending_that_is_too_large_is_refused_by_what_it_says_and_by_what_it_sends(
    caller, tmp_path, monkeypatch
):
    monkeypatch.setattr("csatreport.desk.app.LARGEST", 2_000)
    status, _, told = caller.drop("a.csv", 3_000 * b"a")
    assert status == 413
    assert "D882" in told
    assert caller.drop("a.csv", b"", Content_Length=str(2_000_000_000))[0] == 413
    assert not list((tmp_path / "dropped").glob("*/*"))


def test_a_sending_that_says_nothing_of_its_size_is_counted(caller, monkeypatch):
    monkeypatch.setattr("csatreport.desk.app.LARGEST", 2_000)
    body = iter([b"--x\r\n", 3_000 * b"a"])
    kind = "multipart/form-data; boundary=x"
    status, _, told = caller.ask("/drop", "POST", body, Content_Type=kind)
    assert status == 413
    assert "D882" in told


def test_a_file_is_kept_under_its_own_name_until_it_is_put_away(caller, tmp_path):
    status, heads, _ = caller.drop("十月.csv", b"unit,staff,range\nS1,A,B\n")
    assert status == 303
    (file,) = (tmp_path / "dropped").glob("*/*")
    assert file.name == "十月.csv"
    assert heads["location"] == f"/drop?file={file.parent.name}"
    caller.send("/drop", file=file.parent.name, away="yes")
    assert not file.exists()


def test_no_file_is_told(caller):
    assert "D887" in caller.send("/drop", file="unknown")[2]


def test_two_desks_have_nothing_in_common():
    one, other = Access(), Access()
    assert len({one.key, one.pass_, one.token, other.key, other.pass_, other.token}) == 6


def test_the_limit_holds_two_gigabytes_off():
    assert uploads.LARGEST < 2_000_000_000
