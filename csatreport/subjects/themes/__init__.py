"""What comments are about."""
