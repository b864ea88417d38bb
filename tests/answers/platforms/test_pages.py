"""What the page of each platform says is true of its shapes: what is asked, and that it is done."""

import re
from pathlib import Path

import pytest

from csatreport.answers.adopting.mapping_text import FileAnswers
from csatreport.making.tools.adopting import Adoption
from tests.answers.platforms.reading import make_study, read_shop, what_is_read
from tests.answers.platforms.shapes import RIGHT, all_shapes

PAGES = Path(__file__).parents[3] / "docs" / "answers"
SHAPES = {shape.name: shape for shape in all_shapes()}
_ASKED = re.compile(
    r"\| (?P<export>[^|]+) \| (?P<asked>nothing|`(?P<key>\w+)`: (?P<answer>\w+)) \|"
)


def _rows() -> list[tuple[str, str, re.Match[str]]]:
    found = []
    for page in sorted(PAGES.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if shapes := re.match(r"<!-- (.+?) -->", text):
            names, asked = shapes[1].split(", "), list(_ASKED.finditer(text))
            found += [(page.stem, *pair) for pair in zip(names, asked, strict=True)]
    return found


ROWS = _rows()


@pytest.mark.parametrize(("page", "name", "said"), ROWS, ids=[name for _, name, _ in ROWS])
def test_a_page_says_what_is_asked_and_then_the_file_is_read_right(tmp_path, page, name, said):
    study = make_study(tmp_path / page)
    shape = SHAPES[name]
    (tmp_path / shape.file).write_bytes(shape.content)
    adoption = Adoption.open(study, tmp_path / shape.file)
    asked = [question.key for question in adoption.propose(FileAnswers()).open]
    assert asked == ([] if said["asked"] == "nothing" else [said["key"]])
    if asked:
        answers = FileAnswers(answers={said["key"]: said["answer"]})
        adoption.settle(adoption.propose(answers), answers)
    else:
        file = study / "data" / "shop" / shape.file
        file.parent.mkdir(parents=True)
        file.write_bytes(shape.content)
    assert what_is_read(read_shop(study)) == RIGHT


def test_every_shape_of_a_platform_has_a_page_and_the_guide_leads_there():
    on_pages = {name for _, name, _ in ROWS}
    assert SHAPES.keys() - on_pages == {"code-and-label"}
    guide = (PAGES.parent / "answers.md").read_text(encoding="utf-8")
    assert all(f"(answers/{page.name})" in guide for page in PAGES.glob("*.md"))
