"""The net score of a recommend question, as a figure of its own.

Knows `results` and `trend`.
"""
