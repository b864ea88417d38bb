"""A new study: four folders that build at once, with a small sample, or with nothing in them.

The sample is the product's own ``config/`` and ``data/``. Nothing is ever written over: a folder
that holds anybody's own work is refused, and a folder where an earlier start was cut short is
completed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from csatreport.base.errors import StudyError
from csatreport.base.files.atomic import write_new
from csatreport.base.label import LANGUAGES
from csatreport.base.resources import shipped
from csatreport.base.words import say

FOLDERS = ("config", "templates", "data", "build")

_BY_QUESTIONNAIRE = frozenset({"config/questionnaires", "config/units", "config/mappings"})
"""Folders of the sample whose files are named after the questionnaire they belong to."""

_REGISTERS = "registers"
"""The folders of registers, whose files are named after their questionnaire up to a hyphen."""

_SMALL, _SMALL_FILES, _SMALL_LANGUAGES = "supplier", 6, "[zh-Hans, en]"
"""The survey of a small sample, which has few units; how many of its files; its languages."""

_TOGETHER = {"gaps": ("managers", "frontline")}
"""Models of the library that take results of others, which come with them."""

_EMPTY = """\
# 名称和语言；问卷放进 config/questionnaires/，答卷放进 data/<问卷 id>/。
# Name and languages; questionnaires go into config/questionnaires/, answers into data/<its id>/.
name: {zh-Hans: 我的公司, en: My company}
languages: [zh-Hans, en]
"""

_CORRECTED = "-corrected"
"""How the names of further editions of the sample end: they need the first edition."""

_LANGUAGES_LINE = re.compile(r"^languages: *\[[^\]]*\]", re.MULTILINE)
_ASKED_LINE = re.compile(r"^questionnaire: *[a-z0-9-]+", re.MULTILINE)
_ORDER_LINE = re.compile(r"^questionnaires: *\[([^\]]*)\]", re.MULTILINE)
"""The line of ``config/study.yaml`` that puts the questionnaires into an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a start did: files it wrote and files that were there already."""

    written: tuple[str, ...]
    present: tuple[str, ...]


def start_study(
    folder: Path,
    questionnaires: tuple[str, ...] = (),
    models: tuple[str, ...] = (),
    *,
    small: bool = False,
    empty: bool = False,
) -> Started:
    """Make a study in a folder, with all sample questionnaires or only some.

    Args:
        folder: where to.
        small: take half a year of one questionnaire in two languages, which builds in seconds.
        empty: take nothing of the sample but what is named.
        questionnaires: ids of the sample; without any all of them, or none where there are models.
        models: names of questionnaires and registers in ``config/library/``, which come without
            answers and entries. A register belongs to the first questionnaire; those in a folder
            of a questionnaire's name come with it.

    Raises:
        StudyError: D850 the folder holds something else; D851 no such sample questionnaire;
            D852 a register without a questionnaire; D802 the installation is incomplete.
    """
    wanted = (_SMALL,) if small else questionnaires
    content = dict(_content(wanted, models, empty=empty))
    if small:
        content = _small(content)
    _check_folder(folder, content)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    missing = tuple(path for path in content if not (folder / path).exists())
    for path in missing:
        write_new(folder / path, content[path])
    present = tuple(path for path in content if path not in missing)
    return Started(written=missing, present=present)


def sample_questionnaires() -> tuple[str, ...]:
    """Return the ids of the questionnaires in the sample."""
    files = (_sample("config") / "questionnaires").glob("*.yaml")
    return tuple(sorted(file.stem for file in files))


def library() -> tuple[str, ...]:
    """Return the names of the models that ship ready, without the corrected editions."""
    files = (_sample("config") / "library").glob("*.yaml")
    return tuple(sorted(file.stem for file in files if not file.stem.endswith(_CORRECTED)))


def registers() -> tuple[str, ...]:
    """Return the names of the registers that ship ready, in folders of the library."""
    return tuple(sorted(file.stem for file in (_sample("config") / "library").glob("*/*.yaml")))


def _sample(name: str) -> Path:
    try:
        return shipped(name)
    except FileNotFoundError as error:
        raise StudyError.at("D802", name, folder=name) from error


def _small(content: dict[str, bytes]) -> dict[str, bytes]:
    """Keep the newest files of answers, and two languages."""
    answers = sorted(path for path in content if path.startswith(f"data/{_SMALL}/"))
    settings = content["config/study.yaml"].decode("utf-8")
    told = _LANGUAGES_LINE.sub(f"languages: {_SMALL_LANGUAGES}", settings).encode("utf-8")
    kept = {path: text for path, text in content.items() if path not in answers[:-_SMALL_FILES]}
    return {**kept, "config/study.yaml": told}


def _content(
    questionnaires: tuple[str, ...], models: tuple[str, ...], *, empty: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the new study: its path with forward slashes, and its bytes."""
    known = sample_questionnaires()
    _check_known(questionnaires, known)
    _check_known(models, (*library(), *registers()))
    kept = tuple(name for name in models if name in registers())
    asked = (name for name in models if name not in kept)
    models = tuple(dict.fromkeys(one for name in asked for one in (name, *_TOGETHER.get(name, ()))))
    wanted = questionnaires or (() if models or kept or empty else known)
    if empty:
        yield "config/study.yaml", _EMPTY.encode("utf-8")
    for name in ("config", "data") if not empty or wanted else ():
        for path, file in _sample_files(name):
            if _belongs(PurePosixPath(path), wanted):
                content = file.read_bytes()
                study = path == "config/study.yaml"
                yield path, _keep_in_order(content, (*wanted, *models)) if study else content
    for name in models:
        home = _sample("config") / "library"
        yield f"config/questionnaires/{name}.yaml", (home / f"{name}.yaml").read_bytes()
        if (units := home / f"{name}-units.csv").exists():
            yield f"config/units/{name}.csv", units.read_bytes()
        for register in sorted((home / name).glob("*.yaml")):
            yield from _register(register.stem, (name,))
    for name in kept:
        yield from _register(name, (*models, *wanted))
    yield "templates/README.txt", _templates_note()


