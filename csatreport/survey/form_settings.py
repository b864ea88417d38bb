"""Reads what a blank paper form says besides the questions."""

from __future__ import annotations

from csatreport.label import Label
from csatreport.survey.block import Fields
from csatreport.survey.policy import Printing


def read_printing(fields: Fields, title: Label, intro: Label) -> Printing:
    """Return what forms say; without ``form:`` the title and the intro have to do."""
    block = fields.block("form")
    if block is None:
        return Printing(heading=title, thanks=intro)
    return Printing(
        heading=block.label("heading") or title,
        thanks=block.label("thanks") or intro,
        back=block.label("back") or Label(),
        address=block.label("address") or Label(),
        fax=block.text("fax") or "",
        email=block.text("email") or "",
        stamp=block.flag("stamp") or False,
        mark=block.text("mark") or "",
    )
