"""What people said: low answers with their reasons, wishes in order, and comments."""
