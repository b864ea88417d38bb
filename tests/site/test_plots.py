"""Where things go in the figures of models."""

from itertools import pairwise

from csatreport.report.inline import Link
from csatreport.report.plots import Plot, Range, Ranges, Spot
from csatreport.site.draw import text_width
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


def test_names_of_points_meet_neither_one_another_nor_the_frame_and_the_strong_have_theirs():
    crowd = [Spot(label=f"a long name {n}", x=1.0 + n % 5, y=50.0 + n // 5) for n in range(25)]
    strong = Spot(label="act now", x=3.0, y=51.0, strong=True)
    plane = Plot(
        title="", alt="", spots=(*crowd, strong), across="", up="", cross=(3.0, 52.0),
        quarters=("Enough", "Keep", "Later", "Act"),
    )  # fmt: skip
    drawn = draw_plot(plane, 350, 380)
    names = [(one.name, one.strong) for one in drawn.spots if one.name is not None]
    assert any(strong for _, strong in names)
    assert len(names) < len(drawn.spots)
    for name, _ in names:
        assert drawn.left < name.x
        assert name.x + text_width(name.text, 12) < drawn.right
        assert drawn.top < name.y < drawn.floor
    for name, _ in names:
        alike = [other for other, _ in names if abs(other.y - name.y) < 11]
        reaches = sorted((one.x, one.x + text_width(one.text, 12)) for one in alike)
        assert all(end <= start for (_, end), (start, _) in pairwise(reaches))
