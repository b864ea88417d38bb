"""Every question in every unit just below, and which of these shares chance does not explain."""
