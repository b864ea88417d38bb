"""Units side by side, within the funnel of chance.

Knows `heat`.
"""
