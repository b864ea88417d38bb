"""From which platform a file comes, as far as that says how its cells are to be read."""

from collections.abc import Iterable

from csatreport.base.vocabulary import word_list, word_lists
from csatreport.tables.fold import fold

GOOGLE = word_lists("platforms", "signs")["google"]
"""What Google Forms calls the moment of sending, in one language or another."""
MICROSOFT = (("start time", "completion time"), ("开始时间", "完成时间"), ("開始時間", "完成時間"))
"""What Microsoft Forms calls the moments of beginning and sending; its number of a form is "id"."""

REDCAP = frozenset(word_list("platforms", "redcap"))
"""Headers that only REDCap writes; its moment of sending is called after the form."""
QUALTRICS_NAMES = frozenset(word_list("platforms", "qualtrics_names"))
"""What Qualtrics calls its own columns, whatever the language of the wordings below them."""
QUALTRICS = frozenset(word_list("platforms", "qualtrics"))
"""Headers beside which Qualtrics tells in numbers what kind of response it is."""


def puts_own_words(headers: Iterable[str]) -> bool:
    """Tell whether own words stand in place of "other": in the forms of Google and Microsoft."""
    names = {fold(header) for header in headers}
    return not names.isdisjoint(GOOGLE) or any({"id", *times} <= names for times in MICROSOFT)
