"""Funnels as they are drawn: where points and limits lie, and what is said of them."""

from csatreport.counts.findings.standing import judge_shares
from csatreport.subjects.units.funnels import compose_funnels
from tests.counts.beside import shares, worthy
from tests.report.build import questionnaire


def test_unequal_weights_move_a_unit_to_what_its_answers_are_worth_and_this_is_said():
    points = [worthy(p, 12.5) for p in shares(0.7, 0.8, 0.9)]
    drawn = compose_funnels(judge_shares(points, 0.8), questionnaire(), "en", title="", share=True)
    assert [point.n for point in drawn.panels[0].points] == [12.5] * 3
    assert "20 answers" in drawn.panels[0].points[0].text
    assert drawn.across == "Answers, as many as the weighted ones are worth"
    assert not drawn.panels[0].stepped


def test_limits_are_drawn_at_the_size_of_each_unit_and_what_chance_does_is_said():
    points = (*shares(0.7, 0.8, n=1234), *shares(0.9, n=20, kind="k"))
    drawn = compose_funnels(judge_shares(points, 0.8), questionnaire(), "en", title="", share=True)
    assert {20, 1234} <= {limit.n for limit in drawn.panels[0].limits}
    assert drawn.panels[0].stepped
    assert "Of 3 units judged, chance alone puts about 0.1 outside the inner curves" in drawn.note
