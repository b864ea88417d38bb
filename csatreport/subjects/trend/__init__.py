"""The headline over time, and its usual range.

Knows `results`.
"""
