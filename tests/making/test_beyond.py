"""A study's own template that prints beyond the margins is told at the end of a build."""

from pathlib import Path

from csatreport.base.errors import Severity
from csatreport.making.request import PdfMode
from tests.making.study import build_study, copy_study

ROOT = Path(__file__).parents[2]


def test_a_template_that_prints_beyond_the_margins_is_told_and_not_cut_in_silence(tmp_path: Path):
    shop = copy_study("corner-shop", tmp_path)
    page = (ROOT / "templates/print.html.j2").read_text("utf-8")
    wide = "<p style='white-space:nowrap'>" + "Our own line of the house. " * 12 + "</p></body>"
    (shop / "templates").mkdir()
    (shop / "templates/print.html.j2").write_text(page.replace("</body>", wide), "utf-8")
    asked = {"pdf": PdfMode.ALL, "languages": ("en",), "periods": ("2026-03",), "units": ("all",)}
    outcome = build_study(shop, **asked)
    [told] = outcome.pressed
    assert (told.code, told.severity) == ("R505", Severity.WARNING)
    assert told.source.file == "en/shop/2026-03/report.pdf"
    assert str(told.facts["words"]).startswith("Our own line of the house.")
    again = build_study(shop, **asked)
    assert not again.printed
    assert again.pressed == outcome.pressed
    (shop / "templates/print.html.j2").unlink()
    assert build_study(shop, **asked).pressed == ()
