"""Customers who left: how many, why, how content they were, and how long customers stay.

Knows `customers`.
"""
