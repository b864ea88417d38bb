"""What people said: low answers with their reasons, wishes, comments.

Knows `themes`.
"""
