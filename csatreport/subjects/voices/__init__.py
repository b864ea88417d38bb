"""What people said: low answers with their reasons, wishes, comments; it knows the themes."""
