"""One reader of CSV and XLSX for answers and registers: rows with places."""
