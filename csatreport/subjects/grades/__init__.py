"""Customers by grade: who moves, how content each grade is, and what service each is owed.

Knows `customers`.
"""
