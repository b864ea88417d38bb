"""One score of a unit from survey, inspections and complaints.

Knows `complaints` and `inspections`.
"""
