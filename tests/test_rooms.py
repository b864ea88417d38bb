"""The rooms know only the rooms before them, nothing runs in a circle, each library has one door,
and no two types have the same name."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "csatreport"
ORDER = (
    "base", "tables", "study", "answers", "registers", "statistics", "counts", "privacy", "report",
    "subjects", "site", "paper", "making", "publish", "desk",
    "cli",
)  # fmt: skip
DOORS = {
    "yaml": {"study"},
    "python_calamine": {"tables"},
    "pandas": {"answers", "subjects", "tables"},
    "pyreadstat": {"tables"},
    "jinja2": {"base", "site", "paper"},
    "xlsxwriter": {"tables"},
    "weasyprint": {"base"},
    "distributed": {"base"},
    "pyarrow": {"tables"},
    "pikepdf": {"paper"},
    "segno": {"paper"},
    "rjieba": {"subjects"},
    "starlette": {"desk"},
    "uvicorn": {"desk"},
    "click": {"cli"},
}
MOST_MODULES = {
    "pandas": 4,
    "click": 18,
    "jinja2": 4,
    "pikepdf": 4,
    "pyreadstat": 2,
    "starlette": 3,
}
MOST_FILES = 18
"""So many a folder may hold; a fuller one has a plan that no longer fits."""
MOST_LINES, LONGEST = 360, 45
"""Lines of a module and of a function; a longer one surely holds more than one idea. Aim at 350 and
40, and usually at 100 and 10."""
WORDING = {"csatreport.base.words", "csatreport.report.numbers", "csatreport.report.wording"}
"""Who imports one of these says figures, and so works none out."""
ROOM = (
    "report/numbers.py", "report/printed.py", "subjects/compose.py", "subjects/results/strips.py",
    "subjects/trend/trend.py", "subjects/yousaid/tell.py",
)  # fmt: skip
"""What rounds, and what reckons with the room that texts take on paper or on an axis."""
BY_NAME = ("import_module", "find_spec", "importlib.import_module", "importlib.util.find_spec")
CAMEL = re.compile(r"_?(?:[A-Z][a-z0-9]+)+")
MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(module: Path) -> str:
    parts = module.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {_name(module): module for module in MODULES}


def _room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ORDER else "cli"


@cache
def _imports(module: Path) -> frozenset[str]:
    """Return what a module imports, for its types and late too: our modules by name, others as well."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in NAMES else node.module for name in inner}
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in BY_NAME:
            found |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{module}: relative import")
    return frozenset(found)


def _own(module: Path) -> Iterator[str]:
    yield from (name for name in _imports(module) if name in NAMES and name != "csatreport")


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_before_its_own(module: Path):
    own = ORDER.index(_room(_name(module)))
    for name in _own(module):
        assert ORDER.index(_room(name)) <= own, f"{module.name} ({ORDER[own]}) imports {name}"


def test_no_imports_run_in_a_circle():
    after: dict[str, int] = {}

    def depth(name: str, above: tuple[str, ...]) -> int:
        assert name not in above, f"a circle: {' → '.join((*above[above.index(name) :], name))}"
        if name not in after:
            below = [depth(one, (*above, name)) for one in _own(NAMES[name])]
            after[name] = max(below, default=0) + 1
        return after[name]

    for name in NAMES:
        depth(name, ())
    assert len(after) == len(NAMES)


@pytest.mark.parametrize(
    "folder", sorted({m.parent for m in MODULES}), ids=lambda f: str(f.relative_to(PACKAGE.parent))
)
def test_no_folder_is_too_full_to_be_overlooked(folder: Path):
    assert len(list(folder.glob("*.py"))) <= MOST_FILES


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_a_module_and_its_functions_are_short_enough_to_hold_one_idea(module: Path):
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef))
    lengths = {one.name: (one.end_lineno or 0) - one.lineno + 1 for one in functions}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def _worked_out(tree: ast.Module) -> list[int]:
    """Return the lines that multiply or divide; a list, or what is in quotes, is repeated."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp | ast.AugAssign)
        and isinstance(node.op, ast.Mult | ast.Div | ast.FloorDiv | ast.Pow)
        and not isinstance(getattr(node, "left", None), ast.Tuple | ast.List)
    ]


TELLING = [
    module
    for room in ("report", "subjects")
    for module in sorted((PACKAGE / room).rglob("*.py"))
    if module.relative_to(PACKAGE).as_posix() not in ROOM and _imports(module) & WORDING
]


@pytest.mark.parametrize("module", TELLING, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_who_says_figures_works_none_out(module: Path):
    assert _worked_out(ast.parse(module.read_text(encoding="utf-8"))) == []


def test_those_who_reckon_with_room_still_do():
    trees = [ast.parse((PACKAGE / one).read_text(encoding="utf-8")) for one in ROOM]
    assert all(map(_worked_out, trees))


SUBJECTS = sorted(folder for folder in (PACKAGE / "subjects").iterdir() if folder.is_dir()
                  and folder.name != "__pycache__")  # fmt: skip


@pytest.mark.parametrize("folder", SUBJECTS, ids=lambda f: f.name)
def test_a_subject_knows_those_others_that_its_package_names(folder: Path):
    told = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    known = {
        name.split(".")[2]
        for module in folder.glob("*.py")
        for name in _own(module)
        if name.startswith("csatreport.subjects.")
    }
    others = known & {other.name for other in SUBJECTS} - {folder.name}
    assert others == set(re.findall(r"`(\w+)`", told.partition("Knows ")[2]))


PAGE = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_page_tells_the_rooms_in_their_order():
    assert tuple(re.findall(r"^\| `(\w+)/`", PAGE, re.MULTILINE)) == ORDER


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", PAGE))))
def test_what_the_page_names_is_there(place: str):
    assert (PACKAGE / place).exists() or (PACKAGE.parent / place).exists()


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str):
    users = {m for m in MODULES if any(n.split(".")[0] == library for n in _imports(m))}
    assert users
    assert {_room(_name(m)) for m in users} <= DOORS[library]
    assert len(users) <= MOST_MODULES.get(library, 1), sorted(m.name for m in users)


def _types(module: Path) -> Iterator[str]:
    """Yield the classes and other types that a module names; what varies (`TypeVar`) is no type."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            yield ast.unparse(node.target)
        elif isinstance(node, ast.Assign) and "TypeVar" not in ast.unparse(node.value):
            yield from (name for name in map(ast.unparse, node.targets) if CAMEL.fullmatch(name))


def test_a_type_has_its_name_alone():
    homes: dict[str, list[str]] = {}
    for module in MODULES:
        for name in _types(module):
            homes.setdefault(name.lstrip("_"), []).append(_name(module))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_no_test_is_imported_by_another():
    borrowed = re.compile(r"^\s*(?:from|import) tests\.(?:\w+\.)*test_\w+", re.MULTILINE)
    files = Path(__file__).parent.rglob("*.py")
    assert [file for file in files if borrowed.search(file.read_text(encoding="utf-8"))] == []
