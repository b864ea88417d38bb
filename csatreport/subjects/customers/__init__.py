"""Customers of the list: which key accounts are at risk, and how content each group is."""
