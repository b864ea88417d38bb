"""Files: what lies in a folder, one at a time, whole or not at all."""
