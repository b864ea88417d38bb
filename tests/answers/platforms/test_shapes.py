"""What every platform exports is read right, after at most one question."""

import pytest

from csatreport.base.errors import errors_among
from tests.answers.platforms.reading import make_study, read_shop, what_is_read
from tests.answers.platforms.shapes import RIGHT, all_shapes


@pytest.mark.parametrize("shape", all_shapes(), ids=lambda shape: shape.name)
def test_an_export_is_read_right(tmp_path, shape):
    folder = make_study(tmp_path)
    if shape.asked:
        mapping = f'questionnaire: shop\nfiles: "*"\n{shape.asked}\n'
        (folder / "config" / "mappings" / "m.yaml").write_text(mapping, encoding="utf-8")
    file = folder / "data" / "shop" / shape.file
    file.parent.mkdir(parents=True)
    file.write_bytes(shape.content)
    responses = read_shop(folder)
    assert errors_among(responses.intake.issues) == ()
    assert what_is_read(responses) == RIGHT
