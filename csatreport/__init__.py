"""csatreport: satisfaction reports from YAML questionnaires and files of answers.

YAML and answers walk forward through the rooms of this package, are counted once, and come
out as a site, PDFs and downloads; nothing walks back. ``docs/architecture.md`` draws the rooms.
"""

__version__ = "0.1.0"
