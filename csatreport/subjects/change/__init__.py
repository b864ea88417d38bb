"""What changed, against the period before, the year before and the target.

Knows `results`.
"""
