"""The audit: can an outsider work out what was promised not to be shown?"""
