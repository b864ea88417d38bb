"""A period that is done: closed, restated, and the month in one line."""
