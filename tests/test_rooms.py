"""The rooms know only the rooms before them, and each library has one door."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "csatreport"
ORDER = (
    "foundation",
    "tabular",
    "survey",
    "responses",
    "registers",
    "measures",
    "report",
    "subjects",
    "render",
    "paper",
    "build",
    "publish",
    "cli",
)
DOORS = {
    "yaml": {"survey"},
    "python_calamine": {"tabular"},
    "pandas": {"responses", "measures", "subjects"},
    "altair": {"render"},
    "vl_convert": {"render"},
    "jinja2": {"foundation", "render", "paper"},
    "xlsxwriter": {"render", "paper"},
    "weasyprint": {"foundation"},
    "distributed": {"foundation"},
    "pyarrow": {"tabular"},
    "pikepdf": {"paper"},
    "segno": {"paper"},
    "rjieba": {"subjects"},
    "click": {"cli"},
}
MOST_MODULES = {"pandas": 6, "click": 20, "yaml": 2, "jinja2": 4, "pikepdf": 4, "xlsxwriter": 2}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _room(module: Path) -> str:
    parts = module.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ("cli" if parts[0] == "__main__.py" else "foundation")


def _imports(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{module}: relative import")
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_before_its_own(module: Path):
    own = ORDER.index(_room(module))
    for name in _imports(module):
        if not name.startswith("csatreport."):
            continue
        part = name.split(".")[1]
        room = part if part in ORDER else "foundation"
        assert ORDER.index(room) <= own, f"{module.name} ({ORDER[own]}) imports {name}"


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str):
    users = {m for m in MODULES if any(n.split(".")[0] == library for n in _imports(m))}
    assert {_room(m) for m in users} <= DOORS[library]
    assert len(users) <= MOST_MODULES.get(library, 1), sorted(m.name for m in users)
