"""What is kept of a form for a screen, so that its answers are known when they come back.

One JSON file for each form beside the geometries of printed ones, named by the form: its
questionnaire and edition, what may be ticked, and the unit and period it was made for. Its name
ends in characters that change with anything on the page; a digest tells whether the file is still
what was written.
"""

import json
from dataclasses import asdict
from pathlib import Path

from csatreport.base.files.atomic import write_whole
from csatreport.base.files.folders import listing
from csatreport.paper.keep import FOLDER, changed_since, data_digest
from csatreport.paper.returns.returned import ReturnedForm

_ENDING = ".screen.json"
_DIGEST = "sha256"
_VERSION = 1


def keep_screen_form(form: ReturnedForm, study: Path) -> Path:
    """Write down what is kept of a form; the same form again changes nothing."""
    file = study / FOLDER / f"{form.name}{_ENDING}"
    data = _as_data(form)
    text = json.dumps(data | {_DIGEST: data_digest(data)}, ensure_ascii=False, indent=1)
    write_whole(file, f"{text}\n".encode())
    return file


def kept_screen_form(study: Path, name: str) -> ReturnedForm | None:
    """Return what was kept of a form; None where nothing was.

    Raises:
        StudyError: F935, its file no longer is what was written (2).
    """
    # The name comes from a stranger's file: it chooses among files and makes no path.
    files = {file.name: file for file in listing(study / FOLDER)}
    file = files.get(f"{name}{_ENDING}")
    if file is None:
        return None
    try:
        data = json.loads(file.read_bytes())
        sound = data.pop(_DIGEST) == data_digest(data) and data.pop("version") == _VERSION
        codes = {item: frozenset(known) for item, known in data.pop("codes").items()}
        form = ReturnedForm(codes=codes, worded=frozenset(data.pop("worded")), **data)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
        raise changed_since(file) from fault
    if not sound or form.name != name:
        raise changed_since(file)
    return form


def _as_data(form: ReturnedForm) -> dict[str, object]:
    codes = {item: sorted(known) for item, known in sorted(form.codes.items())}
    told = {"codes": codes, "worded": sorted(form.worded)}
    return {"version": _VERSION} | asdict(form) | told
