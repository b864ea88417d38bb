"""Defects that were found inside, before a customer did.

Knows `inspections`.
"""
