"""A built site to the intranet share, in one switch."""
