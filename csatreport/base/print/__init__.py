"""Fonts, templates, and HTML to PDF."""
