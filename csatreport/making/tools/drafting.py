"""A questionnaire drafted from a file of answers or an XLSForm, for a study that has none yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from csatreport.answers.adopting.draft import QuestionnaireDraft, draft_questionnaire
from csatreport.answers.adopting.mapping_text import FileAnswers
from csatreport.answers.adopting.xlsform.draft import draft_form
from csatreport.answers.adopting.xlsform.sheets import FormSheets, read_form_sheets
from csatreport.base.errors import ExitCode, Issue, StudyError, errors_among, stop_at
from csatreport.base.files.atomic import write_new
from csatreport.making.tools.adopting import MUST_BE_ASKED, NOT_READ, offered_answers
from csatreport.study.names import QUESTIONNAIRE_ID
from csatreport.study.reading.study import QUESTIONNAIRES, STUDY_FILE
from csatreport.tables.read import READABLE, read_table
from csatreport.tables.table import ReadTable

DRAFT_EXISTS = "A510"
NO_STUDY = "C150"
NO_ID = "C153"


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """A file from which a questionnaire is drafted."""

    folder: Path
    source: Path
    table: ReadTable
    id: str
    form: FormSheets | None = None
    """The sheets of an XLSForm, where it is one."""

    @classmethod
    def open(cls, folder: Path, source: Path, name: str) -> Drafting:
        """Read the file.

        Raises:
            StudyError: there is no study (C150), this is no id (C153) or one that has a file
                already (A510), or what is wrong with the file; exit code 2 or 3.
        """
        if not (folder / STUDY_FILE).is_file():
            raise StudyError.at(NO_STUDY, STUDY_FILE)
        if not re.fullmatch(QUESTIONNAIRE_ID.pattern, name):
            raise StudyError.at(NO_ID, source.name, value=name)
        for file in (f"{QUESTIONNAIRES}/{name}.yaml", f"config/units/{name}.csv"):
            if (folder / file).exists():
                raise StudyError.at(DRAFT_EXISTS, file)
        if source.suffix.casefold() not in READABLE:
            raise StudyError.at(NOT_READ, source.name, endings=", ".join(READABLE))
        table = read_table(source, source.name)
        stop_at(errors_among(table.issues), ExitCode.UNREADABLE)
        form = read_form_sheets(source)
        return cls(folder=folder, source=source, table=table, id=name, form=form)

    def propose(self, said: FileAnswers) -> QuestionnaireDraft:
        """Return the draft after what was said of it.

        Raises:
            StudyError: a form has what no questionnaire can say (A535); exit code 2.
        """
        if self.form is not None:
            draft = draft_form(self.form, self.id, self.source.stem, said.answers)
            stop_at(errors_among(draft.issues))
            return draft
        return draft_questionnaire(self.table, self.id, self.source.stem, said.answers)

    def settle(self, draft: QuestionnaireDraft) -> tuple[str, ...]:
        """Write the draft; return what was written, relative to the study.

        Raises:
            StudyError: something must be asked first (A500); exit code 2.
        """
        stop_at(
            Issue.at(MUST_BE_ASKED, self.source.name, key=one.key, known=offered_answers(one))
            for one in draft.questions
        )
        files = {f"{QUESTIONNAIRES}/{self.id}.yaml": draft.text.encode()}
        if draft.units is not None:
            files[f"config/units/{self.id}.csv"] = draft.units
        for name, content in files.items():
            write_new(self.folder / name, content)
        return tuple(files)
