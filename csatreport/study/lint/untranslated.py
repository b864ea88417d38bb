"""Plain texts in a study of several languages: every reader sees them in the same one.

A text for people may be written once for all languages. That is right for a name and wrong for a
question. One warning for each questionnaire says on which lines such items stand.
"""

import re
from collections.abc import Iterator, Sequence

from csatreport.base.counted import clipped
from csatreport.base.errors import Issue, Severity, Source
from csatreport.base.label import Label
from csatreport.study.item import Item
from csatreport.study.model import Questionnaire

UNTRANSLATED = "L314"

_HAN = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")


def check_translated(questionnaire: Questionnaire, languages: Sequence[str]) -> Iterator[Issue]:
    """Yield a warning if items of the edition in force are worded in one language only.

    Args:
        questionnaire: what to look at.
        languages: those of the study.
    """
    if len(languages) < 2:
        return
    plain = [item for item in questionnaire.newest.items if _is_plain(item, languages)]
    if not plain:
        return
    first = plain[0]
    lines = [str(item.source.line or item.id) for item in plain]
    place = Source(file=first.source.file, line=first.source.line)
    facts: dict[str, object] = {
        "count": len(plain),
        "lines": clipped(lines),
        "languages": ", ".join(languages),
    }
    yield Issue(code=UNTRANSLATED, source=place, severity=Severity.WARNING, facts=facts)


def _is_plain(item: Item, languages: Sequence[str]) -> bool:
    labels = (item.text, item.label, *(option.label for option in item.options))
    return any(_needs_translation(label, languages) for label in labels)


def _needs_translation(label: Label, languages: Sequence[str]) -> bool:
    """Tell whether one text stands for all languages, and some of them would say it otherwise."""
    texts = {label[language] for language in languages}
    if len(label.texts) < 2 or len(texts) > 1:
        return False  # A language that lacks is told where the text is read.
    (text,) = texts
    if _HAN.search(text):
        return "en" in languages
    return bool(_WORDS.search(text)) and any(one != "en" for one in languages)
