"""All answers to a questionnaire: every file below its folder, coded by the edition it was for."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from csatreport.answers.archives import unpacked
from csatreport.answers.digests import combine, kept_cells
from csatreport.answers.folder import DATA, check_files, find_files
from csatreport.answers.intake import account
from csatreport.answers.join import Joined, join_parts
from csatreport.answers.layout.layout import AnswerFile, Setting
from csatreport.answers.model import Responses
from csatreport.answers.packing import pack_part, unpack_part
from csatreport.answers.parts import FilePart, read_part
from csatreport.answers.replaced import (
    ask_about_growing,
    check_replaced,
    find_replaced,
    without_errors,
)
from csatreport.answers.spool import Spool
from csatreport.base.digest import digest_bytes, digest_of
from csatreport.base.errors import Issue
from csatreport.base.files.hand import in_hand
from csatreport.base.identity import code, libraries
from csatreport.base.store import Store
from csatreport.base.work.workers import Alone, Executor, Job
from csatreport.study.mapping import Mapping
from csatreport.study.model import Questionnaire, Study
from csatreport.study.periods import Period
from csatreport.tables.read import WORKBOOKS, sheets_of

NO_ANSWERS = "A448"

_WORTH_HELP = 4_000_000
"""From so many bytes on, files are read by several; a worker takes a moment to start."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """With what files are read: who reads them, and where what was read is kept, if anywhere."""

    executor: Executor = field(default_factory=Alone)
    store: Store | None = None


def read_responses(
    study: Study,
    questionnaire: Questionnaire,
    mappings: Iterable[Mapping],
    folder: Path,
    means: Means | None = None,
) -> Responses:
    """Read every table below ``data/<questionnaire>/``, in archives too.

    Files are read in the order of their paths. Nothing in them raises: what cannot be used is
    refused and stands in the intake, and ``read == kept + refused`` for every file. There is one
    wave for each edition that has answers, and none at all without answers.

    Args:
        study: the study.
        questionnaire: one of its questionnaires.
        mappings: translations of headers and values; those of other questionnaires pass by.
        folder: the study's folder, which holds ``data/``.
        means: with what to read; by itself, and nothing is kept.
    """
    setting = Setting.of(study, questionnaire, mappings)
    with unpacked(find_files(questionnaire, folder)) as found:
        files = _by_sheets(found.files, (means or Means()).store)
        setting = replace(setting, several=len(files) > 1)
        parts = _read_all(setting, files, means or Means())
    replaced = find_replaced(setting, files)
    joined = join_parts(questionnaire, parts, replaced)
    about_folder = [*check_files(questionnaire, folder), *found.issues]
    about_folder += check_replaced(setting, files)
    about_folder += ask_about_growing(setting, files, parts, replaced)
    if not any(joined.kept):
        about_folder.append(Issue.warning(NO_ANSWERS, f"{DATA}/{questionnaire.id}"))
    return Responses(
        questionnaire=questionnaire,
        periods=joined.periods,
        waves=joined.waves,
        intake=account(without_errors(parts, replaced), joined, about_folder, questionnaire),
        digests=_digests(questionnaire, parts, joined),
    )


def _by_sheets(files: Iterable[AnswerFile], store: Store | None) -> tuple[AnswerFile, ...]:
    """Return the files, a workbook once for each of its sheets that have the same headers."""
    found: list[AnswerFile] = []
    for file in files:
        sheets = _sheets(file, store) if file.path.suffix.casefold() in WORKBOOKS else ()
        if len(sheets) < 2:
            found.append(file)
        else:
            found += (replace(file, name=f"{file.name} [{one}]", sheet=one) for one in sheets)
    return tuple(found)


def _sheets(file: AnswerFile, store: Store | None) -> tuple[str, ...]:
    if store is None:
        return sheets_of(file.path)
    key = _key(digest_of("sheets", code(), libraries()), file)
    kept = store.get(key)
    if kept is None:
        kept = json.dumps(sheets_of(file.path)).encode()
        store.put(key, kept)
    return tuple(json.loads(kept))


def _read_all(setting: Setting, files: Sequence[AnswerFile], means: Means) -> list[FilePart]:
    """Return what each file contributes, in order; one that has not changed is not read again."""
    spool = Spool()
    asked = replace(setting.questionnaire, handed_out=(), registered=())
    told = (asked, setting.clock, setting.mappings, setting.several)
    key = digest_of("part", code(), libraries(), *told)
    keys = {file: _key(key, file) for file in files} if means.store is not None else {}
    found: dict[AnswerFile, FilePart] = {}
    for file in files:
        packed = means.store.get(keys[file]) if means.store is not None else None
        if packed is not None:
            found[file] = unpack_part(packed, spool.add(packed))
    missing = [file for file in files if file not in found]
    heavy = sum(map(_size, missing)) >= _WORTH_HELP
    # Whoever helps may be another machine, where nothing is unpacked.
    executor = means.executor if heavy and not any(one.archive for one in missing) else Alone()
    for file, packed in executor.each(Job(read_packed, setting), missing):
        # A file that changed between the two looks at it is read again the next time.
        if means.store is not None and _key(key, file) == keys[file]:
            means.store.put(keys[file], packed)
        found[file] = unpack_part(packed, spool.add(packed))
    return [found[file] for file in files]


def read_packed(setting: Setting, file: AnswerFile) -> bytes:
    """Read one file, and return what it contributes as bytes, which travel well."""
    with in_hand(file.name):
        return pack_part(read_part(setting, file))


def _size(file: AnswerFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _key(setting: str, file: AnswerFile) -> str:
    try:
        return digest_of(setting, file.name, file.below, digest_bytes(file.path.read_bytes()))
    except OSError:
        # Reading it will say what is wrong.
        return digest_of(setting, file.name, "unreadable")


def _digests(
    questionnaire: Questionnaire, parts: Sequence[FilePart], joined: Joined
) -> dict[tuple[str, Period], str]:
    """Return the digest of the rows of each unit and base period, over all files."""
    refused: dict[str, list[int]] = {}
    for one in joined.duplicates:
        refused.setdefault(one.file, []).append(one.row)
    told: dict[tuple[str, Period], list[tuple[str, str]]] = {}
    for part in parts:
        for block in part.blocks:
            for (unit, period), digest in kept_cells(
                block.columns, block.cells, refused.get(part.name, ())
            ):
                cell = (questionnaire.units.all[unit].id, block.periods[period])
                told.setdefault(cell, []).append((part.name, digest))
    return {cell: combine(digests) for cell, digests in told.items()}
