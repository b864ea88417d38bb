"""Forms for a screen: one file for a browser, and what is kept of it until answers come back."""

from pathlib import Path

from csatreport.base.files.atomic import write_whole
from csatreport.making.tools.forms import FORMS, PrintOrder, asked_form, check_period
from csatreport.paper.screen.form import screen_form
from csatreport.paper.screen.keep import keep_screen_form
from csatreport.subjects.study import read_sound_study


def make_screen_form(order: PrintOrder) -> Path:
    """Write a form for a screen.

    Raises:
        StudyError: the configuration has errors, a name is not known (B601), the period is none of
            the questionnaire (F923); exit code 2.
    """
    asked = asked_form(order)
    check_period(order, asked.questionnaire)
    languages = read_sound_study(order.study).languages
    form = screen_form(asked, languages, order.unit, order.period)
    keep_screen_form(form.kept, order.study)
    file = order.out or order.study / "build" / FORMS / f"{form.kept.name}.html"
    write_whole(file, form.html.encode())
    return file
