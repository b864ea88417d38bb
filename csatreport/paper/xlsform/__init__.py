"""The form as an XLSForm, in which ODK and KoboToolbox are told what to ask on tablets."""
