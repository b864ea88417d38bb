"""The commands that show pages on this machine."""
