"""The same form for a screen: one file that needs no network, and what it saves.

A browser opens it from a file or a local address. It asks for nothing from elsewhere and sends
nothing; each answer is saved as a file of its own and then forgotten, so that a tablet that goes
round tells nobody what the last person said. `csatreport.paper.returns.saved` reads the files.
"""
