"""Characters in words of respondents that no font has, each named by file and row."""

from collections.abc import Iterator

import numpy as np

from csatreport.answers.model import Responses, Wave
from csatreport.base.errors import Issue, Source
from csatreport.base.print.glyphs import code_point, unusual, without_glyph


def check_characters(responses: Responses) -> tuple[Issue, ...]:
    """Return a warning (A499) for each character that no installed font has, where it first stands.

    Of an anonymous questionnaire the file is named and not the row.
    """
    issues: list[Issue] = []
    seen: set[str] = set()
    pieces = (piece for wave in responses.waves for piece in wave.by_file())
    for piece in pieces:
        for column in _worded(piece):
            texts = [str(text) for text in column.tolist()]
            missing = without_glyph(unusual("".join(texts))) - seen
            seen |= missing
            for character in sorted(missing):
                place = next(n for n, text in enumerate(texts) if character in text)
                issues.append(_issue(responses, piece, place, character))
    return tuple(issues)


def _worded(wave: Wave) -> Iterator[np.ndarray]:
    """Yield the columns that hold words."""
    for name in wave.names:
        if name != "_id" and (column := wave.column(name)).dtype == object:
            yield column


def _issue(responses: Responses, wave: Wave, place: int, character: str) -> Issue:
    file = responses.intake.files[int(wave.column("_file")[place])].file
    anonymous = responses.questionnaire.anonymity is not None
    row = None if anonymous else int(wave.column("_row")[place])
    return Issue.warning(
        "A499", Source(file=file, row=row), character=character, point=code_point(character)
    )
