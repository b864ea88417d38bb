"""The cache gives back what was put into it or nothing, whatever becomes of its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from csatreport.base.digest import digest_of
from csatreport.base.errors import Source
from csatreport.base.label import Label
from csatreport.base.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


KEY = digest_of("a key")


def test_an_entry_is_there_again(store: Store):
    assert store.get(KEY) is None
    store.put(KEY, b"one\ntwo")
    assert store.get(KEY) == b"one\ntwo"


def test_a_damaged_entry_counts_as_missing_and_is_forgotten(store: Store):
    store.put(KEY, b"content")
    (file,) = (store.folder / "entries").rglob(KEY)
    file.write_bytes(file.read_bytes()[:-1])
    assert store.get(KEY) is None
    assert not file.exists()


def test_an_object_that_was_changed_in_place_is_never_laid_down(store: Store, tmp_path: Path):
    sha = store.put_object(b"a page")
    assert store.lay(sha, tmp_path / "site" / "index.html")
    (tmp_path / "site" / "index.html").write_bytes(b"changed by hand")
    assert not store.lay(sha, tmp_path / "other" / "index.html")
    assert not (tmp_path / "other" / "index.html").exists()


def test_an_object_is_laid_down_as_a_copy_where_files_cannot_be_shared(
    store: Store, tmp_path: Path, monkeypatch
):
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    assert store.lay(store.put_object(b"a page"), tmp_path / "page")
    assert (tmp_path / "page").read_bytes() == b"a page"


def test_a_cache_that_cannot_be_written_to_stays_as_it_is(tmp_path: Path):
    (tmp_path / "cache").write_text("a file stands in the way")
    store = Store(tmp_path / "cache")
    store.put(KEY, b"content")
    assert store.get(KEY) is None
    assert not store.writable


def test_shrinking_removes_what_was_not_used_for_the_longest(store: Store, tmp_path: Path):
    keys = [digest_of(n) for n in range(4)]
    for place, key in enumerate(keys):
        store.put(key, b"x" * 1000)
        (file,) = (store.folder / "entries").rglob(key)
        os.utime(file, (place, place))
    store.get(keys[0])
    shown = store.put_object(b"y" * 5000)
    store.lay(shown, tmp_path / "site" / "page")
    store.shrink(2500)
    assert [store.get(key) is not None for key in keys] == [True, False, False, True]
    assert store.get_object(shown) is not None, "a standing site shares it: it costs nothing"


def test_equal_values_have_equal_digests_and_others_have_not():
    assert digest_of({"a": 1}, ("b",)) == digest_of({"a": 1}, ("b",))
    apart = [
        ("ab", "c"),
        ("a", "bc"),
        (["ab"], "c"),
        ("ab", None),
        (1, True),
        (1.0, 1),
        (b"a", "a"),
    ]
    assert len({digest_of(*values) for values in apart}) == len(apart)
    assert digest_of(Label.of("a")) != digest_of(Label.of({"en": "a"}))


def test_the_line_of_a_setting_does_not_count_but_its_file_does():
    assert digest_of(Source(file="a", line=1)) == digest_of(Source(file="a", line=2))
    assert digest_of(Source(file="a")) != digest_of(Source(file="b"))


def test_a_value_whose_content_cannot_be_told_is_refused():
    with pytest.raises(TypeError):
        digest_of(object())


def test_an_object_whose_place_a_folder_took_is_made_again(tmp_path):
    store = Store(tmp_path)
    sha = store.put_object(b"x")
    file = store._object(sha)
    file.unlink()
    (file / "inside").mkdir(parents=True)
    assert store.get_object(sha) is None
    assert store.put_object(b"x") == sha
    assert store.get_object(sha) == b"x"
