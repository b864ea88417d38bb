"""What of a report is printed: whole, in short, or in the annex; and what long tables lose."""

from dataclasses import replace

from csatreport.report.figures import Compare, HeatLine, HeatTable, HeatValue
from csatreport.report.inline import Link
from csatreport.report.model import Chapter, Paragraph, Quotes, Report, ReportPage, Table
from csatreport.report.printed import annex, is_sheet, on_screen, printed
from tests.site.build import STORES, change_table, company_report, mark, unit_report

_PAGES = {
    "who": ReportPage.DETAIL, "voices": ReportPage.VOICES, "quality": ReportPage.QUALITY,
    "method": ReportPage.PAPER,
}  # fmt: skip


def _report(stores: tuple = STORES) -> Report:
    report = company_report("en", stores)
    return replace(
        report,
        chapters=tuple(
            replace(one, page=_PAGES.get(one.id, ReportPage.FRONT)) for one in report.chapters
        ),
    )


def _chapter(report: Report, name: str) -> Chapter:
    return next(one for one in printed(report) if one.id == name)


def _only(block: object) -> Report:
    report = _report()
    front, *_ = report.chapters
    return replace(report, chapters=(front, Chapter(id="x", topic="", heading="", blocks=(block,))))  # type: ignore[arg-type]


def test_what_a_director_reads_first_is_printed_whole():
    report = _report()
    whole = [one for one in report.chapters if one.page is ReportPage.FRONT and not one.screen_only]
    assert [one for one in printed(report) if one.page is ReportPage.FRONT] == whole


def test_what_is_a_click_away_is_printed_in_short_and_says_where_the_rest_is():
    voices = _chapter(_report(), "voices")
    [table] = voices.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 6
    assert table.note == "6 of 20 rows; all stand on the screen."
    note = _chapter(_report(), "who").blocks[0]
    assert isinstance(note, Paragraph)
    assert note.note
    assert "voices.pdf" in note.text


def test_the_method_is_printed_as_what_is_said_of_it():
    report = _report()
    lead = Paragraph(text="How figures are made.")
    chapters = tuple(
        replace(one, blocks=(lead, *one.blocks)) if one.id == "method" else one
        for one in report.chapters
    )
    assert _chapter(replace(report, chapters=chapters), "method").blocks == (lead,)


def test_what_people_said_is_the_annex_and_whole():
    report = _report()
    [voices] = annex(report)
    assert voices == next(one for one in report.chapters if one.id == "voices")


def test_there_is_no_annex_where_nobody_said_anything_or_of_a_sheet():
    report = _report()
    counted = replace(change_table("en"), rows=change_table("en").rows * 2)
    silent = tuple(
        replace(one, blocks=(Quotes(title="", rows=(), empty="None."), counted))
        if one.id == "voices"
        else one
        for one in report.chapters
    )
    quiet = replace(report, chapters=silent)
    assert annex(quiet) == ()
    assert "voices.pdf" not in str(_chapter(quiet, "who"))
    sheet = unit_report("en")
    assert is_sheet(sheet)
    assert annex(sheet) == ()
    assert printed(sheet) == tuple(one for one in sheet.chapters if not one.screen_only)


def test_of_two_hundred_units_the_lowest_and_highest_are_printed_in_their_order():
    many = tuple(
        (f"S{n}", f"{n} 店", f"Store {n}", "county", 0, (n * 37) % 101, 40) for n in range(200)
    )
    report = _report(many)
    [_, compared] = _chapter(report, "compare").blocks
    [_, whole] = next(one for one in report.chapters if one.id == "compare").blocks
    assert isinstance(compared, Compare)
    assert isinstance(whole, Compare)
    kept = {row.label for row in compared.rows}
    values = sorted(row.value for row in compared.rows if row.value is not None)
    left = [row.value for row in whole.rows if row.label not in kept and row.value is not None]
    half = len(values) // 2
    assert values[half - 1] <= min(left)
    assert max(left) <= values[half]
    assert [row for row in whole.rows if row.label in kept] == list(compared.rows)
    said = f"The {len(values)} lowest and highest of 200; all stand in the workbook (XLSX)."
    assert said in compared.note


def test_of_very_many_units_a_page_lists_three_hundred_and_says_where_all_are():
    many = tuple((f"S{n}", f"{n} 店", f"Store {n}", "county", 0, n % 101, 40) for n in range(700))
    chapter = next(one for one in _report(many).chapters if one.id == "compare")
    [_, compared] = on_screen(chapter, "en").blocks
    assert isinstance(compared, Compare)
    assert len(compared.rows) == 300
    assert "The 300 lowest and highest of 700" in compared.note
    few = next(one for one in company_report("en").chapters if one.id == "compare")
    assert on_screen(few, "en") == few


def test_of_a_long_table_the_rows_stay_that_are_clear():
    table = change_table("en")
    dull = (*table.rows[0][:-1], mark("en", None))
    rows = (dull,) * 300
    clear = (Link(text="the one"), *table.rows[0][1:-1], mark("en", 9.0))
    [cut] = _chapter(_only(replace(table, rows=(*rows, clear))), "x").blocks
    assert isinstance(cut, Table)
    assert cut.rows[-1] == clear
    assert len(cut.rows) < 100
    assert cut.note.endswith(f"{len(cut.rows)} of 301 rows, those that are clear first; all stand on the screen.")  # fmt: skip


def test_a_heat_table_keeps_as_many_columns_as_paper_has_room_for():
    def line(name: str) -> HeatLine:
        return HeatLine(
            label=Link(text=name),
            values=tuple(
                HeatValue(text=f"{n}", side=-1 if n == 39 else 0, title="") for n in range(40)
            ),
        )

    heads = tuple(Link(text=str(n)) for n in range(40))
    heat = HeatTable(caption="", head="", heads=heads, lines=(line("a"), line("b")), note="n")
    [cut] = _chapter(_only(heat), "x").blocks
    assert isinstance(cut, HeatTable)
    assert [head.text for head in cut.heads] == [*map(str, range(13)), "39"]
    assert [value.text for value in cut.lines[1].values] == [*map(str, range(13)), "39"]
    assert cut.note == "n 14 of 40 columns; all stand on the screen."
