"""Files as people hand them over, each in a folder of its own with what it says.

Made up, after bug reports and exports that were once read wrongly. Each folder holds the
questionnaire, the files, and ``expected.json``: the answers as codes in the order of the rows, and
the codes of all that is said about them.
"""

import json
import shutil
from pathlib import Path

import pytest

from csatreport.answers.model import Responses
from tests.answers.platforms.reading import in_codes, make_study, read_shop

HOME = Path(__file__).parent / "field"
CASES = sorted(case for case in HOME.iterdir() if case.is_dir())


def _told(found: Responses) -> dict[str, object]:
    return {
        "answers": in_codes(found),
        "said": sorted(f"{issue.code} {issue.severity}" for issue in found.intake.issues),
        "rows": {file.file: [file.read, file.kept, file.refused] for file in found.intake.files},
        "unread": {
            file.file: [c.header for c in file.unread_columns] for file in found.intake.files
        },
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_files_of_the_field_are_read_right(tmp_path, case, request):
    folder = make_study(tmp_path, shop=(case / "shop.yaml").read_text(encoding="utf-8"))
    shutil.copytree(case / "data", folder / "data" / "shop")
    told = _told(read_shop(folder))
    kept = case / "expected.json"
    if request.config.getoption("--accept"):
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        kept.write_text(text + "\n", encoding="utf-8")
    assert told == json.loads(kept.read_text(encoding="utf-8"))