def _register(name: str, asked: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield a register of the library for the first questionnaire, and its file without entries."""
    if not asked:
        raise StudyError.at("D852", "config", name=name)
    (file,) = (_sample("config") / "library").glob(f"*/{name}.yaml")
    told = _ASKED_LINE.sub(f"questionnaire: {asked[0]}", file.read_text("utf-8"), count=1)
    yield f"config/registers/{asked[0]}-{name}.yaml", told.encode("utf-8")
    if file.with_suffix(".csv").exists():
        yield f"data/registers/{asked[0]}-{name}.csv", file.with_suffix(".csv").read_bytes()


def _check_known(asked: tuple[str, ...], known: tuple[str, ...]) -> None:
    for name in asked:
        if name not in known:
            raise StudyError.at("D851", "config", name=name, known=", ".join(known))


def _sample_files(name: str) -> Iterator[tuple[str, Path]]:
    root = _sample(name)
    for file in sorted(root.rglob("*")):
        path = PurePosixPath(name, file.relative_to(root).as_posix())
        if file.is_file() and not any(part.startswith(".") for part in path.parts):
            yield str(path), file


def _belongs(path: PurePosixPath, wanted: tuple[str, ...]) -> bool:
    """Tell whether a sample file is needed for the wanted questionnaires."""
    if _REGISTERS in path.parts:
        return path.stem.partition("-")[0] in wanted
    if path.parts[0] == "data":
        return path.parts[1] in wanted
    return str(path.parent) not in _BY_QUESTIONNAIRE or path.stem in wanted


def _keep_in_order(study: bytes, wanted: tuple[str, ...]) -> bytes:
    """Name only the wanted questionnaires in the line that orders them."""

    def kept(line: re.Match[str]) -> str:
        names = [name.strip() for name in line[1].split(",")]
        ordered = [name for name in names if name in wanted]
        ordered += [name for name in wanted if name not in names]
        return f"questionnaires: [{', '.join(ordered)}]"

    return _ORDER_LINE.sub(kept, study.decode("utf-8")).encode("utf-8")


def _templates_note() -> bytes:
    return "\n\n".join(say(language, "init.templates") for language in LANGUAGES).encode() + b"\n"


def _check_folder(folder: Path, content: dict[str, bytes]) -> None:
    """Refuse a folder with anybody's own work in it: only files we would write may be there."""
    if not folder.exists():
        return
    foreign = next(_foreign(folder, content), None)
    if foreign is not None:
        raise StudyError.at("D850", str(folder), first=foreign)


def _foreign(folder: Path, content: dict[str, bytes]) -> Iterator[str]:
    if not folder.is_dir():
        yield folder.name
        return
    for entry in sorted(folder.iterdir()):
        if entry.name not in FOLDERS and not entry.name.startswith("."):
            yield entry.name
    for name in ("config", "data"):
        for file in sorted((folder / name).rglob("*")):
            path = file.relative_to(folder).as_posix()
            if file.is_file() and not _is_ours(file, content.get(path)):
                yield path


def _is_ours(file: Path, content: bytes | None) -> bool:
    return file.name.startswith(".") or file.read_bytes() == content
