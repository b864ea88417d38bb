"""Groups of people, by what they say about themselves.

Knows `crosstabs`.
"""
