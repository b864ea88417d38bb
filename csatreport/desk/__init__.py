"""The desk: pages on this machine for whoever runs the month, and the built site to look at.

Everything the desk does is a command of ours, which it runs and shows, so that a click and a typed
line give the same bytes. A page is a module of `csatreport.desk.pages`, a template
``templates/desk/<name>.html.j2`` and the words ``desk.<name>.…``.
"""

PROGRESS = "CSATREPORT_PROGRESS"
"""Set to ``json`` it lets a command tell its progress in records, one a line."""
RECORD = "\x1e"
"""What a line begins with that is a record of progress."""

PORT = 8765
"""Where the site is shown on this machine, if nothing else is there."""
