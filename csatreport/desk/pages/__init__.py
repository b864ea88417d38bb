"""The pages of the desk, in the order of a month."""

from csatreport.desk.model import DeskPage
from csatreport.desk.pages import build, check, drop, forms, look, month, publish, settings

PAGES: tuple[DeskPage, ...] = (
    month.PAGE,
    drop.PAGE,
    check.PAGE,
    build.PAGE,
    look.PAGE,
    publish.PAGE,
    forms.PAGE,
    settings.PAGE,
)
