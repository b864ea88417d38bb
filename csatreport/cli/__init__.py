"""Options to one call, and its result to words and an exit code; one short file per command."""
