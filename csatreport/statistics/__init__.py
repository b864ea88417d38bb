"""Pure functions beside their formula: no ledger, no report, no language."""
