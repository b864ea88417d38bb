"""Files of answers to one coded table, plus an account of what was refused and why."""
