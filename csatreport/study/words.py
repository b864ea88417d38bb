"""Labels that the program supplies where the configuration gives none, in every language."""

from functools import cache

from csatreport.base.label import LANGUAGES, Label
from csatreport.base.words import say


@cache
def standard_label(name: str) -> Label:
    """Return a standard label, such as ``yes`` or ``headline``, from the catalogue."""
    return Label(tuple((language, say(language, f"study.{name}")) for language in LANGUAGES))


def numbered_label(number: str, words: Label | None) -> Label:
    """Return the label of one number of a rating, with its words where it has any."""
    if words is None:
        return Label.of(number)
    said = {
        language: say(language, "study.rating_end", number=number, words=words[language])
        for language in LANGUAGES
    }
    return Label.of(said)
