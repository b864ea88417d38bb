"""Supplier scorecard: measured figures turned into points, a score and a grade."""
