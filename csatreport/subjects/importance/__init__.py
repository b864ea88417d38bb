"""What people say is important: `stated` in the data and among the words."""
