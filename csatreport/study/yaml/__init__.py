"""YAML to nodes with places, and blocks whose keys are declared once."""
