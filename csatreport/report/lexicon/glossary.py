"""The glossary: every term once, in a sentence anybody understands, without formulas."""

from collections.abc import Iterable
from typing import Any

from csatreport.base.words import say
from csatreport.report.lexicon.terms import term, terms_of
from csatreport.report.model import Definition, Definitions
from csatreport.report.subject import Subject


def compose_glossary(language: str, subjects: Iterable[Subject[Any]]) -> Definitions:
    """Make the glossary in a language, in the order in which a reader meets the terms."""
    return Definitions(
        entries=tuple(
            Definition(
                id=name,
                term=term(name, language, whose),
                text=say(language, f"{whose}.glossary.{name}"),
            )
            for name, whose in {one.id: whose for one, whose in terms_of(subjects)}.items()
        )
    )
