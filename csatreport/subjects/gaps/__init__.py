"""Experience against expectation, person by person."""
