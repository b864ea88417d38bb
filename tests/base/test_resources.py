"""Templates and assets, the study's own before those that ship."""

import os
import sys
from pathlib import Path

import pytest

from csatreport.base.errors import StudyError
from csatreport.base.resources import assets


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_an_asset_whose_name_is_no_text_is_refused_before_a_site_holds_it(tmp_path: Path):
    folder = tmp_path / "templates" / "assets"
    folder.mkdir(parents=True)
    (folder / os.fsdecode("标志.svg".encode("gb18030"))).write_text("<svg/>")
    with pytest.raises(StudyError) as told:
        assets(tmp_path)
    (issue,) = told.value.issues
    assert (issue.code, issue.source.file) == ("C123", "templates/assets/标志.svg")
