"""Reports to charts, tables, pages, PDF and downloads."""
