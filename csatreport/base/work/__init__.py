"""Who does the work, and what the machine can do."""
