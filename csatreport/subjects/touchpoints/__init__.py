"""A customer's journey: its touchpoints in their order, its best, worst and last moment.

Knows `drivers` and `heat`.
"""
