"""A file of answers that nobody has seen before into a study: looked at, asked about, adopted.

Nothing is written before a person has said yes, and nothing is ever written over: the mapping is a
new file in ``config/mappings/``, and a file from elsewhere is copied into the questionnaire's
folder. Where a mapping holds for the file already, only the copy is made; what the mapping records
of the file's shape is renewed where that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from csatreport.answers.adopting.mapping_text import FileAnswers, pattern_of, without_record
from csatreport.answers.adopting.platform_guess import guess_platform
from csatreport.answers.adopting.proposal import NewFile, Proposal, propose
from csatreport.answers.adopting.questions import AskedAbout, FileQuestion, OfferedAnswer
from csatreport.answers.archives import unpacked
from csatreport.answers.folder import DATA, find_files
from csatreport.answers.layout.heads import find_heads
from csatreport.answers.layout.layout import AnswerFile, Setting, choose_mapping
from csatreport.base.errors import ExitCode, Issue, StudyError, errors_among, stop_at
from csatreport.base.files.atomic import write_new, write_whole
from csatreport.study.mapping import Mapping, read_mappings
from csatreport.study.model import Questionnaire, Study
from csatreport.study.path_pattern import fits
from csatreport.study.reading.study import MAPPINGS, STUDY_FILE
from csatreport.study.yaml.file import parse_yaml
from csatreport.study.yaml.written import WrittenMap, choices
from csatreport.subjects.study import read_sound_study
from csatreport.tables.archive import ARCHIVES
from csatreport.tables.read import READABLE, read_table, sheets_of
from csatreport.tables.table import ReadTable

MUST_BE_ASKED = "A500"
NAME_TAKEN = "A501"
NOT_READ = "A504"
NO_QUESTIONNAIRE = "A505"
NO_YAML_LINE = "A506"


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """A file that is looked at: the study, the file as it was read, and its name in messages."""

    folder: Path
    study: Study
    mappings: tuple[Mapping, ...]
    source: Path
    tables: tuple[ReadTable, ...]
    within: tuple[AnswerFile, ...]
    """Where each table stands: the file, a sheet of it, or a file in the archive that it is."""
    files: str = ""
    """The pattern of the files that the mapping holds for; "" for one made of the file's name."""
    renew: bool = False
    """Whether the shape that the file has now is taken over by the mapping that holds for it."""

    @classmethod
    def open(cls, folder: Path, source: Path, files: str = "", *, renew: bool = False) -> Adoption:
        """Read the study and the file.

        Raises:
            StudyError: the configuration has errors, the file is no table that is read (A504), or
                what is wrong with it; exit code 2 or 3.
        """
        study = read_sound_study(folder)
        mappings, issues = read_mappings(folder, study)
        stop_at(errors_among(issues))
        endings = (*READABLE, *ARCHIVES)
        if source.suffix.casefold() not in endings:
            raise StudyError.at(NOT_READ, source.name, endings=", ".join(endings))
        whole = AnswerFile(path=source, below=source.name, name=source.name)
        with unpacked((whole,)) as inside:
            stop_at(errors_among(inside.issues), ExitCode.UNREADABLE)
            within = tuple(chain(*map(_sheets_within, inside.files)))
            tables = tuple(read_table(one.path, one.name, one.sheet or None) for one in within)
        stop_at(errors_among(chain(*(one.issues for one in tables))), ExitCode.UNREADABLE)
        return cls(
            folder=folder, study=study, mappings=mappings, source=source, tables=tables,
            within=within, files=files, renew=renew,
        )  # fmt: skip

    def propose(self, said: FileAnswers) -> Proposal:
        """Return how the file would be read after what was said of it.

        Raises:
            StudyError: the study has no such questionnaire (A505), or another file lies where this
                one would (A501).
        """
        found = self._questionnaire(said)
        if isinstance(found, FileQuestion):
            platform = guess_platform(self.tables[0].headers)
            return Proposal(questionnaire="", platform=platform, questions=(found,))
        return propose(self._new(found), said)

    def settle(self, proposal: Proposal, said: FileAnswers) -> tuple[str, ...]:
        """Write the mapping and copy the file; return what was written, relative to the study.

        Raises:
            StudyError: something must be asked first (A500), or an error of the file; exit 2 or 3.
            OSError: something could not be written.
        """
        stop_at(
            Issue.at(MUST_BE_ASKED, self.source.name, key=one.key, known=offered_answers(one))
            for one in proposal.open
        )
        stop_at(errors_among(proposal.issues), ExitCode.UNREADABLE)
        new = self._new(self.study.by_id[proposal.questionnaire])
        return tuple(self._write(new, proposal, said))

    def _write(self, new: NewFile, proposal: Proposal, said: FileAnswers) -> Iterator[str]:
        if (zone := said.answers.get(AskedAbout.TIMEZONE)) and not self.study.timezone:
            _name_zone(self.folder, zone)
            yield STUDY_FILE
        # The mapping first: answers must not lie there without it, should writing them fail.
        if proposal.mapping and new.standing is not None:
            mapping = new.standing.source.file
            write_whole(self.folder / mapping, proposal.mapping.encode())
            yield mapping
        elif proposal.mapping:
            mapping = self._free_name(proposal)
            write_new(self.folder / mapping, proposal.mapping.encode())
            yield mapping
        below = new.files[0].archive or new.files[0].below
        name = f"{DATA}/{new.questionnaire.id}/{below}"
        if not (self.folder / name).exists():
            write_new(self.folder / name, self.source.read_bytes())
            yield name

    def _free_name(self, proposal: Proposal) -> str:
        stem = f"{MAPPINGS}/{proposal.questionnaire}-{proposal.platform.platform}"
        names = (f"{stem}{end}.yaml" for end in ("", *(f"-{n}" for n in range(2, 1_000))))
        return next(name for name in names if not (self.folder / name).exists())

    def _questionnaire(self, said: FileAnswers) -> Questionnaire | FileQuestion:
        """Return whose answers these are: said, by the folder, the only one, or by the headers."""
        known = self.study.by_id
        if name := said.answers.get(AskedAbout.QUESTIONNAIRE):
            if name not in known:
                facts = choices(name, tuple(known))
                raise StudyError.at(NO_QUESTIONNAIRE, self.source.name, id=name, **facts)
            return known[name]
        inside = [one for one in known.values() if self._below(one) is not None]
        items = {one.id: self._fit(one) for one in known.values()}
        best = [known[name] for name, count in items.items() if count]
        if len(told := inside or list(known.values())) == 1 or len(told := best) == 1:
            return told[0]
        offered = sorted(items, key=lambda name: -items[name])
        return FileQuestion(
            key=AskedAbout.QUESTIONNAIRE,
            about=AskedAbout.QUESTIONNAIRE,
            offered=tuple(
                OfferedAnswer(answer=name, word="items", facts={"count": items[name]})
                for name in offered
            ),
        )

    def _fit(self, questionnaire: Questionnaire) -> int:
        """Return how many items of a questionnaire have a column."""
        setting = Setting.of(self.study, questionnaire, ())
        _, layout = find_heads(self.tables[0], setting, None)
        return max(
            sum(bool(columns.places(item.id)) for item in names.edition.items)
            for names, columns in zip(setting.names, layout.editions, strict=True)
        )

    def _below(self, questionnaire: Questionnaire) -> str | None:
        """Return the file's path below a questionnaire's folder; None where it lies elsewhere."""
        home = (self.folder / DATA / questionnaire.id).resolve()
        place = self.source.resolve()
        return place.relative_to(home).as_posix() if place.is_relative_to(home) else None

    def _new(self, questionnaire: Questionnaire) -> NewFile:
        below = self._below(questionnaire) or self.source.name
        name = f"{DATA}/{questionnaire.id}/{below}"
        there = self.folder / name
        if there.exists() and there.read_bytes() != self.source.read_bytes():
            raise StudyError.at(NAME_TAKEN, self.source.name, name=name)
        file = AnswerFile(path=self.source, below=below, name=name)
        setting = Setting.of(self.study, questionnaire, self.mappings)
        standing, _ = choose_mapping(setting, file)
        return NewFile(
            study=self.study,
            questionnaire=questionnaire,
            files=tuple(
                replace(
                    one,
                    below=one.below.replace(self.source.name, below, 1),
                    name=one.name.replace(self.source.name, name, 1),
                    archive=below if one.archive else "",
                )
                for one in self.within
            ),
            tables=self.tables,
            pattern=self.files or self._pattern(setting, file),
            standing=standing,
            renewed=self._without_record(standing) if self.renew and standing else "",
        )

    def _without_record(self, standing: Mapping) -> str:
        text = (self.folder / standing.source.file).read_text(encoding="utf-8-sig")
        return without_record(text)

    def _pattern(self, setting: Setting, file: AnswerFile) -> str:
        """Return a pattern for other months' files too, unless one there has other columns."""
        pattern = pattern_of(file.below)
        others = find_files(setting.questionnaire, self.folder)
        beside = (one for one in others if one.below != file.below and fits(pattern, one.below))
        with unpacked(beside) as there:
            found = (read_table(one.path, one.name).headers for one in there.files)
            alike = all(headers == self.tables[0].headers for headers in found)
        return pattern if alike else file.below


def _sheets_within(file: AnswerFile) -> Iterator[AnswerFile]:
    """Yield a file, or each sheet of a workbook whose sheets are read each for itself."""
    sheets = sheets_of(file.path)
    if len(sheets) < 2:
        yield file
    else:
        for sheet in sheets:
            yield replace(file, name=f"{file.name} [{sheet}]", sheet=sheet)


def offered_answers(question: FileQuestion) -> str:
    """Return the answers to choose from, in one line."""
    return ", ".join(one.answer for one in question.offered)


def _name_zone(folder: Path, zone: str) -> None:
    """Add the time zone to the study's settings, as a line of its own at their end."""
    path = folder / STUDY_FILE
    text = f"{path.read_text(encoding='utf-8-sig').rstrip()}\ntimezone: {zone}\n"
    root = parse_yaml(text.encode(), STUDY_FILE).root
    if not isinstance(root, WrittenMap) or "timezone" not in {
        name.text for name, _ in root.entries
    }:
        raise StudyError.at(NO_YAML_LINE, STUDY_FILE, line=f"timezone: {zone}")
    write_whole(path, text.encode())
