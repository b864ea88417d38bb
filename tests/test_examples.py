"""The examples in docstrings say what the functions do, in whichever module they stand."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "csatreport"
TOLD = {
    module: text.count(">>> ")
    for module in sorted(PACKAGE.rglob("*.py"))
    if ">>> " in (text := module.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("module", TOLD, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_every_example_is_true(module: Path):
    parts = module.relative_to(PACKAGE.parent).with_suffix("").parts
    result = doctest.testmod(import_module(".".join(parts).removesuffix(".__init__")))
    assert result == (0, TOLD[module])
