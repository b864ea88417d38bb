"""Where things go in the figures of models."""

from csatreport.report.inline import Link
from csatreport.report.plots import Plot, Range, Ranges, Spot
from csatreport.site.plots import draw_plot, range_axis


def test_ticks_below_zero_have_a_true_minus_sign():
    row = Range(label=Link(text="q1"), cells=(), value=-15.0, low=-20.0, high=10.0)
    axis = range_axis(Ranges(title="", heads=(), rows=(row,)))
    assert [text for _, text in axis.ticks] == ["−20", "0", "10"]
    spot = Spot(label="a", x=-15.0, y=-15.0)
    plane = Plot(
        title="", alt="", spots=(spot,), across="", up="", cross=(0.0, 0.0), quarters=("",) * 4
    )
    drawn = draw_plot(plane, 400, 300)
    assert {"−15", "0"} <= {tick.text for tick in (*drawn.ticks, *drawn.marks)}
