"""YAML to a validated study: questionnaires, units, periods; cross-checks and lint."""
