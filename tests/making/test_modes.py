"""Readers may read the open site, and only its owner the rest, whatever the umask."""

import os
import sys
from pathlib import Path

import pytest

from tests.making.study import build_study, copy_study

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no modes there")


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_a_build_is_open_where_it_should_be_and_closed_elsewhere(tmp_path: Path, umask: int):
    study = copy_study("corner-shop", tmp_path)
    before = os.umask(umask)
    try:
        build_study(study, languages=("en",), periods=("2026-01",), out=study / "build")
    finally:
        os.umask(before)
    site = study / "build" / "site"
    for path in (site, *site.rglob("*")):
        needed = 0o755 if path.is_dir() else 0o644
        assert path.stat().st_mode & needed == needed, path
    for name in ("private", ".cache"):
        assert (study / "build" / name).stat().st_mode & 0o777 == 0o700
