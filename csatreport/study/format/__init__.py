"""The format of each file of a study, and its JSON Schema."""
