"""What people said: low answers with their reasons, wishes, comments; it knows the themes.

Knows `themes` and `who`.
"""
