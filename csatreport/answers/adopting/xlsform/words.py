"""What an XLSForm is called by: its sheets and columns, languages, and the columns of our own.

An XLSForm may have columns that nobody but its maker knows; platforms keep them and pass over
them. What a questionnaire says of an item and an XLSForm has no word for stands in such columns,
so that reading the form again gives the questionnaire back. Format: xlsform.org.
"""

from csatreport.base.vocabulary import word_list, word_lists

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
LABEL, HINT, MESSAGE, SHORT, UNIT = "label", "hint", "constraint_message", "short", "unit"
"""Columns that there may be for each language: ``label::English (en)``; the last two are ours."""
NUMBER, ROLE, ABOUT, REVERSED, PERSONAL, RANKED = (
    "number", "role", "about", "reversed", "personal", "ranked",
)  # fmt: skip
"""Columns of the survey that are our own; ``ranked`` names the item whose rank a row asks for."""
POINTS, VALENCE = "points", "valence"
"""Columns of the choices that are our own."""
YES = "yes"
LANGUAGE_NAMES = {
    "zh-Hans": "简体中文 (zh-Hans)",
    "zh-Hant": "繁體中文 (zh-Hant)",
    "en": "English (en)",
}
INTRO = "intro"
"""The name of the note with which a form begins."""
SPOKEN = {
    name: language for language, names in word_lists("xlsform", "spoken").items() for name in names
}
"""What forms call the languages that there are, folded."""
METADATA = frozenset(word_list("xlsform", "metadata"))
"""Types of rows that ask nobody."""
